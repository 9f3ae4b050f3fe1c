"""存货：what lies there untouched is taken over; what is not known is made."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain
from pathlib import Path

import pytest

from generator.cache import write_checked
from generator.memo import Memo
from generator.output import FILE_MODE, FOLDER_MODE, Writer
from generator.stock import Product, Stock, TouchedError, is_untouched
from generator.switching import staging, switch


def build(root: Path, **contents: str) -> list[str]:
    """One build of a product for each name; the names of those that were made."""
    memo, site = Memo(), root / "site"
    stock = Stock.open(site, root / "cache")
    products = [_product(name, content) for name, content in contents.items()]
    with stock.looked_over(workers=2):
        pass
    with staging(site) as folder:
        writer = Writer(folder)
        values = stock.deliver("试", products, writer, memo, several=False)
        with stock.saved(writer, workers=2):
            switch(folder, site, stock.gather(writer))
    assert values == list(contents.values())
    assert [(site / f"{n}/index.html").read_text("utf-8") for n in contents] == values
    return list(chain(*memo.redone.values()))


def _product(name: str, content: str) -> Product:
    def make(writer: Writer) -> str:
        writer.write(f"{name}/index.html", content, "pages")
        writer.write(f"{name}/more/picture.png", content, "pages")
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


def test_folders_in_which_nothing_changed_are_moved_whole(tmp_path: Path) -> None:
    build(tmp_path, one="甲", other="乙")
    before = (tmp_path / "site" / "one").stat().st_ino
    assert build(tmp_path, one="甲", other="丙") == ["other"]
    assert (tmp_path / "site" / "one").stat().st_ino == before


def test_what_somebody_put_into_the_site_does_not_stay(tmp_path: Path) -> None:
    build(tmp_path, one="甲", other="乙")
    (tmp_path / "site" / "one" / "more" / "stray.html").write_text("丁", encoding="utf-8")
    assert build(tmp_path, one="甲", other="乙") == []
    found = sorted(p.name for p in (tmp_path / "site").rglob("*") if p.is_file())
    assert found == ["index.html", "index.html", "picture.png", "picture.png"]


def test_a_folder_of_a_wrong_mode_is_made_anew(tmp_path: Path) -> None:
    build(tmp_path, one="甲", other="乙")
    (tmp_path / "site" / "one" / "more").chmod(0o700)
    assert build(tmp_path, one="甲", other="乙") == ["one"]
    assert (tmp_path / "site" / "one" / "more").stat().st_mode & 0o777 == FOLDER_MODE


def test_a_folder_that_somebody_put_elsewhere_keeps_what_it_holds(tmp_path: Path) -> None:
    build(tmp_path, one="甲", other="乙")
    folder, elsewhere = tmp_path / "site" / "one", tmp_path / "elsewhere"
    folder.rename(elsewhere)
    folder.symlink_to(elsewhere)
    assert build(tmp_path, one="甲", other="乙") == ["one"]
    assert not folder.is_symlink()
    assert (elsewhere / "index.html").read_text("utf-8") == "甲"


def test_a_file_of_a_wrong_mode_is_made_anew(tmp_path: Path) -> None:
    build(tmp_path, one="甲")
    (tmp_path / "site" / "one" / "index.html").chmod(0o600)
    assert build(tmp_path, one="甲") == ["one"]
    assert build(tmp_path, one="甲") == []


def test_what_comes_into_the_site_during_a_build_does_not_outlive_the_next(tmp_path: Path) -> None:
    def put_in(writer: Writer) -> None:
        (tmp_path / "site" / "one" / "more" / "stray.html").write_text("丁", encoding="utf-8")
        writer.write("other/index.html", "乙", "pages")

    build(tmp_path, one="甲")
    site, memo = tmp_path / "site", Memo()
    stock = Stock.open(site, tmp_path / "cache")
    with staging(site) as folder:
        writer = Writer(folder)
        stock.deliver("试", [_product("one", "甲")], writer, memo, several=False)
        with stock.saved(writer, workers=2):
            kept = stock.gather(writer)
            put_in(writer)
            switch(folder, site, kept)
    build(tmp_path, one="甲")
    assert not (site / "one" / "more" / "stray.html").exists()


def test_a_file_that_changes_while_the_next_site_is_made_stops_it_in_words(tmp_path: Path) -> None:
    build(tmp_path, one="甲")
    site = tmp_path / "site"
    page = site / "one" / "index.html"
    stock = Stock.open(site, tmp_path / "cache")
    with pytest.raises(TouchedError, match="one/index"), staging(site) as folder:
        writer = Writer(folder)
        stock.deliver("试", [_product("one", "甲")], writer, Memo(), several=False)
        writer.write("one/new.html", "丙", "pages")
        page.unlink()
        stock.gather(writer)


def test_only_what_belongs_to_the_new_site_is_read_from_the_old_one(tmp_path: Path) -> None:
    build(tmp_path, one="甲", other="乙")
    stock = Stock.open(tmp_path / "site", tmp_path / "cache")
    writer = Writer(tmp_path / "new")
    stock.deliver("试", [_product("one", "甲")], writer, Memo(), several=False)
    assert stock.read("one/index.html", writer) == "甲"
    with pytest.raises(FileNotFoundError):
        stock.read("other/index.html", writer)


def test_a_site_is_untouched_until_somebody_touches_it(tmp_path: Path) -> None:
    site, cache = tmp_path / "site", tmp_path / "cache"
    assert not is_untouched(site, cache), "there is none"
    build(tmp_path, one="甲", other="乙")
    assert is_untouched(site, cache)
    for spoil, mend in _touches(site):
        spoil()
        assert not is_untouched(site, cache)
        mend()
        assert is_untouched(site, cache)


def _touches(site: Path) -> Iterator[tuple[Callable[[], object], Callable[[], object]]]:
    page, stray, folder = site / "one" / "index.html", site / "stray", site / "one" / "more"
    yield stray.touch, stray.unlink
    yield stray.mkdir, stray.rmdir
    yield partial(page.chmod, 0o600), partial(page.chmod, FILE_MODE)
    yield partial(folder.chmod, 0o700), partial(folder.chmod, FOLDER_MODE)
    yield partial(site.chmod, 0o700), partial(site.chmod, FOLDER_MODE)
    yield partial(page.rename, stray), partial(stray.rename, page)


def test_the_record_of_another_version_of_the_program_costs_time_only(tmp_path: Path) -> None:
    build(tmp_path, one="甲")
    [record] = (path for path in (tmp_path / "cache").iterdir() if not path.suffix)
    for other in (b"cgenerator.stock\n_NamedOtherwise\n.", pickle.dumps({"one": ()})):
        write_checked(record, other)
        assert build(tmp_path, one="甲") == ["one"]
        write_checked(record.with_suffix(".folders"), other)
        assert build(tmp_path, one="甲") == []


@pytest.mark.parametrize("workers", [0, 2], ids=["afterwards", "beside"])
@pytest.mark.parametrize("switched", [False, True], ids=["before the switch", "behind it"])
def test_a_run_that_ends_while_it_writes_down_costs_time_only(
    tmp_path: Path, workers: int, switched: bool
) -> None:
    build(tmp_path, one="甲", two="乙")
    site, memo = tmp_path / "site", Memo()
    stock = Stock.open(site, tmp_path / "cache")
    with pytest.raises(KeyboardInterrupt), staging(site) as folder:
        writer = Writer(folder)
        products = [_product("one", "甲"), _product("two", "丙")]
        stock.deliver("试", products, writer, memo, several=False)
        with stock.saved(writer, workers):
            if switched:
                switch(folder, site, stock.gather(writer))
            raise KeyboardInterrupt
    assert build(tmp_path, one="甲", two="丙") in (["two"], [])
    assert build(tmp_path, one="甲", two="丙") == []
    assert build(tmp_path, one="甲", two="乙") == ["two"]
