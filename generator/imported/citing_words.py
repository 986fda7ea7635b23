"""The words that stand in imported sources and claims beside what a file tells, in the language of the site."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from generator.model.fields import TODO

_ENGLISH: Mapping[str, str] = MappingProxyType(
    {
        "reason": "An imported file names it; nobody has judged it yet.",
        "description": "An imported file names it; nobody has described it yet.",
        "summary": "An imported file names this document; nobody has summed it up yet.",
        "known": "Known from an imported file only. Assumed, so look: {fields}.",
        "undated": "The imported file gives no date.",
        "abstract": "Summary by its publisher: {text}",
        "revoked-report": "Its publisher has revoked this report.",
        "revoked": "Who made this statement has revoked it ({day}).",
        "revoked-question": "Was this statement revoked because it was wrong, or because another one replaces it?",
        "confidence": "Who made this statement gives it a confidence of {number} of 100.",
        "todo": f"{TODO} read and capture the sources, then choose what was assumed: {{fields}}.",
    }
)
_GERMAN: Mapping[str, str] = MappingProxyType(
    {
        "reason": "Eine eingelesene Datei nennt ihn; noch hat ihn niemand beurteilt.",
        "description": "Eine eingelesene Datei nennt es; noch hat es niemand beschrieben.",
        "summary": "Eine eingelesene Datei nennt dieses Dokument; noch hat es niemand zusammengefasst.",
        "known": "Nur aus einer eingelesenen Datei bekannt. Angenommen, also nachsehen: {fields}.",
        "undated": "Die eingelesene Datei nennt kein Datum.",
        "abstract": "Zusammenfassung des Herausgebers: {text}",
        "revoked-report": "Der Herausgeber hat diesen Bericht widerrufen.",
        "revoked": "Wer diese Aussage gemacht hat, hat sie widerrufen ({day}).",
        "revoked-question": "Wurde die Aussage widerrufen, weil sie falsch war, oder weil eine andere sie ersetzt?",
        "confidence": "Wer diese Aussage gemacht hat, gibt ihr eine Sicherheit von {number} von 100.",
        "todo": f"{TODO} Quellen lesen und aufnehmen, dann Angenommenes wählen: {{fields}}.",
    }
)


def citing_words(language: str) -> Mapping[str, str]:
    """The words for a language: German ones for German, English ones for all others, by what they are for."""
    return _GERMAN if language.partition("-")[0] == "de" else _ENGLISH
