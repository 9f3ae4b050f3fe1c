"""钥匙：a planted one is found wherever it lies, and what only looks a little like one is not."""

from __future__ import annotations

import gzip
import json
import random
import string
import time
from pathlib import Path

import pytest

from generator.gatekeeper import inspect, read_ledger
from generator.gatekeeper.secrets import find_secrets
from tests.gatekeeper.surfaces import pdf, zipped
from tests.publishing.world import DAY, address_of, make_project, make_tree
from tests.support import ROOT

HEX, CAPITALS, ANY = "0123456789abcdef", string.ascii_uppercase + "234567", string.hexdigits


def some(letters: str, length: int, seed: int = 1) -> str:
    """A key that never opened anything, made here so that no file holds the look of one."""
    dice = random.Random(seed)
    return "a7A7"[: length // 8] + "".join(dice.choices(letters, k=length - length // 8))


PLANTS = {
    "RSA": ("私钥", "-----BEGIN RSA " + "PRIVATE KEY-----\nMIIE"),
    "PKCS 8": ("私钥", "-----BEGIN " + "PRIVATE KEY-----"),
    "OpenSSH": ("私钥", "-----BEGIN OPENSSH " + "PRIVATE KEY-----"),
    "PGP": ("私钥", "-----BEGIN PGP " + "PRIVATE KEY BLOCK-----"),
    "AWS": ("云服务的钥匙", "AK" + "IA" + some(CAPITALS, 16).upper()),
    "Aliyun": ("云服务的钥匙", "LT" + "AI" + some(ANY, 20)),
    "Tencent": ("云服务的钥匙", "AK" + "ID" + some(ANY, 32)),
    "WeChat": ("AppSecret", f"appsecret={some(HEX, 32)}"),
    "WeChat in JSON": ("AppSecret", f'{{"secret": "{some(HEX, 32)}"}}'),
    "WeChat in a table": ("AppSecret", f"AppSecret | {some(HEX, 32)}"),
    "password": ("口令或密钥", "password=Zhiliang2022"),
    "password in YAML": ("口令或密钥", "db_password: 'Zhiliang-2022'"),
    "口令": ("口令或密钥", "后台口令：Zhiliang2022!"),
    "密码是": ("口令或密钥", "密码是 Zhiliang2022"),
    "API key": ("口令或密钥", "X-API-Key: 9f8e7d6c5b4a"),
    "Bearer": ("访问令牌", f"Authorization: Bearer {some(ANY, 40)}"),
    **{f"GitHub {kind}": ("访问令牌", f"gh{kind}_" + some(ANY, 36)) for kind in "pousr"},
    **{
        f"a {word}": ("口令或密钥", f"{word}: Zhiliang-2022")
        for word in ("passwd", "passphrase", "pwd", "secret", "token", "密码", "口令", "密钥")
    },
    "JWT": ("访问令牌", "ey" + f"J{some(ANY, 20)}.ey" + f"J{some(ANY, 20)}.{some(ANY, 20)}"),
    "address": ("带口令的网址", "https://admin:" + "zhiliang@db.example.org/"),
}
HARMLESS = (
    "密码：请联系管理员",
    "登录密码是什么",
    "const token = input.value;",
    "token: string, password: null",
    "password-protected, a secret of 1234567890",
    "Bearer of good news, 2022",
    "https://share.example.org:8080/a@b",
    "https://example.org/?to=a:b@c",
    "AKIAlikes",
    "ASIA2022",
    "asiapacific2022qualityforum",
    "secret " + "0" * 32,
    f"指纹 {some(HEX, 64)}",
    f"secret {some(HEX, 64)}",
    "-----BEGIN CERTIFICATE-----",
    "-----BEGIN PUBLIC KEY-----",
)


@pytest.mark.parametrize("name", PLANTS)
def test_a_planted_key_is_found_and_not_told(name: str) -> None:
    kind, text = PLANTS[name]
    found = list(find_secrets(f"前面的话 {text} 后面的话".encode()))
    assert kind in {one.kind for one in found}
    assert all(len(one.masked) <= 9 and "2022" not in one.masked for one in found)


@pytest.mark.parametrize("text", HARMLESS)
def test_what_only_looks_a_little_like_a_key_raises_no_alarm(text: str) -> None:
    assert list(find_secrets(text.encode())) == []


def test_our_own_pages_and_scripts_raise_no_alarm() -> None:
    for top in ("cases", "site_config", "theme", "docs", "deploy"):
        for path in sorted((ROOT / top).rglob("*")):
            if path.is_file():
                assert list(find_secrets(path.read_bytes())) == [], path


KEY = PLANTS["AWS"][1].encode()
SURFACES = {
    f"{address_of(1)}index.html": b"<p>x</p><!-- " + KEY + b" -->",
    "assets/anli.js": b"// " + KEY,
    "search/names.json": json.dumps([KEY.decode()]).encode(),
    "pagefind/index/zh_0.pf_index": gzip.compress(KEY),
    "years/2022/results-2022.xlsx": zipped()(KEY),
    "notices/2022/n/a.pdf": pdf(lambda data: data)(KEY),
}


@pytest.mark.parametrize("path", SURFACES)
def test_a_key_is_found_in_every_kind_of_file(path: str, tmp_path: Path) -> None:
    root, site = make_project(tmp_path / "project", (1,)), make_tree(tmp_path / "site", (1,))
    (site / path).parent.mkdir(parents=True, exist_ok=True)
    (site / path).write_bytes(SURFACES[path])
    found = inspect(site, read_ledger(root, DAY)).problems
    assert ("gatekeeper.secret", path) in {(one.id, one.place.file) for one in found}


@pytest.mark.parametrize(
    "text", ["secret ", "secret", "password=", "password=a1", "://a:", "bearer a", "ghp_", "eyj."]
)
def test_a_long_text_takes_no_time(text: str) -> None:
    long = (text * (1_000_000 // len(text))).encode()
    start = time.process_time()
    list(find_secrets(long))
    assert time.process_time() - start < 3
