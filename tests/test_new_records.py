"""`briefs new`: records that pass the check, written to a file of their own or into a list, and never over anything."""

from __future__ import annotations

import hashlib
import re
import socket
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from generator.authoring.ids import free_id, slug
from generator.authoring.language_guess import guess_language
from generator.authoring.new_records import local_text
from generator.cli import main
from generator.model.fields import ID_PATTERN, RESERVED_ID, SEED_PATTERN
from tests.conftest import ROOT, checked, overlay
from tests.record_schemas import schema_faults

DAY = ("--as-of", "2026-12-01")
SOURCE = ("--publisher", "daily", "--published", "2026-11-20", "--summary", "It tells of a bridge.", "-y", *DAY)
CLAIM = (
    "--source", "nova-article", "--quote", "Das Modell Nova ist schnell.", "--translation", "The model Nova is fast.",
    "--statement", "Nova is a quick model.", "-y",
)  # fmt: skip


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return overlay(tmp_path / "project")


def new(project: Path, *arguments: str, typed: str | None = None) -> Result:
    """`briefs new …` in a project, with what is typed at its questions."""
    return CliRunner().invoke(main, ["new", arguments[0], "--project", str(project), *arguments[1:]], input=typed)


def _ids(project: Path) -> dict[str, set[str]]:
    corpus = checked(project).corpus
    return {
        "claim": set(corpus.claims), "entity": set(corpus.entities), "term": set(corpus.terms),
        "source": set(corpus.sources), "brief": set(corpus.briefs), "publisher": set(corpus.publishers),
    }  # fmt: skip


def _document(folder: Path, name: str, content: bytes = b"The bridge opens in May.\r\n") -> Path:
    file = folder / name
    file.write_bytes(content)
    return file


def test_every_kind_passes_the_check(project: Path, tmp_path: Path) -> None:
    """One record of each kind, given by options alone: the check, its mends and the schemas find nothing to do."""
    file = _document(tmp_path, "bridge.txt")
    runs = (
        ("publisher", "--name", "Harbour News", "--reliability", "C", "--reason", "A local paper.", "-y"),
        ("entity", "--name", "en=New Bridge", "--name", "de=Neue Brücke", "--kind", "product",
         "--description", "A bridge.", "--alias", "The Bridge", "-y"),
        ("term", "--name", "en=deck", "--definition", "What carries the traffic.", "--variant", "de=Fahrbahn", "-y"),
        ("source", str(file), *SOURCE),
        ("claim", *CLAIM),
        ("brief", "--title", "How fast is Nova?", "--question", "How fast?", "--bottom-line", "Fast.",
         "--claims", "nova-is-fast", "-y", *DAY),
    )  # fmt: skip
    for run in runs:
        done = new(project, *run)
        assert done.exit_code == 0, done.output
        assert "the check finds no fault in it" in done.output
    assert checked(project).findings == ()
    before = {file: file.read_bytes() for file in (project / "content").rglob("*.*")}
    fixed = CliRunner().invoke(main, ["check", "--fix", "--project", str(project)])
    assert fixed.exit_code == 0, fixed.output
    assert {file: file.read_bytes() for file in (project / "content").rglob("*.*")} == before, "all keys are in order"
    assert schema_faults(project) == []
    ids = _ids(project)
    assert {"new-bridge"} <= ids["entity"] and {"deck"} <= ids["term"] and {"bridge"} <= ids["source"]
    assert {"nova-is-quick-model"} <= ids["claim"] and {"how-fast-is-nova"} <= ids["brief"]
    assert {"harbour-news"} <= ids["publisher"]


def test_what_is_not_given_is_asked_for(project: Path) -> None:
    """Questions come for what is missing, a refused answer is asked for again, and proposals are taken by Enter."""
    done = new(project, "entity", typed="New Bridge\n\nthing\nproduct\nA bridge.\n")
    assert done.exit_code == 0, done.output
    assert "write one of: organisation" in done.output
    assert checked(project).findings == ()


def test_a_claim_is_asked_for_step_by_step(project: Path) -> None:
    """A claim comes from a quote: a wrong one is refused with the nearest passage, the rest is proposed."""
    typed = (
        "nova-article\nDas Modell Nova ist schnel.\nDas Modell Nova ist schnell.\nNova is quick.\n"
        + "\n" * 5
        + "Nova is fast.\n"
    )
    done = new(project, "claim", typed=typed)
    assert 'did you mean "Das Modell Nova ist schnell."' in done.output or done.exit_code == 0, done.output
    assert done.exit_code == 0, done.output
    claim = checked(project).corpus.claims["nova-is-quick"].written
    assert (claim.kind, claim.about, claim.hedge.level) == ("state", ("nova",), "stated")


def test_a_prediction_brings_its_date_and_hedge(project: Path) -> None:
    """From the words of the quote come kind, hedge with its cue, date, voices and the day on which it falls due."""
    quote = "Laut Quellen wird das Modell Nova voraussichtlich Ende Mai gestartet."
    done = new(project, "claim", "--source", "nova-article", "--quote", quote, "--translation", "x",
               "--statement", "Nova starts in late May.", "--criteria", "Anybody can use it.", "-y")  # fmt: skip
    assert done.exit_code == 0, done.output
    claim = checked(project).corpus.claims["nova-starts-in-late-may"].written
    assert claim.kind == "prediction"
    assert (claim.hedge.level, claim.hedge.cue) == ("expected", "voraussichtlich")
    assert claim.when == "2025-05-21/2025-05-31"
    assert claim.when_text == {"de": "Ende Mai"}
    assert claim.resolution is not None and claim.resolution.due == "2025-05-31"
    assert [(voice.who, voice.role) for voice in claim.voices] == [("daily", "reported")]


def test_what_is_left_to_do_is_told(project: Path) -> None:
    """A record with which the check is not content is written, its findings are shown, and the exit code is 1."""
    done = new(project, "claim", *CLAIM[:-1], "--kind", "event", "--undated", "Nobody says.", "--hedge", "possible",
               "--cue", "Tempo", "-y")  # fmt: skip
    assert done.exit_code == 1
    assert "error[H002]" in done.output and "1 thing left to do" in done.output


@pytest.mark.parametrize(
    ("run", "words"),
    [
        (("claim", *CLAIM[:-1], "--about", "nva", "-y"), "did you mean 'nova'?"),
        (("claim", *CLAIM[:-1], "--voice", "daily:speaker", "-y"), "write one of: origin"),
        (("claim", *CLAIM[:-1], "--when", "20.02.2025", "-y"), "write 2025-02-20"),
        (("claim", *CLAIM[:-1], "--id", "nova-is-fast", "-y"), "'nova-is-fast' is taken"),
        (("claim", *CLAIM[:-1], "--id", "Nova", "-y"), "is not an id"),
        (("claim", "--source", "nova-article", "--quote", "Nova", "--statement", "x", "-y"), "occurs 2 times"),
        (("entity", "--name", "Nova", "-y"), "give --kind"),
        (("entity", "--name", "x", "--id", "daily", "--kind", "person", "-y"), "'daily' is taken"),
        (("term", "--name", "x", "--definition", "y", "--variant", "z", "-y"), "write `de=z`"),
    ],
)
def test_wrong_answers_are_refused(project: Path, run: tuple[str, ...], words: str) -> None:
    """What the check would refuse is refused in its words, and nothing is written."""
    before = sorted(project.rglob("*"))
    done = new(project, *run)
    assert done.exit_code == 2
    assert words in done.output
    assert sorted(project.rglob("*")) == before


def test_a_record_is_added_to_a_list(project: Path) -> None:
    """With --into the record comes below the others, indented as they are; what stands there stays byte for byte."""
    file = project / "content" / "entities" / "all.yml"
    old = b"# Names.\r\n" + file.read_bytes()
    file.write_bytes(old)
    done = new(
        project, "entity", "--name", "Bridge", "--kind", "product", "--description", "x", "--into", "all.yml", "-y"
    )
    assert done.exit_code == 0, done.output
    assert file.read_bytes().startswith(old)
    indented = project / "content" / "entities" / "more.yml"
    indented.write_text("  - id: a\n    name: A\n    kind: person\n    description: x\n", "utf-8")
    done = new(project, "entity", "--name", "B", "--kind", "person", "--description", "x", "--into", "more.yml", "-y")
    assert done.exit_code == 0, done.output
    assert {"bridge", "a", "b"} <= _ids(project)["entity"]


def test_a_list_keeps_its_line_breaks(project: Path) -> None:
    """Into a file whose lines end in CR LF a record is added with such lines, its keys in order."""
    file = project / "content" / "claims" / "all.yml"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    done = new(project, "claim", *CLAIM[:-1], "--kind", "event", "--undated", "Nobody says.", "--into", "all.yml", "-y")
    assert done.exit_code == 0, done.output
    content = file.read_bytes()
    assert content.count(b"\n") == content.count(b"\r\n")
    assert content.index(b"undated: Nobody says.") < content.rindex(b"appearances:")
    assert checked(project).findings == ()


@pytest.mark.parametrize(
    "content", ["id: a\nname: A\n", "[]\n", "", "- &x\n", "[{id: a, name: A, kind: person, description: x}]\n"]
)
def test_what_holds_no_list_is_left_alone(project: Path, content: str) -> None:
    """A file that holds no plain list of records is not touched."""
    file = project / "content" / "entities" / "more.yml"
    file.write_text(content, "utf-8")
    done = new(project, "entity", "--name", "B", "--kind", "person", "--description", "x", "--into", "more.yml", "-y")
    assert done.exit_code == 2
    assert file.read_text("utf-8") == content


def test_nothing_is_overwritten(project: Path, tmp_path: Path) -> None:
    """Neither a record's file nor a document: other bytes get another name, equal ones are refused."""
    (project / "content" / "entities" / "bridge.yml").write_text("[]\n", "utf-8")
    done = new(project, "entity", "--name", "Bridge", "--kind", "product", "--description", "x", "-y")
    assert done.exit_code == 2 and "is there already" in done.output
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir()
    two.mkdir()
    assert (
        new(
            project, "source", str(_document(one, "Brücke & Bahn.TXT", b"It opens in May, the mayor said.")), *SOURCE
        ).exit_code
        == 0
    )
    assert (
        new(
            project, "source", str(_document(two, "Brücke & Bahn.TXT", b"It opens in June, she said.")), *SOURCE
        ).exit_code
        == 0
    )
    seeds = project / "seeds"
    assert (seeds / "bruecke-bahn.txt").read_bytes() == b"It opens in May, the mayor said."
    assert (seeds / "bruecke-bahn-2.txt").read_bytes() == b"It opens in June, she said."
    done = new(project, "source", str(_document(two, "other.txt", b"It opens in May, the mayor said.")), *SOURCE)
    assert done.exit_code == 2 and "captured already, as source 'bruecke-bahn'" in done.output
    assert not (seeds / "other.txt").exists()


def test_a_document_is_copied_byte_for_byte(project: Path, tmp_path: Path) -> None:
    """Line ends, marks and blanks of the document stay, and its hash is that of its bytes."""
    content = "\ufeffEine Brücke.\r\n\r\n  Sie öffnet im Mai. \t".encode()
    done = new(project, "source", str(_document(tmp_path, "b.txt", content)), *SOURCE, "--url", "https://a.example/b")
    assert done.exit_code == 0, done.output
    source = checked(project).corpus.sources["b"].written
    assert (project / "seeds" / "b.txt").read_bytes() == content
    assert source.sha256 == hashlib.sha256(content).hexdigest()
    assert (source.language, source.retrieved) == ("de", "2026-12-01")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.pdf", b"%PDF-1.7", "a.pdf cannot be read as PDF"),
        ("a.xlsx", b"PK", "is of no kind that can be read"),
        ("a.txt", b"\xff\xfe", "a.txt is not UTF-8"),
        ("a.txt", b" \n", "is empty"),
        ("a.txt", b"-", "holds no words"),
        ("a.md", b"a\0b", "holds a NUL"),
    ],
)
def test_other_documents_are_refused(project: Path, tmp_path: Path, name: str, content: bytes, words: str) -> None:
    """What holds no words that can be read is refused with a reason, and nothing is copied."""
    done = new(project, "source", str(_document(tmp_path, name, content)), *SOURCE)
    assert done.exit_code == 2 and words in done.output
    assert sorted(file.name for file in (project / "seeds").iterdir()) == ["nova.txt"]


def test_a_refused_record_leaves_no_document(project: Path, tmp_path: Path) -> None:
    """Where the record cannot be written the document goes again."""
    done = new(project, "source", str(_document(tmp_path, "b.txt")), *SOURCE, "--into", "none.yml")
    assert done.exit_code == 2 and "there is no file none.yml" in done.output
    assert not (project / "seeds" / "b.txt").exists()


def test_the_declared_language_counts(project: Path, tmp_path: Path) -> None:
    """The language that the author names stands, with a note where the words look like another one."""
    file = _document(tmp_path, "b.txt", "Die Stadt eröffnet die neue Brücke im Mai.".encode())
    done = new(project, "source", str(file), *SOURCE, "--language", "nl")
    assert "the text looks like 'de'; you say 'nl', and that counts" in done.output
    assert checked(project).corpus.sources["b"].written.language == "nl"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Der Rat hat am Dienstag beschlossen, die alte Brücke im Sommer zu sperren.", "de"),
        ("The council decided on Tuesday to close the old bridge in summer.", "en"),
        ("Le conseil a décidé mardi de fermer le vieux pont cet été.", "fr"),
        ("", None),
        ("2025 – 12.5 %", None),
    ],
)
def test_languages_are_guessed_offline(text: str, language: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The language of a short text is found without any connection, and none is named where there are no words."""

    def refuse(*arguments: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert guess_language(text) == language


def test_the_article_is_german() -> None:
    """The real article is taken for German."""
    assert guess_language((ROOT / "seeds" / "000_c0d72c987a2b8c96.txt").read_text("utf-8")) == "de"


@given(st.text(), st.sets(st.sampled_from(["a", "a-2", "source", "source-2"])))
def test_ids_from_any_name_are_ids(text: str, taken: set[str]) -> None:
    """Any name yields an id of the right form that is not taken, and a file name that seeds/ takes."""
    id = free_id(slug(text, "source"), taken)
    assert re.fullmatch(ID_PATTERN, id) and id not in taken
    assert re.fullmatch(SEED_PATTERN, f"seeds/{slug(text, 'document', 100)}-2.txt")


@pytest.mark.parametrize("name", ["CON", "Index", "lpt1", "Nul!"])
def test_no_id_is_proposed_that_is_refused(name: str) -> None:
    """A name that would make an id that is kept for systems or pages has the kind before it."""
    assert RESERVED_ID.fullmatch(slug(name, "term").removeprefix("term-")) and slug(name, "term").startswith("term-")


def test_answers_per_language() -> None:
    """`de=…` and `en=…` make a text of two languages; anything else is one plain text."""
    assert local_text(["de=Brücke", "en=bridge"]) == {"de": "Brücke", "en": "bridge"}
    assert local_text(["x = y"]) == "x = y"
