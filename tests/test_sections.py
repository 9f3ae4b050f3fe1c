"""章节：the body cut at its second-level headings, nothing lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.model import Section, Sections
from generator.sections import _FENCE, _HEADING, _MAY_BEGIN, split_sections
from tests.support import stretches_in

BODY = """
## 班组概况

甲

### 小标题

```
## 代码里的不是标题
```

## 自拟章节 ##

乙
"""


def test_sections_know_their_slug_their_text_and_their_line() -> None:
    intro, sections = split_sections(BODY, 10)
    assert intro == ""
    assert [(s.slug, s.title, s.line) for s in sections] == [
        ("team-profile", "班组概况", 11),
        ("", "自拟章节", 21),
    ]
    assert "## 代码里的不是标题" in sections[0].markdown
    assert sections[1].markdown.strip() == "乙"
    assert [s.heading for s in sections] == ["## 班组概况", "## 自拟章节 ##"]


def test_what_stands_before_the_first_heading_comes_back() -> None:
    assert split_sections("引言\n\n## 班组概况\n甲", 1)[0].strip() == "引言"
    assert split_sections("没有标题", 1) == ("没有标题", ())


def test_other_headings_cut_nothing() -> None:
    body = (
        "# 一\n### 三\n##没有空格\n    ## 缩进四格是代码\n~~~\n## 围栏\n```\n## 还在围栏里\n~~~\n"
    )
    assert split_sections(body, 1)[1] == ()


LINE = st.sampled_from(
    ["", "甲", "## 班组概况", "## 二", "```", "~~~", "### 三", "   ## 缩进", "`x`"]
)


@given(st.lists(LINE))
def test_no_line_is_lost_or_doubled(lines: list[str]) -> None:
    body = "\n".join(lines)
    intro, sections = split_sections(body, 5)
    kept = [line for line in intro.split("\n") if line]
    for section in sections:
        assert lines[section.line - 5] == section.heading
        assert section.heading.strip().startswith("## ")
        kept += [lines[section.line - 5], *(x for x in section.markdown.split("\n") if x)]
    assert kept == [line for line in lines if line]


@given(st.one_of(st.from_regex(_HEADING), st.from_regex(_FENCE), st.text()))
def test_what_cuts_begins_with_one_of_four_characters(line: str) -> None:
    if _HEADING.match(line) or _FENCE.match(line):
        assert line.startswith(_MAY_BEGIN)


SECTION = st.builds(Section, st.text(), st.text(), st.text(), st.integers(0, 2**32 - 1), st.text())


@given(st.lists(SECTION))
def test_what_is_packed_comes_out_as_it_was(sections: list[Section]) -> None:
    packed = Sections.pack(sections)
    assert [*packed] == sections
    assert len(packed) == len(sections)
    assert packed[1:] == tuple(sections[1:])
    assert packed == Sections.pack(tuple(sections))


def test_no_word_runs_from_one_section_into_the_next() -> None:
    packed = Sections.pack([Section("", "概况", "甲", 1), Section("", "乙", "", 2)])
    assert stretches_in(packed) == {"概况", "甲", "乙"}
