"""一个目标，一段时间：`python -m tests.fuzz.one NAME FOLDER SECONDS`, guided by coverage."""

from __future__ import annotations

import hashlib
import sys
import tempfile
import traceback
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["generator"], enable_loader_override=False):
    from tests.fuzz.targets import BY_NAME, run


def signature(error: BaseException) -> str:
    """What tells one fault from another: the kind of error and where it came from."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [f for f in frames if "/generator/" in f.filename or "/tests/" in f.filename]
    last = ours[-1] if ours else frames[-1]
    return f"{type(error).__name__} {Path(last.filename).name}:{last.lineno}"


def main() -> None:
    """Until the time is over; each fault is kept once, with the bytes that brought it about."""
    name, folder, seconds = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
    target = BY_NAME[name]
    corpus, faults = folder / "corpus" / name, folder / "faults" / name
    corpus.mkdir(parents=True, exist_ok=True)
    faults.mkdir(parents=True, exist_ok=True)
    for seed in target.seeds():
        (corpus / hashlib.sha256(seed).hexdigest()[:16]).write_bytes(seed)
    known: set[str] = set()
    with tempfile.TemporaryDirectory() as work:

        def try_one(data: bytes) -> None:
            try:
                run(target, data, Path(work))
            except Exception as error:
                if (said := signature(error)) not in known:
                    known.add(said)
                    where = faults / hashlib.sha256(said.encode()).hexdigest()[:12]
                    where.write_bytes(data)
                    where.with_suffix(".txt").write_text(traceback.format_exc(), encoding="utf-8")
                    print(f"fault {name}: {said} → {where}", flush=True)

        options = [
            f"-max_total_time={seconds}",
            f"-max_len={target.longest}",
            "-timeout=60",
            "-rss_limit_mb=2048",
            "-verbosity=0",
            "-print_final_stats=1",
            f"-artifact_prefix={faults}/",
        ]
        atheris.Setup([sys.argv[0], *options, str(corpus)], try_one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
