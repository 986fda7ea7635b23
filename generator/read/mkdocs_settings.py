"""Reads mkdocs.yml as plain texts: no tag in it (`!ENV`, `!!python/name`) is carried out, and nothing is imported."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import yaml

PLAIN_TAGS = "tag:yaml.org,2002:"
Settings = Mapping[str, "str | Settings"]
NONE: Settings = MappingProxyType({})


def _settings(node: yaml.MappingNode) -> Settings:
    found: dict[str, str | Settings] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            continue
        if isinstance(value, yaml.MappingNode):
            found[key.value] = _settings(value)
        elif isinstance(value, yaml.ScalarNode) and value.tag.startswith(PLAIN_TAGS):
            found[key.value] = value.value
    return MappingProxyType(found)


def read_settings(root: Path) -> Settings:
    """The texts of `root/mkdocs.yml` by key, mappings as such; empty where there is none that can be read.

    Lists and tagged values are left out.
    """
    file = root / "mkdocs.yml"
    if not file.is_file():
        return NONE
    try:
        document = yaml.compose(file.read_text("utf-8"), Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError):
        return NONE
    return _settings(document) if isinstance(document, yaml.MappingNode) else NONE
