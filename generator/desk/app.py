"""工作台应用：wires guard and views; what they do is elsewhere."""

from __future__ import annotations

import secrets
from pathlib import Path

from flask import Flask, render_template, request
from jinja2 import StrictUndefined
from werkzeug.exceptions import HTTPException

from generator.chrome import ChromeError
from generator.console import UNCHANGED
from generator.desk import cases, checking, guard, home, looking, papers, posts, reconciling
from generator.desk.context import DONE, EXTENSION, Desk
from generator.desk.phone import PhoneLink
from generator.output import LockedError

LARGEST_UPLOAD = 60 * 1024 * 1024
_EXPLAINED = {
    400: ("地址不对", "请用启动时显示的地址打开工作台，例如 http://127.0.0.1:8123/ 。"),
    403: ("没有接受这次提交", "提交不是从工作台的页面来的，或者页面太旧了。请从首页重新来一次。"),
    404: ("没有这一页", "可能已经处理过，或者地址写错了。"),
    405: ("没有这一页", "请从首页进入。"),
    413: ("文件太大", "一次最多 60 MB，什么都没有收下。请分几次放，或者压缩 Word 里的图片。"),
}


def create_app(root: Path, port: int, phone: PhoneLink | None = None) -> Flask:
    """The desk over a project folder, for requests to this port only."""
    app = Flask("generator.desk")
    app.config.update(MAX_CONTENT_LENGTH=LARGEST_UPLOAD, MAX_FORM_PARTS=200)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.undefined = StrictUndefined
    state = Desk(root, secrets.token_urlsafe(24), phone)
    app.extensions[EXTENSION] = state
    guard.protect(app, guard.hosts_of(port), state.secret)
    for module in (home, papers, checking, cases, looking, reconciling, posts):
        app.register_blueprint(module.views)
    _explain_errors(app)

    @app.context_processor
    def shared() -> dict[str, object]:
        done = DONE.get(request.args.get("done", ""), "")
        return {"csrf": state.secret, "csrf_field": guard.FIELD, "done": done}

    return app


def _explain_errors(app: Flask) -> None:
    """Every failure is a page that says what happened and what to do."""

    @app.errorhandler(HTTPException)
    def refused(error: HTTPException) -> tuple[str, int]:
        code = error.code or 500
        title, text = _EXPLAINED.get(code, ("没有做成", "请从首页重新来一次。"))
        return render_template("message.html", title=title, text=text), code

    @app.errorhandler(LockedError)
    def locked(error: LockedError) -> tuple[str, int]:
        text = f"另一次运行正在进行（{error}）。{UNCHANGED}等它结束再试。"
        return render_template("message.html", title="请稍等", text=text), 503

    @app.errorhandler(ChromeError)
    def frame(error: ChromeError) -> tuple[str, int]:
        text = f"页面外框没有做成：{error}。{UNCHANGED}请把这句话告诉维护者。"
        return render_template("message.html", title="没有做成", text=text), 500

    @app.errorhandler(OSError)
    def environment(error: Exception) -> tuple[str, int]:
        text = f"{error}。请检查磁盘空间，并关掉正打开着这些文件的 Word、Excel 或记事本。"
        return render_template("message.html", title="文件没有写成", text=text), 500
