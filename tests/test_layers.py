"""The house keeps its order: imports go one way, modules stay small, passes know no clock."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

LAYERS = ("diagnostics", "model", "read", "resolve", "checks", "derive", "render", "publish", "authoring")
TOP = ("compiler", "report", "steps", "live", "cli", "__main__", "__init__")
PURE = ("resolve", "checks", "derive", "render")
LONGEST = 290
MODULES = sorted((ROOT / "generator").rglob("*.py"))


def _layer(module: Path) -> int:
    parts = module.relative_to(ROOT / "generator").parts
    return LAYERS.index(parts[0]) if len(parts) > 1 else len(LAYERS)


def _imports(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_one_way(module: Path) -> None:
    """A module imports only from its own layer and from those above it in the design's table."""
    for name in _imports(module):
        parts = name.split(".")
        if parts[0] == "generator" and len(parts) > 1:
            other = LAYERS.index(parts[1]) if parts[1] in LAYERS else len(LAYERS)
            assert other <= _layer(module), f"{module} imports {name}"


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_modules_are_small_and_say_what_they_are(module: Path) -> None:
    """Every module opens with a docstring, stays short and is not named after nothing."""
    text = module.read_text("utf-8")
    assert ast.get_docstring(ast.parse(text))
    assert text.count("\n") <= LONGEST
    assert module.stem not in {"utils", "helpers", "manager", "data", "common", "misc"}


def test_every_top_module_is_known() -> None:
    """What lies beside the layers is the top of the house and nothing else."""
    assert {path.stem for path in (ROOT / "generator").glob("*.py")} == set(TOP)


def test_passes_know_no_clock_and_no_surroundings() -> None:
    """No pass reads the clock, the network, the environment, chance or the locale."""
    for module in MODULES:
        if _layer(module) < len(LAYERS) and LAYERS[_layer(module)] in PURE:
            used = set(_imports(module))
            assert not used & {"os", "time", "random", "locale", "socket", "subprocess", "urllib.request"}, module
            assert ".today(" not in module.read_text("utf-8") and ".now(" not in module.read_text("utf-8"), module
