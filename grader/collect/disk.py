"""Files and folders on the disk: only ordinary files are opened, and no link is followed."""

from __future__ import annotations

import io
import os
import stat
import sys
from collections.abc import Iterator

from msgspec import Struct

from grader.collect import caps
from grader.collect.names import is_system_file, name_on_disk
from grader.collect.refused import Refused

if sys.platform == "win32":
    _FLAGS = os.O_RDONLY | os.O_BINARY | os.O_NOINHERIT
else:
    # Without O_NONBLOCK, opening a pipe would wait for a writer for ever.
    _FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


class Item(Struct, frozen=True):
    """Something found in a folder; ``refusal`` is the code of the sentence that says why it is not read."""

    path: str
    parts: tuple[str, ...]
    folder: bool
    refusal: str = ""


def items(root: str) -> list[Item]:
    """Everything below ``root`` in order of the names, system files left out.

    Raises:
        Refused: ``root`` cannot be listed.
    """
    found: list[Item] = []
    for top in _list(root, ()):
        found.append(top)
        if top.folder:
            found.extend(below(top))
    return sorted(found, key=lambda item: (item.parts, item.path))


def below(top: Item) -> Iterator[Item]:
    """Everything below a folder, within the caps of one hand-in; what cannot be listed is an item that says why."""
    waiting = [top]
    count = 0
    while waiting:
        folder = waiting.pop()
        if len(folder.parts) > caps.DEPTH:
            yield Item(folder.path, folder.parts, folder=False, refusal="collect_too_deep")
            continue
        try:
            children = _list(folder.path, folder.parts)
        except Refused as refused:
            yield Item(folder.path, folder.parts, folder=False, refusal=refused.code)
            continue
        count += len(children)
        if count > caps.ENTRIES:
            yield Item(folder.path, folder.parts, folder=False, refusal="collect_too_many_here")
            return
        yield from children
        waiting.extend(child for child in reversed(children) if child.folder)


def open_file(path: str) -> io.FileIO:
    """An ordinary file, opened for reading.

    Raises:
        Refused: a link, a pipe, a device, or no permission.
    """
    try:
        descriptor = os.open(path, _FLAGS)
    except OSError as error:
        raise Refused("collect_unreadable") from error
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise Refused("collect_not_regular")
    return io.FileIO(descriptor)


def read_file(path: str, most: int) -> bytes:
    """The bytes of a file, of which no more than ``most`` + 1 are read.

    Raises:
        Refused: too large, or not to be opened.
    """
    with open_file(path) as file:
        try:
            return caps.read(file, most)
        except OSError as error:
            raise Refused("collect_unreadable") from error


def _list(path: str, parents: tuple[str, ...]) -> list[Item]:
    try:
        with os.scandir(path) as entries:
            found = [_item(entry, parents) for entry in entries]
    except OSError as error:
        raise Refused("collect_unreadable") from error
    return sorted((item for item in found if not is_system_file(item.parts)), key=lambda item: (item.parts, item.path))


def _item(entry: os.DirEntry[str], parents: tuple[str, ...]) -> Item:
    parts = (*parents, name_on_disk(entry.name))
    if entry.is_symlink():
        return Item(entry.path, parts, folder=False, refusal="collect_link")
    if entry.is_dir(follow_symlinks=False):
        return Item(entry.path, parts, folder=True)
    ordinary = entry.is_file(follow_symlinks=False)
    return Item(entry.path, parts, folder=False, refusal="" if ordinary else "collect_not_regular")
