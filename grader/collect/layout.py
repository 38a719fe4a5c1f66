"""Whose file is whose: students by the names of the files and folders in an export."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import PurePosixPath

from msgspec import Struct

from grader.collect.handed import Source
from grader.collect.names import kind_of, same_name, shown_name, student_id

_ARCHIVES = frozenset({".7z", ".gz", ".rar", ".tar"})
_PICTURES = frozenset({".heic", ".jpeg", ".jpg", ".png"})
_TEXTS = frozenset({".doc", ".docx", ".htm", ".html", ".odt", ".pages", ".pdf", ".rtf", ".txt", ".xls", ".xlsx"})
_DOCUMENTS = _ARCHIVES | _PICTURES | _TEXTS
"""What students hand in instead of code. Other files that lie about among submissions are the staff's own."""


class Entry(Struct, frozen=True):
    """A file or folder below one of the paths.

    ``parts`` are the names from the path on: the path's own comes first, and at least one follows.
    """

    path: str
    parts: tuple[str, ...]
    folder: bool = False
    member: int | None = None
    refusal: str = ""


class Attempt(Struct, frozen=True):
    """What lies under one name in one path: one hand-in of one student."""

    student: str
    name: str
    where: str
    sources: tuple[Source, ...]

    @property
    def readable(self) -> bool:
        """Whether there is a file that can be tried."""
        return any(source.kind != "other" and not source.refusal for source in self.sources)


def attempts(entries: Sequence[Entry], known: Collection[str]) -> tuple[list[Attempt], list[str]]:
    """The hand-ins below one path, and the names of files that are nobody's, safe to print.

    Args:
        entries: files and folders in order of their names.
        known: ids on the roster; they settle whether a folder is a student's or holds students.
    """
    depth = _depth(entries, known)
    items: dict[tuple[str, ...], list[Entry]] = {}
    nobodys = []
    for entry in entries:
        if _owner(entry, depth):
            items.setdefault(entry.parts[: depth + 1], []).append(entry)
        elif not (entry.folder and len(entry.parts) <= depth):
            nobodys.append(shown_name("/".join(entry.parts[1:])))
    found = [
        Attempt(
            _owner(below[0], depth),
            shown_name(item[-1]),
            shown_name("/".join(item)),
            tuple(_source(entry, depth) for entry in below if not entry.folder),
        )
        for item, below in items.items()
    ]
    return found, nobodys


def _depth(entries: Sequence[Entry], known: Collection[str]) -> int:
    """Where in ``parts`` the students' names are.

    That is 1, right below the path, or 2, if the path is a zip of nothing but one folder of several students. Where
    more names on the roster are found at another depth it is that one: 0 means that the path itself is one student's.
    """
    owned = [entry for entry in entries if _owner(entry, 1)]
    one_folder = len({entry.parts[1] for entry in owned}) == 1 and all(e.folder or e.parts[2:] for e in owned)
    depths = [1, 0]
    if one_folder:
        several = entries[0].member is not None and len(_owners(owned, 2)) > 1
        depths.insert(0 if several else 1, 2)
    students = set(known)
    return max(depths, key=lambda depth: len(_owners(owned, depth) & students))


def _owners(entries: Sequence[Entry], depth: int) -> set[str]:
    return {owner for entry in entries if (owner := _owner(entry, depth))}


def _owner(entry: Entry, depth: int) -> str:
    """The student an entry belongs to; empty if it is nobody's."""
    below = entry.parts[depth:]
    if not below or below[0] == ".." or entry.parts[1] in {"", ".."}:
        return ""
    if entry.folder or len(below) > 1:
        return student_id(below[0])
    path = PurePosixPath(below[0])
    document = path.suffix.lower() in _DOCUMENTS and not path.name.lower().startswith("readme")
    if document or kind_of(path.name) != "other":
        return student_id(path.stem)
    return student_id(path.name) if entry.refusal else ""


def _source(entry: Entry, depth: int) -> Source:
    inside = "/".join(entry.parts[depth + 1 :] or entry.parts[-1:])
    where = same_name("/".join(entry.parts))
    return Source(entry.path, shown_name(inside), where, kind_of(entry.parts[-1]), entry.member, entry.refusal)
