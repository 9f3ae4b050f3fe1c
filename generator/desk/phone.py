"""手机看稿：the preview, and nothing else, on the office network behind a secret address."""

from __future__ import annotations

import hmac
import ipaddress
import secrets
import socket
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, Response, abort, redirect, request, send_from_directory
from werkzeug.wrappers import Response as AnyResponse

from generator.desk.guard import SITE_POLICY, set_headers
from generator.desk.previews import SITE
from generator.desk.serving import send_preview
from generator.drawing.qr import make_qr

NOT_YET = "草稿还没有生成。请先在电脑上的工作台点“生成并看草稿”，再刷新这一页。"


@dataclass(frozen=True, slots=True)
class PhoneLink:
    """手机地址：where the preview answers on the office network."""

    host: str
    """address of this machine on the network"""
    port: int
    token: str

    @property
    def url(self) -> str:
        """What the QR code says."""
        return f"http://{self.host}:{self.port}/preview/{self.token}/"


def make_link(host: str, port: int) -> PhoneLink:
    """A new link; the one of an earlier run is worth nothing."""
    return PhoneLink(host, port, secrets.token_urlsafe(16))


def find_lan_address() -> str | None:
    """办公网地址 of this machine; None without a network or on a public address."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # chooses a way out; nothing is sent
        except OSError:
            return None
        address = ipaddress.ip_address(probe.getsockname()[0])
    usable = address.is_private and not address.is_loopback and not address.is_unspecified
    return str(address) if usable else None


def draw_qr(link: PhoneLink) -> bytes:
    """二维码 as SVG without inline styles."""
    code = make_qr(link.url)
    box, side = f"0 0 {code.size} {code.size}", 8 * code.size
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" width="{side}" height="{side}">'
        '<rect width="100%" height="100%" fill="#fff"/>'
        f'<path transform="translate(0 .5)" stroke="#1d2129" d="{code.path}"/></svg>\n'
    ).encode()


def create_phone_app(root: Path, link: PhoneLink) -> Flask:
    """An app that knows one thing only: the preview, read-only, for who has the address."""
    app = Flask("generator.desk", static_folder=None)

    @app.before_request
    def check() -> None:
        given = str((request.view_args or {}).get("token", ""))
        known = hmac.compare_digest(given.encode(), link.token.encode())
        if request.host != f"{link.host}:{link.port}" or not known:
            abort(404)

    @app.after_request
    def finish(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = SITE_POLICY
        return set_headers(response, "no-referrer")

    @app.get("/preview/<token>")
    def bare(token: str) -> AnyResponse:
        return redirect(f"/preview/{token}/")

    @app.get("/preview/<token>/-/<name>")
    def asset(token: str, name: str) -> AnyResponse:
        if name not in ("draft.css", "draft.svg"):
            abort(404)
        return send_from_directory(Path(__file__).parent / "static", name)

    @app.get("/preview/<token>/", defaults={"path": ""})
    @app.get("/preview/<token>/<path:path>")
    def page(token: str, path: str) -> AnyResponse:
        if not (root / SITE).is_dir():
            return Response(NOT_YET, 404, mimetype="text/plain")
        return send_preview(root, path, f"/preview/{token}/-/draft.css")

    return app
