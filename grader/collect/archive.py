"""Zip archives, read in memory: nothing is ever extracted to the disk, and no declared size is believed."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from msgspec import Struct
from msgspec.structs import replace

from grader.collect import caps
from grader.collect.names import ENVIRONMENT, is_passed_over, kind_of, name_in_archive, split_member
from grader.collect.refused import Refused

_ENCRYPTED = 0x1
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""LZMA and bzip2 let a few bytes ask for gigabytes of memory; no system's own archiver uses them for zips."""

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    IndexError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)
"""What ``zipfile`` has been seen to raise for damaged archives."""


class Member(Struct, frozen=True):
    """One entry of an archive.

    ``refusal`` is the code of the sentence that says why it is not read; what is ``passed_over`` stands for all in it.
    """

    index: int
    parts: tuple[str, ...]
    folder: bool
    refusal: str = ""
    passed_over: bool = False


class _Bounded(io.BufferedReader):
    """A file that gives no large piece at once: ``zipfile`` reads an archive's whole directory in one call."""

    def __init__(self, raw: io.FileIO | io.BytesIO, entries: int) -> None:
        super().__init__(raw)
        self._entries = entries
        self._largest = max(entries * caps.DIRECTORY_BYTES_PER_ENTRY, caps.MEGABYTE)

    def read(self, size: int | None = -1, /) -> bytes:
        if size is None or size < 0 or size > self._largest:
            size = self._largest + 1
        data = super().read(size)
        if len(data) > self._largest:
            raise Refused("collect_too_many", count=self._entries)
        return data


@contextmanager
def opened(file: io.FileIO | io.BytesIO, entries: int) -> Iterator[zipfile.ZipFile]:
    """The archive in ``file``, which may have at most so many entries; ``file`` is closed afterwards.

    Raises:
        Refused: it is no zip, is broken, or has too many entries.
    """
    with _Bounded(file, entries) as bounded:
        try:
            archive = zipfile.ZipFile(bounded)
        except _BROKEN as error:
            raise Refused("collect_broken_zip") from error
        with archive:
            if len(archive.infolist()) > entries:
                raise Refused("collect_too_many", count=entries)
            yield archive


def members(archive: zipfile.ZipFile) -> list[Member]:
    """The entries in order of their names."""
    found = [_member(index, info) for index, info in enumerate(archive.infolist())]
    environments = _environments(found)
    kept: dict[tuple[str, ...] | int, Member] = {}
    for member in found:
        inside = next(
            (
                n
                for n in range(1, len(member.parts) + 1)
                if is_passed_over(member.parts[n - 1 : n]) or member.parts[:n] in environments
            ),
            0,
        )
        if inside:
            kept.setdefault(
                member.parts[:inside], replace(member, parts=member.parts[:inside], folder=False, passed_over=True)
            )
        else:
            kept[member.index] = member
    return sorted(kept.values(), key=lambda member: (member.parts, member.index))


def is_office_document(archive: zipfile.ZipFile) -> bool:
    """Whether it is a text, table or presentation of an office program, which are archives, too."""
    names = {info.filename for info in archive.infolist()}
    return "[Content_Types].xml" in names or {"mimetype", "content.xml"} <= names


def read_member(archive: zipfile.ZipFile, index: int, most: int) -> bytes:
    """The bytes of one entry, unpacked until there are more than ``most``.

    Raises:
        Refused: too large, broken, or packed in a way that is not read.
    """
    try:
        with archive.open(archive.infolist()[index]) as stream:
            return caps.read(stream, most)
    except _BROKEN as error:
        raise Refused("collect_broken_entry") from error


def _environments(members: Sequence[Member]) -> frozenset[tuple[str, ...]]:
    """The folders that are virtual environments, and in which nobody's work is right there."""
    marked = {member.parts[:-1] for member in members if member.parts[1:] and member.parts[-1] == ENVIRONMENT}
    return frozenset(marked - {member.parts[:-1] for member in members if kind_of(member.parts[-1]) != "other"})


def _member(index: int, info: zipfile.ZipInfo) -> Member:
    name = name_in_archive(info)
    parts, inside = split_member(name)
    folder = inside and name.endswith(("/", "\\"))
    if not inside:
        refusal = "collect_outside"
    elif folder:
        refusal = ""
    elif stat.S_ISLNK(info.external_attr >> 16):
        refusal = "collect_link"
    elif info.flag_bits & _ENCRYPTED:
        refusal = "collect_encrypted"
    elif info.compress_type not in _METHODS:
        refusal = "collect_broken_entry"
    else:
        refusal = ""
    return Member(index, parts, folder, refusal)
