"""Citations in STIX: external references to references, and the places of a description where they are cited."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from generator.imported.day_words import read_date
from generator.imported.found import Loss, loss
from generator.imported.json_leaves import Leaves, Said
from generator.imported.references import Reference
from generator.imported.web_addresses import web_address

CITATION = re.compile(r"\(Citation: ((?:[^()]|\([^()]{0,200}\)){0,300})\)")
LINK = re.compile(r"\[([^\[\]]{0,300})\]\((https?://[^()\s]{0,2000})\)")
ATTACK = re.compile(
    r"(?P<authors>.+?)\.? \((?P<date>[^()]*)\)\. (?P<title>.+?)\.?(?: Retrieved (?P<read>\w+ \d{1,2}, \d{4})\.?)?"
)
"""A reference as ATT&CK writes it: Authors. (2018, October 3). Title. Retrieved November 17, 2024."""
NOBODY = frozenset({"n.d.", "n.d", "no date", "n/a"})
REFERENCES = "external_references"


@dataclass(frozen=True, slots=True)
class Cited:
    """A description in parts: each stretch of words with the names of what is cited for it, and the rest."""

    stretches: tuple[tuple[str, tuple[str, ...]], ...]
    rest: str

    @property
    def whole(self) -> str:
        """The words without citations."""
        return " ".join(part for part in (*(words for words, _ in self.stretches), self.rest) if part)


def cited(text: str, where: str, known: Collection[str], losses: list[Loss]) -> Cited:
    """A description without citations and links, with what is cited where.

    Addresses of links that are not in `known` are lost.
    """
    for _, address in LINK.findall(text):
        if address not in known:
            losses.append(loss(where, address, "the address of a link inside a text"))
    text = LINK.sub(r"\1", text)
    stretches: list[tuple[str, tuple[str, ...]]] = []
    place = 0
    for match in CITATION.finditer(text):
        words = " ".join(text[place : match.start()].split())
        if stretches and not words:
            stretches[-1] = (stretches[-1][0], (*stretches[-1][1], match[1].strip()))
        else:
            stretches.append((words, (match[1].strip(),)))
        place = match.end()
    rest = " ".join(text[place:].split())
    if stretches and re.fullmatch(r"[.,;:!?]+", rest):
        stretches[-1] = (stretches[-1][0] + rest, stretches[-1][1])
        rest = ""
    return Cited(tuple(stretches), rest)


def _told(item: Leaves, path: tuple[str | int, ...], losses: list[Loss]) -> dict[str, Said]:
    """What the description of an external reference tells: authors, date, title and day of reading."""
    said = item.take(*path, "description")
    if said is None:
        return {}
    text = " ".join(LINK.sub(r"\1", said.text).split())
    match = ATTACK.fullmatch(text) if len(text) <= 1000 else None
    if match is None:
        return {"title": Said(text, said.where)}
    parts = {name: Said(part.strip(), said.where) for name, part in match.groupdict().items() if part}
    for name in ("date", "read"):
        if name in parts:
            found, plain = read_date(parts[name].text), parts.pop(name)
            if found:
                parts[name] = Said(found, said.where)
            elif plain.text.casefold() not in NOBODY:
                losses.append(loss(said.where, plain.text, "not a date that can be read; put it into `published`"))
    return parts


def external_reference(item: Leaves, number: int, losses: list[Loss]) -> Reference | None:
    """One external reference of an object; None where it gives no address, so that nobody can tell who says it."""
    path = (REFERENCES, number)
    address = web_address(item.peek(*path, "url"))
    if address is None:
        item.lose("a reference without an address: nothing says who published it", *path)
        return None
    item.mark(*path, "url")
    parts, name = _told(item, path, losses), item.take(*path, "source_name")
    item.lose("a number in another collection", *path, "external_id")
    return Reference(
        where=item.where(*path),
        key_where=item.where(*path, "source_name"),
        key=name.text if name else "",
        kind="web-page",
        assumed=True,
        title=parts.get("title"),
        authors=tuple(part for part in (parts.get("authors"),) if part),
        published=parts.get("date"),
        retrieved=parts.get("read"),
        addresses=(Said(address, item.where(*path, "url")),),
    )
