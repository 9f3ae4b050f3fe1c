"""存货：what lies there untouched is taken over; what is not known is made."""

from __future__ import annotations

from pathlib import Path

from generator.cache import write_checked
from generator.memo import Memo
from generator.output import Writer, staging, switch
from generator.stock import Product, Stock


def build(root: Path, **contents: str) -> list[str]:
    """One build of a product for each name; the names of those that were made."""
    memo, site = Memo(), root / "site"
    stock = Stock.open(site, root / "cache")
    products = [_product(name, content) for name, content in contents.items()]
    with staging(site) as folder:
        values = stock.deliver("试", products, Writer(folder), memo, several=False)
        switch(folder, site)
        stock.save()
    assert values == list(contents.values())
    assert [(site / f"{n}/index.html").read_text("utf-8") for n in contents] == values
    return [one.name for one in memo.redone]


def _product(name: str, content: str) -> Product:
    def make(writer: Writer) -> str:
        writer.write(f"{name}/index.html", content, "pages")
        return content

    return Product(name, {"内容": content}, make)


def test_only_what_changed_is_made(tmp_path: Path) -> None:
    assert build(tmp_path, one="甲", other="乙") == ["one", "other"]
    assert build(tmp_path, one="甲", other="乙") == []
    assert build(tmp_path, one="甲", other="丙") == ["other"]


def test_a_file_that_somebody_touched_is_made_again(tmp_path: Path) -> None:
    build(tmp_path, one="甲", other="乙")
    (tmp_path / "site" / "one" / "index.html").write_text("丁", encoding="utf-8")
    assert build(tmp_path, one="甲", other="乙") == ["one"]


def test_the_record_of_another_version_of_the_program_costs_time_only(tmp_path: Path) -> None:
    build(tmp_path, one="甲")
    [record] = (tmp_path / "cache").iterdir()
    write_checked(record, b"cgenerator.stock\n_NamedOtherwise\n.")
    assert build(tmp_path, one="甲") == ["one"]
