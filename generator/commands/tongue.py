"""Reads what drafts know of languages: the site's own lexicons where it has them, else those of the program."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType

from generator.authoring.date_grammar import compile_grammar
from generator.authoring.proposals import Tongue
from generator.read.cues import read_cues
from generator.read.date_words import read_date_words
from generator.read.lexicon import read_lexicon
from generator.steps import OWN_TEMPLATES


def _folder(root: Path, name: str) -> Path:
    own = root / "site_templates" / "lexicon" / name
    return own if own.is_dir() else OWN_TEMPLATES / "lexicon" / name


def read_tongue(root: Path) -> Tongue:
    """The hedges, cues and date grammars of all languages."""
    words = read_date_words(_folder(root, "dates"))
    grammars = {language: compile_grammar(lexicon) for language, lexicon in words.items()}
    return Tongue(read_lexicon(_folder(root, "")), read_cues(_folder(root, "cues")), MappingProxyType(grammars))
