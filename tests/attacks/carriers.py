"""Hostile archives, built on the spot: the same bytes every time.

Every function below is one archive that a student hands in as ``<name of the function>.zip``; what it is and what must
be seen of it stands in ``files/archives/expected.yaml``. Beside the attack there is an honest program wherever the
attack leaves room for one: the mark of the honest work must stand.
"""

from __future__ import annotations

import bz2
import gzip
import io
import json
import stat
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

HONEST = "def mse(y, t):\n    return ((y - t) ** 2).mean()\n"
WRONG = "def mse(y, t):\n    return 0.0\n"
ABSOLUTE = "/tmp/nn-grader-written-by-absolute.py"  # noqa: S108 - nobody writes it
_DATE = (2027, 5, 23, 12, 0, 0)
_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"

Entry = tuple[str | zipfile.ZipInfo, bytes | str]
Build = Callable[[], bytes]
_builders: dict[str, Build] = {}


def write(folder: Path) -> None:
    """Write all archives into ``folder``; a secret that some of them lead to is in ``outside`` beside it."""
    for name, build in _builders.items():
        (folder / f"{name}.zip").write_bytes(build())


def zipped(*entries: Entry, method: int = zipfile.ZIP_STORED) -> bytes:
    """A zip of these entries, all of one date, also where a name comes twice."""
    buffer = io.BytesIO()
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(buffer, "w") as archive:
        for name, content in entries:
            info = _info(name) if isinstance(name, str) else name
            archive.writestr(info, content, method)
    return buffer.getvalue()


def _info(name: str, mode: int = stat.S_IFREG | 0o644) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("placeholder", _DATE)
    info.filename = name  # ZipInfo itself would cut it at a NUL
    info.create_system = 3
    info.external_attr = mode << 16
    return info


def _archive(build: Build) -> Build:
    _builders[build.__name__] = build
    return build


def _beside_honest(name: str | zipfile.ZipInfo, content: bytes | str = WRONG) -> bytes:
    return zipped(("work.py", HONEST), (name, content))


# ------------------------------------------------------------------------------------------ names that lead elsewhere


@_archive
def link_to_secret() -> bytes:
    return _beside_honest(_info("zz.py", stat.S_IFLNK | 0o777), "../outside/secret.py")


@_archive
def link_to_folder() -> bytes:
    return zipped(
        ("work.py", HONEST),
        (_info("way", stat.S_IFLNK | 0o777), "../outside"),
        ("way/written_through_link.py", "x = 1"),
    )


@_archive
def dot_dot() -> bytes:
    return _beside_honest("../../../written_by_dot_dot.py")


@_archive
def dot_dot_inside() -> bytes:
    return _beside_honest("a/../../../written_by_dot_dot_inside.py")


@_archive
def backslashes() -> bytes:
    return _beside_honest("..\\..\\written_by_backslashes.py")


@_archive
def absolute() -> bytes:
    return _beside_honest(ABSOLUTE)


@_archive
def drive_letter() -> bytes:
    return _beside_honest("C:\\written_by_drive_letter.py")


@_archive
def network_share() -> bytes:
    return _beside_honest("\\\\server\\share\\written_by_share.py")


@_archive
def somebody_else() -> bytes:
    return zipped(("healthy_program/work.py", WRONG), ("../healthy_program.py", WRONG))


# -------------------------------------------------------------------------------------------------- names that deceive


@_archive
def nul_in_name() -> bytes:
    return _beside_honest("zz.py\0.txt")


@_archive
def newline_in_name() -> bytes:
    return _beside_honest("a\n=1+1\r\n.py", HONEST)


@_archive
def right_to_left_name() -> bytes:
    return _beside_honest("a\u202eyp.exe.py", HONEST)


@_archive
def escape_in_name() -> bytes:
    return _beside_honest("a\x1b[2J\x1b]0;owned\x07\x9b31m.py", HONEST)


@_archive
def markup_in_name() -> bytes:
    return _beside_honest("a<img src=x onerror=alert(1)>`<b>`.py", HONEST)


@_archive
def long_name() -> bytes:
    return _beside_honest("学" * 20_000 + ".py", HONEST)


@_archive
def deep_name() -> bytes:
    return _beside_honest("d/" * 30_000 + "a.py", HONEST)


@_archive
def cp932_names() -> bytes:
    return zipped(("xxxxxxxx.py", HONEST)).replace(b"xxxxxxxx", "課題ソ表".encode("cp932"))


@_archive
def utf8_that_is_none() -> bytes:
    data = bytearray(zipped(("xxx.py", HONEST)).replace(b"xxx.py", b"\xff\xfe\x80.py"))
    for mark, place in ((_LOCAL, 6), (_CENTRAL, 8)):
        data[data.index(mark) + place + 1] |= 0x08
    return bytes(data)


@_archive
def other_name_in_header() -> bytes:
    return _beside_honest("zz.py").replace(b"zz.py", b"aa.py", 1)


@_archive
def name_in_extra_field() -> bytes:
    info = _info("work.py")
    other = b"../../written_by_extra_field.py"
    field = struct.pack("<BL", 1, zlib.crc32(b"work.py")) + other
    info.extra = struct.pack("<HH", 0x7075, len(field)) + field
    return zipped((info, HONEST))


@_archive
def same_name_twice() -> bytes:
    return zipped(("work.py", WRONG), ("work.py", HONEST))


@_archive
def file_and_folder() -> bytes:
    return zipped(("work.py", HONEST), ("work.py/", ""), ("work.py/inner.py", "x = 1"))


# ------------------------------------------------------------------------------------------------------ odd kinds


@_archive
def pipe() -> bytes:
    return zipped((_info("work.py", stat.S_IFIFO | 0o644), HONEST))


@_archive
def device() -> bytes:
    return zipped((_info("work.py", stat.S_IFCHR | 0o644), HONEST))


@_archive
def encrypted() -> bytes:
    data = bytearray(zipped(("work.py", HONEST)))
    for mark, place in ((_LOCAL, 6), (_CENTRAL, 8)):
        data[data.index(mark) + place] |= 1
    return bytes(data)


@_archive
def truncated() -> bytes:
    return zipped(("work.py", HONEST))[:-30]


@_archive
def wrong_checksum() -> bytes:
    return zipped(("work.py", HONEST)).replace(b"mean()", b"sum()#", 1)


@_archive
def other_method() -> bytes:
    return zipped(("work.py", HONEST), method=zipfile.ZIP_LZMA)


@_archive
def gzip_bomb() -> bytes:
    return gzip.compress(bytes(50_000_000), mtime=0)


@_archive
def program_before_it() -> bytes:
    return b"MZ" + bytes(1000) + zipped(("work.py", HONEST))


@_archive
def two_in_one() -> bytes:
    return zipped(("work.py", WRONG)) + zipped(("work.py", HONEST))


@_archive
def script_in_comment() -> bytes:
    buffer = io.BytesIO(zipped(("work.py", HONEST)))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.comment = b"<script>alert(1)</script>" * 2000
    return buffer.getvalue()


# ----------------------------------------------------------------------------------------------------- sizes that lie


@_archive
def bomb() -> bytes:
    return zipped(("work.py", HONEST), ("zz.py", bytes(200_000_000)), method=zipfile.ZIP_DEFLATED)


@_archive
def bomb_in_bzip2() -> bytes:
    packed = bz2.compress(bytes(20_000_000))
    data = _beside_honest("zz.py", packed)
    at = data.rindex(_CENTRAL)
    return data[: at + 10] + struct.pack("<H", zipfile.ZIP_BZIP2) + data[at + 12 :]


@_archive
def bombs_in_bombs() -> bytes:
    data = zipped(("work.py", HONEST))
    for level in range(5):
        data = zipped(*((f"{level}{number}.zip", data) for number in range(8)), method=zipfile.ZIP_DEFLATED)
    return data


@_archive
def overlapping() -> bytes:
    """One piece of data that two hundred entries point to."""
    bomb = zipped(("zz.py", bytes(20_000_000)), method=zipfile.ZIP_DEFLATED)
    at = bomb.index(_CENTRAL)
    entry = bomb[at : bomb.index(_END)]
    return bomb[:at] + 200 * entry + struct.pack("<4s4H2LH", _END, 0, 0, 200, 200, 200 * len(entry), at, 0)


@_archive
def declared_too_small() -> bytes:
    content = b"# " + b"x" * 3_000_000
    return _beside_honest("zz.py", content).replace(struct.pack("<L", len(content)), struct.pack("<L", 10))


@_archive
def declared_too_large() -> bytes:
    size = struct.pack("<L", len(HONEST))
    return zipped(("work.py", HONEST)).replace(size + size, size + struct.pack("<L", 0xFFFFFFF0))


@_archive
def zip64_absurd() -> bytes:
    """Both sizes are in an extra field of 64-bit numbers, and are 2**63."""
    info = _info("work.py")
    info.extra = struct.pack("<HHQQ", 1, 16, 2**63, 2**63)
    data = bytearray(zipped((info, HONEST)))
    for mark, place in ((_LOCAL, 18), (_CENTRAL, 20)):
        at = data.index(mark) + place
        data[at : at + 8] = b"\xff" * 8
    return bytes(data)


@_archive
def directory_of_gigabytes() -> bytes:
    data = bytearray(zipped(("work.py", HONEST)))
    at = data.index(_END)
    data[at + 12 : at + 16] = struct.pack("<L", 0xF0000000)
    return bytes(data)


@_archive
def very_many_members() -> bytes:
    return zipped(*((f"{number:x}.py", "") for number in range(100_000)))


@_archive
def half_pairs_by_the_million() -> bytes:
    cell = {"cell_type": "code", "source": HONEST, "metadata": {"x": "\ud83d" * 3_000_000}, "outputs": []}
    notebook = json.dumps({"nbformat": 4, "cells": [cell]})
    return zipped(("work.ipynb", notebook), method=zipfile.ZIP_DEFLATED)


@_archive
def no_json_at_the_end() -> bytes:
    lines = [f"epoch {number}\n" for number in range(500_000)]
    cell = {"cell_type": "code", "source": HONEST, "outputs": lines, "metadata": {"x": float("nan")}}
    notebook = json.dumps({"nbformat": 4, "cells": [cell]})
    return zipped(("work.ipynb", notebook), method=zipfile.ZIP_DEFLATED)


@_archive
def huge_output() -> bytes:
    picture = {"output_type": "display_data", "data": {"image/png": "A" * 15_000_000}, "metadata": {}}
    cell = {"cell_type": "code", "source": HONEST, "metadata": {}, "outputs": [picture]}
    notebook = json.dumps({"nbformat": 4, "cells": [cell]})
    return zipped(("work.ipynb", notebook), method=zipfile.ZIP_DEFLATED)


@_archive
def set_aside_by_the_million() -> bytes:
    """Notebooks of cells for other languages, each of which would be worth a remark."""
    cells = ",".join(['{"cell_type":"code","source":"%%html"}'] * 5000)
    notebook = f'{{"nbformat":4,"cells":[{cells}]}}'
    return zipped(*((f"{number:03}.ipynb", notebook) for number in range(190)), method=zipfile.ZIP_DEFLATED)


@_archive
def cells_by_the_million() -> bytes:
    cells = ",".join(['{"cell_type":"code","source":"x"}'] * 5000)
    notebook = f'{{"nbformat":4,"cells":[{cells}]}}'
    return zipped(*((f"{number:03}.ipynb", notebook) for number in range(190)), method=zipfile.ZIP_DEFLATED)


@_archive
def newlines_by_the_million() -> bytes:
    files = ((f"{number:03}.py", b"\n" * 290_000) for number in range(190))
    return zipped(("000.py", HONEST), *files, method=zipfile.ZIP_DEFLATED)


@_archive
def lines_of_a_notebook_by_the_million() -> bytes:
    """Notebooks whose sources are lists of millions of lines: each line is a text of its own in memory."""
    lines = ",".join(['"ab"'] * 4_000_000)
    notebook = f'{{"nbformat":4,"cells":[{{"cell_type":"code","source":[{lines}]}}]}}'
    return zipped(("000.py", HONEST), ("work.ipynb", notebook), method=zipfile.ZIP_DEFLATED)
