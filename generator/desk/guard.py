"""门禁：who may talk to the desk, and what a browser may do with its pages.

A page on this machine is within reach of every web site that its user visits. So: the name in the
address must be ours (else a foreign name that resolves to 127.0.0.1 would do), a form must come
from one of our own pages, and carry a secret that only those know.
"""

from __future__ import annotations

import hmac
from collections.abc import Collection
from urllib.parse import urlsplit

from flask import Flask, Request, Response, abort, request

FIELD = "csrf"
"""name of the hidden field that carries the secret"""
DESK_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
SITE_POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; worker-src 'self' blob:; manifest-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
"""the policy of the public site, here for its preview"""
_HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_SAFE = {"GET", "HEAD"}


def hosts_of(port: int) -> frozenset[str]:
    """Names by which the desk may be called."""
    return frozenset({f"127.0.0.1:{port}", f"localhost:{port}"})


def protect(app: Flask, hosts: Collection[str], secret: str) -> None:
    """Put the guard before every request and the headers onto every answer."""

    @app.before_request
    def check() -> None:
        if request.host not in hosts:
            abort(400)
        if request.method not in _SAFE:
            _check_change(request, secret)

    @app.after_request
    def finish(response: Response) -> Response:
        return set_headers(response, "same-origin")


def _check_change(asked: Request, secret: str) -> None:
    """403 unless the form is ours: sent from this very origin and with the secret."""
    if asked.method != "POST" or not is_own(asked):
        abort(403)
    if not hmac.compare_digest(asked.form.get(FIELD, "").encode(), secret.encode()):
        abort(403)


def is_own(asked: Request) -> bool:
    """Whether a request comes from a page of this very origin; silence is a no."""
    if asked.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return False
    source = urlsplit(asked.headers.get("Origin") or asked.headers.get("Referer") or "")
    return (source.scheme, source.netloc) == ("http", asked.host)


def set_headers(response: Response, referrer: str) -> Response:
    """Headers of every answer; a policy that is set already stays."""
    for name, value in _HEADERS.items():
        response.headers[name] = value
    response.headers["Referrer-Policy"] = referrer
    response.headers.setdefault("Content-Security-Policy", DESK_POLICY)
    return response
