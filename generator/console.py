"""终端：messages to people go to stderr, data to stdout; commands are loaded when they are asked for."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from importlib import import_module
from typing import Any

import click

from generator.people import NAME_RULE, parse_name
from generator.problems import Level, Problem, render_report, worth_showing

DONE, CONTENT, USAGE, GATE, ENVIRONMENT, LOCKED, BUG, TAKEN_BACK = range(8)
"""退出码 of the contract"""
UNCHANGED = "网站没有改动。"

root_of: Callable[..., Any] = click.pass_obj
"""hands the project folder to a command"""
with_json = click.option("--json", "as_json", is_flag=True, help="结果以 JSON 输出到标准输出。")


def _name(ctx: click.Context, parameter: click.Parameter, value: str) -> str:
    if not (name := parse_name(value)):
        raise click.BadParameter(NAME_RULE)
    return name


by_option = partial(click.option, "--by", required=True, callback=_name)
"""姓名 of whoever signs; the help says in which part"""


with_release = click.option(
    "--release", is_flag=True, help="按正式发布的要求检查（备案号、台账）。"
)


def say(text: str) -> None:
    """A message to people, on stderr."""
    click.echo(text, err=True)


def report(problems: Sequence[Problem], lines: Mapping[str, list[str]], as_json: bool) -> None:
    """Problems to stdout for programs, or to stderr for people, with a closing line of counts."""
    if as_json:
        click.echo(json.dumps([p.as_json() for p in problems], ensure_ascii=False, indent=2))
        return
    if text := render_report(worth_showing(problems), lines):
        say(text + "\n")
    counts = Counter(problem.level for problem in problems)
    errors, warnings, notes = (counts[level] for level in Level)
    say(f"错误 {errors} 个，提醒 {warnings} 个，说明 {notes} 个。")


class LazyGroup(click.Group):
    """命令组 whose commands lie in modules of their own: Excel, Word and web servers take their time."""

    def __init__(self, *rest: Any, elsewhere: Mapping[str, str], **attributes: Any) -> None:
        """`elsewhere`: name of a command → `module:variable`."""
        super().__init__(*rest, **attributes)
        self.elsewhere = elsewhere

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *self.elsewhere})

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.NoSuchCommand as error:  # it knows of none that has not been loaded
            there = self.list_commands(ctx)
            raise click.NoSuchCommand(error.command_name, possibilities=there, ctx=ctx) from None

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in self.elsewhere and cmd_name not in self.commands:
            module, variable = self.elsewhere[cmd_name].split(":")
            self.add_command(getattr(import_module(module), variable), cmd_name)
        return super().get_command(ctx, cmd_name)
