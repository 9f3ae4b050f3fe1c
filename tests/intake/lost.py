"""一字不丢的核对：every paragraph of a paper against the case and the report made from it.

    python -m tests.intake.lost YEAR FILE.docx …

prints each paragraph that is in neither, and how many characters were compared.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.content import read_content
from generator.intake.case import read_case, render_case
from generator.intake.facts import LABELS
from generator.intake.marks import mark_of, without_numbering
from generator.intake.text import plain_digits
from generator.model import Vocabulary
from generator.prose import plain_text
from generator.sections import split_sections
from generator.sources import Mapping as MappingNode
from generator.sources import Node, Scalar, SourceText, parse_document
from tests.intake import shapes

_IN_OTHER_WORDS = {
    *LABELS,
    "基本信息",
    "摘要",
    "内容摘要",
    "指标",
    "指标名称",
    "改进前",
    "改进后",
    "统计期",
    "口径",
}
"""labels that became names of fields"""
_LEAD = re.compile(r"^(?:[图表]\s*\d+|[●•]|[（(]?[一二三四五六七八九十\d①-⑳]+[）)、．.]?)")


def squeezed(text: str) -> str:
    """Without white space."""
    return re.sub(r"\s+", "", text)


def what_came_out(path: Path, year: int, vocabularies: Mapping[str, Vocabulary]) -> str:
    """Everything that readers and staff get to see: the case as it is shown, and the report."""
    draft, problems = read_case(path, year, vocabularies)
    if draft is None:
        raise ValueError(f"{path.name}: {[problem.message for problem in problems]}")
    source = render_case(draft, f"SHQ-{year}-0001", "典型经验")
    document, faults = parse_document(SourceText("case.md", source))
    intro, sections = split_sections(document.body, 1)
    if faults or document.front is None or intro:
        raise ValueError(f"{path.name}: {faults or intro}")
    shown = [text for s in sections for text in (s.title, plain_text(s.markdown))]
    report = [
        p.message
        for p in problems
        if p.id.startswith(("intake.page", "intake.fact", "intake.kpi-read"))
    ]
    return squeezed("\n".join([*_scalars(document.front), *shown, *report]))


def _scalars(node: Node) -> Iterator[str]:
    if isinstance(node, Scalar):
        yield node.text
        return
    for item in [v for _, v in node.pairs] if isinstance(node, MappingNode) else node.items:
        yield from _scalars(item)


def find_lost(path: Path, out: str) -> list[str]:
    """Paragraphs of the paper that are not in what came out, as often as they were there."""
    wanted = Counter(squeezed(text) for text in shapes.paragraphs_of(path))
    labels = {squeezed(label) for label in _IN_OTHER_WORDS}
    return [
        text
        for text, times in wanted.items()
        if text and text not in labels and not _is_in(text, times, out)
    ]


def _is_in(text: str, times: int, out: str) -> bool:
    mark = mark_of(text)
    forms = {
        text,
        _LEAD.sub("", text),
        squeezed(without_numbering(text)),
        text[mark.length :] if mark else text,
    }
    if any(out.count(form) >= times for form in forms if form):
        return True
    return all(part in out for part in _parts(text))


def _parts(text: str) -> list[str]:
    """The ways in which one cell becomes several fields, or a plainer one."""
    if found := re.fullmatch(r"(\d+)[人名]", plain_digits(text)):
        return [found[1]]
    if re.fullmatch(r"[\d,]+", text):
        return [text.replace(",", "")]
    parts = [part for part in re.split(r"[／（）()]", text) if part]
    return parts if len(parts) > 1 else [text]


def main() -> None:
    """The papers named on the command line."""
    year, *names = sys.argv[1:]
    vocabularies = read_content(Path())[0].vocabularies
    letters, lost = 0, 0
    for name in names:
        path = Path(name)
        gone = find_lost(path, what_came_out(path, int(year), vocabularies))
        letters += sum(len(squeezed(text)) for text in shapes.paragraphs_of(path))
        lost += len(gone)
        for text in gone:
            sys.stdout.write(f"{path.name}: {text}\n")
    sys.stdout.write(f"{year}: {len(names)} 份，{letters} 字，丢失 {lost} 段\n")


if __name__ == "__main__":
    main()
