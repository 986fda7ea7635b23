"""Pages that the real content does not have yet."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from generator.compiler import compile_pages
from generator.read.templates import read_templates
from tests.conftest import ROOT, checked, overlay

GRAVES = """
- {id: nova-oldest, kind: claim, reason: Reworded., on: 2026-01-01, replaced_by: nova-old}
- {id: nova-old, kind: claim, reason: Reworded again., on: 2026-01-02, replaced_by: nova-is-fast}
- {id: nova-gone, kind: claim, reason: It was a slip., on: 2026-01-02}
"""


def test_a_retired_id_keeps_its_address(tmp_path: Path) -> None:
    """A withdrawn claim has a page that says why, and leads to what replaced it, itself withdrawn or not."""
    project = overlay(tmp_path)
    (project / "content" / "tombstones.yml").write_text(GRAVES)
    pages = compile_pages(checked(project), read_templates(ROOT / "site_templates"), date(2026, 12, 1))
    text = {page.path: page.content.decode("utf-8") for page in pages if page.path.endswith(".md")}
    assert "[nova-old](nova-old.md)" in text["claims/nova-oldest.md"]
    assert "(nova-is-fast.md)" in text["claims/nova-old.md"]
    assert "It was a slip" in text["claims/nova-gone.md"]
