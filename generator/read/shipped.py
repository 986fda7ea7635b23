"""Reads the YAML that ships with the program, such as its lexicons: a fault in it is a bug and no finding."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from generator.read.yaml_events import read_yaml


def shipped_files(folder: Path, what: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every YAML file in a folder by its stem, as plain values; ValueError names `what` cannot be read."""
    for file in sorted(folder.glob("*.yml")):
        yaml, findings = read_yaml(file.name, file.read_text("utf-8"))
        if yaml is None or findings or not isinstance(yaml.value, dict):
            raise ValueError(f"{what} {file.name} cannot be read")
        yield file.stem, yaml.value
