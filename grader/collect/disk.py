"""Files and folders on the disk: only ordinary files are opened, and no link is followed."""

from __future__ import annotations

import io
import os
import stat
import sys
from collections.abc import Iterator

from msgspec import Struct

from grader.collect import caps
from grader.collect.names import ENVIRONMENT, is_passed_over, kind_of, name_on_disk
from grader.collect.refused import Refused

if sys.platform == "win32":
    _FLAGS = os.O_RDONLY | os.O_BINARY | os.O_NOINHERIT
else:
    # Without O_NONBLOCK, opening a pipe would wait for a writer for ever.
    _FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


class Item(Struct, frozen=True):
    """Something found in a folder.

    ``refusal`` is the code of the sentence that says why it is not read; what is ``passed_over`` is not looked into.
    """

    path: str
    parts: tuple[str, ...]
    folder: bool
    refusal: str = ""
    passed_over: bool = False


def items(root: str) -> list[Item]:
    """Everything below ``root`` in order of the names.

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
            for left in (folder, *reversed(waiting)):
                yield Item(left.path, left.parts, folder=False, refusal="collect_too_many_here")
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
    return sorted(found, key=lambda item: (item.parts, item.path))


def _item(entry: os.DirEntry[str], parents: tuple[str, ...]) -> Item:
    parts = (*parents, name_on_disk(entry.name))
    if is_passed_over(parts[-1:]) or (parents and entry.is_dir(follow_symlinks=False) and _is_environment(entry.path)):
        return Item(entry.path, parts, folder=False, passed_over=True)
    if entry.is_symlink():
        return Item(entry.path, parts, folder=False, refusal="collect_link")
    if entry.is_dir(follow_symlinks=False):
        return Item(entry.path, parts, folder=True)
    ordinary = entry.is_file(follow_symlinks=False)
    return Item(entry.path, parts, folder=False, refusal="" if ordinary else "collect_not_regular")


def _is_environment(path: str) -> bool:
    """Whether a folder is a virtual environment, and nobody's work is right in it."""
    try:
        if not os.path.lexists(os.path.join(path, ENVIRONMENT)):  # noqa: PTH118 - one call for each folder
            return False
        return all(kind_of(name) == "other" for name in os.listdir(path))  # noqa: PTH208
    except OSError:
        return False
