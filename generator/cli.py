"""命令行 `anli`：data to stdout, messages to stderr, exit codes as in the contract."""

from __future__ import annotations

import atexit
import os
import signal
import sys
import threading
from pathlib import Path
from typing import Any

import click

from generator.chrome import ChromeError
from generator.console import BUG, ENVIRONMENT, LOCKED, UNCHANGED, USAGE, LazyGroup, say
from generator.output import LockedError
from generator.usage import speak_chinese

INTERRUPTED = "已中断。没有做完的，再运行一次同一条命令就接着做完。"
ELSEWHERE = {
    "approve": "generator.commands.deciding:approve",
    "build": "generator.commands.build:build",
    "bundle": "generator.commands.bundle:bundle",
    "check": "generator.commands.looking:check",
    "desk": "generator.desk.command:desk",
    "export": "generator.commands.export:export",
    "import": "generator.commands.importing:import_group",
    "links": "generator.commands.links:links",
    "new": "generator.commands.blanks:new_group",
    "publish": "generator.commands.publish:publish",
    "reconcile": "generator.commands.reconcile:reconcile",
    "rollback": "generator.commands.publish:rollback",
    "schema": "generator.commands.looking:schema",
    "serve": "generator.commands.build:serve",
    "status": "generator.commands.looking:status",
    "template": "generator.commands.blanks:template",
    "verify": "generator.commands.publish:verify",
    "waive": "generator.commands.waive:waive",
    "withdraw": "generator.commands.deciding:withdraw",
    "wechat": "generator.commands.wechat:wechat",
}


speak_chinese()


def _end(number: int, _: object) -> None:
    """Ended from outside is ended as by Ctrl-C: servers shut down, what was begun is cleared away."""
    raise KeyboardInterrupt(number)


class Group(LazyGroup):
    """Turns what went wrong outside the content into the exit codes of the contract."""

    def invoke(self, ctx: click.Context) -> Any:
        for number in {signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)}:
            if signal.getsignal(number) == signal.SIG_DFL:  # nohup has it ignored
                signal.signal(number, _end)
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt as ended:
            say(INTERRUPTED)
            sys.exit(128 + int(ended.args[0] if ended.args else signal.SIGINT))
        except LockedError as error:
            say(f"另一次运行正在进行（{error}）。{UNCHANGED}请等它结束再试。")
            sys.exit(LOCKED)
        except ChromeError as error:
            say(
                f"页面外框没有做成：{error}。{UNCHANGED}请检查 mkdocs.yml、theme/ 和 site_config/pages。"
            )
            sys.exit(USAGE)
        except (OSError, ImportError) as error:  # a program file that cannot be read is no bug
            say(f"环境有问题：{error}。{UNCHANGED}请检查磁盘空间、权限和安装。")
            sys.exit(ENVIRONMENT)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            if os.environ.get("ANLI_DEBUG"):
                raise
            what = f"{type(error).__name__}: {error}"
            say(f"程序出错：{what}。{UNCHANGED}请带上 ANLI_DEBUG=1 再运行一次，把输出发给维护者。")
            sys.exit(BUG)


@click.group(cls=Group, elsewhere=ELSEWHERE, help="案例：把批准公开的典型经验做成在线分享档案站。")
@click.option(
    "--root",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=Path(),
    help="项目文件夹，默认是当前文件夹。",
)
@click.pass_context
def main(ctx: click.Context, root: Path) -> None:
    """Entry point; the project folder goes to every command."""
    ctx.obj = root.resolve()


def run() -> None:
    """The program. What it read is left to the system, which is rid of it much sooner than Python."""
    try:
        main()
    except SystemExit as ended:
        if threading.active_count() > 1 or not isinstance(ended.code, int):
            raise
        try:
            atexit._run_exitfuncs()
            sys.stderr.flush()
            sys.stdout.flush()
        except (OSError, ValueError):  # somebody has stopped listening
            raise ended from None
        os._exit(ended.code)


if __name__ == "__main__":
    run()
