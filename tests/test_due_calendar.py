"""The calendar of due dates: another library reads it, and its lines keep to RFC 5545."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from generator.derive.facts import derive
from generator.model.publication import Publication
from generator.read.templates import read_templates
from generator.render.due_calendar import calendar_text, due_calendar, folded
from generator.render.page import PageContext
from tests.conftest import ROOT, checked

DAY = date(2026, 12, 1)
BASE = "https://claim-briefs.example/"
TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n"))


def calendar(language: str, base: str = BASE) -> bytes:
    """The calendar of the real content."""
    corpus = checked(ROOT).corpus
    words = read_templates(ROOT / "site_templates").words[language]
    return due_calendar(PageContext("", corpus, derive(corpus, DAY), words, Publication(base, ("en", "de"))))


@pytest.mark.parametrize("language", ["en", "de"])
def test_icalendar_reads_every_due_date(language: str) -> None:
    """Every claim that falls due has one whole-day event on its last day, in the page's language."""
    read = Calendar.from_ical(calendar(language))
    events = {str(event["UID"]): event for event in read.walk("VEVENT")}
    known = checked(ROOT).corpus.claims.values()
    claims = [claim for claim in known if claim.outcome and claim.outcome.due and claim.outcome.due.latest]
    assert len(events) == len(claims) > 10
    for claim in claims:
        event = events[f"due-{claim.id}-{language}@claim-briefs.example"]
        assert claim.outcome is not None and claim.outcome.due is not None
        assert event.decoded("DTSTART") == claim.outcome.due.latest
        assert event.decoded("DTEND") - event.decoded("DTSTART") == timedelta(days=1)
        assert str(event["SUMMARY"]).startswith("Due: " if language == "en" else "Fällig: ")
        assert str(event["URL"]).endswith(f"/claims/{claim.id}/")
        assert not event.errors
    assert read["VERSION"] == "2.0" and read["PRODID"]


@pytest.mark.parametrize("language", ["en", "de"])
def test_lines_end_and_fold_as_the_standard_asks(language: str) -> None:
    """Lines end in CRLF and have at most 75 octets; each is whole UTF-8 by itself."""
    written = calendar(language)
    assert written.endswith(b"END:VCALENDAR\r\n")
    assert written.count(b"\n") == written.count(b"\r\n") == written.count(b"\r")
    for line in written.split(b"\r\n"):
        assert len(line) <= 75
        line.decode("utf-8")


@given(TEXT)
def test_folding_loses_nothing(text: str) -> None:
    """Unfolding as the standard says gives the line back; no piece is longer than 75 octets."""
    line = "SUMMARY:" + calendar_text(text)
    pieces = folded(line).split("\r\n")
    assert all(len(piece.encode()) <= 75 for piece in pieces)
    assert folded(line).replace("\r\n ", "") == line


@given(TEXT)
def test_escaped_texts_read_back(text: str) -> None:
    """What another library understands of an escaped text is the text."""
    lines = ["BEGIN:VEVENT", "UID:x", folded("SUMMARY:" + calendar_text(text)), "END:VEVENT", ""]
    assert str(Event.from_ical("\r\n".join(lines))["SUMMARY"]) == text


def test_the_calendar_follows_from_its_inputs() -> None:
    """Two renderings are the same bytes, stamped with the day of the build; without an address there is no URL."""
    assert calendar("en") == calendar("en")
    assert calendar("en").count(b"DTSTAMP:20261201T000000Z") == calendar("en").count(b"BEGIN:VEVENT")
    assert b"URL:" not in calendar("en", "") and b"@claim-briefs.invalid" in calendar("en", "")
