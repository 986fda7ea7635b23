"""The small faults that are put into a module, one at a time: which there are, and the module with one of them."""

from __future__ import annotations

import ast
import copy
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

TURNED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr, ast.LShift: ast.RShift, ast.RShift: ast.LShift, ast.Mod: ast.Mult,
}  # fmt: skip
"""Every operator and the one that takes its place."""
SWAPPED = {"any": "all", "all": "any", "min": "max", "max": "min", "startswith": "endswith",
           "endswith": "startswith", "append": "extend"}  # fmt: skip
CLEANING = {"strip", "lstrip", "rstrip", "casefold", "lower"}
"""Methods whose call is left out."""
UNREAD = {"annotation", "returns", "decorator_list", "type_params", "type_comment"}
"""Fields of the syntax that do nothing when the program runs."""


@dataclass(frozen=True)
class Change:
    """One fault: the module, the function or constant that it is in, what becomes what, its line, and the whole."""

    module: str
    place: str
    what: str
    line: int
    statement: ast.stmt = field(compare=False, repr=False)

    @property
    def key(self) -> tuple[str, str, str]:
        """What names it in the list of survivors, whatever the line's number."""
        return self.module, self.place, self.what


def _shown(node: ast.AST) -> str:
    return ast.unparse(ast.fix_missing_locations(node))


def _with(node: ast.AST, **fields: object) -> ast.AST:
    made = copy.copy(node)
    for name, value in fields.items():
        setattr(made, name, value)
    return made


def _constant(node: ast.Constant) -> Iterator[ast.AST]:
    value = node.value
    if isinstance(value, bool):
        yield _with(node, value=not value)
    elif isinstance(value, int):
        yield _with(node, value=value + 1)
        yield _with(node, value=value - 1)
    elif isinstance(value, str):
        yield _with(node, value=value + "XX")
        if value:
            yield _with(node, value="")


def _compared(node: ast.Compare) -> Iterator[ast.AST]:
    for index, operator in enumerate(node.ops):
        yield _with(node, ops=[*node.ops[:index], TURNED[type(operator)](), *node.ops[index + 1 :]])


def _joined(node: ast.BoolOp) -> Iterator[ast.AST]:
    yield _with(node, op=TURNED[type(node.op)]())
    for index in range(len(node.values)):
        left = [*node.values[:index], *node.values[index + 1 :]]
        yield left[0] if len(left) == 1 else _with(node, values=left)


def _denied(test: ast.expr) -> Iterator[ast.expr]:
    """The opposite of a condition, where no other change makes it."""
    if not (isinstance(test, ast.Compare) and len(test.ops) == 1) and not isinstance(test, ast.UnaryOp):
        yield ast.UnaryOp(ast.Not(), test)


def _called(node: ast.Call) -> Iterator[ast.AST]:
    for index in range(len(node.keywords)):
        yield _with(node, keywords=[*node.keywords[:index], *node.keywords[index + 1 :]])
    if isinstance(node.func, ast.Name) and node.func.id in SWAPPED:
        yield _with(node, func=ast.Name(SWAPPED[node.func.id], ast.Load()))
    elif isinstance(node.func, ast.Name) and node.func.id == "sorted":
        yield _with(node, keywords=[*node.keywords, ast.keyword("reverse", ast.Constant(True))])
    elif isinstance(node.func, ast.Attribute):
        if node.func.attr in SWAPPED:
            yield _with(node, func=_with(node.func, attr=SWAPPED[node.func.attr]))
        if node.func.attr in CLEANING:
            yield node.func.value


def _looped(node: ast.comprehension) -> Iterator[ast.AST]:
    for index, test in enumerate(node.ifs):
        yield _with(node, ifs=[*node.ifs[:index], *node.ifs[index + 1 :]])
        yield from (
            _with(node, ifs=[*node.ifs[:index], other, *node.ifs[index + 1 :]]) for other in _denied(test)
        )


def _sliced(node: ast.Slice) -> Iterator[ast.AST]:
    for name in ("lower", "upper", "step"):
        if getattr(node, name) is not None:
            yield _with(node, **{name: None})


def _instead(node: ast.AST) -> Iterator[ast.AST]:
    """What may stand in the place of one piece of the syntax."""
    match node:
        case ast.Constant():
            yield from _constant(node)
        case ast.Compare():
            yield from _compared(node)
        case ast.BoolOp():
            yield from _joined(node)
        case ast.UnaryOp(op=ast.Not()):
            yield node.operand
        case ast.UnaryOp(op=ast.USub()):
            yield node.operand
        case ast.BinOp() | ast.AugAssign():
            yield _with(node, op=TURNED[type(node.op)]())
            if isinstance(node, ast.AugAssign):
                yield ast.Assign([node.target], node.value)
                yield ast.Pass()
        case ast.If() | ast.While() | ast.IfExp():
            yield from (_with(node, test=other) for other in _denied(node.test))
        case ast.Call():
            yield from _called(node)
        case ast.comprehension():
            yield from _looped(node)
        case ast.Slice():
            yield from _sliced(node)
        case ast.Return(value=ast.expr()) if not (
            isinstance(node.value, ast.Constant) and node.value.value is None
        ):
            yield ast.Return(ast.Constant(None))
        case ast.Expr() if not isinstance(node.value, ast.Constant):
            yield ast.Pass()
        case ast.Continue():
            yield ast.Break()
            yield ast.Pass()
        case ast.Break():
            yield ast.Continue()


def _pieces(node: ast.AST) -> Iterator[tuple[ast.AST, str, int | None, ast.AST]]:
    """Every piece below a node that does something: its parent, the parent's field, the place in it, the piece."""
    for name, value in ast.iter_fields(node):
        if name in UNREAD:
            continue
        for index, item in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if not isinstance(item, ast.AST) or _is_note(item):
                continue
            yield node, name, index, item
            yield from _pieces(item)


def _is_note(node: ast.AST) -> bool:
    """Whether a statement is a text alone: it tells readers something, and does nothing."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _put(parent: ast.AST, name: str, index: int | None, piece: ast.AST) -> None:
    if index is None:
        setattr(parent, name, piece)
    else:
        getattr(parent, name)[index] = piece


def _name_of(statement: ast.stmt) -> str:
    match statement:
        case ast.FunctionDef() | ast.ClassDef():
            return statement.name
        case ast.Assign():
            return _shown(statement.targets[0])
        case ast.AnnAssign():
            return _shown(statement.target)
    return ""


def _line(node: ast.AST) -> str:
    """A piece of syntax in one line; of a statement with a body only what stands above it."""
    return _shown(node.test if isinstance(node, ast.If | ast.While) else node).replace("\n", " ")


def changes(module: str, source: str, places: Collection[str] | None = None) -> Iterator[Change]:
    """All faults that can be put into a module, or into some functions and constants of it, in the order of its lines;
    equal ones in one place are numbered."""
    seen: Counter[tuple[str, str]] = Counter()
    for statement in ast.parse(source).body:
        place = _name_of(statement)
        wanted = place and (places is None or place in places)
        for parent, name, index, piece in list(_pieces(statement)) if wanted else ():
            within = isinstance(piece, ast.Constant | ast.Slice) and isinstance(parent, ast.expr | ast.keyword)
            for other in _instead(piece):
                before = _line(parent if within else piece)
                _put(parent, name, index, other)
                what = f"{before} → {_line(parent if within else other)}"
                changed = ast.fix_missing_locations(copy.deepcopy(statement))
                _put(parent, name, index, piece)
                seen[place, what] += 1
                what += f" ({seen[place, what]})" if seen[place, what] > 1 else ""
                line = getattr(piece, "lineno", None) or getattr(parent, "lineno", statement.lineno)
                yield Change(module, place, what, line, changed)
