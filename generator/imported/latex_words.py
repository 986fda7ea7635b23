"""Texts of BibTeX as people read them: accents and commands of LaTeX decoded, braces taken away."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pylatexenc.latex2text import LatexNodes2Text

SIGNS = re.compile(r"[\\{}~$]|--|``|''")
DEEPEST = 40
COMMAND = re.compile(r"\\([A-Za-z]+)")
OWN = (("url", "%s"), ("textasciicircum", "^"), ("textbraceleft", "{"), ("textbraceright", "}"))
"""Commands that the decoder lacks, or that it makes something else of."""
LITERAL = re.compile(r"(?<!\\)[%&#]")
"""Signs that LaTeX gives a meaning, and that people write into BibTeX as themselves."""


@lru_cache(maxsize=1)
def _decoder() -> LatexNodes2Text:
    from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

    context = get_default_latex_context_db()
    own = [MacroTextSpec(name, simplify_repl=text) for name, text in OWN]
    context.add_context_category("bibtex", prepend=True, macros=own)
    return LatexNodes2Text(latex_context=context, math_mode="verbatim", keep_comments=True)


def _deep(text: str) -> bool:
    depth = 0
    for sign in text:
        depth += (sign == "{") - (sign == "}")
        if depth > DEEPEST or depth < 0:
            return True
    return depth != 0


def decoded(text: str) -> str:
    """The text in Unicode on one line; one that is no LaTeX only loses its braces."""
    if not SIGNS.search(text):
        return " ".join(text.split())
    plain = LITERAL.sub(lambda sign: f"\\{sign[0]}", text)
    if len(re.findall(r"(?<!\\)\$", plain)) % 2:
        plain = re.sub(r"(?<!\\)\$", r"\\$", plain)
    found: Any = ""
    if not _deep(plain):
        try:
            found = _decoder().latex_to_text(plain)
        except Exception:
            found = ""
    words = " ".join(str(found).split())
    return words or " ".join(re.sub(r"[{}]", "", text).split())


def unknown_commands(text: str) -> tuple[str, ...]:
    """The commands of a text that the decoder does not know, and so leaves out."""
    context = _decoder().latex_context
    names = dict.fromkeys(COMMAND.findall(text))
    return tuple(f"\\{name}" for name in names if context.get_macro_spec(name) is None)


def plain_address(text: str) -> str:
    """An address as it is meant: without `\\url`, and without the backslashes before signs."""
    inner = re.fullmatch(r"\s*\\url\s*\{(.*)\}\s*", text, re.DOTALL)
    return re.sub(r"\\([%&#_{}~$])", r"\1", (inner[1] if inner else text).strip()).strip("{}<>")
