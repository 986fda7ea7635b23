"""Drafts of claims: what is proposed for a sentence, that it reads back, and that it counts for nothing."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.authoring.anchoring import anchor_of
from generator.authoring.drafts import draft_yaml
from generator.authoring.proposals import Proposal, proposals_for
from generator.authoring.yaml_text import as_yaml, comment
from generator.cli import main
from generator.commands.tongue import read_tongue
from generator.compiler import check_project, compile_pages
from generator.diagnostics import Span
from generator.model.corpus import Corpus, Source
from generator.model.dates import UncertainDate
from generator.model.documents import Passage
from generator.read.files import UNWRITABLE
from generator.read.history import published_ids, read_history
from generator.read.lexicon import read_lexicon
from generator.read.templates import read_templates
from generator.read.yaml_events import read_yaml
from generator.resolve.anchors import pin, searchable
from generator.resolve.coverage import coverage_of
from generator.resolve.dates import parse_date
from generator.resolve.documents import make_document
from tests.conftest import ROOT, checked, overlay
from tests.repositories import Repository

ARTICLE = "downcodes-238170-de"
TONGUE = read_tongue(ROOT)
CORPUS = checked(ROOT).corpus
SENTENCES = (
    (0, 216, "Laut", "erstellen."), (217, 437, "Obwohl", "abzuschließen."),
    (438, 646, "Diese", "ist."), (647, 734, "GPT-4.5,", "Route."),
    (735, 971, "Obwohl", "hat."), (972, 1178, "Dieser", "legt."),
    (1180, 1398, "Es", "haben."), (1399, 1562, "Der", "gestartet."),
    (1563, 1628, "GPT-5", "ausgestattet."), (1629, 1758, "Diese", "Weihnachten."),
    (1759, 1914, "Es", "fördern."), (1915, 2015, "Laut", "wiederholt."),
    (2016, 2199, "Zuvor", "verschoben."), (2200, 2410, "Die", "GPT-5."),
    (2411, 2737, "Als", "weiter."), (2738, 2961, "Industrieanalysten", "kann."),
    (2962, 3123, "Das", "wider."), (3124, 3405, "Mit", "ziehen."),
)  # fmt: skip
"""The article's sentences: first character, the one after the last, first and last word."""
EXPRESSIONS = {
    (2, "kürzlich"): ("2025-02-12", "2025-02-12"),
    (2, "in wenigen Wochen"): ("2025-02-13", "2025-04-12"),
    (2, "nächste Woche"): ("2025-02-24", "2025-03-02"),
    (8, "Ende Mai"): ("2025-05-21", "2025-05-31"),
    (10, "während des letzten Jahres zu Weihnachten"): ("2024-12-24", "2024-12-26"),
    (13, "bis Ende 2024"): (None, "2024-12-31"),
    (13, "Anfang 2025"): ("2025-01-01", "2025-03-31"),
    (16, "wie geplant"): ("2025-05-21", "2025-05-31"),
}
"""The research's date expressions with their first and last days; "ursprünglichen Plan" is the ninth."""


def _run(project: Path, *arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(main, [*arguments, "--project", str(project)], input=typed)


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the real project without the article's claims."""
    folder = tmp_path_factory.mktemp("bare")
    for name in ("content", "seeds"):
        shutil.copytree(ROOT / name, folder / name)
    (folder / "content" / "claims" / "article.yml").unlink()
    return folder


@pytest.fixture(scope="module")
def corpus(bare: Path) -> Corpus:
    return checked(bare).corpus


@pytest.fixture(scope="module")
def proposed(corpus: Corpus) -> tuple[Proposal, ...]:
    source = corpus.sources[ARTICLE]
    assert source.document is not None
    return proposals_for(corpus, source, source.document, TONGUE)


def test_all_sentences_of_the_article_are_proposed(corpus: Corpus, proposed: tuple[Proposal, ...]) -> None:
    """Without its claims, each of the article's 18 sentences is proposed at its exact offsets, and pins there alone."""
    source = corpus.sources[ARTICLE]
    assert source.document is not None
    assert [item.number for item in proposed] == list(range(1, 19))
    where = searchable(ARTICLE, source.document)
    for item in proposed:
        start, end = item.sentence.start, item.sentence.end
        assert source.document.text[start:end] == item.sentence.text
        found = pin(where, item.anchor, Span(""), "")
        assert isinstance(found, Passage)
        assert (found.start, found.end) == (start, end)
        words = item.sentence.text.split()
        assert (start, end, words[0], words[-1]) == SENTENCES[item.number - 1]
    between = source.document.text
    for item in reversed(proposed):
        between = between[: item.sentence.start] + between[item.sentence.end :]
    assert not between.strip(), "no word of the article is outside the sentences"


def test_the_dates_of_the_article(proposed: tuple[Proposal, ...]) -> None:
    """Eight of the research's nine date expressions come to its intervals, and the ninth is left open."""
    found = {(item.number, phrase.words): phrase for item in proposed for phrase in item.dates}
    left = found.pop((12, "ursprünglichen Plan"))
    assert (left.when, left.note) == (None, "it names no date")
    assert found.keys() == EXPRESSIONS.keys()
    for key, phrase in found.items():
        parsed = parse_date(phrase.when or "")
        assert isinstance(parsed, UncertainDate)
        bounds = tuple(day.isoformat() if day else None for day in (parsed.earliest, parsed.latest))
        assert bounds == EXPRESSIONS[key], key
    assert "altman-roadmap-2025-02-12" in found[2, "kürzlich"].note
    assert "2025-02-12" in found[2, "in wenigen Wochen"].note
    assert found[16, "wie geplant"].note == 'as in sentence 8: "Ende Mai"'


def test_names_hedges_and_voices_are_found(proposed: tuple[Proposal, ...]) -> None:
    """The sentences name whom they name, hedge as they hedge and credit whom they credit."""
    by_number = {item.number: item for item in proposed}
    assert {mention.term for mention in by_number[1].entities} >= {"microsoft", "openai", "gpt-4-5", "gpt-5"}
    assert [(cue.words, cue.suggests) for cue in by_number[8].hedges] == [("voraussichtlich", "expected")]
    assert [(item.who, item.role) for item in by_number[2].speakers][:1] == [("sam-altman", "confirmed")]
    assert [item.who for item in by_number[8].speakers] == ["sam-altman"]
    assert [item.who for item in by_number[12].speakers] == ["unnamed-sources"]
    assert {mention.term for mention in by_number[15].terms} >= {"azure"}


def test_the_file_of_drafts_reads_and_counts_for_nothing(bare: Path) -> None:
    """Written into the project, 18 drafts are listed by the check, cover no sentence, and no page shows them."""
    done = _run(bare, "draft", ARTICLE, "--output", "drafts.yml")
    assert done.exit_code == 0, done.output
    found = checked(bare)
    listed = [item for item in found.findings if item.rule.code == "A001"]
    assert len(listed) == 18
    assert all("TODO in `statement`" in item.message for item in listed)
    assert not any(item.rule.code.startswith("Y") for item in found.findings)
    rows = coverage_of(found.corpus.sources[ARTICLE], found.corpus)
    assert not any(row.claims for row in rows)
    again = _run(bare, "draft", ARTICLE, "--output", "drafts.yml")
    assert again.exit_code == 2
    assert "is there already" in again.output
    (bare / "content" / "claims" / "drafts.yml").unlink()


def test_drafts_are_built_only_when_asked(tmp_path: Path) -> None:
    """A draft that lacks nothing is a claim of the corpus with drafts, marked as one, and no claim without."""
    project = overlay(tmp_path, ROOT / "tests" / "cases" / "a001-draft-covers-nothing")
    lexicon = read_lexicon(ROOT / "site_templates" / "lexicon")
    id = "nova-start-was-a-success"
    assert id not in check_project(project, lexicon).corpus.claims
    shown = check_project(project, lexicon, with_drafts=True).corpus
    assert shown.claims[id].written.draft == "yes"
    rows = coverage_of(shown.sources["nova-article"], shown)
    assert [bool(row.claims) for row in rows] == [True, False, True]


@pytest.mark.parametrize("old", ["quote: Der Start war ein", "about: [nova]", "draft: yes"])
def test_a_fault_in_a_draft_is_told_once(old: str, tmp_path: Path) -> None:
    """A wrong quote, id or date in a draft that lacks nothing is the same finding with drafts and without."""
    project = overlay(tmp_path, ROOT / "tests" / "cases" / "a001-draft-covers-nothing")
    new = {"quote": "quote: Der Start war kein", "about": "about: [nuva, nuva]", "draft": "draft: yes\nwhen: 2025-13"}
    file = project / "content" / "claims" / "more.yml"
    file.write_text(file.read_text("utf-8").replace(old, new[old.split(":")[0]]), "utf-8")
    lexicon = read_lexicon(ROOT / "site_templates" / "lexicon")
    sides = [check_project(project, lexicon, with_drafts=asked).findings for asked in (False, True)]
    faults = [[item for item in side if item.span.path == "content/claims/more.yml"] for side in sides]
    assert faults[0] == faults[1]
    assert [item.rule.severity for item in faults[0]].count("error") == 1


@pytest.mark.parametrize(("language", "words"), [("en", "This is a draft."), ("de", "Dies ist ein Entwurf.")])
def test_the_page_of_a_draft_says_so(language: str, words: str, tmp_path: Path) -> None:
    """In a build with drafts the page of a draft says that it is one; the page of a claim does not."""
    project = overlay(tmp_path, ROOT / "tests" / "cases" / "a001-draft-covers-nothing")
    shown = check_project(project, read_lexicon(ROOT / "site_templates" / "lexicon"), with_drafts=True)
    pages = compile_pages(shown, read_templates(ROOT / "site_templates"), date(2026, 12, 1), language)
    texts = {page.path: page.content.decode() for page in pages if page.path.endswith(".md")}
    assert words in texts["claims/nova-start-was-a-success.md"]
    assert words not in texts["claims/nova-is-fast.md"]


def test_a_committed_draft_publishes_no_id(tmp_path: Path) -> None:
    """The id of a draft is in no list of published ids and in no history, so it may be changed later."""
    repository = Repository(overlay(tmp_path, ROOT / "tests" / "cases" / "a001-draft"))
    repository.commit("2025-01-01T10:00")
    ids = {item.id for item in published_ids(repository.root, {"claims": "claim"})}
    assert ids == {"nova-launch-late-may", "nova-is-fast", "nova-launched"}
    assert set(read_history(repository.root).revisions[-1].claims) == ids


def test_a_foreign_file_is_refused(tmp_path: Path) -> None:
    """Drafts go into content/claims/ and nowhere else, and a source must be captured."""
    project = overlay(tmp_path)
    for name in ("../../out.yml", "/tmp/out.yml", "content/sources/out.yml", "seeds/out.yml"):
        done = _run(project, "draft", "nova-article", "--all", "--output", name)
        assert (done.exit_code, "is not in content/claims/" in done.output) == (2, True), done.output
    assert "did you mean 'nova-article'" in _run(project, "draft", "nova-artcle").output
    assert "is cited only" in _run(project, "draft", "nova-report").output
    assert "nothing to propose" in _run(project, "draft", "nova-article").output


def _source(corpus: Corpus, text: str) -> Source:
    document = make_document("seeds/x.txt", text, "de")
    return replace(corpus.sources[ARTICLE], document=document, skipped=(), garbles=(), translated=())


ODD = st.text(st.sampled_from("aB .!?\n\t\r\"'#:-{}[]&*>|%@`,\\äß\xa0\xad\x85\u2028\u2029\u200b\ufeff0"), max_size=60)


@settings(deadline=None)
@given(
    st.one_of(ODD, st.text(max_size=60), st.lists(st.sampled_from(["So. ", "Es war so. ", "A ", "\n"])).map("".join))
)
def test_any_document_yields_drafts_that_read_back(text: str) -> None:
    """Whatever a document holds, the drafts are YAML, one a sentence, whose quotes pin at exactly their sentence."""
    source = _source(CORPUS, text)
    assert source.document is not None
    found = proposals_for(replace(CORPUS, claims={}), source, source.document, TONGUE)
    located, findings = read_yaml("x.yml", draft_yaml(found, source, CORPUS))
    assert located is not None and findings == ()
    records = located.value or []
    where = searchable(source.id, source.document)
    assert len(records) == len(found)
    for item, record in zip(found, records, strict=True):
        quoted = record["appearances"][0]
        anchor = item.anchor.model_validate(
            {key: quoted[key] for key in ("quote", "prefix", "suffix") if key in quoted}
        )
        passage = pin(where, anchor, Span(""), "")
        assert isinstance(passage, Passage)
        assert (passage.start, passage.end) == (item.sentence.start, item.sentence.end)


def test_equal_sentences_are_told_apart() -> None:
    """Sentences that occur more than once get the neighbours that tell them apart, the shortest first."""
    document = make_document("x", "Es war so. Es war so. Es war so.", "de")
    where = searchable("x", document)
    anchors = [anchor_of(where, sentence) for sentence in document.sentences]
    assert all(anchors)
    assert len({(item.prefix, item.suffix) for item in anchors if item}) == 3


WRITABLE = st.text().filter(lambda text: not UNWRITABLE.search(text))


@settings(deadline=None)
@given(st.recursive(WRITABLE, lambda part: st.lists(part) | st.dictionaries(WRITABLE.filter(bool), part), max_leaves=8))
def test_yaml_reads_back(value: object) -> None:
    """What is written reads back to the same texts, lists and mappings, unless empty."""
    located, findings = read_yaml("x.yml", as_yaml({"value": value}))
    assert located is not None and findings == ()
    assert located.value == {"value": value}


@given(st.text())
def test_no_text_leaves_its_comment(text: str) -> None:
    """A comment is one line for YAML, whatever stands in it."""
    located, findings = read_yaml("x.yml", f"{comment(text)}\nkey: value\n")
    assert located is not None and findings == ()
    assert located.value == {"key": "value"}


def test_the_day_of_own_words_needs_one_source() -> None:
    """Words are counted from the day they were said only where one primary source behind the page has them."""
    source = CORPUS.sources[ARTICLE]
    assert source.document is not None
    other = {id: replace(item) for id, item in CORPUS.sources.items() if id != "altman-roadmap-2025-02-12"}
    found = proposals_for(replace(CORPUS, claims={}, sources=other), source, source.document, TONGUE)
    dates = {item.words: item.when for item in found[1].dates}
    assert dates["in wenigen Wochen"] == "2025-02-21/2025-04-21~"
    assert dates["kürzlich"] == "../2025-02-21"


@pytest.mark.parametrize(
    ("sentence", "when"),
    [
        ("Sam Altman hat kürzlich bestätigt, dass GPT-5 kommt.", "2025-02-12"),
        ("Sam Altman bestätigte kürzlich, dass GPT-5 kommt.", "2025-02-12"),
        ("Sam Altman hat bestätigt, dass GPT-5 kürzlich kam.", "../2025-02-12"),
        ("Kürzlich kam ein Modell, und Sam Altman hat bestätigt, dass GPT-5 kommt.", "../2025-02-21"),
    ],
)
def test_recently_is_the_day_of_the_saying_beside_it(sentence: str, when: str) -> None:
    """Only beside the saying word itself does "recently" tell when those words were said."""
    source = _source(CORPUS, sentence)
    assert source.document is not None
    (found,) = proposals_for(replace(CORPUS, claims={}), source, source.document, TONGUE)
    assert [item.when for item in found.dates] == [when]


@pytest.mark.parametrize(
    ("sentence", "kind", "when"),
    [
        ("The hall, closed since 2019, is expected to open in spring 2027.", "prediction", "2027-03/2027-05"),
        ("The hall, closed since 2019, is expected to open.", "prediction", None),
        ("It had promised that the hall would open by the end of 2024.", "prediction", "../2024-12-31"),
        ("The hall opened last week.", "event", "2025-02-10/2025-02-16"),
        ("The town plans a hall.", "plan", None),
        ("The hall is large.", "state", None),
    ],
)
def test_kind_and_date_follow_from_the_words(sentence: str, kind: str, when: str | None) -> None:
    """Of several dates the one to come dates a prediction; without a fitting one the author is asked."""
    source = _source(CORPUS, sentence)
    source = replace(source, written=source.written.model_copy(update={"language": "en"}))
    assert source.document is not None
    found = proposals_for(replace(CORPUS, claims={}), source, source.document, TONGUE)
    located, _ = read_yaml("x.yml", draft_yaml(found, source, CORPUS))
    assert located is not None
    (record,) = located.value
    assert (record["kind"], record.get("when")) == (kind, when)
