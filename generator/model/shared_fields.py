"""Fields that stand in several kinds of record, each with what to write."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from generator.model.fields import DateText, Label, LocalText, PageId, Quote

OwnId = Annotated[
    PageId,
    Field(
        description="Its name and address for good, of small letters, digits and hyphens.",
        examples=["gpt-5-public-launch-late-may-2025"],
    ),
]
Ref = Annotated[
    Label | None,
    Field(description="A short label from working papers, shown beside the record.", examples=["C17"]),
]
Prefix = Annotated[
    Quote | None,
    Field(
        description="The words right before the quote, where the quote occurs more than once.",
        examples=["Laut Quellen"],
    ),
]
Suffix = Annotated[
    Quote | None,
    Field(
        description="The words right after the quote, where the quote occurs more than once.",
        examples=["in diesem Jahr"],
    ),
]
Occurrence = Annotated[
    int | None,
    Field(
        ge=1,
        le=100_000,
        description="Which of several places with these words is meant, counted from 1.",
        examples=[2],
    ),
]
Note = Annotated[
    LocalText | None,
    Field(description="Whatever else readers should know.", examples=["The page was changed in March."]),
]
Dative = Annotated[
    LocalText | None,
    Field(
        description="The name as it stands after a preposition, in languages where it changes there (German: dative).",
        examples=[{"de": "einer ungenannten Person"}],
    ),
]
NoteKnownFrom = Annotated[
    DateText | None,
    Field(
        description="Since when `note` and `open_questions` can be known, where they tell of later things.",
        examples=["2025-08-07"],
    ),
]
OpenQuestions = Annotated[
    tuple[LocalText, ...],
    Field(description="What we do not know about it, one question an entry.", examples=[["Who wrote it?"]]),
]
