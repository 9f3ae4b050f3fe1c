"""模板环境：short cuts that change nothing of what comes out."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import Environment, UndefinedError
from markupsafe import Markup, escape

from generator.cache import Cache
from generator.pages import environment
from generator.pages.environment import build_environment, render_page
from generator.pages.parts import Link

VALUES = ["甲", "a & b", "<i>", "'", '"', Markup("<b>"), 3, Link("<i>"), ""]


def render(source: str, **values: object) -> str:
    return build_environment().from_string(source).render(**values)


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_every_value_is_escaped_as_markupsafe_does_it(value: object) -> None:
    assert render("{{ value }}", value=value) == escape(value)


def test_what_a_macro_makes_is_not_escaped_again() -> None:
    source = (
        "{% macro bold(text) %}<b>{{ text }}</b>{% endmacro %}{{ bold('<i>') }}{{ bold(text) }}"
    )
    assert render(source, text="&") == "<b>&lt;i&gt;</b><b>&amp;</b>"


@pytest.mark.parametrize(
    ("call", "text"),
    [
        ("pair(1)", "123"),
        ("pair(1, 5)", "153"),
        ("pair(1, c=7)", "127"),
        ("pair(*[1, 4])", "143"),
        ("pair(**{'a': 8})", "823"),
    ],
)
def test_macros_take_what_they_are_given_in_every_way(call: str, text: str) -> None:
    macro = "{% macro pair(a, b=2, c=3) %}{{ a }}{{ b }}{{ c }}{% endmacro %}"
    assert render(f"{macro}{{{{ {call} }}}}") == text


def test_a_macro_may_stand_around_something() -> None:
    macro = "{% macro box() %}[{{ caller() }}]{% endmacro %}"
    assert render(f"{macro}{{% call box() %}}<i>{{% endcall %}}") == "[<i>]"


def test_nothing_unknown_is_let_pass() -> None:
    with pytest.raises(UndefinedError):
        render("{{ view.title }}")
    with pytest.raises(UndefinedError):
        render("{{ unknown(1) }}")
    with pytest.raises(AttributeError, match="titel"):
        render("{{ link.titel }}", link=Link("甲"))


def test_templates_are_compiled_until_one_is_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "THEME", tmp_path)
    page = tmp_path / "pages" / "case.html"
    page.parent.mkdir()
    page.write_text("{{ view }}", encoding="utf-8")
    before = build_environment()
    assert build_environment() is before
    assert render_page(before, "case", "甲", ".") == "甲"
    page.write_text("<b>{{ view }}</b>", encoding="utf-8")
    assert render_page(build_environment(), "case", "甲", ".") == "<b>甲</b>"


def test_two_projects_in_turn_compile_no_template_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "THEME", tmp_path)
    one, other = Cache(tmp_path / "one"), Cache(tmp_path / "other")
    assert build_environment(one) is build_environment(other) is build_environment(one)


def compiled(folder: Path, text: str) -> tuple[str, Path]:
    """The page as it is shown, and what is kept of its template, in another process as it were."""
    page = folder / "theme" / "pages" / "case.html"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(text, encoding="utf-8")
    environment._page_environment.cache_clear()
    shown = render_page(build_environment(Cache(folder / "kept")), "case", "<甲>", ".")
    [kept] = (folder / "kept" / "templates").iterdir()
    return shown, kept


def test_a_compiled_template_serves_the_next_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "THEME", tmp_path / "theme")
    shown, kept = compiled(tmp_path, "{{ view }}")
    monkeypatch.setattr(Environment, "compile", lambda *_, **__: pytest.fail("compiled again"))
    assert compiled(tmp_path, "{{ view }}") == (shown, kept) == ("&lt;甲&gt;", kept)


def test_a_compiled_template_gives_way_to_a_change_to_damage_and_to_another_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "THEME", tmp_path / "theme")
    compiled(tmp_path, "{{ view }}")
    shown, kept = compiled(tmp_path, "<b>{{ view }}</b>")
    assert shown == "<b>&lt;甲&gt;</b>"
    data = bytearray(kept.read_bytes())
    data[-9] ^= 1
    kept.write_bytes(data)
    assert compiled(tmp_path, "<b>{{ view }}</b>")[0] == shown
    monkeypatch.setattr(environment, "code", lambda: "1" * 64)
    assert compiled(tmp_path, "<b>{{ view }}</b>")[0] == shown
    assert b"1" * 64 in kept.read_bytes()
