"""检查通知：year, number and attachments."""

from __future__ import annotations

from collections.abc import Iterator

from generator.catalogue import problem
from generator.content import ATTACHMENT_SUFFIXES, Content, YearFolder
from generator.model import Notice
from generator.problems import Place, Problem
from generator.values import suggestion


def _notices(content: Content) -> Iterator[tuple[YearFolder, Notice]]:
    return ((year, notice) for year in content.years for notice in year.notices)


def check_notices(content: Content) -> Iterator[Problem]:
    """年度、文号和正文."""
    for folder, notice in _notices(content):
        if notice.year and notice.year != folder.year:
            place = notice.at.of("year")
            yield problem("notice.year", place, value=notice.year, folder=folder.year)
        number = notice.doc_number
        if number and number.year != folder.year:
            place = notice.at.of("doc_number")
            yield problem("notice.doc-number-year", place, value=number.year, year=folder.year)
        if not notice.markdown.strip():
            yield problem("notice.empty", Place(notice.at.whole.file, notice.body_line, 1))


def check_attachments(content: Content) -> Iterator[Problem]:
    """附件：there, and of a kind that carries no hidden revisions."""
    for _, notice in _notices(content):
        folder = content.root / notice.folder
        present = [path.name for path in folder.iterdir()]
        for attachment in notice.attachments:
            place = attachment.at.of("file")
            path = folder / attachment.file
            suffix = "." + attachment.file.rsplit(".", 1)[-1]
            if suffix not in ATTACHMENT_SUFFIXES:
                yield problem("notice.attachment-kind", place, file=attachment.file)
            elif attachment.file not in present:
                hint = suggestion(attachment.file, present)
                yield problem("notice.attachment", place, file=attachment.file, suggestion=hint)
            elif path.is_symlink() or not path.is_file():
                yield problem("file.not-regular", place, name=attachment.file)
