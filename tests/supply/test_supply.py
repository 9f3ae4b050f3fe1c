"""供应链：nothing is installed, or given to a reader, but what was looked at once."""

from __future__ import annotations

import base64
import hashlib
import json
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from packaging.markers import Marker

from generator.search.pagefind import read_engine
from tests.supply import advisories
from tests.supply.advisories import FOUND, NOT_ASKED, SOUND, NotAskedError, find_advisories
from tests.supply.locked import FILES, LOCK, Locked, read_locked
from tests.supply.sbom import build_sbom, read_sums
from tests.support import ROOT

# ---- what is locked ----


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_package_is_locked_with_hashes(path: Path) -> None:
    packages = read_locked(path)
    assert packages
    assert all(Marker(one.only) for one in packages if one.only)
    assert len({(one.name, one.only) for one in packages}) == len(packages)


def test_the_lock_holds_everything_that_the_project_asks_for() -> None:
    locked = {one.name for one in read_locked(LOCK)}
    assert {"mkdocs", "pillow", "pagefind-bin", "pytest", "types-pyyaml"} <= locked
    lines = LOCK.read_text("utf-8").splitlines()
    assert len([line for line in lines if "==" in line]) >= len(locked)


@pytest.mark.parametrize(
    "line",
    [
        "jinja2==3.1.6",
        "jinja2>=3.1.6 --hash=sha256:" + "a" * 64,
        "jinja2==3.1.6 --hash=md5:" + "a" * 32,
        "jinja2==3.1.6 --hash=sha256:" + "a" * 65,
        "-r other.txt",
        "git+https://example.org/x.git",
    ],
)
def test_a_line_that_does_not_pin_is_refused(tmp_path: Path, line: str) -> None:
    path = tmp_path / "requirements.txt"
    path.write_text(f"# 说明\n{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match="没有锁定"):
        read_locked(path)


def test_everything_is_installed_with_hashes_and_as_wheels_only() -> None:
    recipe = (ROOT / "Makefile").read_text("utf-8").splitlines()
    installs = [line for line in recipe if "pip install" in line and " -r " in line]
    assert {line.rpartition(" -r ")[2] for line in installs} == {
        path.relative_to(ROOT).as_posix() for path in FILES
    }
    for line in installs:
        assert "--require-hashes --only-binary :all:" in line


def wheel(folder: Path, text: str) -> Path:
    """A package of one module, as small as can be."""
    info = "innocent-1.0.dist-info"
    members = {
        "innocent.py": text,
        f"{info}/METADATA": "Metadata-Version: 2.1\nName: innocent\nVersion: 1.0\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: t\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    rows = []
    path = folder / "innocent-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
            digest = hashlib.sha256(content.encode()).digest()
            code = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
            rows.append(f"{name},sha256={code},{len(content)}\n")
        archive.writestr(f"{info}/RECORD", "".join([*rows, f"{info}/RECORD,,\n"]))
    return path


def install(folder: Path, digest: str) -> subprocess.CompletedProcess[str]:
    lock = folder / "requirements.txt"
    lock.write_text(f"innocent==1.0 --hash=sha256:{digest}\n", encoding="ascii")
    pip = [sys.executable, "-m", "pip", "--isolated", "--disable-pip-version-check", "install"]
    how = ["--require-hashes", "--only-binary", ":all:", "--no-index", "--no-cache-dir"]
    where = ["--find-links", str(folder), "--target", str(folder / "installed")]
    return subprocess.run(
        [*pip, *how, *where, "-r", str(lock)], capture_output=True, text=True, check=False
    )


def test_a_package_that_was_exchanged_is_not_installed(tmp_path: Path) -> None:
    digest = hashlib.sha256(wheel(tmp_path, "x = 1\n").read_bytes()).hexdigest()
    wheel(tmp_path, "x = 2  # 掉包\n")
    refused = install(tmp_path, digest)
    assert refused.returncode == 1
    assert "DO NOT MATCH" in refused.stderr
    assert not (tmp_path / "installed" / "innocent.py").exists()


def test_the_package_that_was_locked_is_installed(tmp_path: Path) -> None:
    digest = hashlib.sha256(wheel(tmp_path, "x = 1\n").read_bytes()).hexdigest()
    done = install(tmp_path, digest)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "installed" / "innocent.py").is_file()


# ---- what a reader is given ----


def test_programs_of_others_in_the_site_are_those_that_were_looked_at() -> None:
    programs = {
        f"pagefind/{name}": hashlib.sha256(data).hexdigest()
        for name, data in read_engine().files.items()
    }
    assert programs == read_sums()


# ---- advisories ----

PACKAGES = tuple(Locked(f"package-{n}", "1.0", ("a" * 64,)) for n in range(3))
SILENT: dict[str, Any] = {}
KNOWN = {"vulns": [{"id": "PYSEC-2026-1"}, {"id": "GHSA-x"}]}


@contextmanager
def service(status: int, body: bytes) -> Iterator[str]:
    """An advisory database that always says the same."""

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def results(*answers: object) -> bytes:
    return json.dumps({"results": answers}).encode()


def test_advisories_are_told_by_package() -> None:
    with service(200, results(SILENT, KNOWN, SILENT)) as url:
        found = find_advisories(PACKAGES, url)
    assert list(found.values()) == [[], ["PYSEC-2026-1", "GHSA-x"], []]


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, results()),
        (200, results(SILENT, SILENT)),
        (200, b"{}"),
        (200, b"<html>"),
        (200, b"null"),
        (503, results(SILENT, SILENT, SILENT)),
        (404, b""),
    ],
)
def test_a_run_that_did_not_audit_everything_is_a_failure(status: int, body: bytes) -> None:
    with service(status, body) as url, pytest.raises(NotAskedError):
        find_advisories(PACKAGES, url)


def test_a_run_that_audited_nothing_is_a_failure() -> None:
    with service(200, results()) as url, pytest.raises(NotAskedError, match="没有要查的包"):
        find_advisories((), url)


def test_a_service_that_cannot_be_reached_is_a_failure() -> None:
    with service(200, b"") as url:
        pass
    with pytest.raises(NotAskedError):
        find_advisories(PACKAGES, url)


@pytest.mark.parametrize(
    ("answer", "code", "said"),
    [
        (SILENT, SOUND, "0 个有已知的漏洞"),
        (KNOWN, FOUND, "PYSEC-2026-1、GHSA-x"),
        (None, NOT_ASKED, "等于没查"),
    ],
)
def test_the_exit_code_tells_sound_from_found_and_from_not_asked(
    answer: dict[str, Any] | None,
    code: int,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def ask(packages: tuple[Locked, ...], _: str) -> list[dict[str, Any]]:
        return [] if answer is None else [answer] * len(packages)

    monkeypatch.setattr(advisories, "_ask", ask)
    assert advisories.main() == code
    out, err = capsys.readouterr()
    assert said in out + err


# ---- the bill of materials ----


def test_the_bill_of_materials_names_every_package_and_program_with_its_hashes() -> None:
    packages = read_locked(LOCK)
    sbom = build_sbom(packages, read_sums())
    assert (sbom["bomFormat"], sbom["specVersion"]) == ("CycloneDX", "1.6")
    refs = [component["bom-ref"] for component in sbom["components"]]
    assert len(refs) == len(set(refs)) == len(packages) + len(read_sums())
    assert "pkg:pypi/pagefind-bin@1.5.2" in refs
    assert "pagefind/pagefind.js" in refs
    for component in sbom["components"]:
        assert all(len(one["content"]) == 64 for one in component["hashes"])
    assert sbom == build_sbom(packages, read_sums())
