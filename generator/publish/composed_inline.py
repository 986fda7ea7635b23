"""Words of the dialect that our templates write, with links and emphasis, to HTML as Python-Markdown writes it."""

from __future__ import annotations

import html
import re

ATTRIBUTE = re.compile(r'\s+([a-zA-Z][\w:-]*)(?:="([^"<>]*)")?')
TOKEN = re.compile(
    r"(?P<tag></?[a-z][a-z0-9]*(?:\s+[\w:-]+(?:=\"[^\"<>]*\")?)*\s*/?>)|(?P<entity>&(?:#[0-9]+|#x[0-9a-fA-F]+|[a-zA-Z0-9]+);)"
    r"|(?P<special>[\[\]<>&*_`\\{}!])"
)
LINK = re.compile(r'\[((?:[^\[\]\\`{}]|\n)*)\]\(([^\s()<>"\\`]+)(?: "([^"\\`]*)")?\)')
STRONG = re.compile(r"\*\*([^*\s](?:[^*]*[^*\s])?)\*\*(?!\*)")
EMPHASIS = re.compile(r"\*([^*\s](?:[^*]*[^*\s])?)\*(?!\*)")


class Unknown(Exception):
    """Something that is not of the dialect."""


def inline(text: str, links: list[str]) -> str:
    """A stretch of words to HTML, its links added to the list and marked; raises Unknown."""
    made, at = [], 0
    while True:
        found = TOKEN.search(text, at)
        if found is None:
            made.append(text[at:])
            return "".join(made)
        made.append(text[at : found.start()])
        at = found.end()
        special = found["special"]
        if special is None:
            made.append(found[0])
        elif special == "[":
            match = LINK.match(text, found.start())
            if match is None:
                raise Unknown("[")
            title = f' title="{attribute(match[3])}"' if match[3] is not None else ""
            links.append(match[2])
            made.append(f'<a href="\x02{len(links) - 1}\x03"{title}>{inline(match[1], links)}</a>')
            at = match.end()
        elif special == "*":
            strong = STRONG.match(text, found.start())
            match = strong or EMPHASIS.match(text, found.start())
            if match is None:
                raise Unknown("*")
            name = "strong" if strong else "em"
            made.append(f"<{name}>{inline(match[1], links)}</{name}>")
            at = match.end()
        elif special == "&" and text[at : at + 1] == " ":
            made.append("&amp;")
        elif special == ">":
            made.append("&gt;")
        elif special == "!" and text[at : at + 1] != "[":
            made.append("!")
        elif special == "_" and text[at - 2 : at - 1].isalnum() and text[at : at + 1].isalnum():
            made.append("_")
        else:
            raise Unknown(special)


def attribute(text: str) -> str:
    """The text of an attribute as Python-Markdown's serializer writes it."""
    text = re.sub(r"&(?!(?:#[0-9]+|#x[0-9a-f]+|[0-9a-z]+);)", "&amp;", text, flags=re.IGNORECASE)
    return text.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;").replace("\n", "&#10;")


def opened(tag: str, attributes: str) -> str:
    """The start of an element that holds Markdown, without the attribute that says so."""
    told: dict[str, str] = {}
    at, end = 0, len(attributes.rstrip())
    while at < end:
        found = ATTRIBUTE.match(attributes, at)
        if found is None or found[1] in told:
            raise Unknown(attributes)
        value = html.unescape(found[2]) if found[2] is not None else found[1]
        told[found[1]] = f' {found[1]}="{attribute(value)}"'
        at = found.end()
    return f"<{tag}{''.join(told[name] for name in sorted(told))}>"
