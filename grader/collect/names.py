"""Names as they were handed in: made safe to print, compared as people read them, decoded from old archives."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from grader import words
from grader.collect.caps import Kind

if TYPE_CHECKING:
    import zipfile

_NOT_IN_FILE_NAMES = frozenset('/\\:*?"<>|')
_LONGEST_NAME = 100
_LONGEST_ID_BYTES = 120
_LONGEST_UNIFIED = 255
"""Characters of one name that are unified: it takes time that grows with the square of the accents in a row."""

_UTF8_FLAG = 0x800
_UNSEEN = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
_PASSED_OVER = frozenset({"__MACOSX", "__pycache__", "Thumbs.db", "desktop.ini", "node_modules", "site-packages"})
ENVIRONMENT = "pyvenv.cfg"
"""The file by which Python knows a virtual environment (PEP 405)."""
_ADDED = frozenset({".txt", ".json", ".download"})
"""Ends that systems add to the name of a program or notebook, and hide."""
_LEADING_ZEROS = re.compile(r"(?<![0-9])0+(?=[0-9])")
_KINDS: dict[str, Kind] = {".py": "py", ".ipynb": "ipynb", ".zip": "zip"}


def shown_name(name: str) -> str:
    """A name that cannot disturb a terminal, a log or a page, and is not too long to read."""
    return words.printable(name, _LONGEST_NAME)


def same_name(name: str) -> str:
    """The form in which two spellings of one name are equal: full-width and composed letters are unified.

    What is longer than any name of a file is cut.
    """
    return unicodedata.normalize("NFKC", name[:_LONGEST_UNIFIED]).strip()


def same_path(path: str) -> str:
    """The same for each name of a path."""
    return "/".join(same_name(part) for part in path.replace("\\", "/").split("/"))


def spelling(name: str) -> str:
    """A name as it was written, whatever system wrote its accents."""
    return unicodedata.normalize("NFC", _cut(name))


def trimmed(name: str) -> str:
    """A name with its letters unified and without what nobody sees at its ends."""
    text = unicodedata.normalize("NFKC", _cut(name)).strip()
    return text.strip("".join(c for c in text if c.isspace() or words.is_unprintable(c)))


def student_id(name: str) -> str:
    """The id as rosters and results use it: full-width letters become ASCII, and it is safe as a file's name.

    Unifying the letters can itself make a slash or dots ("／", "．．"), so that the id is made safe afterwards.
    Empty when nothing of the name is left.
    """
    text = trimmed(name)
    text = "".join("_" if c in _NOT_IN_FILE_NAMES or words.is_unprintable(c) else c for c in text)
    if text.startswith("."):
        text = f"_{text[1:]}"
    if len(text.encode()) > _LONGEST_ID_BYTES:
        text = f"{text[:30]}-{_digest(text)}"
    return text


def likeness(student: str) -> str:
    """The form that is equal for ids that people and spreadsheets take for one another."""
    return _LEADING_ZEROS.sub("", student.casefold())


def kind_of(name: str) -> Kind:
    """What a file is, by the end of its name; also where a system that hides ends of names has added another."""
    return _KINDS.get(PurePosixPath(_shorn(name)).suffix.lower(), "other")


def stem(name: str) -> str:
    """A file's name without the end that says what it is."""
    return PurePosixPath(_shorn(name)).stem


def is_passed_over(parts: tuple[str, ...]) -> bool:
    """Whether a file was left by a system, an editor or an installer: hidden, a cache, a lock, a resource fork."""
    return any(part.startswith((".", "~$")) or part in _PASSED_OVER for part in parts if part != "..")


def is_worth_telling(name: str) -> bool:
    """Whether who handed in what is passed over may miss it; nobody does miss what a system has left unseen."""
    return name not in _UNSEEN and not name.startswith(("._", "~$"))


def name_on_disk(name: str) -> str:
    """A name from the file system; bytes that are not UTF-8 are read as CP932."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return _old_name(os.fsencode(name)) or name
    return name


def name_in_archive(info: zipfile.ZipInfo) -> str:
    """The name of a zip's member; without the UTF-8 flag it may be UTF-8 (macOS) or CP932 (Windows) all the same."""
    if info.flag_bits & _UTF8_FLAG:
        return info.orig_filename
    return _old_name(info.orig_filename.encode("cp437", "replace")) or info.orig_filename


def split_member(name: str) -> tuple[tuple[str, ...], bool]:
    """The parts of a member's name, and whether it stays inside its archive.

    An absolute name has an empty first part.
    """
    path = name.replace("\\", "/")
    parts = tuple(part for part in path.split("/") if part not in {"", "."})
    if path.startswith("/") or re.match("[A-Za-z]:/", path) or not parts:
        return ("", *parts), False
    return parts, ".." not in parts


def _shorn(name: str) -> str:
    """A name without an end that was added to another."""
    path = PurePosixPath(name.strip())
    inner = PurePosixPath(path.stem).suffix.lower()
    return path.stem if path.suffix.lower() in _ADDED and inner in {".py", ".ipynb"} else path.name


def _cut(name: str) -> str:
    """A name that is no longer than a file's can be, and another for every other name."""
    return name if len(name) <= _LONGEST_UNIFIED else f"{name[:200]}-{_digest(name)}"


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _old_name(raw: bytes) -> str | None:
    for encoding in ("utf-8", "cp932"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
