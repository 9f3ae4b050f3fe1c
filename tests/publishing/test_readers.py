"""读者抽样：tests/publishing/readers.py with fewer publications and readers, on both servers."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.publishing.readers import Serve, publish_under_readers
from tests.publishing.test_servers import SERVERS


@pytest.mark.parametrize("serve", SERVERS)
def test_readers_get_right_answers_of_one_version_while_releases_are_switched(
    serve: Serve, tmp_path: Path
) -> None:
    seen = publish_under_readers(tmp_path, serve, publications=25, readers=16)
    assert seen.wrong == []
    assert seen.answers > 1000
    assert len(seen.versions) > 15, "they read while it was published"
    assert seen.late < seen.answers / 100
