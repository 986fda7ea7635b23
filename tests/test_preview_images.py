"""Pictures of links: of the promised size, legible in both languages, equal for equal words, and kept."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from generator.model.publication import Preview
from generator.publish import preview_images
from generator.publish.preview_images import REGULAR, STRONG, draw, drawable, kept_drawings, wrapped
from generator.read.templates import read_templates
from tests.conftest import ROOT

PREVIEW = Preview("Aussage", "Später als „vorhergesagt“", "Größe – ß … 68 Tage · GPT‑4.5", "Claim Briefs", "mixed")


def test_a_picture_has_the_promised_size() -> None:
    """A PNG of 1200 × 630 pixels and less than 60 KB."""
    picture = Image.open(io.BytesIO(draw(PREVIEW)))
    assert (picture.format, picture.size) == ("PNG", (1200, 630))
    assert len(draw(PREVIEW)) < 60_000


def test_equal_words_are_equal_bytes() -> None:
    """Drawing is a function of the words alone; other words are another picture."""
    assert draw(PREVIEW) == draw(PREVIEW)
    assert draw(PREVIEW) != draw(Preview("Aussage", "x", "y", "z", "mixed"))


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_typeface_has_every_sign_of_the_words(language: str) -> None:
    """Umlauts, quotes, dashes: no sign of the interface's words is missing from the typeface."""
    texts = read_templates(ROOT / "site_templates").words[language].texts
    words = "".join(text for key, text in texts.items() if key.startswith(("machine.", "states.", "dates.")))
    signs = words + "äöüÄÖÜßéèñçøåłőž„“”‚‘’«»–—…·§€×°½"
    for face in (REGULAR, STRONG):
        assert drawable(signs, face.at(36)) == signs


def test_a_sign_without_a_form_is_left_out() -> None:
    """No box is drawn where the typeface has nothing."""
    assert drawable("GPT 日本 5", STRONG.at(36)) == "GPT  5"


@given(st.text(st.characters(max_codepoint=0x17F, exclude_categories=("Cc",)), max_size=200))
def test_wrapped_lines_fit_and_keep_the_words(text: str) -> None:
    """Every line fits its width, however long a word is, and no letter is lost."""
    font = REGULAR.at(36)
    lines = wrapped(text, font, 300)
    assert all(font.getlength(line) <= 300 for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@settings(max_examples=5, deadline=None)
@given(st.text(min_size=200, max_size=600))
def test_no_headline_is_too_long_to_draw(text: str) -> None:
    """Texts of any length and script are drawn, not refused."""
    assert draw(Preview(text, text, text, text, "site"))


def test_a_kept_picture_is_not_drawn_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second request reads the file of the first; other words are drawn; nothing unfinished is left behind."""
    drawn: list[Preview] = []
    monkeypatch.setattr(preview_images, "draw", lambda preview: drawn.append(preview) or b"picture")
    keep = kept_drawings(tmp_path)
    assert keep(PREVIEW) == keep(PREVIEW) == kept_drawings(tmp_path)(PREVIEW) == b"picture"
    keep(Preview("other", "words", "", "", "site"))
    assert len(drawn) == 2
    assert {file.suffix for file in (tmp_path / ".cache" / "previews").iterdir()} == {".png"}
