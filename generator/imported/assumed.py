"""The words that stand in imported records where a file tells nothing, in the language of the site."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from generator.model.fields import TODO

_ENGLISH: Mapping[str, str] = MappingProxyType(
    {
        "reason": "An imported file names it; nobody has judged it yet.",
        "description": "An imported file names it; nobody has described it yet.",
        "summary": "An imported file names this page; nobody has summed it up yet.",
        "access": "Known from an imported file only. Kind and standing are assumed.",
        "undated": "The imported file gives no date.",
        "marked": "The imported file says that the date is inferred, not from what.",
        "inferred": "The imported file dates the claim to this day, not the page.",
        "publisher": "Unknown publisher",
        "unnamed": "unnamed voice",
        "said_on": "The imported file dates the claim to",
        "todo": f"{TODO} read the sources, put `statement` without hedge and attribution, and choose what was assumed:",
        "when": f"{TODO} give `when`, or say why there is no date",
        "criteria": f"{TODO} say by what anybody can see that it came true",
    }
)
_GERMAN: Mapping[str, str] = MappingProxyType(
    {
        "reason": "Eine eingelesene Datei nennt ihn; noch hat ihn niemand beurteilt.",
        "description": "Aus einer eingelesenen Datei; noch von niemandem beschrieben.",
        "summary": "Eine eingelesene Datei nennt diese Seite; noch hat sie niemand zusammengefasst.",
        "access": "Nur aus einer eingelesenen Datei bekannt. Art und Nähe sind angenommen.",
        "undated": "Die eingelesene Datei nennt kein Datum.",
        "marked": "Die eingelesene Datei nennt das Datum erschlossen, aber nicht, woraus.",
        "inferred": "Die eingelesene Datei datiert die Aussage auf diesen Tag, nicht die Seite.",
        "publisher": "Unbekannter Herausgeber",
        "unnamed": "ungenannte Stimme",
        "said_on": "Die eingelesene Datei datiert die Aussage auf",
        "todo": f"{TODO} Quellen lesen, `statement` ohne Absicherung und Zuschreibung fassen, Angenommenes wählen:",
        "when": f"{TODO} `when` angeben oder sagen, warum es kein Datum gibt",
        "criteria": f"{TODO} sagen, woran jeder erkennt, dass es eingetreten ist",
    }
)


def assumed_words(language: str) -> Mapping[str, str]:
    """The words for a site in German, and English ones for all others, by what they are for."""
    return _GERMAN if language.partition("-")[0] == "de" else _ENGLISH
