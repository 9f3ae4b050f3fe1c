"""模板环境：our own Jinja, escaping everything that is not already safe."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

THEME = Path(__file__).resolve().parents[2] / "theme"


def build_environment() -> Environment:
    """The environment of all content templates; one that is compiled already stays so."""
    return environment_of(THEME)


@cache
def environment_of(folder: Path) -> Environment:
    """The environment of the templates in a folder: everything escaped, nothing unknown let pass."""
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=True,
    )


def render_page(environment: Environment, template: str, view: Any, base: str) -> Markup:
    """视图 → 正文 of a page. The template sees the view and the way to the root, nothing else."""
    text = environment.get_template(f"pages/{template}.html").render(view=view, base=base)
    return Markup(text)  # noqa: S704 -- rendered with autoescape on
