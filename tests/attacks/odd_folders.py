"""What no repository can hold: links, pipes, devices and impossible names in the folder of submissions.

Every function below is one student's hand-in, named like the function; what it is and what must be seen of it stands
in ``files/disk/expected.yaml``.
"""

from __future__ import annotations

import os
import socket
import stat
from collections.abc import Callable
from pathlib import Path

from carriers import HONEST, WRONG

Build = Callable[[Path], None]
_builders: dict[str, Build] = {}


def write(folder: Path) -> None:
    """Put everything into ``folder``; the links lead to what is secret in ``outside`` beside it."""
    for name, build in _builders.items():
        build(folder / name)


def _hand_in(build: Build) -> Build:
    _builders[build.__name__] = build
    return build


def _outside(place: Path) -> Path:
    return place.parent.parent / "outside"


def _beside_honest(folder: Path) -> Path:
    folder.mkdir()
    (folder / "work.py").write_text(HONEST, encoding="utf-8")
    return folder


@_hand_in
def file_is_link(place: Path) -> None:
    place.with_suffix(".py").symlink_to(_outside(place) / "secret.py")


@_hand_in
def notebook_is_link(place: Path) -> None:
    place.with_suffix(".ipynb").symlink_to(_outside(place) / "secret.py")


@_hand_in
def archive_is_link(place: Path) -> None:
    place.with_suffix(".zip").symlink_to(_outside(place) / "secret.zip")


@_hand_in
def folder_is_link(place: Path) -> None:
    place.symlink_to(_outside(place))


@_hand_in
def link_beside_honest(place: Path) -> None:
    (_beside_honest(place) / "zz.py").symlink_to(_outside(place) / "secret.py")


@_hand_in
def link_to_itself(place: Path) -> None:
    (_beside_honest(place) / "zz.py").symlink_to("zz.py")


@_hand_in
def link_to_own_folder(place: Path) -> None:
    (_beside_honest(place) / "again").symlink_to(place)


@_hand_in
def link_to_memory(place: Path) -> None:
    (_beside_honest(place) / "zz.py").symlink_to("/proc/self/environ")


@_hand_in
def pipe_beside_honest(place: Path) -> None:
    os.mkfifo(_beside_honest(place) / "zz.py")


@_hand_in
def socket_beside_honest(place: Path) -> None:
    _beside_honest(place)
    here = os.open(place, os.O_RDONLY)
    try:
        with socket.socket(socket.AF_UNIX) as door:
            door.bind(f"/proc/self/fd/{here}/zz.py")  # the address may have 107 bytes only
    finally:
        os.close(here)


@_hand_in
def device_beside_honest(place: Path) -> None:
    """An endless file; only root can make one, everybody else a pipe."""
    kind, number = (stat.S_IFCHR, os.makedev(1, 5)) if os.geteuid() == 0 else (stat.S_IFIFO, 0)
    os.mknod(_beside_honest(place) / "zz.py", kind | 0o644, number)


@_hand_in
def folder_named_like_a_program(place: Path) -> None:
    folder = _beside_honest(place) / "zz.py"
    folder.mkdir()
    (folder / "inner.py").write_text("x = 1", encoding="utf-8")


@_hand_in
def very_deep(place: Path) -> None:
    deepest = _beside_honest(place).joinpath(*["d"] * 40)
    deepest.mkdir(parents=True)
    (deepest / "zz.py").write_text(WRONG, encoding="utf-8")


@_hand_in
def very_many_programs(place: Path) -> None:
    copies = _beside_honest(place) / "copies"
    copies.mkdir()
    for number in range(250):
        (copies / f"{number}.py").write_text("x = 1", encoding="utf-8")


@_hand_in
def names_of_bytes(place: Path) -> None:
    _beside_honest(place)
    for name in (b"\xff\xfe\x80\xa0.py", b"\x83\\\x1b[2J.py", b"\xed\xa0\x80.py"):
        Path(os.fsdecode(os.fsencode(place) + b"/" + name)).write_text("x = 1", encoding="utf-8")


@_hand_in
def somebody_elses_name(place: Path) -> None:
    place.mkdir()
    (place / "healthy_program.py").write_text(WRONG, encoding="utf-8")


@_hand_in
def hidden(place: Path) -> None:
    place.mkdir()
    (place / ".work.py").write_text(HONEST, encoding="utf-8")


@_hand_in
def sparse(place: Path) -> None:
    with (_beside_honest(place) / "zz.py").open("wb") as file:
        file.truncate(1 << 36)
