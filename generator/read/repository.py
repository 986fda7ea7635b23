"""Reads from mkdocs.yml where the project's files can be edited: `repo_url`, and what else tells host and branch."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

from generator.model.repository import HOST_NAMES, Host, Repository
from generator.read.mkdocs_settings import NONE, Settings, read_settings
from generator.read.site_address import PLAIN

BRANCH = "main"
"""Where neither `edit_uri` nor `extra.repository` names a branch."""
EDIT_URI = re.compile(r"/?(-/)?(edit|blob|tree|raw)/(?P<rest>[^?#]+)")
"""What MkDocs puts between `repo_url` and the path of a file, as GitHub and GitLab have it."""
SAFE = re.compile(r"[\w.+@/-]*")
"""Branches and folders that are taken; others would be no address."""


def _text(settings: Settings, key: str) -> str:
    value = settings.get(key, "")
    return value.strip() if isinstance(value, str) else ""


def _host(settings: Settings, own: Settings, address: str) -> Host | None:
    """Told by `extra.repository.host`, by the name of the host, by `repo_name`, or by the form of `edit_uri`."""
    named = _text(own, "host").lower()
    if named:
        return next((host for host in HOST_NAMES if host == named), None)
    labels = (urlsplit(address).hostname or "").split(".")
    for host in HOST_NAMES:
        if any(label == host or label.startswith(f"{host}-") for label in labels):
            return host
    for host in HOST_NAMES:
        if _text(settings, "repo_name").lower() == host:
            return host
    return "gitlab" if _text(settings, "edit_uri").lstrip("/").startswith("-/") else None


def read_repository(root: Path) -> Repository | None:
    """The repository of a project; None where `repo_url` is no plain address, `edit_uri` is empty, which switches
    links off as in MkDocs, or nothing tells whether it is on GitHub or GitLab.

    `extra.repository` may name `host`, `branch` and `folder` (that of the project in the repository); what it does
    not name is taken from `edit_uri`.
    """
    settings = read_settings(root)
    extra = settings.get("extra", NONE)
    own = NONE if isinstance(extra, str) else extra.get("repository", NONE)
    own = NONE if isinstance(own, str) else own
    address = _text(settings, "repo_url").rstrip("/").removesuffix(".git")
    if not PLAIN.fullmatch(address) or ("edit_uri" in settings and not _text(settings, "edit_uri")):
        return None
    host = _host(settings, own, address)
    if host is None:
        return None
    branch, folder = _text(own, "branch"), _text(own, "folder").strip("/")
    written = EDIT_URI.fullmatch(_text(settings, "edit_uri"))
    if written:
        rest = written["rest"].strip("/")
        named = branch if branch and f"{rest}/".startswith(f"{branch}/") else rest.partition("/")[0]
        branch, folder = branch or named, folder or rest[len(named) :].strip("/")
    branch = branch or BRANCH
    if not SAFE.fullmatch(branch) or not SAFE.fullmatch(folder):
        return None
    return Repository(host, address, branch, folder, "blob" if written and written[2] == "blob" else "edit")
