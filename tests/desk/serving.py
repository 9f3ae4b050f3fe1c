"""工作台在运行：the desk of a project on a free port, as the command serves it."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.desk.app import LARGEST_UPLOAD, create_app
from generator.desk.command import HOST, listen


@contextmanager
def served(root: Path) -> Iterator[str]:
    """Address of the desk, without a slash at its end."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    server = listen(create_app(root, port), HOST, port, LARGEST_UPLOAD)
    threading.Thread(target=server.run, daemon=True).start()
    yield f"http://{HOST}:{port}"
    server.close()
