"""Keeps results under the hash of what they follow from, in one file that may be deleted at any time."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from generator.publish.folder import make_way, remove

PAGES = ".cache/pages.sqlite"
"""Where a project keeps what was made of its pages."""
FORM = 3
"""The form of what is kept; another one starts anew."""
ROUNDS = 4
"""A result that this many builds in a row did not ask for is dropped."""
WAIT_SECONDS = 2
BESIDE = ("-journal", "-wal", "-shm")
"""How files are called that SQLite reads beside its own."""
SCHEMA = (
    "DROP TABLE IF EXISTS kept",
    "DROP TABLE IF EXISTS asked",
    "CREATE TABLE kept (shelf TEXT, key BLOB, seal BLOB, result BLOB, UNIQUE (shelf, key))",
    "CREATE TABLE asked (shelf TEXT, key BLOB, round INTEGER, PRIMARY KEY (shelf, key)) WITHOUT ROWID",
)
"""Who asked is told apart from what is kept, since SQLite writes a row anew as a whole."""


def _seal(key: bytes, result: bytes) -> bytes:
    return hashlib.blake2b(key + result, digest_size=16).digest()


def _opened(file: Path | None) -> sqlite3.Connection:
    """The store in a file, or in memory; raises DatabaseError for a file that is none, OSError where none can be."""
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
        for part in (file, *(file.with_name(file.name + ending) for ending in BESIDE)):
            make_way(part)
    store = sqlite3.connect(file or ":memory:", timeout=WAIT_SECONDS, check_same_thread=False)
    if store.execute("PRAGMA user_version").fetchone() != (FORM,):
        for statement in SCHEMA:
            store.execute(statement)
        store.execute(f"PRAGMA user_version = {FORM:d}")
    store.execute("PRAGMA synchronous = OFF")
    return store


class PageStore:
    """Results on shelves, one for each kind and edition; without a file only as long as the process lives.

    What was damaged, or half written when a build was killed, is not found: every result bears a seal, and a file that
    SQLite refuses is begun anew. Where no file can be had, or another build holds it, results last for this process.
    """

    def __init__(self, file: Path | None = None) -> None:
        self._store = self._begun(file)
        self._asked: dict[str, set[bytes]] = {}
        self._file, self._damaged = file, False

    @contextmanager
    def _bearing(self) -> Iterator[None]:
        """While open, errors of SQLite stop nothing; a file that turns out to be damaged goes in the end."""
        try:
            yield
        except sqlite3.OperationalError:  # full, locked, or not to be written
            return
        except sqlite3.Error:
            self._damaged = True

    @staticmethod
    def _begun(file: Path | None) -> sqlite3.Connection:
        for attempt in (file, file, None):
            try:
                return _opened(attempt)
            except sqlite3.OperationalError:
                continue
            except sqlite3.DatabaseError:
                if attempt is not None:
                    attempt.unlink(missing_ok=True)
            except OSError:
                continue
        raise sqlite3.OperationalError("no store can be had, not even in memory")

    def get(self, shelf: str, key: bytes) -> bytes | None:
        """What is kept under a key."""
        row = None
        with self._bearing():
            row = self._store.execute(
                "SELECT seal, result FROM kept WHERE shelf = ? AND key = ?", (shelf, key)
            ).fetchone()
        if row is None or not isinstance(row[1], bytes) or row[0] != _seal(key, row[1]):
            return None
        self._asked.setdefault(shelf, set()).add(key)
        return row[1]

    def holds(self, shelf: str, key: bytes) -> bool:
        """Whether something is kept under a key; it may still turn out to be damaged."""
        row = None
        with self._bearing():
            row = self._store.execute("SELECT 1 FROM kept WHERE shelf = ? AND key = ?", (shelf, key)).fetchone()
        return row is not None

    def put(self, shelf: str, key: bytes, result: bytes) -> None:
        """Keeps a result, for good once `settle` was called."""
        with self._bearing():
            self._store.execute(
                "INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)", (shelf, key, _seal(key, result), result)
            )
            self._asked.setdefault(shelf, set()).add(key)

    def settle(self, shelf: str, whole: bool = True) -> None:
        """After a build that went through: drops what several builds in a row have not asked for.

        A build that was not `whole`, since it did not need to ask, counts for nothing and drops nothing.
        """
        with self._bearing():
            if not whole:
                self._asked.pop(shelf, None)
                self._store.commit()
                return
            (last,) = self._store.execute("SELECT max(round) FROM asked WHERE shelf = ?", (shelf,)).fetchone()
            now = (last if isinstance(last, int) else 0) + 1
            asked = ((shelf, key, now) for key in sorted(self._asked.pop(shelf, ())))
            self._store.executemany("INSERT OR REPLACE INTO asked VALUES (?, ?, ?)", asked)
            self._store.execute("DELETE FROM asked WHERE shelf = ? AND round <= ?", (shelf, now - ROUNDS))
            self._store.execute(
                "DELETE FROM kept WHERE shelf = ? AND key NOT IN (SELECT key FROM asked WHERE shelf = ?)",
                (shelf, shelf),
            )
            self._store.commit()

    def give_up(self) -> None:
        """After a build that was refused: keeps nothing of it."""
        self._asked.clear()
        with self._bearing():
            self._store.rollback()

    def close(self) -> None:
        """Lets the file go, for good if it is damaged."""
        self._store.close()
        if self._damaged and self._file is not None:
            with suppress(OSError):
                remove(self._file)
