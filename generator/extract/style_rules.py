"""Style sheets inside a document to the rules of them that can hide words (CSS 2.2 and what browsers add)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
ESCAPE = re.compile(r"\\(?:([0-9A-Fa-f]{1,6})\s?|(.))", re.DOTALL)
IMPORTANT = re.compile(r"\s*!\s*important\s*$", re.IGNORECASE)
SIMPLE = re.compile(
    r"(?P<tag>[a-z][\w-]*|\*)|\.(?P<class>[\w\u0080-\U0010ffff-]+)|#(?P<id>[\w\u0080-\U0010ffff-]+)"
    r"|\[\s*(?P<attribute>[\w:-]+)\s*(?:(?P<how>[~|^$*]?=)\s*[\"']?(?P<value>[^\]\"']*)[\"']?\s*i?\s*)?\]"
    r"|(?P<root>:root)|(?P<state>::?(?:hover|focus|focus-within|focus-visible|active|target|checked|before|after|"
    r"first-line|first-letter|placeholder|selection|marker|backdrop|visited|disabled|empty|not\(\*\))\b)|(?P<other>::?[\w-]+(?:\([^)]*\))?)",
    re.IGNORECASE,
)
HIDING = frozenset({
    "display", "visibility", "opacity", "font-size", "font", "color", "background", "background-color", "position",
    "left", "right", "top", "bottom", "margin-left", "margin-top", "clip", "clip-path", "text-indent", "height",
    "width", "max-height", "max-width", "overflow", "overflow-x", "overflow-y", "transform", "scale",
    "content-visibility", "-webkit-text-fill-color", "filter", "zoom", "mask", "mask-image", "all",
})  # fmt: skip
MOST_RULES = 20_000
DEEPEST = 8
GROUPS = ("@media", "@supports", "@layer", "@container", "@scope", "@document", "@-moz-document", "@starting-style")
OTHERWHERE = re.compile(r"\b(?:print|speech|braille|tty|embossed|aural)\b", re.IGNORECASE)
EVERYWHERE = re.compile(r"@media\s*(?:all|screen|only\s+screen)?\s*|@layer\b.*|@supports\b.*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Compound:
    """What one element must be: a tag, an id, classes, attributes with what they say; `sure` where that is all."""

    tag: str = ""
    id: str = ""
    classes: frozenset[str] = frozenset()
    attributes: tuple[tuple[str, str, str], ...] = ()
    sure: bool = True
    named: int = 0
    """How often a class or an attribute is named: the same one twice weighs more."""

    @property
    def weight(self) -> int:
        """Its specificity as one number."""
        return 10_000 * bool(self.id) + 100 * self.named + bool(self.tag)


@dataclass(frozen=True, slots=True)
class StyleRule:
    """An element by itself and by those around it, outermost first, each with whether it must be the very next one;
    what is declared of it; `sure` where nothing else decides whether the rule holds."""

    element: Compound
    around: tuple[tuple[Compound, bool], ...]
    declared: tuple[tuple[str, str, bool], ...]
    order: int
    sure: bool

    @property
    def weight(self) -> int:
        """Its specificity as one number."""
        return self.element.weight + sum(item.weight for item, _ in self.around)


def _unescaped(found: re.Match[str]) -> str:
    point = int(found[1], 16) if found[1] else 0
    return found[2] or (chr(point) if 0 < point < 0x110000 and not 0xD800 <= point < 0xE000 else "\ufffd")


def declarations(text: str) -> tuple[tuple[str, str, bool], ...]:
    """What is declared in a style attribute or between the braces of a rule: name, value, whether it is important."""
    found = []
    for part in ESCAPE.sub(_unescaped, COMMENT.sub("", text)).split(";"):
        name, colon, value = part.partition(":")
        name = name.strip().lower()
        if colon and name in HIDING:
            bare = IMPORTANT.sub("", value)
            found.append((name, bare.strip().lower(), bare != value))
    return tuple(found)


def _compound(text: str) -> Compound | None:
    """One compound selector; None for what no element is, or is only while somebody points at it."""
    tag = id = ""
    classes, attributes, sure, at, named = set(), [], True, 0, 0
    while at < len(text):
        match = SIMPLE.match(text, at)
        if match is None:
            return None
        at = match.end()
        if match["state"]:
            return None
        named += bool(match["class"] or match["attribute"] or match["other"])
        if match["tag"] and match["tag"] != "*":
            tag = match["tag"].lower()
        elif match["root"]:
            tag = "html"
        elif match["class"]:
            classes.add(match["class"])
        elif match["id"]:
            id = match["id"]
        elif match["attribute"]:
            attributes.append((match["attribute"].lower(), match["how"] or "", (match["value"] or "").strip()))
        elif match["other"]:
            sure = False
    return Compound(tag, id, frozenset(classes), tuple(attributes), sure, named)


def _selected(selector: str) -> tuple[Compound, tuple[tuple[Compound, bool], ...], bool] | None:
    """A selector to its element, those around it, and whether all of it is understood."""
    words = re.sub(r"\s*([>+~])\s*(?![=])", r" \1 ", selector).split()
    chain: list[tuple[Compound, bool]] = []
    sure, direct = True, False
    for word in words:
        if word == ">":
            direct = True
        elif word in {"+", "~"}:
            if chain:  # what stands beside is not looked at: the rule may hold
                chain.pop()
            sure, direct = False, False
        else:
            made = _compound(word)
            if made is None:
                return None
            sure = sure and made.sure
            chain.append((made, direct))
            direct = False
    if not chain:
        return None
    directs = [*(after for _, after in chain[1:]), False]
    around = tuple((item, directs[number]) for number, (item, _) in enumerate(chain[:-1]))
    return chain[-1][0], around, sure


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """The parts of a sheet: what stands before a pair of braces, and what between them."""
    at, depth, start, opened = 0, 0, 0, 0
    for match in re.finditer(r"[{};]|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'", text):
        sign = match.group()
        if sign == "{":
            if not depth:
                opened = match.end()
            depth += 1
        elif sign == "}" and depth:
            depth -= 1
            if not depth:
                yield text[start : opened - 1].strip(), text[opened : match.start()]
                start = match.end()
        elif sign == ";" and not depth:
            start = match.end()
        at = match.end()
    if depth and opened <= at:
        yield text[start : opened - 1].strip(), text[opened:]


def _rules(text: str, sure: bool, depth: int) -> Iterator[tuple[str, str, bool]]:
    """Selector lists with their declarations, and whether they hold whatever the window is."""
    for head, body in _blocks(text):
        low = head.lower()
        if low.startswith("@"):
            if low.startswith(GROUPS) and depth < DEEPEST and not OTHERWHERE.search(low):
                yield from _rules(body, sure and EVERYWHERE.fullmatch(low) is not None, depth + 1)
            continue
        yield head, body, sure
        if "{" in body and depth < DEEPEST:
            for inner, declared, _ in _rules(body, False, depth + 1):
                yield inner.replace("&", " "), declared, False


def style_rules(sheets: Sequence[str]) -> tuple[StyleRule, ...]:
    """The rules of style sheets, in their order, that declare what can hide words; at most 20,000 of them."""
    made: list[StyleRule] = []
    for sheet in sheets:
        for heads, body, sure in _rules(COMMENT.sub(" ", sheet).replace("<!--", " ").replace("-->", " "), True, 0):
            declared = declarations(body.partition("{")[0] if "{" in body else body)
            if not declared:
                continue
            for head in ESCAPE.sub(_unescaped, heads).split(","):
                selected = _selected(head.strip())
                if selected is not None and len(made) < MOST_RULES:
                    element, around, understood = selected
                    made.append(StyleRule(element, around, declared, len(made), sure and understood))
    return tuple(made)


def by_element(rules: Sequence[StyleRule]) -> Mapping[str, tuple[StyleRule, ...]]:
    """Rules by the rarest thing that their element must be: `#id`, `.class`, `tag` or `*`."""
    found: dict[str, list[StyleRule]] = {}
    for rule in rules:
        element = rule.element
        key = f"#{element.id}" if element.id else f".{min(element.classes)}" if element.classes else element.tag or "*"
        found.setdefault(key, []).append(rule)
    return {key: tuple(items) for key, items in found.items()}
