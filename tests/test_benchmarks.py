"""The benchmarks measure what they say: their projects are sound, their arithmetic and their picture right."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from statistics import fmean
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.corpora import make_corpus
from benchmarks.growth import exponent
from benchmarks.measure import Cost, ProgramFailed, run
from benchmarks.ours import DEFINITION, STATEMENT, VARIANTS
from benchmarks.picture import Series, picture
from benchmarks.plain_pages import for_hugo, plain
from benchmarks.results import Measured, ratio, summed_up, table
from generator.compiler import compile_pages
from generator.read.site_templates import packaged
from generator.read.templates import read_templates
from tests.conftest import checked

CLAIMS = 60
SVG = "{http://www.w3.org/2000/svg}"


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made-up project of sixty claims."""
    folder = tmp_path_factory.mktemp("corpus") / "project"
    make_corpus(folder, CLAIMS)
    return folder


def test_a_made_up_project_is_clean_and_builds(project: Path) -> None:
    """The check finds neither errors nor warnings, and every claim, source, entity and brief gets its page."""
    found = checked(project)
    assert not [finding for finding in found.findings if finding.rule.severity != "note"]
    assert found.sound and found.clean
    corpus = found.corpus
    assert len(corpus.claims) == CLAIMS
    pages = {page.path for page in compile_pages(found, read_templates(packaged()), date(2026, 1, 1))}
    kinds: dict[str, Mapping[str, object]] = {
        "claims": corpus.claims,
        "sources": corpus.sources,
        "entities": corpus.entities,
        "briefs": corpus.briefs,
    }
    for folder, records in kinds.items():
        assert records and {f"{folder}/{id}.md" for id in records} <= pages


def test_a_made_up_project_is_woven_like_a_real_one(tmp_path: Path) -> None:
    """Means per claim are near those of the repository's own content: places, voices, entities, evidence, relations."""
    make_corpus(tmp_path, 10 * CLAIMS)
    claims = [claim.written for claim in checked(tmp_path).corpus.claims.values()]
    real = {"appearances": 1.52, "voices": 1.24, "about": 2.36, "evidence": 2.09, "relations": 0.53}
    for field, mean in real.items():
        assert fmean(len(getattr(claim, field)) for claim in claims) == pytest.approx(mean, rel=0.25), field
    assert any(item.quote for claim in claims for item in claim.appearances)
    assert any(item.paraphrase for claim in claims for item in claim.appearances)
    assert any(claim.resolution and claim.resolution.outcome for claim in claims)


def test_the_same_seed_makes_the_same_project(project: Path, tmp_path: Path) -> None:
    """Two projects of one seed and size are the same bytes; another seed makes another one."""
    make_corpus(tmp_path / "again", CLAIMS)
    make_corpus(tmp_path / "other", CLAIMS, seed=2)
    assert _files(tmp_path / "again") == _files(project) != _files(tmp_path / "other")


def test_a_larger_project_holds_the_smaller_one(project: Path, tmp_path: Path) -> None:
    """One claim more leaves all documents, briefs and claims that were there as they were."""
    make_corpus(tmp_path, CLAIMS + 1)
    small, large = _files(project), _files(tmp_path)
    assert small.keys() <= large.keys()
    changed = {path for path in small if small[path] != large[path]}
    assert all(large[path].startswith(small[path]) for path in changed)
    assert not any(path.startswith(("seeds/", "content/briefs/")) for path in changed)


def test_what_is_changed_is_there(project: Path) -> None:
    """The edits of the benchmark find their places, in fresh records and in those that they have edited before."""
    claims = next(iter(sorted((project / "content" / "claims").rglob("*.yml")))).read_text("utf-8")
    terms = next(iter(sorted((project / "content" / "glossary").rglob("*.yml")))).read_text("utf-8")
    for pattern, text, replacement in (
        (STATEMENT, claims, r"\1 (revision {})\2"),
        (DEFINITION, terms, r"\1 (revision {})\2"),
        (VARIANTS, terms, r"\1, revised form {}\2"),
    ):
        once, count = pattern.subn(replacement.format(1), text, count=1)
        twice, again = pattern.subn(replacement.format(22), once, count=1)
        assert count == again == 1
        assert len({text, once, twice}) == 3 and len(twice) == len(once) + 1


@given(
    st.floats(-2, 3),
    st.floats(1e-3, 1e3),
    st.sets(st.integers(1, 10**6), min_size=2, max_size=8),
)
def test_the_exponent_of_a_power_is_found(power: float, factor: float, sizes: set[int]) -> None:
    """The fit gives back the exponent of every series that is a power of its size."""
    assert exponent({size: factor * size**power for size in sizes}) == pytest.approx(power, abs=1e-6)


def test_the_exponent_of_known_series() -> None:
    """Linear is 1, quadratic 2, constant 0; a line that bends has the slope that fits best; one point has none."""
    assert exponent({10: 5.0, 100: 50.0, 1000: 500.0}) == pytest.approx(1)
    assert exponent({10: 1.0, 100: 100.0}) == pytest.approx(2)
    assert exponent({10: 3.0, 100: 3.0}) == pytest.approx(0)
    assert exponent({1: 1.0, 10: 10.0, 100: 1000.0}) == pytest.approx(1.5)
    assert exponent({10: 3.0}) is None


def test_ratios_are_taken_within_a_round() -> None:
    """A slow round counts for both sides: the median of the quotients, not the quotient of the medians."""
    ours = {1: Cost(1, 1, 1, 1), 2: Cost(20, 1, 1, 1), 3: Cost(3, 1, 1, 1)}
    theirs = {1: Cost(2, 1, 1, 1), 2: Cost(40, 1, 1, 1), 3: Cost(3, 1, 1, 1)}
    assert ratio(ours, theirs, "cpu") == 0.5
    assert ratio(ours, {}, "cpu") is None


def test_results_hold_our_rebuild_against_theirs() -> None:
    """A build from nothing is divided by one from nothing, a change by the other generator's rebuild."""
    rows = (("ours", "cold", 4), ("ours", "one-claim", 1), ("hugo", "cold", 2), ("hugo", "one-page", 2))
    measured = [Measured(100, 1, whose, case, Cost(cpu, cpu, 50, 60)) for whose, case, cpu in rows]
    results = summed_up(measured)
    assert {(row["case"], row["against"]): row["cpu"] for row in results["ratios"]} == {
        ("cold", "cold"): 2,
        ("one-claim", "one-page"): 0.5,
    }
    printed = table(results, {"ours": "Ours", "hugo": "Hugo"})
    assert "Ours, one claim changed" in printed and "0.50" in printed


@given(
    st.lists(
        st.builds(
            Series,
            st.text(st.characters(codec="utf-8", exclude_categories=("C",)), max_size=20),
            st.sampled_from(("ours", "hugo", "mkdocs")),
            st.booleans(),
            st.dictionaries(st.integers(1, 10**6), st.just(0.0) | st.floats(1e-3, 1e5), max_size=4),
        ),
        max_size=4,
    )
)
def test_the_picture_is_well_formed(series: list[Series]) -> None:
    """Whatever was measured, the picture is XML with a title, and has a bar for each build of the largest size."""
    root = ElementTree.fromstring(picture(series, "A <title> & more"))
    assert root.tag == f"{SVG}svg" and root.findtext(f"{SVG}title") == "A <title> & more"
    sizes = {size for item in series for size in item.seconds}
    bars = sum(max(sizes) in item.seconds for item in series) if sizes else 0
    assert len(root.findall(f"{SVG}rect")) == bars


def test_a_child_counts(tmp_path: Path) -> None:
    """The memory of a program's child is seen, its processor time is counted, and a failure is told with its words."""
    child = "x = bytearray(200 * 1024 * 1024); sum(range(3_000_000))"
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}], check=True)"
    cost = run([sys.executable, "-c", code], tmp_path, tmp_path / "log.txt")
    assert cost.largest > 200 and cost.together >= cost.largest and cost.cpu > 0
    with pytest.raises(ProgramFailed, match="ended with 3:\nspilt"):
        run([sys.executable, "-c", "print('spilt'); raise SystemExit(3)"], tmp_path, tmp_path / "log.txt")


def test_pages_are_reduced_to_markdown() -> None:
    """HTML, figures and attributes go; words and links to pages stay."""
    page = (
        '# A [b](../c/d.md#e) {: .x }\n\n<div class="y" markdown="1">\n<p>Text <b>bold</b> [here](#z)</p>\n'
        "<svg><text>gone</text></svg>\n</div>\n\n  - nested [index](../index.md)\n"
    )
    assert plain(page) == "# A [b](../c/d.md)\n\nText bold [here]\n\n  - nested [index](../index.md)\n"


def test_links_lead_to_addresses_for_hugo() -> None:
    """A link between files becomes one between the addresses of their pages, and the heading becomes the title."""
    name, text = for_hugo(
        "a/b.md", "# Title [x](c.md)\n\n[c](c.md) [i](index.md) [d](../d/index.md) [h](../index.md)\n"
    )
    assert name == "a/b.md" and text.startswith('{"title": "Title x"}\n')
    assert "[c](../c/) [i](../) [d](../../d/) [h](../../)" in text
    name, text = for_hugo("a/index.md", "# A\n\n[b](b.md) [g](../g.md)\n")
    assert name == "a/_index.md" and "[b](b/) [g](../g/)" in text
