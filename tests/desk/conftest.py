"""工作台的夹具：a copied project, and a caller that knows the secret of the forms."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from generator.desk.app import create_app
from generator.desk.context import EXTENSION
from tests.conftest import MakeProject

PORT = 8123
ORIGIN = f"http://127.0.0.1:{PORT}"


@dataclass
class Clerk:
    """办公人员：asks for pages and sends forms as a browser on this machine would."""

    root: Path
    app: Flask

    def get(self, path: str, **headers: str) -> TestResponse:
        """A page by its address."""
        return self.app.test_client().get(path, base_url=ORIGIN, headers=headers)

    def page(self, path: str) -> str:
        """The text of a page that has to be there."""
        answer = self.get(path)
        assert answer.status_code == 200, (path, answer.status)
        return answer.get_data(as_text=True)

    def post(
        self, path: str, fields: dict[str, object] | None = None, **headers: str
    ) -> TestResponse:
        """A form as one of our own pages sends it."""
        known = {"Origin": ORIGIN, **{name.replace("_", "-"): v for name, v in headers.items()}}
        secret = self.app.extensions[EXTENSION].secret
        return self.app.test_client().post(
            path, base_url=ORIGIN, data={"csrf": secret, **(fields or {})}, headers=known
        )

    def drop(self, paths: Iterable[Path], year: int) -> str:
        """Drop files; returns the address of the page that reviews them."""
        files = [(io.BytesIO(path.read_bytes()), path.name) for path in paths]
        answer = self.post("/papers", {"year": str(year), "files": files})
        assert answer.status_code == 303, answer.status
        return answer.location

    def confirm(self, address: str) -> str:
        """Confirm what the page shows; returns where it goes on."""
        seal = self.page(address).partition('name="seal" value="')[2].partition('"')[0]
        answer = self.post(address.partition("?")[0] + "/confirm", {"seal": seal})
        assert answer.status_code == 303, answer.status
        return answer.location


@pytest.fixture
def clerk(project: MakeProject) -> Clerk:
    """Somebody at the desk of the project that uses every field."""
    root = project("full")
    return Clerk(root, create_app(root, PORT))


def tree(root: Path) -> dict[str, bytes]:
    """What people wrote, by path."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for name in ("cases", "site_config")
        for path in sorted((root / name).rglob("*"))
        if path.is_file()
    }
