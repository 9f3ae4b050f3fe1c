"""模板环境：our own Jinja, escaping everything that is not already safe."""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, nodes
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, escape

from generator.cache import Cache, read_checked, write_checked
from generator.memo import code

THEME = Path(__file__).resolve().parents[2] / "theme"
NO_CACHE = Cache()


def build_environment(cache: Cache = NO_CACHE) -> Environment:
    """The environment of all content templates; what is compiled stays so until one is changed.

    With a `cache`, it stays so for the next process as well.
    """
    states = ((path.name, path.stat()) for path in sorted(THEME.glob("pages/*.html")))
    looks = tuple((name, state.st_size, state.st_mtime_ns) for name, state in states)
    made = _page_environment(THEME, looks)
    made.bytecode_cache = _Compiled(cache.folder) if cache.folder else None
    return made


@lru_cache(maxsize=1)
def _page_environment(folder: Path, _looks: tuple[tuple[str, int, int], ...]) -> Environment:
    return _make(_PageEnvironment, folder, auto_reload=False)


@cache
def environment_of(folder: Path) -> Environment:
    """The environment of the templates in a folder: everything escaped, nothing unknown let pass."""
    return _make(Environment, folder, auto_reload=True)


def _make(kind: type[Environment], folder: Path, *, auto_reload: bool) -> Environment:
    return kind(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=auto_reload,
    )


def _escaped(value: object) -> str:
    """What `escape` makes of a value; most are returned as they are, with nothing in them to escape."""
    if type(value) is Markup or (type(value) is str and not _SPECIAL(value)):
        return value
    return escape(value)


_SPECIAL = re.compile("[&<>'\"]").search


class _PageCode(CodeGenerator):
    """A page shows some hundred values, and ten thousand pages are made: each the shortest way.

    Attributes are attributes, never items of a mapping, and an unknown one is an AttributeError.
    What is called is a macro, which asks for no context.
    """

    def write_commons(self) -> None:
        super().write_commons()
        self.writeline("escaped = environment.escaped")

    def visit_Call(  # noqa: N802
        self, node: nodes.Call, frame: Frame, forward_caller: bool = False
    ) -> None:
        if forward_caller or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 -- Jinja's
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def _output_child_pre(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile:
            self.write("escaped(")
        else:
            super()._output_child_pre(node, frame, finalize)


class _PageEnvironment(Environment):
    code_generator_class = _PageCode
    escaped = staticmethod(_escaped)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Those of the environment as they are: no template has any of its own."""
        return super().make_globals(d) if d else self.globals


class _Compiled(BytecodeCache):
    """编译好的模板, kept with a checksum: to compile them takes a fifth of a second."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def load_bytecode(self, bucket: Bucket) -> None:
        """As it was kept, if by this very program; the bucket itself looks at the source."""
        program, found = code().encode(), read_checked(self._path(bucket))
        if found and found.startswith(program):
            bucket.bytecode_from_string(found.removeprefix(program))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """For the next one."""
        write_checked(self._path(bucket), code().encode(), bucket.bytecode_to_string())

    def _path(self, bucket: Bucket) -> Path:
        return self.folder / "templates" / bucket.key


def render_page(environment: Environment, template: str, view: Any, base: str) -> Markup:
    """视图 → 正文 of a page. The template sees the view and the way to the root, nothing else."""
    made = environment.get_template(f"pages/{template}.html")
    text = made.render(view=view, base=escape(base))
    return Markup(text)  # noqa: S704 -- rendered with autoescape on
