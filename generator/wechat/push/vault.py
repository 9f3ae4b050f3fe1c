"""存放处：what a push has to remember, below the user's own folder and never in the project.

One folder an account, files 0600, written whole or not at all.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.output import lock
from generator.wechat.push.errors import ConfigError

OWN_FOLDER, OWN_FILE = 0o700, 0o600


@dataclass(frozen=True, slots=True)
class Vault:
    """存放处 of one account."""

    folder: Path

    def read(self, name: str) -> dict[str, Any]:
        """A table; empty where there is none. Raises ConfigError where it is damaged."""
        path = self.folder / f"{name}.json"
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError):
            found = None
        if not isinstance(found, dict):
            raise ConfigError(f"推送记录 {path} 坏了。请先到草稿箱核对，再移走这个文件。")
        return found

    def write(self, name: str, table: Mapping[str, Any]) -> None:
        """A table, on the disk before this returns."""
        text = json.dumps(table, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        self.write_text(f"{name}.json", text)

    def write_text(self, name: str, text: str) -> None:
        """A file, whole or not at all, for its owner only."""
        self._make_folder()
        handle, temporary = tempfile.mkstemp(prefix=f".{name}-", dir=self.folder)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).chmod(OWN_FILE)
            Path(temporary).replace(self.folder / name)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise

    def lock(self) -> AbstractContextManager[None]:
        """独占: one push at a time for an account. LockedError when another one is at it."""
        self._make_folder()
        return lock(self.folder / "lock")

    def _make_folder(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True, mode=OWN_FOLDER)
        self.folder.chmod(OWN_FOLDER)


def open_vault(app_id: str, project: Path, environment: Mapping[str, str]) -> Vault:
    """账号 → its folder, named by a digest of the AppID. Raises ConfigError inside the project."""
    name = hashlib.sha256(app_id.encode()).hexdigest()[:16]
    folder = (_home(environment) / "anli" / "wechat" / name).resolve()
    if folder.is_relative_to(project.resolve()):
        raise ConfigError(f"推送记录不能放在项目里：{folder}。请让 XDG_STATE_HOME 指向别处。")
    return Vault(folder)


def _home(environment: Mapping[str, str]) -> Path:
    if chosen := environment.get("XDG_STATE_HOME"):
        return Path(chosen)
    if sys.platform == "win32" and (local := environment.get("LOCALAPPDATA")):
        return Path(local)
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support"
    return Path.home() / ".local" / "state"
