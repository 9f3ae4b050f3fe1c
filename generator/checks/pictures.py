"""检查图片：the files behind the pictures, their use in the text, and the persons in them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator import mentions
from generator.cache import FOLDER, Cache
from generator.catalogue import problem
from generator.clock import today
from generator.content import Content
from generator.images import UnusablePictureError, recall_picture
from generator.model import Case, People, Picture
from generator.problems import Place, Problem
from generator.values import suggestion


def check_files(content: Content) -> Iterator[Problem]:
    """图片文件：there, in the case's own folder, and really a picture: its 公开版本 can be made.

    It is kept for the pages, which need it next.
    """
    cache = Cache(content.root / FOLDER)
    for case in content.cases:
        if not case.pictures:
            continue
        folder = content.root / case.folder
        present = [path.name for path in folder.iterdir() if path.name != "case.md"]
        for picture in case.pictures:
            place = picture.at.of("file")
            path = folder / picture.file
            if picture.file not in present:
                hint = suggestion(picture.file, present)
                yield problem("picture.missing", place, file=picture.file, suggestion=hint)
                continue
            if path.is_symlink() or not path.is_file():
                # the fingerprint leaves links out: what they point at could change unseen
                yield problem("file.not-regular", place, name=picture.file)
                continue
            try:
                recall_picture(path.read_bytes(), cache)
            except UnusablePictureError as error:
                yield problem("picture.format", place, file=picture.file, reason=str(error))


def check_use(content: Content) -> Iterator[Problem]:
    """图片的使用：what the text shows is registered, what is registered is shown."""
    for case in content.cases:
        listed = {picture.file for picture in case.pictures}
        used: set[str] = set()
        for mention, place in _uses(case):
            used.add(mention)
            if "://" in mention or mention.startswith("//"):
                yield problem("picture.remote", place, file=mention)
            elif "/" in mention or "\\" in mention:
                yield problem("file.outside", place, value=mention)
            elif mention not in listed:
                yield problem("picture.unlisted", place, file=mention)
        for picture in case.pictures:
            if picture.file not in used:
                yield problem("picture.unused", picture.at.of("file"), file=picture.file)


def _uses(case: Case) -> Iterator[tuple[str, Place]]:
    for section in case.sections:
        for mention in mentions.images(section.markdown):
            line = section.line + 1 + mention.line
            end = mention.column + len(mention.text)
            yield mention.text, Place(f"{case.folder}/case.md", line, mention.column, end)


def check_people(content: Content) -> Iterator[Problem]:
    """人像：recognisable persons need a consent that is on record and still valid."""
    for year in content.years:
        portraits = {approval.case: approval.portrait for approval in year.approvals}
        for case in year.cases:
            for picture in case.pictures:
                yield from _check_consent(picture, portraits.get(case.id, ""), today())


def _check_consent(picture: Picture, portrait: str, day: date) -> Iterator[Problem]:
    if picture.people is not People.IDENTIFIABLE:
        return
    if portrait != "granted":
        yield problem("picture.people", picture.at.of("people"), file=picture.file)
    if picture.consent_until and picture.consent_until < day:
        place, until = picture.at.of("consent_until"), picture.consent_until
        yield problem("picture.consent", place, file=picture.file, until=until)
