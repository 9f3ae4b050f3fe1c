"""同样的事，用命令做：what the desk does has to be what the commands do."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from generator import cli


def run(root: Path, *arguments: str) -> None:
    """An `anli` command that has to succeed."""
    result = CliRunner().invoke(cli.main, ["--root", str(root), *arguments])
    assert result.exit_code == 0, result.output
