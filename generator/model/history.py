"""What the repository's commits tell of the claims: how they stood after each one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType

from generator.model.claim_records import ClaimRecord


@dataclass(frozen=True, slots=True)
class Revision:
    """The claims after one commit, by id.

    `committed` is the committer's date in UTC. `unreadable` are the ids whose text in this commit today's reader
    refuses: they stand in `claims` as they last could be read, if ever, so that no gap looks like a withdrawal.
    """

    sha: str
    committed: datetime
    claims: Mapping[str, ClaimRecord]
    unreadable: frozenset[str] = field(default=frozenset())

    @property
    def day(self) -> date:
        """The day of the commit, in UTC."""
        return self.committed.date()

    @property
    def moment(self) -> str:
        """The second of the commit, as RFC 3339 writes it in UTC."""
        return self.committed.strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True, slots=True)
class History:
    """The commits that touched claims, oldest first.

    `complete` says that they reach back to the repository's beginning; otherwise nobody can say when something
    was first recorded.
    """

    revisions: tuple[Revision, ...] = ()
    complete: bool = False

    @property
    def before_first(self) -> Mapping[str, ClaimRecord] | None:
        """The claims before the first of the commits: none in a complete history, unknown otherwise."""
        return MappingProxyType({}) if self.complete else None


NO_HISTORY = History()
"""What is known where there is no git or no repository."""
