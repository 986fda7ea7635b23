"""The due dates of predictions and plans as a calendar (RFC 5545), one whole-day event each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from urllib.parse import urlsplit

from generator.model.corpus import Claim
from generator.render.description import state_words
from generator.render.page import PageContext

CALENDAR = "due.ics"
LINE_OCTETS = 75
"""The longest line in octets, without its end (RFC 5545, 3.1)."""
CONTROLS = {number: None for number in (*range(0x20), 0x7F) if number != 0x0A} | {0x09: " "}
ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}) | CONTROLS


def calendar_text(text: str) -> str:
    """A text as a value of type TEXT (RFC 5545, 3.3.11); control signs, which it cannot hold, are left out; a tab
    is a space."""
    return text.translate(ESCAPES)


def folded(line: str) -> str:
    """A content line in pieces of at most 75 octets, every further one after a space; no letter is torn apart."""
    if len(line.encode("utf-8")) <= LINE_OCTETS:
        return line
    pieces, current, size = [], "", 0
    for character in line:
        octets = len(character.encode("utf-8"))
        if size + octets > LINE_OCTETS:
            pieces.append(current)
            current, size = " ", 1
        current, size = current + character, size + octets
    return "\r\n".join([*pieces, current])


def _basic(day: date) -> str:
    return day.isoformat().replace("-", "")


def _due_day(claim: Claim) -> date | None:
    """The last day on which a claim can come true in time, if it has one that a day can follow."""
    due = claim.outcome.due if claim.outcome else None
    return due.latest if due and due.latest and due.latest < date.max else None


def _event(page: PageContext, claim: Claim, due: date, host: str) -> Iterator[str]:
    """One event on the last day on which the claim can come true in time."""
    words, language = page.words, page.language
    criteria = claim.written.resolution.criteria if claim.written.resolution else None
    day = page.day(page.facts.as_of)
    address = page.address(f"claims/{claim.id}.md")
    sentence = page.sentence(claim.id).text
    described = [
        words.filled("calendar.description", state=state_words(page, claim.id), day=day),
        words.filled("calendar.criteria", what=page.pick(criteria).text) if criteria else "",
        address,
    ]
    yield "BEGIN:VEVENT"
    yield f"UID:due-{claim.id}-{language}@{host}"
    yield f"DTSTAMP:{_basic(page.facts.as_of)}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_basic(due)}"
    yield f"DTEND;VALUE=DATE:{_basic(due + timedelta(days=1))}"
    yield f"SUMMARY;LANGUAGE={language}:" + calendar_text(words.filled("calendar.summary", what=sentence))
    yield f"DESCRIPTION;LANGUAGE={language}:" + calendar_text("\n".join(filter(None, described)))
    if address:
        yield f"URL:{address}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def due_calendar(page: PageContext) -> bytes:
    """All claims with a due date as a calendar in the page's language, earliest first.

    The stamp of each event is the day of the build, so that equal inputs yield equal bytes.
    """
    host = urlsplit(page.publication.base).hostname or "claim-briefs.invalid"
    name = calendar_text(page.words.filled("calendar.name", site=page.corpus.site.title))
    due_on = {claim.id: _due_day(claim) for claim in page.corpus.claims.values()}
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Claim Briefs//due dates//EN", "CALSCALE:GREGORIAN"]
    lines += ["METHOD:PUBLISH", f"NAME:{name}", f"X-WR-CALNAME:{name}", "REFRESH-INTERVAL;VALUE=DURATION:P1D"]
    for due, id in sorted((due, id) for id, due in due_on.items() if due is not None):
        lines += _event(page, page.corpus.claims[id], due, host)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in lines).encode("utf-8")
