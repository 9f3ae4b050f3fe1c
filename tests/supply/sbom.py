"""物料清单：what the program is made of, as CycloneDX JSON: `python -m tests.supply.sbom [FILE]`.

The packages of requirements.lock, and the programs of others that a reader's browser is given. The
same lock gives the same bytes: no clock, no number drawn by lot.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from tests.supply.locked import LOCK, Locked, read_locked
from tests.support import ROOT

TARGET = ROOT / "build" / "sbom.cdx.json"
BROWSER = Path(__file__).with_name("browser.sha256")
"""programs of others in the finished site, as `sha256sum` writes it"""


def read_sums(path: Path = BROWSER) -> dict[str, str]:
    """Path in the site → SHA-256."""
    lines = path.read_text(encoding="ascii").splitlines()
    return {name: digest for digest, name in (line.split("  ") for line in lines)}


def build_sbom(packages: tuple[Locked, ...], programs: dict[str, str]) -> dict[str, Any]:
    """锁定的包 and programs in the site → CycloneDX 1.6."""
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "anli", "bom-ref": "anli"}},
        "components": [*map(_package, packages), *(_program(*one) for one in programs.items())],
        "dependencies": [{"ref": "anli", "dependsOn": [*map(_purl, packages), *programs]}],
    }


def _package(package: Locked) -> dict[str, Any]:
    component: dict[str, Any] = {
        "type": "library",
        "bom-ref": _purl(package),
        "name": package.name,
        "version": package.version,
        "purl": _purl(package),
        "hashes": [_hash(digest) for digest in package.hashes],
    }
    if package.only:
        component["properties"] = [{"name": "anli:marker", "value": package.only}]
    return component


def _program(name: str, digest: str) -> dict[str, Any]:
    return {"type": "file", "bom-ref": name, "name": name, "hashes": [_hash(digest)]}


def _purl(package: Locked) -> str:
    return f"pkg:pypi/{package.name}@{package.version}"


def _hash(digest: str) -> dict[str, str]:
    return {"alg": "SHA-256", "content": digest}


def main() -> None:
    """The bill of materials into build/, or into the file named."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET
    target.parent.mkdir(parents=True, exist_ok=True)
    sbom = build_sbom(read_locked(LOCK), read_sums())
    target.write_text(json.dumps(sbom, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    print(f"{target}：{len(sbom['components'])} 项")


if __name__ == "__main__":
    main()
