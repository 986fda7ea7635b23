"""Where a cluster can be asked, and whether there is what is needed to ask it."""

from __future__ import annotations

import re
from importlib.util import find_spec

EXTRA = "claim-briefs[cluster]"
"""What has to be installed for a cluster."""
ADDRESS = re.compile(r"((tcp|tls)://)?(\[[0-9A-Fa-f:.]+\]|[^\s/:\[\]]+):(?P<port>[0-9]{1,5})")
"""Where Dask's scheduler listens; nothing else that Dask would take for an address, such as none at all."""


def is_address(told: str) -> bool:
    """Whether a text is the address of a scheduler: HOST:PORT, perhaps after tcp:// or tls://."""
    found = ADDRESS.fullmatch(told)
    return found is not None and 0 < int(found["port"]) < 2**16


def is_installed() -> bool:
    """Whether the library is there that speaks with a scheduler."""
    return find_spec("distributed") is not None
