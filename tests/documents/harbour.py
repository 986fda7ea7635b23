"""The text of the test documents, and the quotes that must be found in every one of them with page and headings."""

from __future__ import annotations

from dataclasses import dataclass

TITLE = "Die neue Hafenlinie"
AUTHOR = "Änne Öztürk"
PUBLISHER = "Hafenbote"
PUBLISHED = "2026-03-14"
LANGUAGE = "de"


@dataclass(frozen=True)
class Section:
    """A section of the text: heading, its level, paragraphs, and the rows of a table below them."""

    heading: str
    level: int
    paragraphs: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = ()


SECTIONS = (
    Section(
        "Der Beschluss",
        2,
        (
            "Der Stadtrat hat am Dienstag nach langer Aussprache beschlossen, die Straßenbahn bis zum Alten Hafen zu "
            "verlängern. Nach Angaben der Verkehrsgesellschaft soll die Strecke voraussichtlich Ende Mai 2028 in "
            "Betrieb gehen. „Das ist der größte Schritt seit der Elektrifizierung“, sagte die Verkehrsdezernentin "
            "Änne Öztürk vor der Abstimmung.",
            "Gegen den Beschluss stimmten sieben Abgeordnete der Haushaltsgemeinschaft. Sie halten die "
            "Wirtschaftlichkeitsberechnung für überholt und verlangen eine unabhängige Überprüfung der "
            "Baukostensteigerungen, bevor die ersten Aufträge vergeben werden.",
            "Die Haupt- und Nebenstrecken werden getrennt ausgeschrieben. Das well-known Beispiel aus Rotterdam diente "
            "der Verwaltung als Vorbild; ein solches Verfahren war hierzulande bislang unüblich.",
        ),
    ),
    Section(
        "Zahlen und Fristen",
        2,
        (
            "Die Baukosten werden auf 412,5 Millionen Euro geschätzt, wovon das Land sechzig Prozent übernimmt. Die "
            "Verkehrsgesellschaft erwartet täglich 38.000 Fahrgäste, fast doppelt so viele wie auf der heutigen "
            "Buslinie 17.",
        ),
        (
            ("Abschnitt", "Länge", "Fertigstellung"),
            ("Rathaus bis Speicherstadt", "2,4 km", "Herbst 2027"),
            ("Speicherstadt bis Alter Hafen", "1,9 km", "Mai 2028"),
        ),
    ),
    Section(
        "Einwände der Anlieger",
        3,
        (
            "Die Anliegervereinigung kündigte eine Klage an. Ihr Sprecher bezweifelt, dass die Erschütterungen der "
            "Fahrzeuge den Pfahlgründungen der Speicherhäuser nichts anhaben können. Ein Gutachten der Technischen "
            "Hochschule kommt dagegen zu dem Ergebnis, dass bei Schrittgeschwindigkeit keine Schäden zu erwarten "
            "sind, sofern die Gleisbettung elastisch ausgeführt wird.",
            "Zwei Gaststätten am Kai verlangen eine Entschädigung für die Bauzeit. Die Stadt verweist auf den "
            "Überbrückungsfonds, der zuletzt beim Umbau des Marktplatzes in Anspruch genommen worden war.",
        ),
    ),
    Section(
        "Was folgt",
        2,
        (
            "Das Planfeststellungsverfahren beginnt im September. Es wird damit gerechnet, dass mehr als "
            "zweitausend Einwendungen eingehen. Spätestens im Frühjahr 2027 will die Bezirksregierung entscheiden.",
            "Bis dahin bleibt die Buslinie 17 unverändert in Betrieb.",
        ),
    ),
)


@dataclass(frozen=True)
class Quoted:
    """Words that stand in the text once, the page of the PDF they are on, and the headings above them."""

    words: str
    page: str
    headings: tuple[str, ...]


ABOVE = (TITLE,)
QUOTES = (
    Quoted("soll die Strecke voraussichtlich Ende Mai 2028 in Betrieb gehen", "1", (*ABOVE, "Der Beschluss")),
    Quoted("„Das ist der größte Schritt seit der Elektrifizierung“", "1", (*ABOVE, "Der Beschluss")),
    Quoted("eine unabhängige Überprüfung der Baukostensteigerungen", "1", (*ABOVE, "Der Beschluss")),
    Quoted("Die Haupt- und Nebenstrecken werden getrennt", "1", (*ABOVE, "Der Beschluss")),
    Quoted("Das well-known Beispiel aus Rotterdam", "1", (*ABOVE, "Der Beschluss")),
    Quoted("auf 412,5 Millionen Euro geschätzt", "2", (*ABOVE, "Zahlen und Fristen")),
    Quoted("Speicherstadt bis Alter Hafen 1,9 km Mai 2028", "2", (*ABOVE, "Zahlen und Fristen")),
    Quoted(
        "bei Schrittgeschwindigkeit keine Schäden zu erwarten sind",
        "2",
        (*ABOVE, "Zahlen und Fristen", "Einwände der Anlieger"),
    ),
    Quoted(
        "Die Stadt verweist auf den Überbrückungsfonds", "2", (*ABOVE, "Zahlen und Fristen", "Einwände der Anlieger")
    ),
    Quoted("mehr als zweitausend Einwendungen eingehen", "3", (*ABOVE, "Was folgt")),
)
AROUND = ("Startseite", "Jetzt Abo abschließen", "Impressum und Datenschutz", "Meistgelesen heute")
"""What the saved page shows around the article."""

OTHER_SCRIPTS = {
    "he": (
        "הקו החדש לנמל",
        "מועצת העיר החליטה ביום שלישי להאריך את הרכבת הקלה עד לנמל הישן. "
        "הקו צפוי להיפתח בסוף מאי 2028, מסרה חברת התחבורה.",
        "המתנגדים דורשים בדיקה עצמאית של העלויות, לפני שייחתמו החוזים הראשונים.",
    ),
    "ja": (
        "新しい港線",
        "市議会は火曜日、路面電車を旧港まで延伸することを決定した。交通会社によると、路線は2028年5月末に開業する見込みである。",
        "建設費は4億1250万ユーロと見積もられている。反対派は独立した審査を求めている。",
    ),
}
"""A text from right to left and one without spaces between words: a heading and two paragraphs each."""
QUOTED_ELSEWHERE = {
    "he": ("להאריך את הרכבת הקלה עד לנמל הישן", "בדיקה עצמאית של העלויות"),
    "ja": ("路面電車を旧港まで延伸することを決定した", "路線は2028年5月末に開業する見込みである"),
}
