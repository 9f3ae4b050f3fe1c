"""用法提示：somebody who mistypes a command is told so in Chinese."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.console import USAGE
from generator.withdrawing import REASONS

WRONG = [
    (["chek"], "没有“chek”这个命令。 是不是其中一个：'check', 'schema'？"),
    (["wechat", "pusch"], "没有“pusch”这个命令。 是不是 'push'？"),
    (["build", "--no-serch"], "没有“--no-serch”这个选项。"),
    (["approve", "2022"], "缺少选项 '--by'"),
    (["approve", "--by", "示例人"], "缺少参数 'TARGETS...'"),
    (["approve", "2022", "--by"], "选项 --by 后面缺少值。"),
    (["status", "去年"], "“去年”不是整数。"),
    (["status", "2022", "2023"], "多了一个参数：2023"),
    (["check", "没有的文件夹"], "没有“没有的文件夹”这个文件夹。"),
    (["withdraw", "X", "--by", "示例人", "--reason", "别的"], "“别的”不行，可以是 "),
    (
        ["withdraw", "X", "--by", "示例人", "--reason", next(iter(REASONS)), "--effective", "昨天"],
        "“昨天”不合 '%Y-%m-%d' 的写法",
    ),
    (["build", "--release=1"], "选项 --release 不带值。"),
]


@pytest.mark.parametrize(("arguments", "said"), WRONG, ids=[" ".join(a) for a, _ in WRONG])
def test_a_slip_is_answered_in_chinese(arguments: list[str], said: str) -> None:
    done = CliRunner().invoke(main, arguments, prog_name="anli")
    assert done.exit_code == USAGE
    assert said in done.stderr
    words = re.sub(r"anli[^\n]*|\[OPTIONS\][^\n]*|'[^']*'|“[^”]*”|--\w+", "", done.stderr)
    assert not re.search("[A-Za-z]{4}", words), words


@pytest.mark.parametrize("command", [[], ["build"], ["import"], ["wechat"], ["publish"]])
def test_the_help_is_in_chinese(command: list[str]) -> None:
    shown = CliRunner().invoke(main, [*command, "--help"], prog_name="anli").stdout
    assert shown.startswith("用法： anli") and "显示这份说明。" in shown
    assert not re.search("Options|Commands|Show this|required|default:", shown)
