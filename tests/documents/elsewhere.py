"""The documents that other programs made (see made_elsewhere/make.sh), and the quotes that must be found in them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "made_elsewhere"
AUTHOR = "Harbour Courier"
PUBLISHED = "2026-03-14"
TITLES = {
    "de": "Die Fähre nach Eschholm",
    "en": "The ferry to Eschholm",
    "he": "המעבורת לאי אשהולם",
    "ja": "エッシュホルム島への渡し船",
}
LANGUAGES = {"de": "de-DE", "en": "en-GB", "he": "he-IL", "ja": "ja-JP"}


@dataclass(frozen=True)
class Said:
    """Words that stand in the text once, and the headings above them, below the title of the text."""

    words: str
    headings: tuple[str, ...]
    note: bool = False


DECIDED, AGAINST, COSTS, NEXT = (
    "Was beschlossen wurde",
    "Was dagegen spricht",
    "Kosten und Termine",
    "Wie es weitergeht",
)
THEN, BUT, SUMS, LATER = "What was decided", "What speaks against it", "Costs and dates", "What comes next"
QUOTES = {
    "de": (
        Said("Das erste Schiff soll voraussichtlich im Oktober 2027 ablegen, sofern die Hafenaufsicht", (DECIDED,)),
        Said("„Wir haben die Wirtschaftlichkeitsuntersuchung dreimal überprüfen lassen“, sagte", (DECIDED,)),
        Said("Über die Höhe der Fahrpreise schwieg er sich aus; Ermäßigungen für Schülerinnen", (DECIDED,)),
        Said("In der Haupt- und Nebensaison sollen unterschiedlich große Schiffe eingesetzt werden", (DECIDED,)),
        Said("Der Gemeinderat von Eschholm stimmte der Vereinbarung mit elf gegen zwei Stimmen zu", (DECIDED,)),
        Said(
            "eine Umweltverträglichkeitsprüfung, die der Öffentlichkeit rechtzeitig vorgelegt werden müsse", (AGAINST,)
        ),
        Said("Geschwindigkeitsbeschränkungen von April bis August", (AGAINST,)),
        Said("Nach Auffassung der Reederei reicht das vorhandene Gutachten aus", (AGAINST,)),
        Said("veranschlagt die Reederei 23,75 Millionen Euro", (AGAINST, COSTS)),
        Said("Anleger Eschholm 4,25 Mio. € Juli 2027", (AGAINST, COSTS)),
        Said("und empfiehlt eine Rücklage von mindestens fünf Millionen Euro", (AGAINST, COSTS)),
        Said("Festpreisverträge mit den Werftunternehmen, deren Wortlaut sie jedoch nicht offenlegt", (AGAINST, COSTS)),
        Said("Spätestens am 30. September will die Hafenaufsicht über den Antrag entscheiden", (NEXT,)),
        Said("„unzumutbar für alle, die täglich auf das Festland müssen“", (NEXT,)),
        Said(
            "Die Hafenaufsicht untersteht seit 2019 dem Verkehrsministerium und nicht mehr dem Kreis.", (DECIDED,), True
        ),
    ),
    "en": (
        Said("The first boat is expected to sail in October 2027, provided that the harbour office confirms", (THEN,)),
        Said("“We have had the feasibility study verified three times,” said the managing director", (THEN,)),
        Said("Boats of different sizes are to run in the high- and low-season timetables", (THEN,)),
        Said("a flat-bottomed catamaran with an auxiliary sail, carries 86 passengers", (THEN,)),
        Said("agreed to the contract by eleven votes to two, with three abstentions", (THEN,)),
        Said("fears that the traffic will affect the breeding grounds", (BUT,)),
        Said("an environmental impact assessment that must be put before the public in sufficient time", (BUT,)),
        Said("the existing survey suffices, since the navigable channel has not shifted since 1998", (BUT,)),
        Said("at 23.75 million euros. The regional government has offered to contribute 40 per cent", (BUT, SUMS)),
        Said("Eschholm pier €4.25 million July 2027", (BUT, SUMS)),
        Said("it recommends setting aside at least five million euros", (BUT, SUMS)),
        Said("agreements with the shipbuilders, the wording of which it does not disclose", (BUT, SUMS)),
        Said("this prospect “unreasonable for everybody who has to reach the mainland daily”", (LATER,)),
        Said("Thus the survey by the engineers Wattenfels, excerpts of which the editors have seen.", (BUT,), True),
    ),
    "he": (
        Said("חברת הספנות הודיעה ביום שישי כי תחדש את קו המעבורת לאי", ("ההחלטה",)),
        Said("הספינה הראשונה צפויה להפליג באוקטובר 2027, אם רשות הנמל תאשר את לוח הזמנים", ("ההחלטה",)),
        Said("ברוב של אחד עשר קולות נגד שניים", ("ההחלטה",)),
        Said("היא דורשת להגביל את המהירות בין אפריל לאוגוסט", ("ההתנגדות",)),
        Said("שכן תוואי השיט לא השתנה זה שנים רבות. שני הצדדים ייפגשו שוב ביוני", ("ההתנגדות",)),
    ),
    "ja": (
        Said(
            "最初の船は2027年10月に出航する見込みであり、港湾局が時刻表を承認することが条件となっている",
            ("決定の内容",),
        ),
        Said("島の議会は賛成11票、反対2票でこの協定に同意した", ("決定の内容",)),
        Said("明らかにしなかったが、生徒と学生への割引は確実に約束されている", ("決定の内容",)),
        Said("悪影響を及ぼすことを懸念している。同局は4月から8月までの速度制限", ("反対の意見",)),
        Said("航路が1998年以来変わっていないため、既存の調査で足りる", ("反対の意見",)),
    ),
}
"""In the order of the text, but for the footnotes at the end."""


@dataclass(frozen=True)
class Made:
    """A document: its file, which is named for the program and the language, and what its format keeps."""

    file: str
    pages: str = ""
    """For a PDF: the pages of the quotes."""
    above: bool = True
    """Whether the title of the text is a heading above the others."""
    deepest: int = 2
    """How many levels of headings are kept below the title."""
    notes: tuple[str, ...] = ()
    """The headings that footnotes stand under; the ones above their mark where nothing is said."""
    author: bool = True
    dated: bool = True
    unreadable: tuple[str, ...] = ()
    """Quotes of which the file does not tell all letters."""

    @property
    def language(self) -> str:
        """The language of the text, by the name of the file."""
        return self.file.split(".")[0].split("-")[1]

    @property
    def program(self) -> str:
        """The program that wrote it, by the name of the file."""
        return self.file.split("-")[0]

    def headings(self, said: Said) -> tuple[str, ...]:
        """The headings that a quote stands under in this file."""
        if said.note and self.notes:
            return self.notes
        return (*((TITLES[self.language],) if self.above else ()), *said.headings[: self.deepest])


STARRED = ("*",)
MADE = (
    Made("writer-de.pdf", "1 1 1 1 1 1 1 1 1 1 1 1 2 2 1"),
    Made("writer-en.pdf", "1 1 1 1 1 1 1 1 1 1 1 1 2 1"),
    Made("writer-he.pdf", "1 1 1 1 1"),
    Made("writer-ja.pdf", "1 1 1 1 1"),
    Made("writer-de.docx", notes=STARRED),
    Made("writer-en.docx", notes=STARRED),
    Made("writer-he.docx"),
    Made("writer-ja.docx"),
    Made("writer-de.epub", above=False, deepest=1, dated=False),
    Made("writer-ja.epub", above=False, deepest=1, dated=False),
    Made("writer-de.html", notes=(TITLES["de"], NEXT)),
    Made("writer-en.html", notes=(TITLES["en"], LATER)),
    Made("writer-he.html"),
    Made("writer-ja.html"),
    Made("writer-de.xhtml", notes=(TITLES["de"], NEXT)),
    Made("writer-he.xhtml"),
    Made("browser-de.pdf", "1 1 1 1 1 1 1 1 2 2 2 2 2 2 2", author=False),
    Made("browser-en.pdf", "1 1 1 1 1 1 1 1 1-2 2 2 2 2 2", author=False),
    Made("browser-he.pdf", "1 1 1 1 1", author=False),
    Made("browser-ja.pdf", "1 1 1 1 1", author=False),
    Made("latex-de-t1.pdf", "1 1 1 1 1 2 2 2 2 2 2 2 3 3 1"),
    Made("latex-de-ot1.pdf", "1 1 1 1 1 2 2 2 2 2 2 2 3 3 1", unreadable=("Anleger Eschholm 4,25 Mio. € Juli 2027",)),
    Made("latex-de-lua.pdf", "1 1 1 1 1 2 2 2 2 2 2 2 3 3 1"),
    Made("latex-en.pdf", "1 1 1 1 1 1 2 2 2 2 2 2 2-3 2"),
    Made("pandoc-de.docx", notes=STARRED),
    Made("pandoc-en.docx", notes=STARRED),
    Made("pandoc-he.docx"),
    Made("pandoc-de.epub", above=False),
    Made("pandoc-en.epub", above=False, notes=(BUT, SUMS)),
    Made("pandoc-ja.epub", above=False),
    Made("pandoc-en.html", notes=(TITLES["en"], LATER)),
)
"""The pages are those that another reader of PDF (pdftotext) finds the words on."""
