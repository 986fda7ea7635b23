"""What is asked of a corpus, its facts and its names while a page is made, and whether the answers are still the same.

A result then follows from exactly what was asked: the verifying traces of Mokhov, Mitchell and Peyton Jones, Build
Systems à la Carte (ICFP 2018).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, cast

from generator.derive.facts import Facts
from generator.derive.sealing import sealed
from generator.model.corpus import Corpus
from generator.render.names import Names

Question = tuple[str, Any]
"""What was asked: the name of a part, such as `corpus.claims`, and a key in it (None: for all of it)."""
Ask = Callable[[Question], None]
MISSING = b"missing"


class _Mapping(Mapping[Any, Any]):
    """A mapping that tells what it is asked for."""

    def __init__(self, name: str, plain: Mapping[Any, Any], ask: Ask) -> None:
        self._name, self._plain, self._ask = name, plain, ask

    def __getitem__(self, key: Any) -> Any:
        self._ask((self._name, key))
        return self._plain[key]

    def get(self, key: Any, default: Any = None) -> Any:
        self._ask((self._name, key))
        return self._plain.get(key, default)

    def __contains__(self, key: object) -> bool:
        self._ask((self._name, key))
        return key in self._plain

    def __iter__(self) -> Iterator[Any]:
        self._ask((self._name, None))
        return iter(self._plain)

    def __len__(self) -> int:
        self._ask((self._name, None))
        return len(self._plain)


class _Record:
    """The parts of a record, telling which of them it is asked for; those in `inner` are handed out as given."""

    def __init__(self, name: str, plain: Any, ask: Ask, inner: Mapping[str, Any]) -> None:
        self._name, self._plain, self._ask, self._inner = name, plain, ask, inner
        self._mappings: dict[str, _Mapping] = {}

    def __getattr__(self, part: str) -> Any:
        if part in self._inner:
            return self._inner[part]
        if part in self._mappings:
            return self._mappings[part]
        found, name = getattr(self._plain, part), f"{self._name}.{part}"
        if isinstance(found, Mapping):
            return self._mappings.setdefault(part, _Mapping(name, found, self._ask))
        self._ask((name, None))
        return found


def _answer(value: Mapping[Any, Any], key: Any) -> bytes:
    try:
        return sealed(value[key])
    except KeyError:
        return MISSING


class Watched:
    """A corpus, its facts and its names that note what is asked of them; each answers as the plain one does."""

    def __init__(self, corpus: Corpus, facts: Facts, names: Names) -> None:
        self._plain: Mapping[str, Any] = {"corpus": corpus, "index": corpus.index, "facts": facts, "names": names}
        self._asked: dict[Question, None] = {}
        self._seals: dict[Question, bytes] = {}
        index = _Record("index", corpus.index, self._note, {})
        self.corpus = cast(Corpus, _Record("corpus", corpus, self._note, {"index": index}))
        self.facts = cast(Facts, _Record("facts", facts, self._note, {}))
        language = {"pick": names.pick, "language": names.language}
        self.names = cast(Names, _Record("names", names, self._note, language))

    def _note(self, question: Question) -> None:
        self._asked[question] = None

    def begin(self) -> None:
        """Forgets what was asked so far."""
        self._asked = {}

    def asked(self) -> tuple[Question, ...]:
        """What was asked since the beginning, each once; what was asked for as a whole stands for its parts."""
        whole = {name for name, key in self._asked if key is None}
        return tuple(item for item in self._asked if item[1] is None or item[0] not in whole)

    def _seal(self, question: Question) -> bytes:
        kept = self._seals.get(question)
        if kept is None:
            name, key = question
            owner, _, part = name.partition(".")
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

    def seal(self, questions: Iterable[Question]) -> str:
        """A text that differs whenever the answer to one of the questions does."""
        digest = hashlib.blake2b(digest_size=16)
        for question in questions:
            digest.update(self._seal(question))
        return digest.hexdigest()
