"""看稿：the site as a draft, here and on a phone of the office."""

from __future__ import annotations

from flask import Blueprint, Response, abort, render_template, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response as AnyResponse

from generator.desk.context import desk, go
from generator.desk.excerpts import Excerpts
from generator.desk.findings import group_findings
from generator.desk.guard import SITE_POLICY
from generator.desk.phone import draw_qr
from generator.desk.previews import SITE, ensure_preview, is_fresh
from generator.desk.serving import send_preview

views = Blueprint("looking", __name__)


@views.post("/look")
def look() -> AnyResponse | str:
    """Bring the preview up to date and open it at a page."""
    with desk().alone():
        problems = ensure_preview(desk().root)
    if problems:
        files = group_findings(problems, Excerpts(desk().root))
        return render_template("no-preview.html", files=files)
    path = request.form.get("path", "")
    return redirect(url_for("looking.preview", path=path), code=303)


@views.get("/preview/", defaults={"path": ""})
@views.get("/preview/<path:path>")
def preview(path: str) -> AnyResponse:
    """A page of the preview as it was built last."""
    if not (desk().root / SITE).is_dir():
        return go("home.index")
    style, back = url_for("static", filename="draft.css"), url_for("home.index")
    answer = send_preview(desk().root, path, style, back)
    answer.headers["Content-Security-Policy"] = SITE_POLICY
    return answer


@views.get("/phone")
def phone() -> str:
    """The way onto a phone."""
    root, link = desk().root, desk().phone
    return render_template("phone.html", link=link, fresh=is_fresh(root))


@views.get("/phone.svg")
def code() -> Response:
    """二维码."""
    link = desk().phone
    if link is None:
        abort(404)
    return Response(draw_qr(link), mimetype="image/svg+xml")
