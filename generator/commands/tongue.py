"""Reads what drafts know of languages: the site's own lexicons where it has them, else those of the program."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType

from generator.authoring.date_grammar import compile_grammar
from generator.authoring.proposals import Tongue
from generator.read.cues import read_cues
from generator.read.date_words import read_date_words
from generator.read.lexicon import read_lexicon
from generator.steps import lexicon_folder


def read_tongue(root: Path) -> Tongue:
    """The hedges, cues and date grammars of all languages."""
    words = read_date_words(lexicon_folder(root, "dates"))
    grammars = {language: compile_grammar(known) for language, known in words.items()}
    return Tongue(
        read_lexicon(lexicon_folder(root)), read_cues(lexicon_folder(root, "cues")), MappingProxyType(grammars)
    )
