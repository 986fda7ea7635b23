"""The elements of a page that are open at a place, nested as browsers do it, with what style says of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from generator.extract import markup
from generator.extract.appearance import Declared, Look, looked_at
from generator.extract.style_rules import Compound, StyleRule, by_element, declarations

VOID = markup.VOID | {"frame", "keygen"}
LITERAL = frozenset({"script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes", "noscript",
                     "plaintext", "select", "template"})  # fmt: skip
"""Elements in which no other element begins or ends for a browser that runs scripts, or whose words are not shown."""
NEVER_SHOWN = frozenset({
    "script", "style", "iframe", "noembed", "noframes", "noscript", "template", "datalist", "object", "video", "audio",
    "canvas", "progress", "meter", "head", "applet", "rp",
})  # fmt: skip
FORMATTING = frozenset({"a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt",
                        "u"})  # fmt: skip
"""Elements that go on in the next block where they are not ended (HTML, 13.2.4.3)."""
SCOPE = frozenset({"applet", "caption", "html", "table", "td", "th", "marquee", "object", "template", "select"})
TABLE_PARTS = {
    "td": frozenset({"td", "th"}), "th": frozenset({"td", "th"}), "tr": frozenset({"tr", "td", "th"}),
    "tbody": frozenset({"tbody", "thead", "tfoot", "tr", "td", "th", "caption", "colgroup"}),
}  # fmt: skip
TABLE_PARTS |= dict.fromkeys(("thead", "tfoot", "caption", "colgroup"), TABLE_PARTS["tbody"])
INLINE = frozenset({
    "abbr", "acronym", "bdi", "bdo", "cite", "data", "del", "dfn", "ins", "kbd", "label", "mark", "q", "rb", "rt",
    "ruby", "samp", "span", "sub", "sup", "time", "var", "output", "slot", "svg", "math", "picture", "map",
    *FORMATTING,
})  # fmt: skip
CLOSED_BY = {"li": "li", "dd": "dd dt", "dt": "dd dt", "option": "option", "rt": "rt rp", "rp": "rt rp",
             **{f"h{level}": "h1 h2 h3 h4 h5 h6" for level in range(1, 7)}}  # fmt: skip
MOST_REMADE = 200
AROUND = 60
"""How many elements around one are looked at for rules such as `.menu .item`."""


@dataclass(slots=True)
class _Open:
    tag: str
    told: Mapping[str, str]
    declared: Declared
    look: Look
    classes: frozenset[str] = field(default_factory=frozenset)


def _fits(element: Compound, tag: str, told: Mapping[str, str], classes: frozenset[str]) -> bool:
    if (element.tag and element.tag != tag) or (element.id and element.id != told.get("id")):
        return False
    if not element.classes <= classes:
        return False
    for name, how, value in element.attributes:
        if name not in told:
            return False
        given = told[name]
        held = {
            "": True, "=": given == value, "^=": given.startswith(value), "$=": given.endswith(value),
            "*=": value in given, "~=": value in given.split(), "|=": given == value or given.startswith(f"{value}-"),
        }  # fmt: skip
        if not held[how]:
            return False
    return True


class OpenElements:
    """The stack of open elements, kept as the HTML standard says as far as it matters for what is hidden."""

    def __init__(self, rules: Sequence[StyleRule]) -> None:
        self.rules = by_element(rules)
        self.stack: list[_Open] = []
        self.count: Counter[str] = Counter()

    @property
    def look(self) -> Look:
        """How words look that come now."""
        return self.stack[-1].look if self.stack else Look()

    @property
    def drawing(self) -> bool:
        """Whether what comes now is part of a drawing or a formula, where elements may end where they begin."""
        return any(item.tag in {"svg", "math"} for item in self.stack[-4:])

    def start(self, tag: str, told: Mapping[str, str]) -> None:
        """An element begins, which has these attributes."""
        if tag == "template" and self.stack and ("shadowrootmode" in told or "shadowroot" in told):
            self.stack[-1].look = Look(gone=True)
        if tag in VOID:
            return
        self._close_implied(tag)
        classes = frozenset(told.get("class", "").split())
        kept = {name: value for name, value in told.items() if name != "style"} if self.rules else {}
        self._push(tag, kept, self._declared(tag, told, classes), classes)

    def end(self, tag: str) -> None:
        """An element is said to end."""
        if tag in FORMATTING:
            at = self._nearest(frozenset({tag}), SCOPE)
            if at is not None:
                self._take_out(at)
            return
        stops = frozenset({"table", "template", "html"}) if tag in {*TABLE_PARTS, "table"} else SCOPE
        at = self._nearest(frozenset({tag}), stops - {tag})
        if at is None:
            return
        plain = tag in INLINE
        if plain and any(item.tag not in INLINE for item in self.stack[at + 1 :]):
            return
        self._pop_to(at, tag)

    def _declared(self, tag: str, told: Mapping[str, str], classes: frozenset[str]) -> Declared:
        """What holds for an element: by origin, weight and order (CSS Cascading, 6)."""
        keys = [f"#{told['id']}"] if told.get("id") else []
        keys += [*(f".{name}" for name in sorted(classes)), tag, "*"]
        found: list[tuple[tuple[int, int, int], str, str, bool]] = []
        for rule in (rule for key in keys for rule in self.rules.get(key, ())):
            if _fits(rule.element, tag, told, classes) and self._stands_in(rule):
                found += (
                    ((important * 2, rule.weight, rule.order), name, value, rule.sure)
                    for name, value, important in rule.declared
                )
        for name, value, important in declarations(told.get("style", "")):
            found.append(((important * 2 + 1, 0, 0), name, value, True))
        hints = {"color": told.get("color") or told.get("text") if tag in {"font", "body"} else None,
                 "background-color": told.get("bgcolor")}  # fmt: skip
        closed = "hidden" in told or (tag == "dialog" and "open" not in told) or "popover" in told
        closed = closed or (tag == "input" and told.get("type", "").lower() == "hidden")
        hints["display"] = "none" if closed else None
        low = (-1, 0, 0)
        found += ((low, name, value.lower(), True) for name, value in hints.items() if value is not None)
        held = {name: (value, sure) for _, name, value, sure in sorted(found, key=lambda item: item[0])}
        if tag in NEVER_SHOWN:
            held["display"] = ("none", True)
        return held

    def _stands_in(self, rule: StyleRule) -> bool:
        """Whether an element that comes now stands in those that a rule names around it."""
        around = [*rule.around]
        above = self.stack[-AROUND:][::-1]
        at = 0
        while around:
            wanted, direct = around.pop()
            while at < len(above) and not _fits(wanted, above[at].tag, above[at].told, above[at].classes):
                if direct:
                    return False
                at += 1
            if at >= len(above):
                return False
            at += 1
        return True

    def _push(self, tag: str, told: Mapping[str, str], declared: Declared, classes: frozenset[str]) -> None:
        before = self.stack[-1].look if self.stack else Look()
        self.stack.append(_Open(tag, told, declared, looked_at(tag, declared, before), classes))
        self.count[tag] += 1

    def _pop_to(self, at: int, ended: str) -> None:
        """Closes the element at a place in the stack and all in it; formatting ones that were not ended go on."""
        going_on = [item for item in self.stack[at + 1 :] if item.tag in FORMATTING and item.declared]
        going_on += [self.stack[at]] if self.stack[at].tag in FORMATTING and self.stack[at].tag != ended else []
        for item in self.stack[at:]:
            self.count[item.tag] -= 1
        del self.stack[at:]
        for item in going_on:
            self._push(item.tag, item.told, item.declared, item.classes)

    def _nearest(self, tags: frozenset[str], stops: frozenset[str]) -> int | None:
        """The place of the innermost open element of these, within the next of those that end the search."""
        if not any(self.count[tag] for tag in tags):
            return None
        for at in range(len(self.stack) - 1, -1, -1):
            if self.stack[at].tag in tags:
                return at
            if self.stack[at].tag in stops:
                return None
        return None

    def _close_implied(self, tag: str) -> None:
        """Ends what the start of an element ends without saying so."""
        if tag in TABLE_PARTS:
            at = self._nearest(TABLE_PARTS[tag], frozenset({"table", "template", "html"}))
            while at is not None:
                self._pop_to(at, "")
                at = self._nearest(TABLE_PARTS[tag], frozenset({"table", "template", "html"}))
            return
        if tag not in INLINE and tag not in VOID | LITERAL | NEVER_SHOWN | {"button", "option"}:
            at = self._nearest(frozenset({"p"}), SCOPE | {"button"})
            if at is not None:
                self._pop_to(at, "p")
        wanted = frozenset(CLOSED_BY.get(tag, "").split())
        if tag == "a":
            wanted = frozenset({"a"})
        if wanted:
            at = self._nearest(wanted, SCOPE | {"ul", "ol", "dl"})
            if at is not None and (not tag.startswith("h") or at == len(self.stack) - 1):
                self._pop_to(at, tag if tag == "a" else "")

    def _take_out(self, at: int) -> None:
        """Ends a formatting element; blocks in it stay open."""
        above = self.stack[at + 1 :]
        ended = self.stack[at]
        self.count[ended.tag] -= 1
        del self.stack[at]
        if ended.declared and len(above) <= MOST_REMADE:
            del self.stack[at:]
            for item in above:
                self.count[item.tag] -= 1
                self._push(item.tag, item.told, item.declared, item.classes)
