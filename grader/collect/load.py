"""From references to bytes, within the caps of one student; a file that is refused costs no other file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import datetime
from functools import partial

from msgspec import Struct

from grader.collect import archive, caps, disk
from grader.collect.caps import Kind
from grader.collect.handed import Handed, Source
from grader.collect.names import kind_of, shown_name
from grader.collect.refused import Refused
from grader.records import Text
from grader.words import listed, say


class File(Struct, frozen=True):
    """The bytes of one file, or why it has none; ``name`` is safe to print."""

    name: str
    kind: Kind
    data: bytes = b""
    refusal: Text | None = None


class Loaded(Struct, frozen=True):
    """What one student handed in, as bytes: it is at home in no process and on no machine."""

    student: str
    files: tuple[File, ...]
    submitted_at: datetime | None = None
    remarks: tuple[Text, ...] = ()
    others: tuple[str, ...] = ()


def load(handed: Handed) -> Loaded:
    """Load the files of one student in order; an archive among them stands for the files in it."""
    with ExitStack() as stack:
        loader = _Loader(stack)
        files = tuple(loader.files(handed.sources))
    remarks = handed.remarks
    if loader.dropped:
        remarks += (say("collect_dropped", count=caps.STUDENT_FILES, files=listed(loader.dropped)),)
    return Loaded(handed.student, files, handed.submitted_at, remarks, (*handed.others, *loader.dropped))


class _Loader:
    """Counts what one student has used of the caps, and opens each archive once.

    ``dropped`` are the files that were too many, safe to print.
    """

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._archives: dict[str, zipfile.ZipFile] = {}
        self._bytes = caps.STUDENT_BYTES
        self._files = caps.STUDENT_FILES
        self._entries = caps.STUDENT_ENTRIES
        self._names = caps.STUDENT_NAMES
        self.dropped: list[str] = []

    def files(self, sources: Sequence[Source]) -> Iterator[File]:
        """What there is in order; the files beside archives come before those in archives where not all are read."""
        kept = self._kept([(source.where.count("/"), source.kind, source.refusal) for source in sources])
        for number, source in enumerate(sources):
            if number in kept:
                try:
                    yield from self._source(source)
                except Refused as refused:
                    yield File(source.name, source.kind, refusal=refused.text(source.name))
            elif _is_tried(source.kind, source.refusal):
                self.dropped.append(source.name)
            else:
                yield File(source.name, source.kind)

    def _source(self, source: Source) -> Iterator[File]:
        if source.refusal:
            raise Refused(source.refusal)
        if source.kind == "zip" and self._entries < caps.ARCHIVE_ENTRIES:
            raise Refused("collect_too_many_together", count=caps.STUDENT_ENTRIES)
        if source.member is None:
            data = self._read(source.kind, partial(disk.read_file, source.path))
        else:
            opened = self._archive(source.path)
            data = self._read(source.kind, partial(archive.read_member, opened, source.member))
        if source.kind == "zip":
            yield from self._unpacked(source.name, data)
        else:
            yield File(source.name, source.kind, data)

    def _unpacked(self, name: str, data: bytes) -> Iterator[File]:
        # Before it is opened, as listing it is what costs time.
        self._entries -= caps.ARCHIVE_ENTRIES
        with archive.opened(io.BytesIO(data), caps.ARCHIVE_ENTRIES) as opened:
            if archive.is_office_document(opened):
                raise Refused("collect_office_document")
            members = [member for member in archive.members(opened) if not member.folder]
            self._entries += caps.ARCHIVE_ENTRIES - len(opened.infolist())
            names_left = True
            kept = self._kept([(len(member.parts), _kind(member), member.refusal) for member in members])
            for number, member in enumerate(members):
                inside, kind = shown_name("/".join((name, *member.parts))), _kind(member)
                if number in kept:
                    try:
                        yield File(inside, kind, self._member(opened, member, kind))
                    except Refused as refused:
                        yield File(inside, kind, refusal=refused.text(inside))
                elif _is_tried(kind, member.refusal):
                    self.dropped.append(inside)
                elif self._names > 0:
                    self._names -= 1
                    yield File(inside, kind)
                else:
                    names_left = False
        if not names_left:
            raise Refused("collect_too_many", count=caps.STUDENT_NAMES)

    def _member(self, opened: zipfile.ZipFile, member: archive.Member, kind: Kind) -> bytes:
        if member.refusal:
            raise Refused(member.refusal)
        if kind == "zip":
            raise Refused("collect_zip_in_zip")
        return self._read(kind, partial(archive.read_member, opened, member.index))

    def _read(self, kind: Kind, read: Callable[[int], bytes]) -> bytes:
        most = min(caps.BYTES[kind], self._bytes)
        try:
            data = read(most)
        except Refused as refused:
            if refused.code != "collect_too_large":
                raise
            # What was unpacked in vain counts too: else two hundred bombs would each cost their full size.
            self._bytes -= most
            if most < caps.BYTES[kind]:
                raise Refused("collect_too_large_together", megabytes=caps.STUDENT_BYTES // caps.MEGABYTE) from refused
            raise
        self._bytes -= len(data)
        return data

    def _archive(self, path: str) -> zipfile.ZipFile:
        if path not in self._archives:
            self._archives[path] = self._stack.enter_context(archive.opened(disk.open_file(path), caps.ENTRIES))
        return self._archives[path]

    def _kept(self, files: Sequence[tuple[int, Kind, str]]) -> set[int]:
        """The numbers of the files that are tried; of too many, notebooks and those that lie in few folders.

        Args:
            files: how deep each lies, its kind, and why it is refused.
        """
        tried = [number for number, (_, kind, refusal) in enumerate(files) if _is_tried(kind, refusal)]
        tried.sort(key=lambda number: (files[number][2] != "", files[number][0], files[number][1] != "ipynb"))
        kept = set(tried[: self._files])
        self._files -= len(kept)
        return kept


def _is_tried(kind: Kind, refusal: str) -> bool:
    return kind in caps.READ or refusal != ""


def _kind(member: archive.Member) -> Kind:
    return "passed_over" if member.passed_over else kind_of(member.parts[-1])
