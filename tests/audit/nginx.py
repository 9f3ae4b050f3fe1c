"""nginx：the shipped configuration in front of a finished site, on loopback."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.support import ROOT

SHIPPED = ROOT / "deploy" / "nginx" / "anli.conf"
MAIN = """\
daemon off;
{user}
pid {work}/nginx.pid;
error_log {work}/error.log;
worker_processes 1;
events {{ worker_connections 256; }}
http {{
    access_log off;
    client_body_temp_path {work}/body;
    proxy_temp_path {work}/proxy;
    fastcgi_temp_path {work}/fastcgi;
    uwsgi_temp_path {work}/uwsgi;
    scgi_temp_path {work}/scgi;
    include {work}/anli.conf;
}}
"""


def find_nginx() -> str | None:
    """Path of nginx; Debian puts it where ordinary users do not look."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")


@contextmanager
def nginx(site: Path) -> Iterator[str]:
    """Address of a server with the shipped configuration; only folders and `listen` are replaced.

    `site` is a finished tree, or a folder that `anli publish` filled.

    Raises RuntimeError when nginx refuses the configuration.
    """
    program = find_nginx()
    if program is None:
        raise RuntimeError("没有 nginx；Debian：apt-get install nginx-light")
    with TemporaryDirectory() as work:
        port = _free_port()
        text = SHIPPED.read_text(encoding="utf-8")
        text = re.sub(r"listen 80;", f"listen 127.0.0.1:{port};", text)
        text = _with_folders(text, site, Path(work))
        (Path(work) / "anli.conf").write_text(text, encoding="utf-8")
        conf = Path(work) / "nginx.conf"
        user = "user root;" if os.geteuid() == 0 else ""  # folders of tests are their owner's alone
        conf.write_text(MAIN.format(work=work, user=user), encoding="utf-8")
        server = subprocess.Popen(
            [program, "-e", f"{work}/error.log", "-p", work, "-c", str(conf)],
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            yield _wait(server, f"http://127.0.0.1:{port}")
        finally:
            server.terminate()
            server.wait(10)


def _with_folders(text: str, site: Path, work: Path) -> str:
    """The folder of the releases; for a tree alone there are no addresses of old."""
    if (site / "current").exists():
        return text.replace("/srv/anli", str(site))
    for name in ("moved.map", "gone.map"):
        (work / name).touch()
    text = text.replace("/srv/anli/current/server", str(work))
    return text.replace("/srv/anli/current/site", str(site)).replace(
        "/srv/anli/previous/site", str(site)
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(server: subprocess.Popen[str], address: str) -> str:
    for _ in range(100):
        if server.poll() is not None:
            _, said = server.communicate()
            raise RuntimeError(f"nginx 没有启动：{said}")
        try:
            urllib.request.urlopen(f"{address}/robots.txt", timeout=1).close()
        except urllib.error.HTTPError:
            return address
        except OSError:
            time.sleep(0.1)
        else:
            return address
    raise RuntimeError("nginx 没有应答")
