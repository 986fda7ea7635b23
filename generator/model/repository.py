"""Where the project's files stand on the web, and the addresses at which its host lets people edit them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal
from urllib.parse import quote

Host = Literal["github", "gitlab"]
HOST_NAMES: Mapping[Host, str] = MappingProxyType({"github": "GitHub", "gitlab": "GitLab"})


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository on GitHub or GitLab, under whatever name they are hosted: its address without a slash at the end,
    the branch to edit, the folder in it that holds the project (empty where that is the top), and what a link to a
    file leads to: the editor (`edit`) or the file as it is (`blob`).
    """

    host: Host
    base: str
    branch: str = "main"
    folder: str = ""
    action: Literal["edit", "blob"] = "edit"

    @property
    def host_name(self) -> str:
        """What the host is called."""
        return HOST_NAMES[self.host]

    def _page(self, action: str) -> str:
        dash = "-/" if self.host == "gitlab" else ""
        return f"{self.base}/{dash}{action}/{quote(self.branch)}"

    def _within(self, path: str) -> str:
        return f"{self.folder}/{path}" if self.folder else path

    def file(self, path: str, line: int) -> str:
        """The address of a file of the project (relative to its folder) at a 1-based line."""
        return f"{self._page(self.action)}/{quote(self._within(path))}#L{line}"

    @property
    def new_file(self) -> str:
        """The address of the page for a new file, without parameters.

        The folder is no part of it: GitHub has dropped the last folder from addresses that also name the file.
        """
        return self._page("new")

    @property
    def new_file_parameters(self) -> tuple[str, str]:
        """The names of the parameters in which that page takes the path and the content of the new file."""
        return ("filename", "value") if self.host == "github" else ("file_name", "content")

    def new_path(self, folder: str) -> str:
        """A folder of the project as a path in the repository, with a slash at its end."""
        return f"{self._within(folder)}/"
