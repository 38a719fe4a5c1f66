"""Whose file is whose: students by the names of the files and folders in an export."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import PurePosixPath

from msgspec import Struct

from grader.collect import caps
from grader.collect.caps import Kind
from grader.collect.handed import Source
from grader.collect.names import kind_of, same_path, shown_name, stem, student_id

_ARCHIVES = frozenset({".7z", ".gz", ".rar", ".tar"})
_PICTURES = frozenset({".heic", ".jpeg", ".jpg", ".png"})
_TEXTS = frozenset({".doc", ".docx", ".htm", ".html", ".odt", ".pages", ".pdf", ".rtf", ".txt", ".xls", ".xlsx"})
LEAST_CLASS = 2
"""Names of so many students are those of a class; one may be that of a file in another's hand-in."""
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
    passed_over: bool = False


class Attempt(Struct, frozen=True):
    """What lies under one name in one path: one hand-in of one student, who is ``called`` so there.

    ``own`` if the path itself is that student's, and not a class in which it was found.
    """

    called: str
    name: str
    where: str
    sources: tuple[Source, ...]
    own: bool = False

    @property
    def files(self) -> list[str]:
        """The places of the files, as tables of hand-in times may name them."""
        return [source.where for source in self.sources]

    @property
    def readable(self) -> bool:
        """Whether there is a file that can be tried."""
        return any(source.kind in caps.READ and not source.refusal for source in self.sources)


def attempts(entries: Sequence[Entry], depth: int = 1, *, own: bool = False) -> tuple[list[Attempt], list[str]]:
    """The hand-ins below one path, and the names of files that are nobody's, safe to print.

    Args:
        entries: files and folders in order of their names.
        depth: where in ``parts`` the students' names are.
        own: whether the path is one student's.
    """
    items: dict[tuple[str, ...], list[Entry]] = {}
    nobodys = []
    for entry in entries:
        if _owner(entry, depth):
            items.setdefault(entry.parts[: depth + 1], []).append(entry)
        elif not (entry.passed_over or (entry.folder and len(entry.parts) <= depth)):
            nobodys.append(shown_name("/".join(entry.parts[1:])))
    found = [
        Attempt(
            _owner(below[0], depth),
            shown_name(item[-1]),
            shown_name("/".join(item)),
            tuple(_source(entry, depth) for entry in below if not entry.folder),
            own,
        )
        for item, below in items.items()
    ]
    return found, nobodys


class Depth(Struct, frozen=True):
    """Where in ``parts`` the names of the students of a class are: 1, right below the path, or 2.

    It is 2 where there is nothing but one folder ``around`` all, which is no student's; ``inner`` are the names in it.
    """

    at: int = 1
    around: str = ""
    inner: frozenset[str] = frozenset()


def depth_of_class(entries: Sequence[Entry], meant: Callable[[str], tuple[str, ...]]) -> Depth:
    """Where the students are in what lies below a path that holds a class.

    One folder is around all if it holds names of several on the roster; a single one may be what a student wrote on
    a file of his own. Without a roster it is the one folder of several students in a zip.

    Args:
        entries: files and folders.
        meant: the ids on the roster that a name can mean.
    """
    owned = [entry for entry in entries if _owner(entry, 1)]
    folders = {entry.parts[1] for entry in owned}
    one_folder = len(folders) == 1 and all(entry.folder or entry.parts[2:] for entry in owned)
    if not one_folder or any(map(meant, owners(owned, 1))) or any(map(is_of_moodle, folders)):
        return Depth()
    inner = owners(owned, 2)
    several = entries[0].member is not None and len(set(map(student_id, inner))) > 1
    if several or len({ids for name in inner if (ids := meant(name))}) >= LEAST_CLASS:
        return Depth(2, folders.pop(), frozenset(inner))
    return Depth()


def called(name: str, *, folder: bool) -> str:
    """What the student of a file or folder of this name would be called."""
    if kind_of(name) == "other" and (folder or not is_document(name)):
        return name
    return stem(name).removesuffix(".tar")


def is_document(name: str) -> bool:
    """Whether a file is something that students hand in instead of code."""
    return PurePosixPath(name).suffix.lower() in _DOCUMENTS and not name.lower().startswith("readme")


def is_of_moodle(name: str) -> bool:
    """Whether a name is that of one student's hand-in in an export of Moodle."""
    return "_assignsubmission_" in name


def owners(entries: Sequence[Entry], depth: int) -> set[str]:
    """What the students are called whose names are so deep in ``parts``."""
    return {owner for entry in entries if (owner := _owner(entry, depth))}


def _owner(entry: Entry, depth: int) -> str:
    """What the student is called that an entry belongs to; empty if it is nobody's."""
    below = entry.parts[depth:]
    if not below or below[0] == ".." or entry.parts[1] in {"", ".."}:
        return ""
    if entry.passed_over and len(below) == 1:
        return ""
    name, folder = below[0], entry.folder or len(below) > 1
    if not folder and not entry.refusal and not is_document(name) and kind_of(name) == "other":
        return ""
    name = called(name, folder=folder)
    return name if student_id(name) else ""


def _source(entry: Entry, depth: int) -> Source:
    inside = "/".join(entry.parts[depth + 1 :] or entry.parts[-1:])
    where = same_path("/".join(entry.parts))
    kind: Kind = "passed_over" if entry.passed_over else kind_of(entry.parts[-1])
    return Source(entry.path, shown_name(inside), where, kind, entry.member, entry.refusal)
