"""预览的发送：files of the preview, every page with its watermark."""

from __future__ import annotations

from pathlib import Path

from flask import Response, abort, redirect, request, send_file
from werkzeug.security import safe_join
from werkzeug.wrappers import Response as AnyResponse

from generator.desk.previews import SITE, watermark


def send_preview(root: Path, path: str, style: str, way_back: str = "") -> AnyResponse:
    """One file of the preview; 404 for what it does not hold."""
    name = safe_join(str(root / SITE), path)
    if name is None:
        abort(404)
    file = Path(name)
    if file.is_dir():
        if not request.path.endswith("/"):
            return redirect(request.path + "/")
        file /= "index.html"
    if not file.is_file():
        abort(404)
    if file.suffix != ".html":
        return send_file(file)
    return Response(watermark(file.read_bytes(), style, way_back), mimetype="text/html")
