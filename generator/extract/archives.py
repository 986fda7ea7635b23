"""ZIP archives of strangers: opened only where what they unfold to stays small, by their word and in fact."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from generator.diagnostics.catalogue import X001, X002, X005
from generator.extract.refusal import Refusal

if TYPE_CHECKING:
    from lxml import etree

MOST_MEMBERS = 10_000
MAX_UNFOLDED = 200 << 20
MAX_XML = 32 << 20
CHUNK = 1 << 20
ENCRYPTED = 0x1


def _measured(name: str, archive: zipfile.ZipFile) -> None:
    """Unfolds every member without keeping it, so that a size which is not the declared one is found."""
    total = 0
    for member in archive.infolist():
        with archive.open(member) as opened:
            while piece := opened.read(CHUNK):
                total += len(piece)
                if total > MAX_UNFOLDED:
                    raise Refusal(X005, f"{name} unfolds to more than {MAX_UNFOLDED >> 20} MiB")


def open_archive(name: str, content: bytes) -> zipfile.ZipFile:
    """The archive, every member of it sound; Refusal X001 (damaged), X002 (encrypted), X005 (too large unfolded)."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        members = archive.infolist()
        if len(members) > MOST_MEMBERS:
            raise Refusal(X005, f"{name} holds {len(members):,} parts; at most {MOST_MEMBERS:,} are read")
        if any(member.flag_bits & ENCRYPTED for member in members):
            raise Refusal(X002, f"{name} is encrypted")
        declared = sum(member.file_size for member in members)
        if declared > MAX_UNFOLDED:
            raise Refusal(X005, f"{name} unfolds to {declared >> 20:,} MiB; at most {MAX_UNFOLDED >> 20} MiB are read")
        if len({member.filename for member in members}) < len(members):
            raise Refusal(X001, f"{name} holds two parts of one name")
        _measured(name, archive)
    except Refusal:
        raise
    except Exception as error:
        raise Refusal(X001, f"{name} is a damaged archive: {str(error)[:120] or type(error).__name__}") from None
    return archive


def part(name: str, archive: zipfile.ZipFile, path: str) -> bytes:
    """The bytes of a part; Refusal X001 where it is not there, X005 where it is too large to be read as XML."""
    try:
        member = archive.getinfo(path)
    except KeyError:
        raise Refusal(X001, f"{name} lacks its part {path[:80]!r}") from None
    if member.file_size > MAX_XML:
        raise Refusal(X005, f"{path[:80]!r} in {name} has {member.file_size >> 20} MiB; at most {MAX_XML >> 20}")
    return archive.read(member)


def xml_part(name: str, archive: zipfile.ZipFile, path: str) -> etree._Element:
    """A part as XML, without document types: no entities, no network; Refusal X001 with the line where it breaks."""
    content = part(name, archive, path)
    from lxml import etree  # not before an archive is known to be sound: most damaged ones end there

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise Refusal(X001, f"{path[:80]!r} in {name} is not sound XML: {str(error.msg)[:120]}") from None
    if root is None:
        raise Refusal(X001, f"{path[:80]!r} in {name} is empty")
    return root
