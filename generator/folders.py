"""夹子：which folders of a site hold what they held, and can go into the next one whole.

Ten thousand folders are made, filled and removed in five seconds, and moved in no time.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from generator.output import State, look_at


class Folder(NamedTuple):
    """夹子, as it was left."""

    files: int
    folders: int
    """how many of each lie in it, not deeper"""
    state: State | None
    """which changes with its mode, and on most disks when one comes or goes"""


def read_folders(site: str, files: Iterable[str], known: Mapping[str, Folder]) -> dict[str, Folder]:
    """夹子 of a site, by path, that hold these files and, it is hoped, nothing else.

    `known` are those that came into the site as they are.
    """
    inside = Counter(map(folder_of, files))
    paths = {above for folder in inside for above in (folder, *_folders_above(folder))}
    deeper = Counter(folder_of(path) for path in paths if path)
    return {
        path: known.get(path) or Folder(inside[path], deeper[path], look_at(f"{site}/{path}"))
        for path in sorted(paths)
    }


def find_steady(site: str, before: Mapping[str, Folder]) -> set[str]:
    """Folders that lie there as they were left: into which nobody put anything."""
    return {path for path, was in before.items() if path and _is_steady(f"{site}/{path}", was)}


def _is_steady(place: str, was: Folder) -> bool:
    return (
        was.state is not None
        and was.state == look_at(place)
        and len(os.listdir(place)) == was.files + was.folders  # noqa: PTH208 - ten thousand times
    )


def find_whole(
    before: Mapping[str, Folder],
    steady: Collection[str],
    taken: Iterable[str],
    new: Collection[str],
) -> set[str]:
    """Steady folders of which every file is taken over, and into which none is written."""
    spoilt = {folder for path in new for folder in _folders_above(path)}
    files, folders = Counter(map(folder_of, taken)), Counter[str]()
    whole = set()
    for path in sorted(steady, reverse=True):  # what lies in a folder comes before it
        was = before[path]
        if path not in spoilt and (files[path], folders[path]) == (was.files, was.folders):
            whole.add(path)
            folders[folder_of(path)] += 1
    return whole


def find_turned(
    site: str,
    before: Mapping[str, Folder],
    steady: Collection[str],
    single: Iterable[str],
    new: Iterable[str],
) -> dict[str, list[str]]:
    """Steady folders of which so many files are taken over that it is less to exchange the others.

    The names of these.
    """
    come = Counter(map(folder_of, new))
    stay: dict[str, set[str]] = {}
    for path in single:
        stay.setdefault(folder_of(path), set()).add(path.rpartition("/")[2])
    turned = {}
    for path, names in stay.items():
        was = before.get(path)
        if was is None or path not in steady or was.folders:
            continue
        if was.files - len(names) + come[path] < len(names):
            there = os.listdir(f"{site}/{path}")  # noqa: PTH208
            turned[path] = sorted(set(there) - names)
    return turned


def folder_of(path: str) -> str:
    """The folder that a file or folder lies in; empty: the site itself."""
    return path.rpartition("/")[0]


def _folders_above(path: str) -> Iterator[str]:
    """From the innermost out, the site itself included."""
    while path:
        path = folder_of(path)
        yield path
