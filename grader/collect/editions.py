"""What copies of a file are called, and which of them is the latest by its name."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath
from typing import NamedTuple

from grader.collect.names import kind_of, stem

_APART = r"(?:^|[\s_\-–~.・(\[]+)"
"""Words of Latin letters stand apart: "threshold" is not an old one."""
_GAP = r"[\s_\-–~.・(\[【「]*"
_BACKUP = re.compile(
    rf"(?:{_APART}(?:copy *(?P<copy>\d{{0,4}})|old|backup|bak|draft|wip|tmp)"
    rf"|{_GAP}(?:の? ?コピー *(?P<nth>\d{{0,4}})|旧|下書き|途中))"
    r"[)\]】」]?$"
    r"|^[(\[【「]?(?:copy of |(?:old|draft)[)\]\s_-]|コピー|旧|下書き)[)\]】」]?[\s_~〜～-]*"
)
_LATER = re.compile(
    rf"(?:{_APART}(?P<word>final|fixed|revised|rev|new(?:est)?|latest|submit(?:ted)?|submission)(?P<of_word>\d{{0,4}})"
    rf"|{_APART}v(?:er)?\.? ?(?P<version>\d{{1,4}})"
    rf"|{_GAP}(?P<japanese>最終版?|最新版?|完成版?|提出用?|再提出|修正(?:版|済み?)?|訂正版?|改訂?版?)(?P<of_japanese>\d{{0,4}})"
    rf"|{_GAP}第 ?(?P<nth_edition>\d{{1,4}}) ?版"
    rf"|{_GAP}(?P<time>\d{{1,3}}) ?回目"
    r"|[\s_\-]*[(\[](?P<number>\d{1,4})"
    r"|[_\-.](?P<plain>\d{1,8})"
    r"|-(?P<machine>(?:desktop|laptop|pc)-\w+)"
    r")[)\]】」]?$"
)
_OPENS = re.compile(r"^[(\[【](?:提出用?|再提出|最終版?|完成版?|最新版?)[)\]】][\s_-]*")
_QUOTED = re.compile(r"^「(?P<inside>.*?)(?:\.(?:ipynb|py))?」")
_MOST_ENDS = 5
"""How many of these a name may end in: "homework6_final (2) - コピー" has three."""
_LONGEST = 100


class Edition(NamedTuple):
    """What a name says.

    Attributes:
        key: what several editions of one work are called alike.
        rank: how late it is: copies and drafts before the file itself, final ones last; then its numbers.
    """

    key: str
    rank: tuple[int, tuple[int, ...], int]


def edition(path: str) -> Edition:
    """What the name of a file, with its folders, says of when it was made."""
    *folders, name = PurePosixPath(path).parts
    key, order, numbers = _read(stem(name))
    for folder in folders:
        _, of_folder, more = _read(folder.removesuffix(".zip"))
        order = order or of_folder
        numbers = (*more, *numbers)
    # A program beside a notebook of the same name is what was exported from it.
    return Edition(key, (order, numbers, int(kind_of(name) == "ipynb")))


def _read(name: str) -> tuple[str, int, tuple[int, ...]]:
    """What is left of a name without such ends, -1 of a copy or draft, 1 to 3 of a later one, and its numbers."""
    key = unicodedata.normalize("NFKC", name[:_LONGEST]).casefold().strip()
    quoted = _QUOTED.match(key)
    key = quoted["inside"] + key[quoted.end() :] if quoted else key
    order, numbers = 0, tuple[int, ...]()
    opens = _OPENS.match(key)
    if opens and opens.end() < len(key):
        order, key = 2, key[opens.end() :]
    for _ in range(_MOST_ENDS):
        backup, later = _BACKUP.search(key), _LATER.search(key)
        if backup and backup[0]:
            order, key = -1, (key[: backup.start()] + key[backup.end() :]).strip()
            numbers = (*_digits(backup), *numbers)
        elif later:
            if order >= 0:
                order = max(order, _order(later))
            numbers = (*(_digits(later) or (0,)), *numbers)
            if not later.start():
                break
            key = key[: later.start()].strip()
        else:
            break
    return key, order, numbers


def _order(later: re.Match[str]) -> int:
    """How late a word says that a file is."""
    if later["japanese"] == "再提出":
        return 3
    return 0 if later["machine"] else 2 if later["word"] or later["japanese"] else 1


def _digits(found: re.Match[str]) -> tuple[int, ...]:
    return tuple(int(one) for one in found.groups() if one and one.isdecimal())
