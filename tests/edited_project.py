"""A made-up project that is edited at random, in the ways in which authors and maintainers edit theirs."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import yaml

from benchmarks.corpora import make_corpus
from tests.conftest import ROOT

FIRST, DAYS = date(2016, 1, 1), 4_200
WORDS = ("baban", "nova", "GPT-5", "*star*", "[[x]]", "<b>", "größer", "late", "“quoted”", "1.", "|", "zero")


class EditedProject:
    """A project on disk, the choices with which it is built, and a chance that decides what happens to it."""

    def __init__(self, folder: Path, seed: int, claims: int = 10) -> None:
        self.root, self.chance = folder, Random(seed)
        make_corpus(folder, claims, seed=seed % 5, address="https://claims.example.org/")
        self.day, self.language, self.told = date(2026, 1, 1), "en", "nothing"

    def edit(self) -> Callable[[], None]:
        """Does something to the project, tells what in `told`, and returns how it is undone."""
        before = {file: file.read_bytes() for file in self._files()}
        choices = (self.day, self.language)
        edit = self.chance.choice(EDITS)
        self.told = edit.__name__
        edit(self)

        def undo() -> None:
            for file in self._files():
                if file not in before:
                    file.unlink()
            for file, content in before.items():
                if not file.is_file() or file.read_bytes() != content:
                    file.write_bytes(content)
            self.day, self.language = choices

        return undo

    def _files(self) -> list[Path]:
        found = (file for name in ("content", "site_templates") for file in sorted((self.root / name).rglob("*.*")))
        return [file for file in found if file.is_file()]

    def some(self, kind: str) -> tuple[Path, list[dict[str, Any]], dict[str, Any]]:
        """A file of a kind of record, all of its records, and one of them."""
        files = sorted((self.root / "content" / kind).rglob("*.yml"))
        file = self.chance.choice(files)
        records = yaml.load(file.read_bytes(), yaml.BaseLoader)
        return file, records, self.chance.choice(records)

    def write(self, file: Path, records: list[dict[str, Any]]) -> None:
        """Writes records as YAML."""
        file.write_text(yaml.safe_dump(records, allow_unicode=True, sort_keys=False, width=10_000), "utf-8")

    def overrides(self) -> bool:
        """Whether the project has templates of its own."""
        return any((self.root / "site_templates").rglob("*.*"))

    def own(self, template: str) -> Path:
        """The project's own version of a template, at first the same as the packaged one."""
        file = self.root / "site_templates" / template
        if not file.is_file():
            file.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / "site_templates" / template, file)
        return file

    def text(self) -> str:
        """Words of all sorts."""
        return " ".join(self.chance.choices(WORDS, k=4))


def reword_a_claim(it: EditedProject) -> None:
    file, records, one = it.some("claims")
    one["statement"] = f"The {it.text()} comes"
    it.write(file, records)


def note_on_a_claim(it: EditedProject) -> None:
    file, records, one = it.some("claims")
    one["note"] = {"en": it.text(), "de": it.text()}
    it.write(file, records)


def withdraw_a_claim(it: EditedProject) -> None:
    file, records, one = it.some("claims")
    records.remove(one)
    it.write(file, records)
    grave = it.root / "content" / "tombstones.yml"
    told = yaml.load(grave.read_bytes(), yaml.BaseLoader) or [] if grave.is_file() else []
    told.append({"id": one["id"], "kind": "claim", "on": "2025-12-01", "reason": it.text()})
    it.write(grave, told)


def delete_a_claim(it: EditedProject) -> None:
    file, records, one = it.some("claims")
    records.remove(one)
    it.write(file, records)


def rename_a_claim(it: EditedProject) -> None:
    _, _, one = it.some("claims")
    new = f"{one['id']}-{it.chance.randrange(9)}"
    for file in it._files():
        text = file.read_bytes()
        if one["id"].encode() in text:
            file.write_bytes(text.replace(one["id"].encode(), new.encode()))


def drop_relations(it: EditedProject) -> None:
    file, records, one = it.some("claims")
    one.pop("relations", None)
    it.write(file, records)


def turn_records_round(it: EditedProject) -> None:
    file, records, _ = it.some(it.chance.choice(("claims", "sources", "entities", "glossary")))
    it.write(file, records[::-1])


def move_lines(it: EditedProject) -> None:
    file, _, _ = it.some(it.chance.choice(("claims", "sources", "entities", "publishers")))
    file.write_bytes(b"# a remark\n" + file.read_bytes())


def rename_an_entity(it: EditedProject) -> None:
    file, records, one = it.some("entities")
    one["name"] = {"en": f"Name {it.text()}"}
    it.write(file, records)


def rename_a_publisher(it: EditedProject) -> None:
    file, records, one = it.some("publishers")
    one["name"] = f"House {it.text()}"
    it.write(file, records)


def date_a_source(it: EditedProject) -> None:
    file, records, one = it.some("sources")
    one["published"] = (FIRST + timedelta(it.chance.randrange(DAYS))).isoformat()
    it.write(file, records)


def judge_a_source(it: EditedProject) -> None:
    file, records, one = it.some("sources")
    one["faults"] = [{"says": it.text(), "why": it.text()}]
    it.write(file, records)


def retitle_a_source(it: EditedProject) -> None:
    file, records, one = it.some("sources")
    one["title"] = {"en": it.text()}
    it.write(file, records)


def keep_to_excerpts(it: EditedProject) -> None:
    file, records, one = it.some("sources")
    one["reprint"] = it.chance.choice(("whole", "excerpt-only"))
    it.write(file, records)


def define_a_term(it: EditedProject) -> None:
    file, records, one = it.some("glossary")
    one["definition"] = it.text()
    it.write(file, records)


def vary_a_term(it: EditedProject) -> None:
    file, records, one = it.some("glossary")
    one["variants"] = {"en": [it.chance.choice(("baban", "nova", "comes"))]}
    it.write(file, records)


def drop_a_term(it: EditedProject) -> None:
    file, records, one = it.some("glossary")
    records.remove(one)
    it.write(file, records)


def rewrite_a_brief(it: EditedProject) -> None:
    files = sorted((it.root / "content" / "briefs").rglob("*.md"))
    if files:
        file = it.chance.choice(files)
        file.write_text(file.read_text("utf-8") + f"\nA line about baban and nova, {it.chance.random()}.\n", "utf-8")


def guide(it: EditedProject) -> None:
    file = it.root / "content" / "guide" / "reading.md"
    if file.is_file():
        file.unlink()
    else:
        file.parent.mkdir(exist_ok=True)
        file.write_text("# Reading\n\nSome words.\n", "utf-8")


def another_day(it: EditedProject) -> None:
    it.day = FIRST + timedelta(it.chance.randrange(DAYS))


def another_language(it: EditedProject) -> None:
    it.language = "de" if it.language == "en" else "en"


def a_template(it: EditedProject) -> None:
    names = ("claim", "source", "entity", "claims", "_parts", "home")
    file = it.own(f"pages/{it.chance.choice(names)}.md.j2")
    file.write_bytes(file.read_bytes() + f"{{# {it.chance.random()} #}}\n\nMore words {it.text()!r}.\n".encode())


def words_of_the_interface(it: EditedProject) -> None:
    file = it.own(f"words/{it.language}/claim.yml")
    file.write_bytes(file.read_bytes() + f'\nunused{it.chance.randrange(10**9)}: "x"\n'.encode())


def title_of_the_site(it: EditedProject) -> None:
    file = it.root / "content" / "site.yml"
    told = yaml.load(file.read_bytes(), yaml.BaseLoader)
    one = told[0] if isinstance(told, list) else told
    one["title"] = it.text()
    it.write(file, told)


EDITS: tuple[Callable[[EditedProject], None], ...] = (
    reword_a_claim, note_on_a_claim, withdraw_a_claim, delete_a_claim, rename_a_claim, drop_relations,
    turn_records_round, move_lines, rename_an_entity, rename_a_publisher, date_a_source, judge_a_source,
    retitle_a_source, keep_to_excerpts, define_a_term, vary_a_term, drop_a_term, rewrite_a_brief, guide, another_day,
    another_language, a_template, words_of_the_interface, title_of_the_site,
)  # fmt: skip
