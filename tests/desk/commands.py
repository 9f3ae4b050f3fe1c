"""同样的事，用命令做：what the desk does has to be what the commands do."""

from __future__ import annotations

from pathlib import Path

import click
from click.testing import CliRunner

from generator import cli, commands_import


def run(root: Path, *arguments: str) -> None:
    """An `anli` command that has to succeed."""
    group = click.Group("anli", commands=dict(cli.main.commands))
    commands_import.register(group)
    result = CliRunner().invoke(group, list(arguments), obj=root)
    assert result.exit_code == 0, result.output
