"""变异：small changes of a source, each of which some test should notice.

Left alone: docstrings, annotations, imports, decorators and the fixed parts of f-strings.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
    ast.BitXor: ast.BitOr,
    ast.LShift: ast.RShift,
}
NAMES = {
    "any": "all",
    "all": "any",
    "min": "max",
    "max": "min",
    "sorted": "list",
    "startswith": "endswith",
    "endswith": "startswith",
    "add": "discard",
    "search": "match",
    "fullmatch": "match",
}
"""functions and methods with a twin"""
UNTOUCHED = {"annotation", "returns", "decorator_list", "format_spec"}
"""fields of the tree that nothing is changed in"""


@dataclass(frozen=True, slots=True)
class Mutant:
    """一处变异."""

    path: str
    """of the module, below the root"""
    number: int
    """its turn among the mutants of the module"""
    first: int
    last: int
    """lines of what is changed"""
    scope: str
    """function or class, dotted; empty at the top"""
    before: str
    after: str

    @property
    def key(self) -> str:
        """What names it as long as the code around it stays the same."""
        return f"{self.path} {self.scope}: {self.before} ⇒ {self.after}"


@dataclass(slots=True)
class _Site:
    """A place in the tree and what could stand there instead."""

    parent: ast.AST
    field: str
    index: int | None
    node: ast.AST
    new: ast.AST
    scope: str

    def apply(self) -> None:
        """Put it there."""
        if self.index is None:
            setattr(self.parent, self.field, self.new)
        else:
            getattr(self.parent, self.field)[self.index] = self.new


def find_mutants(path: str, source: str) -> list[Mutant]:
    """Every mutant of a source, in the order of the source."""
    return [
        Mutant(
            path,
            number,
            getattr(site.node, "lineno", 1),
            getattr(site.node, "end_lineno", 1),
            site.scope,
            _line(site.node),
            _line(site.new),
        )
        for number, site in enumerate(_sites(ast.parse(source), ""))
    ]


def mutate(source: str, number: int) -> ast.Module:
    """The tree of a source with that mutant in it."""
    tree = ast.parse(source)
    next(site for at, site in enumerate(_sites(tree, "")) if at == number).apply()
    return ast.fix_missing_locations(tree)


def _line(node: ast.AST) -> str:
    return " ".join(ast.unparse(node).split())


def _sites(parent: ast.AST, scope: str) -> Iterator[_Site]:
    for field, value in ast.iter_fields(parent):
        if field in UNTOUCHED:
            continue
        children = value if isinstance(value, list) else [value]
        for index, node in enumerate(children):
            if not isinstance(node, ast.AST) or _is_left_alone(parent, node):
                continue
            at = index if isinstance(value, list) else None
            for new in _instead(node, field):
                yield _Site(parent, field, at, node, ast.copy_location(new, node), scope)
            yield from _sites(node, _scope(scope, node))


def _scope(scope: str, node: ast.AST) -> str:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return f"{scope}.{node.name}".lstrip(".")
    return scope


def _is_left_alone(parent: ast.AST, node: ast.AST) -> bool:
    match node:
        case ast.Import() | ast.ImportFrom():
            return True
        case ast.Constant():
            return isinstance(parent, ast.JoinedStr)
        case ast.Expr(value=ast.Constant()):
            return True  # docstrings, of fields and constants too
        case ast.Assign(targets=[ast.Name(id="__all__")]):
            return True
    return False


def _instead(node: ast.AST, field: str) -> Iterator[ast.AST]:
    """What may stand in the place of a node."""
    yield from _statements(node)
    if not isinstance(node, ast.expr):
        return
    yield from _expressions(node)
    if field in ("test", "ifs") and not isinstance(node, ast.Compare | ast.UnaryOp | ast.BoolOp):
        yield ast.UnaryOp(ast.Not(), node)
    if field == "ifs":
        yield ast.Constant(True)


def _statements(node: ast.AST) -> Iterator[ast.stmt]:
    match node:
        case ast.AugAssign(target, operator, value) if type(operator) in ARITHMETIC:
            yield ast.AugAssign(target, ARITHMETIC[type(operator)](), value)
            yield ast.Pass()
        case ast.Return(value=value) if value is not None and _line(value) != "None":
            yield ast.Return(ast.Constant(None))
        case ast.Expr() | ast.Raise():
            yield ast.Pass()
        case ast.Continue():
            yield ast.Break()
        case ast.Break():
            yield ast.Continue()


def _expressions(node: ast.expr) -> Iterator[ast.expr]:
    match node:
        case ast.Constant():
            yield from _constants(node.value)
        case ast.Compare():
            for at, operator in enumerate(node.ops):
                new = copy.deepcopy(node)
                new.ops[at] = COMPARISONS[type(operator)]()
                yield new
        case ast.BoolOp(op=joint, values=values):
            yield ast.BoolOp(ast.Or() if isinstance(joint, ast.And) else ast.And(), values)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield operand
        case ast.BinOp(left, sign, right) if type(sign) in ARITHMETIC:
            yield ast.BinOp(left, ARITHMETIC[type(sign)](), right)
        case ast.Name(id=name) if name in NAMES:
            yield ast.Name(NAMES[name], node.ctx)
        case ast.Attribute(value=value, attr=name) if name in NAMES:
            yield ast.Attribute(value, NAMES[name], node.ctx)


def _constants(value: object) -> Iterator[ast.Constant]:
    match value:
        case bool():
            yield ast.Constant(not value)
        case int() | float():
            yield ast.Constant(value + 1)
        case str():
            yield ast.Constant(value + "XX" if value else "XX")
        case bytes():
            yield ast.Constant(value + b"XX")
