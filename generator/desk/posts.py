"""公众号：drafts of WeChat posts with their state, to be looked at, ticked and copied.

What it does is what the commands do: build is `anli wechat build`, the preview is the file.
"""

from __future__ import annotations

import os
from pathlib import Path

from flask import Blueprint, Response, abort, render_template, request, send_file, url_for
from werkzeug.wrappers import Response as AnyResponse

from generator.clock import today
from generator.desk import guard
from generator.desk.context import desk, go
from generator.desk.excerpts import Excerpts
from generator.desk.findings import group_findings
from generator.pipeline import Loaded
from generator.wechat.building import Built, UnknownDraftError, build_drafts
from generator.wechat.campaigns import campaign_folder
from generator.wechat.folders import DIST
from generator.wechat.opened import Opened, open_project
from generator.wechat.preview.hosted import find_hosted
from generator.wechat.preview.overview import GONE, PUBLISHED, PUSHED, read_report, survey
from generator.wechat.preview.page import Form, policy, preview_names, render_preview
from generator.wechat.report import RECALLED
from generator.wechat.ticks import Item, Tick, hold, set_ticks, write_ticks

views = Blueprint("posts", __name__, url_prefix="/wechat")
NAME = 20
"""characters of a name on the checklist"""


def _open() -> Opened | Loaded:
    return open_project(desk().root, today())


@views.get("/")
def index() -> str:
    """全部推文."""
    opened = _open()
    if not isinstance(opened, Opened):
        return _stopped(opened)
    root = desk().root
    posts = opened.loaded.content.posts
    found = survey(root / DIST, opened.campaigns, posts, find_hosted(root, os.environ))
    return render_template(
        "posts.html", campaigns=found, done_states=(PUSHED, PUBLISHED), gone=GONE
    )


def _stopped(read: Loaded) -> str:
    files = group_findings(read.problems, Excerpts(desk().root))
    return render_template("no-preview.html", files=files)


@views.post("/build")
def build() -> AnyResponse | str:
    """生成 all drafts, or those of one campaign."""
    root = desk().root
    try:
        with desk().alone():
            built = build_drafts(root, root / DIST, request.form.get("campaign", ""), today())
    except UnknownDraftError:
        abort(404)
    return go("posts.index", "built") if isinstance(built, Built) else _stopped(built)


def _folder(campaign: str, draft: str) -> Path:
    """Folder of a draft that stands in a campaign; 404 for anything else."""
    root = desk().root
    top = root / DIST
    folder = top / campaign / draft
    if folder.parent.parent != top or not folder.resolve().is_relative_to(top.resolve()):
        abort(404)
    return folder


def _items(campaign: str, draft: str, folder: Path) -> tuple[dict[str, object], tuple[Item, ...]]:
    """报告 of a draft and its checklist as ticked by now; 404 where there is none to look at."""
    report = read_report(folder)
    opened = _open()
    if report is None or report["state"] == RECALLED or not isinstance(opened, Opened):
        abort(404)
    ticks = opened.campaigns.ticks.get(f"{campaign}/{draft}", ())
    return report, hold(report["checklist"], ticks, report["seen"])


@views.get("/<campaign>/<draft>/<name>")
def show(campaign: str, draft: str, name: str) -> AnyResponse:
    """预览 of an article with the form for ticks, or the cover of one."""
    folder = _folder(campaign, draft)
    if name.endswith(".jpg") and "/" not in name and (folder / name).is_file():
        return send_file(folder / name)
    report, items = _items(campaign, draft, folder)
    names = preview_names(report)
    if name not in names:
        abort(404)
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix in (".html", ".jpg", ".png", ".gif")
    }
    form = Form(
        action=url_for("posts.tick", campaign=campaign, draft=draft, page=name),
        back=url_for("posts.index"),
        field=guard.FIELD,
        secret=desk().secret,
    )
    hosted = find_hosted(desk().root, os.environ)
    text = render_preview(report, names.index(name), files, items, hosted, form)
    answer = Response(text, mimetype="text/html")
    answer.headers["Content-Security-Policy"] = f"{policy(True)}; frame-ancestors 'none'"
    return answer


@views.post("/<campaign>/<draft>/ticks")
def tick(campaign: str, draft: str) -> AnyResponse:
    """勾选 what was looked at, by name; only what the form has shown."""
    root, day = desk().root, today()
    folder = _folder(campaign, draft)
    page = request.args.get("page", "")
    with desk().alone():
        report, items = _items(campaign, draft, folder)
        if request.form.get("seen") != report["seen"]:
            return go("posts.index", "stale-draft")
        name = " ".join(request.form.get("name", "").split())
        chosen = request.form.getlist("item")
        if not 0 < len(name) <= NAME or not all(one.isdecimal() for one in chosen):
            abort(403)
        by = Tick("", name, day, str(report["seen"]))
        ticks = set_ticks(items, map(int, chosen), by)
        write_ticks(root, campaign_folder(campaign), draft, ticks)
    if page not in preview_names(report):
        return go("posts.index", "ticked")
    return go("posts.show", campaign=campaign, draft=draft, name=page)
