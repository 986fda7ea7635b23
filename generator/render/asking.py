"""What is asked of a corpus, its facts and its names while a page is made, and whether the answers are still the same.

A result then follows from exactly what was asked: the verifying traces of Mokhov, Mitchell and Peyton Jones, Build
Systems à la Carte (ICFP 2018).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, cast

from pydantic_core import from_json, to_json

from generator.derive.facts import Facts
from generator.derive.sealing import sealed
from generator.model.corpus import Corpus
from generator.model.keeping import Keeping, key_of
from generator.model.publication import Publication
from generator.model.words import Words
from generator.render.names import Names
from generator.render.page import PageContext

Question = tuple[str, Any]
"""What was asked: the name of a part, such as `corpus.claims`, and a key in it (None: for all of it)."""
Asked = dict[Question, None]
Answers = dict[Question, bytes]
"""The hashes of answers that were worked out: a memo of one corpus, for all kinds of results."""
MISSING = b"missing"


class _Mapping(Mapping[Any, Any]):
    """A mapping that tells what it is asked for."""

    def __init__(self, name: str, plain: Mapping[Any, Any], asked: Asked) -> None:
        self._name, self._plain, self._asked = name, plain, asked

    def __getitem__(self, key: Any) -> Any:
        self._asked[self._name, key] = None
        return self._plain[key]

    def get(self, key: Any, default: Any = None) -> Any:
        self._asked[self._name, key] = None
        return self._plain.get(key, default)

    def __contains__(self, key: object) -> bool:
        self._asked[self._name, key] = None
        return key in self._plain

    def __iter__(self) -> Iterator[Any]:
        self._asked[self._name, None] = None
        return iter(self._plain)

    def __len__(self) -> int:
        self._asked[self._name, None] = None
        return len(self._plain)


class _Record:
    """The parts of a record, telling which of them it is asked for; those in `inner` are handed out as given."""

    def __init__(self, name: str, plain: Any, asked: Asked, inner: Mapping[str, Any]) -> None:
        self._name, self._plain, self._asked = name, plain, asked
        self.__dict__.update(inner)

    def __getattr__(self, part: str) -> Any:
        found, name = getattr(self._plain, part), f"{self._name}.{part}"
        if isinstance(found, Mapping):
            watched = self.__dict__[part] = _Mapping(name, found, self._asked)
            return watched
        self._asked[name, None] = None
        return found


def _answer(value: Mapping[Any, Any], key: Any) -> bytes:
    try:
        return sealed(value[key])
    except KeyError:
        return MISSING


@dataclass(frozen=True, slots=True)
class World:
    """What there is to be asked: a corpus, its facts, and the names of its records by language; and which answers to
    all that have been worked out."""

    corpus: Corpus
    facts: Facts
    names: Mapping[str, Names]
    answers: Answers = field(default_factory=dict)

    def page(self, path: str, words: Words, publication: Publication) -> PageContext:
        """The context of a page in a language whose names are known."""
        return PageContext(path, self.corpus, self.facts, words, publication, self.names[words.language])


class Watched:
    """A world that notes what is asked of it; `world` answers as the plain one does."""

    def __init__(self, world: World) -> None:
        corpus, names = world.corpus, world.names
        plain = {"corpus": corpus, "index": corpus.index, "facts": world.facts}
        self._plain: Mapping[str, Any] = plain | {f"names.{language}": own for language, own in names.items()}
        self._asked: dict[Question, None] = {}
        self._seals = world.answers
        index = _Record("index", corpus.index, self._asked, {})
        self.world = World(
            cast(Corpus, _Record("corpus", corpus, self._asked, {"index": index})),
            cast(Facts, _Record("facts", world.facts, self._asked, {})),
            {language: self._watched_names(language, own) for language, own in names.items()},
        )

    def _watched_names(self, language: str, names: Names) -> Names:
        fixed = {"pick": names.pick, "language": names.language}
        return cast(Names, _Record(f"names.{language}", names, self._asked, fixed))

    def begin(self) -> None:
        """Forgets what was asked so far."""
        self._asked.clear()

    def asked(self) -> tuple[Question, ...]:
        """What was asked since the beginning, each once; what was asked for as a whole stands for its parts."""
        whole = {name for name, key in self._asked if key is None}
        return tuple(item for item in self._asked if item[1] is None or item[0] not in whole)

    def _seal(self, question: Question) -> bytes:
        kept = self._seals.get(question)
        if kept is None:
            name, key = question
            owner, _, part = name.rpartition(".")
            value = getattr(self._plain[owner], part)
            if key is not None:
                kept = _answer(value, key)
            elif isinstance(value, Mapping):
                kept = self._whole(name, value)
            else:
                kept = sealed(value)
            self._seals[question] = kept
        return kept

    def _whole(self, name: str, value: Mapping[Any, Any]) -> bytes:
        digest = hashlib.blake2b(digest_size=16)
        for key in value:
            digest.update(sealed(key) + self._seal((name, key)))
        return digest.digest()

    def seal_of(self, question: Question) -> str:
        """A text that differs whenever the answer to the question does."""
        return self._seal(question).hex()

    def seal(self, questions: Iterable[Question]) -> str:
        """A text that differs whenever the answer to one of the questions does."""
        digest = hashlib.blake2b(digest_size=16)
        for question in questions:
            digest.update(self._seal(question))
        return digest.hexdigest()


class _Traces:
    """What was asked for each result of the last build, with the seal of all answers, and what is answered otherwise.

    Every question is put once, however many results it was asked for.
    """

    def __init__(self, watched: Watched, kept: bytes | None) -> None:
        questions, seals, self._asked = from_json(kept) if kept is not None else ([], [], {})
        self._questions = [_question(told) for told in questions]
        now = (watched.seal_of(question) for question in self._questions)
        both = enumerate(zip(seals, now, strict=True))
        self._changed = frozenset(number for number, (before, after) in both if before != after)

    def seal(self, place: str) -> str | None:
        """The seal of the answers to all that was asked for a result, if they are all the same; else None."""
        seal, asked = self._asked.get(place, (None, ()))
        return seal if self._changed.isdisjoint(asked) else None

    def asked(self, place: str) -> tuple[Question, ...]:
        """What was asked for a result."""
        return tuple(self._questions[number] for number in self._asked[place][1])


class Results:
    """Results of one kind, each a value of JSON, kept as long as all that was asked for them is answered alike.

    `grounds` is what all of them follow from besides the world; without `keeping` each is made.
    """

    def __init__(self, world: World, keeping: Keeping | None, shelf: str, *grounds: str) -> None:
        self._world, self._keeping, self._shelf = world, keeping, shelf
        self._watched = Watched(world)
        site = world.corpus.site.language
        self._grounds = key_of(keeping.program, site, *grounds).hex() if keeping else ""
        self._place = key_of("traces", self._grounds)
        self._traces = _Traces(self._watched, keeping.store.get(shelf, self._place) if keeping else None)
        self._now: dict[str, tuple[str, tuple[Question, ...]]] = {}

    def of(self, *key: str, make: Callable[[World], Any]) -> Any:
        """The result under a key; `make` must ask the world that it is given, and nothing else but the grounds."""
        if self._keeping is None:
            return make(self._world)
        store, place, watched = self._keeping.store, key_of(self._grounds, *key), self._watched
        name = place.hex()
        seal = self._traces.seal(name)
        kept = store.get(self._shelf, place) if seal is not None else None
        if kept is not None and seal is not None:
            own, result = from_json(kept)
            if own == seal:
                self._now[name] = seal, self._traces.asked(name)
                return result
        watched.begin()
        result = make(watched.world)
        asked = watched.asked()
        seal = watched.seal(asked)
        self._now[name] = seal, asked
        store.put(self._shelf, place, to_json([seal, result]))
        return result

    def settle(self) -> None:
        """After all results: keeps what was asked for them, and lets go of what was kept and not asked for."""
        if self._keeping is None:
            return
        asked_for = (asked for _, asked in self._now.values())
        numbers = {question: number for number, question in enumerate(dict.fromkeys(chain.from_iterable(asked_for)))}
        seals = [self._watched.seal_of(question) for question in numbers]
        now = {place: (seal, [numbers[question] for question in asked]) for place, (seal, asked) in self._now.items()}
        self._keeping.store.put(self._shelf, self._place, to_json([list(numbers), seals, now]))
        self._keeping.store.settle(self._shelf)


def _question(told: list[Any]) -> Question:
    name, key = told
    return name, tuple(key) if isinstance(key, list) else key
