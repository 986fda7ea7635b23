"""Corpus and facts to the files below `data/`: one corpus in many formats, for other programs."""
