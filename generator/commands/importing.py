"""命令组 `anli import`."""

from __future__ import annotations

import click

from generator.console import LazyGroup

COMMANDS = {
    "results": "generator.commands.results:import_results",
    "cases": "generator.commands.papers:import_cases",
    "approvals": "generator.commands.papers:import_approvals",
    "notice": "generator.commands.papers:import_notice",
}


@click.group(
    "import", cls=LazyGroup, elsewhere=COMMANDS, help="导入来稿：名单、案例、审批记录、通知。"
)
def import_group() -> None:
    """Office files → sources."""
