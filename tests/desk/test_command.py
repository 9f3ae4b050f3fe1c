"""命令 `anli desk`：bound to this machine, and to the office network only when asked."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.desk import command, phone


def test_a_port_in_use_is_said_and_another_proposed(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = CliRunner().invoke(command.desk, ["--port", str(port)], obj=tmp_path)
    assert result.exit_code == 2
    assert f"--port {port + 1}" in result.output


def test_without_a_network_there_is_no_lan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "find_lan_address", lambda: None)
    result = CliRunner().invoke(command.desk, ["--lan"], obj=tmp_path)
    assert result.exit_code == 2
    assert "--lan" in result.output


class _Probe:
    """A socket that is on some address."""

    address = ""

    def __init__(self, *_: object) -> None: ...

    def __enter__(self) -> _Probe:
        return self

    def __exit__(self, *_: object) -> None: ...

    def connect(self, _: object) -> None: ...

    def getsockname(self) -> tuple[str, int]:
        return self.address, 1


@pytest.mark.parametrize(
    ("address", "usable"),
    [
        ("192.168.1.20", True),
        ("10.3.4.5", True),
        ("172.20.0.9", True),
        ("127.0.0.1", False),
        ("0.0.0.0", False),  # noqa: S104 - an address to be refused
        ("203.119.1.1", False),
        ("8.8.8.8", False),
    ],
)
def test_only_an_address_of_an_inner_network_is_used(
    monkeypatch: pytest.MonkeyPatch, address: str, usable: bool
) -> None:
    monkeypatch.setattr(_Probe, "address", address)
    monkeypatch.setattr("socket.socket", _Probe)
    assert phone.find_lan_address() == (address if usable else None)


def test_every_link_has_its_own_token() -> None:
    links = {phone.make_link("10.0.0.2", 8123).token for _ in range(50)}
    assert len(links) == 50
    assert all(len(token) >= 22 for token in links)


def test_the_desk_listens_on_this_machine_only_and_phones_may_send_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[tuple[str, int]] = []

    class _Server:
        def run(self) -> None: ...

    def create(app: object, *, host: str, max_request_body_size: int, **_: object) -> _Server:
        asked.append((host, max_request_body_size))
        return _Server()

    monkeypatch.setattr("waitress.create_server", create)
    monkeypatch.setattr(command, "find_lan_address", lambda: "10.0.0.2")
    command.run(tmp_path, 8123, lan=False)
    assert [host for host, _ in asked] == ["127.0.0.1"]
    command.run(tmp_path, 8123, lan=True)
    assert asked[1:] == [("127.0.0.1", 240 * 1024 * 1024), ("10.0.0.2", 1024)]
