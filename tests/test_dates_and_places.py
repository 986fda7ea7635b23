"""Properties of dates and of YAML: bounds stay in order, places point at what they name."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.model.dates import UncertainDate
from generator.read.yaml_events import read_yaml
from generator.render.brief_body import EXTENSIONS
from generator.resolve.dates import DateFault, parse_date
from tests.conftest import ROOT


@given(st.text(max_size=25) | st.from_regex(r"[0-9X./~?%-]{1,22}", fullmatch=True))
def test_any_text_is_a_date_or_a_fault(text: str) -> None:
    """Reading a date never fails otherwise; bounds are in order and the text is kept."""
    parsed = parse_date(text)
    if isinstance(parsed, DateFault):
        assert parsed.rule.code in {"D001", "D002", "D003"}
    else:
        assert parsed.text == text
        assert parsed.earliest is None or parsed.latest is None or parsed.earliest <= parsed.latest


@given(st.dates(), st.dates())
def test_days_and_intervals_keep_their_bounds(one: object, other: object) -> None:
    """A day is its own bounds; an interval is read in order and refused in reverse."""
    day, first, last = parse_date(str(one)), *sorted((str(one), str(other)))
    assert isinstance(day, UncertainDate)
    assert str(day.earliest) == str(day.latest) == str(one)
    interval = parse_date(f"{first}/{last}")
    assert isinstance(interval, UncertainDate)
    assert (str(interval.earliest), str(interval.latest)) == (first, last)
    backwards = parse_date(f"{last}/{first}")
    assert first == last or (isinstance(backwards, DateFault) and backwards.rule.code == "D002")


KEYS, VALUES = st.from_regex(r"[a-z]{1,8}", fullmatch=True), st.from_regex(r"[a-zäö]{1,9}", fullmatch=True)
PAIRS = st.lists(st.tuples(KEYS, VALUES), min_size=1, max_size=8, unique_by=lambda pair: pair[0])


@given(PAIRS, st.sampled_from(["\n", "# note\n", "\n\n"]))
def test_places_point_at_keys_and_values(pairs: list[tuple[str, str]], gap: str) -> None:
    """Each recorded place is where its key or value stands in the text."""
    text = "list:\n" + gap.join(f"  - {key}:   {value}\n" for key, value in pairs)
    yaml, findings = read_yaml("x.yml", text)
    assert yaml is not None and findings == ()
    lines = text.split("\n")
    for number, (key, value) in enumerate(pairs):
        at_key, at_value = yaml.keys["list", number, key], yaml.values["list", number, key]
        assert lines[at_key.line - 1][at_key.column - 1 :].startswith(f"{key}:")
        assert lines[at_value.line - 1][at_value.column - 1 :] == value


@given(st.text(max_size=80))
def test_any_text_is_yaml_or_a_finding(text: str) -> None:
    """Reading YAML never raises: what cannot be read is a located finding."""
    yaml, findings = read_yaml("x.yml", text)
    assert yaml is not None or findings
    assert all(finding.span.line >= 1 and finding.span.column >= 1 for finding in findings)


def test_the_extensions_are_those_of_the_site() -> None:
    """Brief bodies are judged with the very extensions that MkDocs uses."""
    yaml, _ = read_yaml("mkdocs.yml", (ROOT / "site_templates" / "mkdocs.yml").read_text("utf-8"))
    assert yaml is not None
    names = [name if isinstance(name, str) else next(iter(name)) for name in yaml.value["markdown_extensions"]]
    assert tuple(names) == EXTENSIONS
