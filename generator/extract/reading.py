"""The process that reads one document: bytes from standard input, the extraction or the refusal as JSON to output."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
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
ZONES = ("/usr/share/zoneinfo", "/etc/localtime")
FORBIDDEN = (
    "socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.startfile",
    "os.kill", "os.putenv", "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.chmod",
    "os.chown", "os.truncate", "os.utime", "os.setxattr", "os.mkfifo", "os.mknod", "shutil.", "tempfile.", "pty.",
    "signal.", "syslog.", "ctypes.dlopen", "ctypes.call_function", "ctypes.dlsym", "ctypes.cdata",
    "ctypes.string_at", "mmap.", "sqlite3.", "http.", "urllib.", "ftplib.", "smtplib.", "imaplib.", "poplib.",
    "nntplib.", "telnetlib.", "webbrowser.", "winreg.", "msvcrt.",
)  # fmt: skip
"""What no extractor needs, as the audit events of Python name it: the network, other programs, changes of files, and
calls past Python."""
ALLOWED = (("ctypes.dlopen", (None,)),)
"""Loading ctypes opens the process itself; to find anything in it is forbidden all the same."""
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
NOTHING = "/dev/null"


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


def keep_inside(folders: Sequence[str]) -> None:
    """From here on this process can do nothing but compute, and read files in the folders given.

    The hook cannot be taken away again. It does not see code of C that a library brings: for that there are the
    limits of `limit_myself`, and parsers of lxml that are told to open nothing.
    """
    real = os.path.realpath  # bound now: nothing that is read later can put another function in its place
    within = tuple(real(folder) + os.sep for folder in folders)

    def forbid(event: str, arguments: tuple[Any, ...]) -> None:
        if event.startswith(FORBIDDEN) and (event, arguments[:1]) not in ALLOWED:
            raise PermissionError(event)
        if event == "open":
            path, _, flags = arguments
            if isinstance(flags, int) and flags & WRITING:
                raise PermissionError(f"{event} to write")
            if not isinstance(path, int) and path is not None:
                name = os.fsdecode(path)
                if name != NOTHING and not real(name).startswith(within):
                    raise PermissionError(event)
        elif event in ("os.listdir", "os.scandir") and not real(os.fsdecode(arguments[0] or ".")).startswith(within):
            raise PermissionError(event)

    sys.addaudithook(forbid)


def _libraries() -> tuple[str, ...]:
    """Where Python, this program and its libraries are: all that an extractor reads beside the document."""
    home = str(Path(__file__).parents[2] / "generator")
    return (*(path for path in sys.path if path and Path(path) != Path(home).parent), sys.base_prefix, sys.prefix, home,
            *ZONES)  # fmt: skip


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
    content = sys.stdin.buffer.read()
    keep_inside(_libraries())
    sys.stdout.write(json.dumps(answer(sys.argv[1], content)))
