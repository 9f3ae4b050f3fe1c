"""导入检索服务器：the commands of docs/scale.md, word for word, to a server that speaks OpenSearch.

The server is osmem, a stand-in of other people that keeps everything in memory; it takes the
mapping, `cjk` and strictness with it, the bulk request, and queries, as OpenSearch documents them.
"""

from __future__ import annotations

import json
import re
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.search.export import INDEX
from tests.support import ROOT

SERVER = ROOT / "build" / "osmem" / "osmem_server" / "bin" / "osmem-server"
COMMAND = re.compile(r"curl -X (\w+) +主机:9200(\S+) -H '([^']+)' --data-binary @(\S+)")
WHERE = "title", "summary", "organisation", "names", "sections.text"
NDJSON = "opensearch-bulk.ndjson"

pytestmark = pytest.mark.skipif(
    not SERVER.exists(), reason="没有检索服务器：sh tests/search/install.sh .venv/bin/python"
)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A server of our own on a free port; it ends with us."""
    command = [str(SERVER), "-addr", "127.0.0.1:0"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as server:
        assert server.stdout
        yield json.loads(server.stdout.readline())["url"]
        server.terminate()


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `anli export search` writes of the shipped project."""
    folder = tmp_path_factory.mktemp("export") / "out"
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        assert CliRunner().invoke(main, ["export", "search", str(folder)]).exit_code == 0
    return folder


@pytest.fixture(scope="module")
def imported(address: str, exported: Path) -> str:
    """The index, after the commands that the document names."""
    commands = COMMAND.findall((ROOT / "docs" / "scale.md").read_text("utf-8"))
    assert [name for *_, name in commands] == ["opensearch-index.json", NDJSON]
    for method, path, kind, name in commands:
        header, _, value = kind.partition(": ")
        answer = ask(method, address + path, (exported / name).read_bytes(), {header: value})
        assert not answer.get("errors"), answer
    index = f"{address}/{INDEX}"
    ask("POST", f"{index}/_refresh")
    return index


def ask(
    method: str, url: str, body: bytes | None = None, headers: dict[str, str] | None = None
) -> dict[str, Any]:
    """One request, its answer read."""
    request = urllib.request.Request(url, body, headers or {}, method=method)
    with urllib.request.urlopen(request, timeout=30) as answer:
        found: dict[str, Any] = json.load(answer)
    return found


def send(url: str, body: object) -> dict[str, Any]:
    """A JSON body."""
    kind = {"Content-Type": "application/json"}
    return ask("POST", url, json.dumps(body).encode(), kind)


def documents(exported: Path) -> list[dict[str, Any]]:
    """The documents that went in."""
    return [json.loads(line) for line in (exported / "documents.ndjson").open(encoding="utf-8")]


def test_every_case_is_there_and_none_besides(imported: str, exported: Path) -> None:
    hits = send(f"{imported}/_search", {"size": 1000, "query": {"match_all": {}}})["hits"]["hits"]
    found = {hit["_id"]: hit["_source"] for hit in hits}
    assert found == {document["id"]: document for document in documents(exported)}


def test_a_case_is_found_by_words_of_its_title(imported: str, exported: Path) -> None:
    for document in documents(exported):
        title, _, _ = document["title"].partition("——")
        query = {"multi_match": {"query": title, "fields": WHERE}}
        hits = send(f"{imported}/_search", {"query": query})["hits"]["hits"]
        assert hits[0]["_id"] == document["id"], title


def test_two_characters_are_found_where_they_stand_side_by_side_only(
    imported: str, exported: Path
) -> None:
    query = {"match_phrase": {"title": "装配"}}
    hits = send(f"{imported}/_search", {"query": query})["hits"]["hits"]
    assert {hit["_id"] for hit in hits} == {
        document["id"] for document in documents(exported) if "装配" in document["title"]
    }


def test_results_are_narrowed_counted_and_sorted(imported: str, exported: Path) -> None:
    tools = [tool for document in documents(exported) for tool in document["methods"]]
    tool = max(tools, key=tools.count)
    body = {
        "query": {"bool": {"filter": {"term": {"methods": tool}}}},
        "aggs": {"methods": {"terms": {"field": "methods", "size": 100}}},
        "sort": [{"year": "desc"}],
    }
    answer = send(f"{imported}/_search", body)
    assert answer["hits"]["total"]["value"] == tools.count(tool)
    counts = {one["key"]: one["doc_count"] for one in answer["aggregations"]["methods"]["buckets"]}
    assert counts[tool] == tools.count(tool)


def test_a_field_that_nobody_described_is_refused(imported: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        send(f"{imported}/_doc", {"id": "X", "approver": "某人"})
    assert refused.value.code == 400
