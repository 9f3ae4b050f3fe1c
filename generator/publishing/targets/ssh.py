"""远程主机：the same store as on this machine, filled by rsync and switched over ssh.

`ANLI_SSH` replaces the command `ssh`, with options, as GIT_SSH_COMMAND does. The remote needs sh,
rsync, flock and sha256sum; the release is checked there before the switch.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from generator.output import LockedError, holder_of_lock, level_modes
from generator.publishing.addresses import parse_addresses
from generator.publishing.changes import Changes
from generator.publishing.facts import held_by, parse_facts
from generator.publishing.manifest import EMPTY, SHORT, SUMS, manifest_or_none
from generator.publishing.prepared import NOTE, SERVER, SITE, Prepared, Published
from generator.publishing.record import Entry, is_recorded, now, parse_record, render_record
from generator.publishing.store import (
    ADDRESSES,
    CURRENT,
    KEPT,
    LOCK,
    PREVIOUS,
    RECORD,
    RELEASES,
    WORK,
    StoreError,
)

TIMEOUT = 1800
"""seconds for one step"""
_READ = f"cat {CURRENT}/{SITE}/{SUMS}", f"cat {CURRENT}/{NOTE}", f"cat {ADDRESSES}", f"cat {RECORD}"
_WHOLE = (
    f'test "$(sha256sum < {SUMS} | cut -c 1-{SHORT})" = {{release}} && sha256sum --quiet -c {SUMS}'
)
"""the list is that of the release, and the files are those of the list"""
_POINT = "ln -sfn {to} .{link}-new && mv -T .{link}-new {link}"


class RemoteError(OSError):
    """远程主机上没有做成; the text says what, in Chinese."""


def open_ssh(name: str) -> Remote:
    """`ssh://[user@]host[:port]/DIR` → target. StoreError for anything else."""
    parts = urlsplit(name)
    if not parts.hostname or len(parts.path) < 2 or parts.hostname.startswith("-"):
        raise StoreError(f"{name} 要写成 ssh://用户@主机/文件夹")
    host = f"{parts.username}@{parts.hostname}" if parts.username else parts.hostname
    return Remote(name, host, parts.path.rstrip("/"), parts.port)


@dataclass(frozen=True, slots=True)
class Remote:
    """远程主机上的版本库."""

    name: str
    host: str
    folder: str
    port: int | None = None

    @contextmanager
    def workspace(self) -> Iterator[Path]:
        """独占 the remote store for as long as the connection lives, and a folder here."""
        folder, who = shlex.quote(self.folder), shlex.quote(holder_of_lock())
        keep = f"printf %s {who} > {LOCK}; echo held; cat >/dev/null; : > {LOCK}"
        hold = (
            f"umask 022 && mkdir -p {folder} && cd {folder} && "
            f"exec flock -n {LOCK} sh -c {shlex.quote(keep)}"
        )
        command = [*self._ssh(), "-M", self.host, hold]
        with subprocess.Popen(  # noqa: S603 - fixed program, quoted arguments
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as holder:
            said = holder.stdout.readline() if holder.stdout else ""
            if not said:
                code = holder.wait(TIMEOUT)
                if code == 1:
                    raise LockedError(self._run(f"cat {LOCK}") or f"在 {self.host} 上")
                raise RemoteError(
                    f"连不上 {self.host}，或者它没有 flock；请检查主机名、网络和 ssh 钥匙"
                )
            self._run(f"rm -rf {WORK}*")
            with tempfile.TemporaryDirectory(prefix="anli-") as work:
                yield Path(work)

    def published(self) -> Published:
        """What is served there now, and what was served ever."""
        script = "; printf '\\0'; ".join(f"{{ {cat} 2>/dev/null || :; }}" for cat in _READ)
        sums, note, addresses, record = self._run(script).split("\0")
        manifest, facts = manifest_or_none(sums), parse_facts(note)
        return Published(
            manifest=manifest or EMPTY,
            facts=facts,
            damaged=bool(sums or note) and not (manifest and manifest.files and facts),
            addresses=parse_addresses(addresses),
            withdrawn=frozenset(id for entry in parse_record(record) for id in entry.withdrawn),
        )

    def put(self, prepared: Prepared, changes: Changes) -> None:
        """Upload beside, check there, then one rename."""
        level_modes(prepared.folder)
        release = prepared.manifest.release
        self._upload(prepared.folder, f"{WORK}{release}")
        work, place = f"{WORK}{release}", f"{RELEASES}/{release}"
        whole = _WHOLE.format(release=release)
        self._run(f"cd {work}/{SITE} && {whole}")
        self._run(f"cat > .{ADDRESSES} && mv .{ADDRESSES} {ADDRESSES}", _lines(prepared.addresses))
        self._run(
            f"mkdir -p {RELEASES} && if (cd {place}/{SITE} && {whole}) >/dev/null 2>&1; then "
            f"rm -rf {place}/{SERVER} && mv {work}/{SERVER} {place}/ && rm -rf {work}; "
            f"else {_replace(work, place)}; fi && sync {RELEASES} ."
        )
        before = parse_facts(self._run(f"cat {CURRENT}/{NOTE} 2>/dev/null || :"))
        if held_by(before, prepared.withdrawn):
            self._run(f"rm -f {PREVIOUS}")
        elif before and before.release != prepared.manifest.digest:
            self._run(_POINT.format(link=PREVIOUS, to=f'"$(readlink {CURRENT})"'))
        self._run(f"{_POINT.format(link=CURRENT, to=place)} && sync .")

    def settle(self, changes: Changes, prepared: Prepared) -> None:
        """The record, then releases that are too old or hold what is withdrawn."""
        release = prepared.manifest.release
        history = parse_record(self._run(f"cat {RECORD} 2>/dev/null || :"))
        if not is_recorded(history, release, prepared.withdrawn):
            entry = Entry(now(), "publish", release, changes.summary, tuple(prepared.withdrawn))
            self._run(f"cat >> {RECORD}", render_record([entry]))
            history = (*history, entry)
        recent = list(dict.fromkeys(entry.release for entry in reversed(history)))[:KEPT]
        for name in self._run(f"ls {RELEASES}").split():
            note = self._run(f"cat {RELEASES}/{name}/{NOTE} 2>/dev/null || :")
            banned = held_by(parse_facts(note), prepared.withdrawn)
            if name != release and (banned or name not in recent):
                self._run(f"mv {RELEASES}/{name} {WORK}{name} && rm -rf {WORK}{name}")

    def take_back(self, withdrawn: Collection[str]) -> bool:
        """`current` → the release before, unless that holds what is withdrawn."""
        note = self._run(f"cat {PREVIOUS}/{NOTE} 2>/dev/null || :")
        if not note or held_by(parse_facts(note), withdrawn):
            return False
        self._run(_POINT.format(link=CURRENT, to=f'"$(readlink {PREVIOUS})"'))
        return True

    def _ssh(self) -> list[str]:
        """One connection for the whole publication: the one that holds the lock carries the rest."""
        port = ["-p", str(self.port)] if self.port else []
        shared = ["-S", f"{tempfile.gettempdir()}/anli-ssh-{os.getpid()}"]
        return [*shlex.split(os.environ.get("ANLI_SSH", "ssh")), *port, *shared]

    def _run(self, script: str, given: str = "") -> str:
        """A script in the remote folder; RemoteError when it fails."""
        whole = f"umask 022 && cd {shlex.quote(self.folder)} && {{ {script}; }}"
        return _call([*self._ssh(), self.host, whole], given)

    def _upload(self, folder: Path, work: str) -> None:
        """Files that the served release holds already are linked there, not sent again."""
        target = f"{self.host}:{self.folder}/{work}/"
        linked = f"--link-dest={self.folder}/{CURRENT}/"
        options = ["-r", "--checksum", "--delete", "--fsync", "-p", linked]
        _call(["rsync", *options, "-e", shlex.join(self._ssh()), f"{folder}/", target])


def _replace(work: str, place: str) -> str:
    """A script: a whole release comes to its place; what lies there damaged stays till then."""
    aside = f"{WORK}damaged"
    return (
        f"{{ ! test -e {place} || mv -T {place} {aside}; }} && "
        f"{{ mv -T {work} {place} || {{ mv -T {aside} {place}; false; }}; }} && rm -rf {aside}"
    )


def _call(command: list[str], given: str = "") -> str:
    try:
        done = subprocess.run(  # noqa: S603 - fixed program, quoted arguments
            command, input=given, capture_output=True, text=True, timeout=TIMEOUT, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise RemoteError(f"{command[0]} 超过 {TIMEOUT} 秒没有做完") from error
    if done.returncode:
        lines = done.stderr.strip().splitlines()
        raise RemoteError(f"{command[0]} 没有做成：{lines[-1] if lines else done.returncode}")
    return done.stdout


def _lines(texts: Iterable[str]) -> str:
    return "".join(f"{text}\n" for text in sorted(texts))
