"""The house keeps its plan: what may import what, how large a module is, what it may hold and touch."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

LAYERS = (
    ("diagnostics",),
    ("model",),
    ("read",),
    ("extract",),
    ("resolve",),
    ("checks",),
    ("derive",),
    ("render",),
    ("export",),
    ("publish",),
    ("authoring",),
    ("imported",),
    ("progress",),
    ("compiler", "report", "steps", "live", "commands", "cli", "__main__", "__init__"),
)
"""The table of the design, from the top down: a layer imports from itself and from those before it."""
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}
PASSES = ("resolve", "checks", "derive", "render", "export")
WORLD = {
    "time", "random", "locale", "os", "sys", "socket", "subprocess", "tempfile", "secrets", "uuid", "urllib.request",
    "pathlib", "shutil", "io", "glob", "datetime.now", "datetime.datetime", "datetime.today", "datetime.UTC",
}  # fmt: skip
"""What knows the clock, chance, the place or the disk; `PurePosixPath`, `BytesIO` and `datetime.date` do not."""
HARMLESS = {("io", "BytesIO"), ("pathlib", "PurePosixPath"), ("pathlib", "PurePath")}
VAGUE = {"utils", "util", "helpers", "helper", "manager", "managers", "data", "common", "misc", "base", "core"}
MUTABLE = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
MAKERS = {"list", "dict", "set", "bytearray", "defaultdict", "deque", "OrderedDict", "Counter"}
LONGEST_MODULE = 400
MODULES = sorted((ROOT / "generator").rglob("*.py"))


def _layer(path: Path) -> str:
    parts = path.relative_to(ROOT / "generator").with_suffix("").parts
    return parts[0]


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def _imports(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Every import anywhere in the module, as (module, name); the name is empty for a whole module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name the whole path, so that their layer can be read off"
            yield from ((node.module or "", alias.name) for alias in node.names)


def _named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


each_module = pytest.mark.parametrize("path", MODULES, ids=_named)


@each_module
def test_imports_go_one_way(path: Path) -> None:
    """A module imports only from its own layer and from layers above it in the design's table."""
    own = RANK[_layer(path)]
    for module, name in _imports(_tree(path)):
        parts = module.split(".")
        if parts[0] == "generator":
            used = parts[1] if len(parts) > 1 else name
            assert used in RANK, f"{module}.{name} is in no layer"
            assert RANK[used] <= own, f"{_named(path)} reaches down to {module}.{name}"


def test_every_folder_of_the_generator_is_a_layer() -> None:
    """Nothing stands in generator/ that the design's table does not place."""
    found = {_layer(path) for path in MODULES}
    assert found <= set(RANK)


@each_module
def test_one_sentence_says_what_a_module_is_for(path: Path) -> None:
    """Every module opens with a docstring whose first paragraph is one sentence on one line."""
    words = ast.get_docstring(_tree(path))
    assert words, f"{_named(path)} does not say what it is for"
    first = words.split("\n\n")[0]
    assert "\n" not in first
    assert first.endswith(".")
    assert not re.search(r"[.!?] [A-Z]", first), "one sentence, not two"


@each_module
def test_modules_stay_short(path: Path) -> None:
    """No module has more than 400 lines."""
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST_MODULE


@each_module
def test_module_names_say_something(path: Path) -> None:
    """No module is called by a word that fits anything."""
    assert not set(path.relative_to(ROOT).with_suffix("").parts[1:]) & VAGUE


def _module_values(tree: ast.Module) -> Iterator[tuple[ast.stmt, ast.expr, str]]:
    """Every value bound in a module or in a class body of it, with the annotation it is bound under."""
    bodies = [tree.body, *(node.body for node in ast.walk(tree) if isinstance(node, ast.ClassDef))]
    for body in bodies:
        for node in body:
            if isinstance(node, ast.Assign):
                yield node, node.value, ""
            elif isinstance(node, ast.AnnAssign) and node.value is not None:
                yield node, node.value, ast.unparse(node.annotation)


@each_module
def test_modules_hold_no_mutable_state(path: Path) -> None:
    """No list, dict or set is bound at the top of a module unless as a constant (capitals) that nothing changes."""
    tree = _tree(path)
    constants = set()
    for node, value, _ in _module_values(tree):
        made = isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id in MAKERS
        if not made and not isinstance(value, MUTABLE):
            continue
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]  # type: ignore[attr-defined]
        names = [target.id for target in targets if isinstance(target, ast.Name)]
        for name in names:
            allowed = name.isupper() or name in {"__all__", "model_config", "__slots__"}
            assert allowed, f"{_named(path)}: {name} is state"
            constants.add(name)
    for node in ast.walk(tree):
        if isinstance(node, ast.Global):
            pytest.fail(f"{_named(path)} rebinds {node.names}")
        changed = isinstance(node, (ast.Subscript, ast.Attribute)) and isinstance(node.ctx, (ast.Store, ast.Del))
        if changed and isinstance(node.value, ast.Name):  # type: ignore[attr-defined]
            assert node.value.id not in constants, f"{_named(path)} changes {node.value.id}"  # type: ignore[attr-defined]
        called = node.func if isinstance(node, ast.Call) else None
        if isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name):
            changes = {"append", "extend", "update", "add", "pop", "clear", "insert", "remove", "setdefault", "discard"}
            assert not (called.value.id in constants and called.attr in changes), f"{_named(path)} changes state"


@pytest.mark.parametrize("path", [path for path in MODULES if _layer(path) in PASSES], ids=_named)
def test_passes_know_neither_clock_nor_place(path: Path) -> None:
    """Passes import nothing that knows the time, chance, the locale, the environment, the network or the disk."""
    tree = _tree(path)
    for module, name in _imports(tree):
        if (module, name) not in HARMLESS:
            assert module not in WORLD, f"{_named(path)} imports {module}"
            assert f"{module}.{name}" not in WORLD, f"{_named(path)} imports {module}.{name}"
    called = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    assert not called & {"open", "date.today", "datetime.now", "input", "print", "eval", "exec", "hash", "id"}


HOMES = [
    ("jinja2", {"render", "publish"}),
    ("markdown", {"render", "extract", "publish"}),
    ("mkdocs", {"publish", "live"}),
    ("distributed", {"publish"}),
    ("dask", {"publish"}),
    ("trafilatura", {"extract"}),
    ("pypdf", {"extract"}),
    ("docx", {"extract"}),
    ("lxml", {"extract"}),
    ("bibtexparser", {"imported"}),
    ("pylatexenc", {"imported"}),
]


@pytest.mark.parametrize(("library", "layers"), HOMES)
def test_libraries_stay_in_their_layer(library: str, layers: set[str]) -> None:
    """Only the layer that is meant to know a library imports it."""
    users = {_layer(path) for path in MODULES for module, _ in _imports(_tree(path)) if module.split(".")[0] == library}
    assert users <= layers
