"""Reads what drafts know of languages: the lexicons of the program, with the site's own laid over them."""

from __future__ import annotations

import re
from pathlib import Path
from types import MappingProxyType

import click

from generator.authoring.date_grammar import compile_grammar
from generator.authoring.proposals import Tongue
from generator.read.cues import read_cues
from generator.read.date_words import read_date_words
from generator.read.lexicon import read_lexicon
from generator.read.site_templates import OWN, template_folders


def read_tongue(root: Path) -> Tongue:
    """The hedges, cues and date grammars of all languages."""
    words = read_date_words(*template_folders(root, "lexicon/dates"))
    grammars = {}
    for language, lexicon in words.items():
        try:
            grammars[language] = compile_grammar(lexicon)
        except (ValueError, KeyError, re.error) as error:
            raise click.UsageError(f"{OWN}/lexicon/dates/{language}.yml cannot be used: {error}") from error
    hedges = read_lexicon(*template_folders(root, "lexicon"))
    return Tongue(hedges, read_cues(*template_folders(root, "lexicon/cues")), MappingProxyType(grammars))
