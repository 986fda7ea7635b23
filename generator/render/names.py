"""What records are called in one language: claims as sentences, sources by title or description, voices by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Generic, TypeVar

from generator.model.corpus import Corpus
from generator.model.dates import UncertainDate
from generator.model.words import Words
from generator.render.dates import date_words
from generator.render.language import Shown, language_name, pick
from generator.render.sentence import Sentence, VoiceName, claim_sentence, enumerated, leading_voices

Name = TypeVar("Name")


def _dated(value: UncertainDate | None) -> str:
    """How a date goes with the name of a page: `of 20 February 2025`, but only a comma before `around February`."""
    if value is None:
        return "undated"
    certain = not value.interval and value.begin is not None and not value.begin.approximate
    return "dated" if certain else "loosely_dated"


class _Made(dict[str, Name], Generic[Name]):
    """Names by id, each made when it is first asked for; KeyError where there is no such record."""

    def __init__(self, make: Callable[[str], Name]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, id: str) -> Name:
        made = self[id] = self._make(id)
        return made


class Names:
    """The names of a corpus' records in the words' language."""

    def __init__(self, corpus: Corpus, words: Words) -> None:
        self._corpus, self._words = corpus, words
        self.sentences: Mapping[str, Sentence] = _Made(self._sentence)
        self.sources: Mapping[str, str] = _Made(self._source)
        self.voices: Mapping[str, VoiceName] = _Made(self._voice)

    def pick(self, local: Mapping[str, str] | None) -> Shown:
        """The text in the language, or in another one that is then named; words for one that is withheld."""
        if local is not None and not local:
            return Shown(self._words.text("as_of.withheld"), "")
        return pick(local, self._words.language, self._corpus.site.language)

    def language(self, tag: str) -> str:
        """What a language is called."""
        return self._words.text("names.mul") if tag == "mul" else language_name(tag, self._words.language)

    def _voice(self, who: str) -> VoiceName:
        """The name of a voice; groups take a plural verb. Of one that no record tells of, the id."""
        entity = self._corpus.entities.get(who)
        if entity is not None:
            record, kind = entity.record, entity.record.kind
            return VoiceName(self.pick(record.name).text, kind == "group", self._own(record.dative), kind)
        publisher = self._corpus.publishers.get(who)
        return VoiceName(self.pick(publisher.record.name).text if publisher else who, False)

    def _speaker(self, who: str) -> VoiceName:
        """The name of a voice in the sentence of a claim: a publisher may be called there by another one."""
        named = self.voices[who]
        publisher = self._corpus.publishers.get(who) if who not in self._corpus.entities else None
        if publisher is None:
            return named
        record = publisher.record
        return replace(
            named,
            name=self.pick(record.voice_name).text if record.voice_name else named.name,
            after=self._own(record.dative),
            kind="publisher",
        )

    def _own(self, local: Mapping[str, str] | None) -> str:
        """A text that there is in the page's own language; nothing where there is none."""
        shown = pick(local, self._words.language, self._corpus.site.language) if local else None
        return shown.text if shown is not None and not shown.language else ""

    def _sentence(self, claim: str) -> Sentence:
        """A claim as one sentence with its voices and its hedge."""
        record, language = self._corpus.claims[claim].written, self._corpus.site.language
        voices = {voice.who: self._speaker(voice.who) for voice in record.voices}
        condition = record.condition
        other = self._corpus.claims.get(record.condition_claim) if record.condition_claim else None
        if condition is None and other is not None:
            condition = other.written.statement
        shown = pick(condition, self._words.language, language) if condition else None
        return claim_sentence(record, voices, self._words, language, shown)

    def leaders(self, claim: str) -> str:
        """Those on whose word a claim rests, as they stand after a preposition: `a and b`."""
        ids, _ = leading_voices(self._corpus.claims[claim].written)
        return enumerated([self._speaker(id).after_preposition for id in ids], self._words)

    def _source(self, id: str) -> str:
        """A source's title, or a descriptive one: publisher, kind, date, language where foreign, and label."""
        source, words = self._corpus.sources[id], self._words
        written = source.written
        label = f" ({written.ref})" if written.ref else ""
        if written.title:
            return self.pick(written.title).text + label
        published = date_words(source.published, words)
        named = words.filled(
            f"names.{_dated(source.published)}_source",
            publisher=self.voices[written.publisher].name,
            kind=words.text(f"names.source_kind.{written.kind}"),
            date=published,
            language=self._in_language(written.language),
        )
        return named + label

    def _in_language(self, tag: str) -> str:
        """That something is in another language, in words; nothing where it is not."""
        if tag == "mul":
            return self._words.text("names.in_several")
        foreign = tag.split("-")[0] != self._words.language
        return self._words.filled("names.in_language", language=self.language(tag)) if foreign else ""
