"""The process that reads one document: bytes from standard input, the extraction or the refusal as JSON to output."""

from __future__ import annotations

import contextlib
import json
import sys
from dataclasses import asdict
from importlib import import_module
from typing import Any

from generator.diagnostics.catalogue import X003, X005
from generator.extract.blocks import Extraction
from generator.extract.kinds import kind_of
from generator.extract.refusal import Refusal

MEMORY = 1 << 30
SECONDS = 60
OUTPUT = 64 << 20
FILES = 64
LONGEST_TEXT = 16 << 20
READERS = {
    "markdown": ("markdown_text", "read_markdown"),
    "html": ("web_page", "read_web_page"),
    "pdf": ("pdf_pages", "read_pdf"),
    "docx": ("word_document", "read_word_document"),
    "epub": ("ebook", "read_ebook"),
}
"""By kind: the module and the function that reads it; imported only when needed, since their libraries are an extra."""
ABSENT = "absent"
FORBIDDEN = ("socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system", "os.exec", "os.fork")
"""What no extractor needs, as the audit events of Python name it."""


def limit_myself(seconds: int) -> None:
    """Sets the limits of this process: memory, processor time, size of output; none where the system knows none."""
    with contextlib.suppress(ImportError):
        import resource

        for what, most in (
            (resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_FSIZE, OUTPUT),
            (resource.RLIMIT_NOFILE, FILES), (resource.RLIMIT_CORE, 0),
        ):  # fmt: skip
            hard = resource.getrlimit(what)[1]
            least = most if hard == resource.RLIM_INFINITY else min(most, hard)
            with contextlib.suppress(ValueError, OSError):
                resource.setrlimit(what, (least, least))


def _no_outside(event: str, arguments: tuple[Any, ...]) -> None:
    """Forbids what no extractor needs: the network and other programs."""
    if event.startswith(FORBIDDEN):
        raise PermissionError(event)


def read(name: str, content: bytes) -> Extraction:
    """The extraction of a document, by its name and bytes; Refusal X001-X005."""
    kind = kind_of(name, content)
    module, function = READERS[kind]
    found: Extraction = getattr(import_module(f"generator.extract.{module}"), function)(name, content)
    if not any(sign.isalnum() for sign in found.text):
        raise Refusal(X003, f"{name} holds no words that could be quoted")
    if len(found.text) > LONGEST_TEXT:
        raise Refusal(X005, f"{name} holds {len(found.text):,} characters; at most {LONGEST_TEXT:,} are taken in")
    return found


def answer(name: str, content: bytes) -> dict[str, Any]:
    """What the process says about a document, in plain values."""
    try:
        return asdict(read(name, content))
    except Refusal as refused:
        return {
            "rule": refused.rule.code, "message": refused.message, "hint": refused.hint,
            "line": refused.line, "column": refused.column,
        }  # fmt: skip
    except (MemoryError, RecursionError) as error:
        what = "memory" if isinstance(error, MemoryError) else "depth"
        return {
            "rule": X005.code,
            "message": f"{name} takes too much {what} to read",
            "hint": "",
            "line": 1,
            "column": 1,
        }
    except ModuleNotFoundError as error:
        return {ABSENT: error.name}


def main() -> None:
    """Reads the document named by the first argument from standard input, in the seconds given by the second."""
    limit_myself(int(sys.argv[2]))
    sys.addaudithook(_no_outside)
    content = sys.stdin.buffer.read()
    sys.stdout.write(json.dumps(answer(sys.argv[1], content)))
