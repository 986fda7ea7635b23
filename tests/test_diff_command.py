"""`briefs diff`: which revisions it takes, what it refuses, and what holds of every comparison."""

from __future__ import annotations

import json
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import cmarkgfm
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.authoring.diff_json import as_json
from generator.authoring.diff_markdown import MOST, ZERO_WIDTH_SPACE, as_markdown, quiet
from generator.authoring.diff_text import as_text
from generator.authoring.diff_words import Comparison, Revision
from generator.authoring.word_diff import word_diff
from generator.derive.compare import compare
from generator.derive.difference import Difference
from generator.model.claim_records import ClaimRecord
from generator.model.corpus import Claim, Corpus
from generator.read.lexicon import read_lexicon
from tests.conftest import ROOT, checked, overlay
from tests.repositories import Repository, git
from tests.test_changes import EDITS, FULL, edited
from tests.test_diffs import diff

LEXICON = read_lexicon(ROOT / "site_templates" / "lexicon")
CLAIMS = "content/claims/all.yml"


@pytest.fixture
def project(tmp_path: Path) -> Repository:
    """A repository with the small valid project as its first commit, named `first`."""
    repository = Repository(tmp_path / "repo", "docs")
    overlay(repository.root)
    repository.commit("2026-01-01T12:00:00Z")
    git(repository.top, "tag", "first")
    return repository


def _edit(project: Repository, old: str, new: str, path: str = CLAIMS) -> None:
    text = (project.root / path).read_text("utf-8")
    assert old in text
    project.write(path, text.replace(old, new))


def _kinds(project: Repository, *arguments: str) -> list[tuple[str, str]]:
    done = diff(project.root, *arguments, "--format", "json")
    assert done.exit_code == 0, done.output
    return [(item["id"], item["kind"]) for item in json.loads(done.stdout)["changes"]]


def test_two_commits_or_one_and_the_disk(project: Repository) -> None:
    """With one revision the files on disk are the new side, committed or not; with two they do not matter."""
    _edit(project, "Nova is fast.", "Nova is quick.")
    project.commit("2026-01-02T12:00:00Z")
    _edit(project, "level: expected", "level: possible")
    reworded, weakened = ("nova-is-fast", "reworded"), ("nova-launch-late-may", "hedge-weakened")
    assert _kinds(project, "first") == [reworded, weakened]
    assert _kinds(project, "HEAD") == [weakened]
    assert _kinds(project, "first", "HEAD") == _kinds(project, "HEAD~1", "main") == [reworded]
    assert _kinds(project, "HEAD", "first") == [reworded]


def test_the_last_common_commit(project: Repository) -> None:
    """With --merge-base, what others changed on the base since is not told as taken back."""
    git(project.top, "switch", "-q", "-c", "branch")
    _edit(project, "Nova is fast.", "Nova is quick.")
    project.commit("2026-01-02T12:00:00Z")
    git(project.top, "switch", "-q", "main")
    _edit(project, "level: expected", "level: possible")
    project.commit("2026-01-03T12:00:00Z")
    git(project.top, "switch", "-q", "branch")
    assert len(_kinds(project, "main", "branch")) == 2
    assert _kinds(project, "main", "branch", "--merge-base") == [("nova-is-fast", "reworded")]
    assert _kinds(project, "main", "--merge-base") == [("nova-is-fast", "reworded")]
    git(project.top, "switch", "-q", "--orphan", "alone")
    project.root.mkdir(exist_ok=True)
    project.commit("2026-01-04T12:00:00Z")
    assert "no commit in common" in diff(project.root, "main", "alone", "--merge-base").stderr


@pytest.mark.parametrize(
    "name", ["nope", "--all", "-h", "", "HEAD:docs", "HEAD^{tree}", "first..HEAD", "a b\n", "--output=x"]
)
def test_a_bad_revision_is_one_clear_message(name: str, project: Repository) -> None:
    """What names no commit is refused in one line, is never an option of git, and leaves no file behind."""
    before = sorted(project.top.rglob("*"))
    for arguments in ((name,), ("HEAD", name)):
        done = diff(project.root, "--", *arguments)
        assert (done.exit_code, done.stdout) == (2, "")
        told = [line for line in done.stderr.splitlines() if line.startswith("error: ")]
        assert len(told) == 1 and "names no commit of this repository" in told[0]
        assert "Traceback" not in done.output
    assert sorted(project.top.rglob("*")) == before


def test_without_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Outside a repository, and without git, the message says which of the two it is."""
    folder = overlay(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    done = diff(folder, "HEAD")
    assert done.exit_code == 2 and "lies in no git repository" in done.stderr
    monkeypatch.setenv("PATH", "")
    assert "git is not installed" in diff(folder, "HEAD").stderr


def test_a_shallow_clone_says_so(project: Repository, tmp_path: Path) -> None:
    """A commit that a shallow clone lacks is refused with the reason."""
    old = git(project.top, "rev-parse", "HEAD")
    project.commit("2026-01-02T12:00:00Z")
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{project.top}", "clone")
    done = diff(tmp_path / "clone" / "docs", old)
    assert done.exit_code == 2 and "this clone is shallow: fetch the commit first" in done.stderr


def test_a_side_without_content(project: Repository) -> None:
    """Where the old revision has no content yet, that is said, and everything is added; where both have none, nothing
    can be compared."""
    git(project.top, "switch", "-q", "--orphan", "empty")
    git(project.top, "commit", "-q", "--allow-empty", "-m", "nothing")
    project.root.mkdir(exist_ok=True)
    done = diff(project.root, "HEAD", "main")
    assert done.exit_code == 0 and "The old revision, HEAD" in done.stdout and "holds no content." in done.stdout
    assert {kind for _, kind in _kinds(project, "HEAD", "main")} == {"added", "outcome-recorded"}
    assert diff(project.root, "HEAD", "HEAD").exit_code == 2


def test_a_commit_is_only_read(project: Repository) -> None:
    """Links in a commit lead nowhere and are told as on disk; filters and hooks of the repository are not run."""
    git(project.top, "config", "filter.evil.smudge", f"touch {project.top}/smudged; cat")
    project.write("content/.gitattributes", "* filter=evil\n")
    (project.root / "content" / "claims" / "link.yml").symlink_to("/etc/passwd")
    project.commit("2026-01-02T12:00:00Z")
    done = diff(project.root, "HEAD", "first")
    assert done.exit_code == 0 and "error[Y011]: this is a symbolic link" in done.stdout
    assert not (project.top / "smudged").exists()
    assert "root:" not in done.output


def test_old_ids_are_not_asked_of_the_last_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An old revision is not unsound because it lacks ids that the last commit publishes, even where the environment
    names the repository, as git does for its hooks."""
    project = Repository(overlay(tmp_path))
    git(project.top, "tag", "first", project.commit("2026-01-01T12:00:00Z"))
    project.write("content/glossary/more.yml", "id: model\nterm: model\ndefinition: A thing that answers.\n")
    project.commit("2026-01-02T12:00:00Z")
    monkeypatch.setenv("GIT_DIR", str(project.top / ".git"))
    done = diff(project.root, "first", "HEAD")
    assert done.stdout == "term model\n  content/glossary/more.yml:1: added: model\n"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return checked(overlay(tmp_path_factory.mktemp("project"))).corpus


KINDS_OF_RECORDS = ("claims", "sources", "publishers", "entities", "terms", "briefs")
parts = st.fixed_dictionaries({name: st.sets(st.integers(0, 2)) for name in KINDS_OF_RECORDS})


def _part(corpus: Corpus, chosen: dict[str, set[int]]) -> Corpus:
    """A corpus with only the chosen records of each kind."""
    kept: dict[str, Any] = {}
    for name, numbers in chosen.items():
        records = getattr(corpus, name)
        kept[name] = {id: records[id] for number, id in enumerate(sorted(records)) if number in numbers}
    return replace(corpus, **kept)


@settings(deadline=None)
@given(parts, parts)
def test_what_was_added_there_is_withdrawn_here(corpus: Corpus, one: Any, two: Any) -> None:
    """A tree does not differ from itself; what is added from one to another is withdrawn on the way back, and the
    order is the same whichever way."""
    old, new = _part(corpus, one), _part(corpus, two)
    assert compare(old, old, LEXICON) == compare(new, new, LEXICON) == ()
    there, back = compare(old, new, LEXICON), compare(new, old, LEXICON)
    gone = {"withdrawn", "removed"}

    def ids(found: tuple[Difference, ...], kinds: set[str]) -> list[tuple[str, str]]:
        return [(item.record, item.id) for item in found if item.kind in kinds]

    assert ids(there, {"added"}) == ids(back, gone)
    assert ids(back, {"added"}) == ids(there, gone)


def _with(corpus: Corpus, plain: dict[str, Any]) -> Corpus:
    record = ClaimRecord.model_validate(plain)
    places = corpus.claims["nova-is-fast"].places
    return replace(corpus, claims={record.id: Claim(record, places, None, None, (), (), None)})


@pytest.mark.parametrize(("path", "value", "kind"), EDITS, ids=[f"{path}-{kind}" for path, _, kind in EDITS])
def test_each_edit_of_a_claim_is_told_once(corpus: Corpus, path: str, value: Any, kind: str) -> None:
    """An edit of a single value is told once, as the kind of change that the pages of history give it; a detail goes by
    its path, and an assessment that goes takes its other values along as such."""
    told = compare(_with(corpus, FULL), _with(corpus, edited(path, value)), LEXICON)
    details = [item for item in told if item.kind == "details-changed"]
    assert [item.kind for item in told if item not in details] == ([] if kind == "details-changed" else [kind])
    assert len(details) == (3 if path == "assessment" else 1 if kind == "details-changed" else 0)
    assert {item.about.split(".")[0].split("[")[0] for item in details} <= {path.split("/")[0]}


@settings(deadline=None)
@given(st.lists(st.sampled_from(EDITS), max_size=4))
def test_every_edit_is_told_among_others(corpus: Corpus, made: list[tuple[str, Any, str]]) -> None:
    """However many fields change at once, something of each is told: no change hides behind another."""
    claim = dict(FULL)
    for path, value, _ in made:
        top = path.split("/")[0]
        claim[top] = edited(path, value).get(top)
    claim = {name: value for name, value in claim.items() if value is not None}
    told = compare(_with(corpus, FULL), _with(corpus, claim), LEXICON)
    fields = {path.split("/")[0] for path, _, _ in made if claim.get(path.split("/")[0]) != FULL[path.split("/")[0]]}
    assert bool(told) == bool(fields)
    assert len(told) >= len(fields)


some_text = st.text(st.sampled_from("ab .,-\n4é@#"), max_size=30) | st.text(max_size=30)


@given(some_text, some_text)
def test_a_word_diff_holds_both_texts(before: str, after: str) -> None:
    """What stayed and went is the old text, what stayed and came the new one, letter for letter."""
    runs = word_diff(before, after)
    assert "".join(run.text for run in runs if run.fate != "added") == before
    assert "".join(run.text for run in runs if run.fate != "removed") == after
    assert all(run.text for run in runs)


def test_words_are_marked_as_a_reader_would() -> None:
    """Numbers, dates and names are whole words, and what lies between two changes is not torn apart."""
    runs = word_diff("GPT-4.5 comes in May 2025.", "GPT-5 comes in late June 2025.")
    assert [(run.fate, run.text) for run in runs] == [
        ("removed", "GPT-4.5"), ("added", "GPT-5"), ("same", " comes in "), ("removed", "May"), ("added", "late June"),
        ("same", " 2025."),
    ]  # fmt: skip
    assert [run.fate for run in word_diff("It came.", "Nobody saw anything of that kind")] == ["removed", "added"]


class _Shown(HTMLParser):
    """The tags and the text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags = set[str]()
        self.attributes = list[Any]()
        self.text = list[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text.append(data)


HOSTILE = [
    "a | b | c", "<script>alert(1)</script>", "`code` ```", "@name and @org/team", "Thanks,@name", "\\@name &#64;name",
    "see #12, org/repo#12, GH-12, !7, ~bug, %3, $9, &4", "[x](javascript:alert(1)) ![x](http://h.example/p.png)",
    "https://h.example www.h.example mail@h.example", "</del></li></ul><h1>", "- [ ] item", "1. item", "# heading",
    "**b** _i_ ~~s~~", ":tada: :+1:", "<!-- comment", "&lt;b&gt; &amp;", "---", "> quote", "\\", "a  \n\n/close",
    "*" * 5, "x\u202ey",
]  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE)
def test_words_in_a_comment_are_words(words: str) -> None:
    """Markdown of a git host (GFM) shows authored words letter for letter, without a tag or a link of their own, and
    nothing in them can call a person or refer to an issue: a zero width space parts the sign from the name."""
    before = Difference("claim", "nova", "reworded", "", {"": "It."}, {"": words})
    gone = Difference("claim", "old", "withdrawn", "", {"": words}, reason={"": words})
    side = Revision("main", None)
    made = as_markdown(Comparison(side, Revision(words, "0" * 40), (before, gone), "en", {"nova": words}))
    page = _Shown()
    page.feed(cmarkgfm.github_flavored_markdown_to_html(made, cmarkgfm.cmark.Options.CMARK_OPT_UNSAFE))
    assert page.tags <= {"h2", "h3", "h4", "p", "ul", "li", "strong", "em", "del", "ins", "code"}
    assert page.attributes == []
    text = "".join(page.text)
    shown = " ".join("".join(sign if sign.isprintable() or sign.isspace() else "�" for sign in words).split())
    assert " ".join(text.replace(ZERO_WIDTH_SPACE, "").split()).count(shown) >= 3
    for sign in ("@name", "@org", "#12", "GH-1", "!7", "~bug", "%3", "$9", "&4", "://", "www.", ":tada:", ":+1:"):
        assert sign not in text
    assert "\n/close" not in made


@given(st.text(max_size=40))
def test_no_text_calls_anybody(words: str) -> None:
    """After every @ in an authored text comes a zero width space, whatever stands around it."""
    page = _Shown()
    page.feed(cmarkgfm.github_flavored_markdown_to_html("- " + quiet(words), cmarkgfm.cmark.Options.CMARK_OPT_UNSAFE))
    assert page.tags <= {"ul", "li"} and page.attributes == []
    shown = "".join(page.text)
    assert shown.count("@") == shown.count("@" + ZERO_WIDTH_SPACE)


def test_a_long_comparison_fits_a_comment() -> None:
    """Markdown stays below what a git host takes; the flagged comes first, and what is left out is counted."""
    plain = [Difference("claim", f"a{number:04}", "reworded", "", {"": "x" * 200}, {"": "y"}) for number in range(400)]
    flagged = Difference("claim", "z", "outcome-recorded", "", None, "late", flag="outcome")
    side = Revision("main", None)
    made = as_markdown(Comparison(side, side, (*plain, flagged), "en"))
    assert len(made) < MOST + 200
    assert made.index("claim z") < made.index("claim a0000")
    shown = made.count("#### claim")
    assert f"{401 - shown} more records changed than fit here" in made


def test_nothing_commands_the_terminal() -> None:
    """Text for a terminal has no control character but line feeds, and no bidirectional control, whoever wrote it."""
    words = "a\x1b[31mb\u202ec\x07\r\nd"
    made = Comparison(
        Revision(words, None), Revision("x", None), (Difference("claim", "n", "added", words, None, {"": words}),), "en"
    )
    for text in (as_text(made), as_text(replace(made, differences=()))):
        assert all(sign == "\n" or sign.isprintable() for sign in text)
    assert json.loads(as_json(made))["changes"][0]["after"] == {"en": words}
