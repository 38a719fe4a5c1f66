"""The layers of the box one by one: what the system-call filter lets through, and the tier without each layer."""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import re
import signal
from pathlib import Path

import pytest

from grader.sandbox import LAYERS, Box
from grader.sandbox.inside import landlock, restrict, seccomp

AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
HEADERS = {
    "x86_64": Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"),
    "aarch64": Path("/usr/include/asm-generic/unistd.h"),
}
ALLOWED, KILLED = "allowed", "killed"


def verdict(machine: str, number: int, *arguments: int, abi: int | None = None) -> str | int:
    """What the filter says of one system call, by interpreting its instructions as ``linux/filter.h`` defines them."""
    program = seccomp.program(*seccomp._MACHINES[machine])
    data = ctypes.create_string_buffer(64)
    values = [number, AUDIT_ARCH[machine] if abi is None else abi, 0, 0]
    for argument in [*arguments, *[0] * (6 - len(arguments))]:
        values += [argument & 0xFFFFFFFF, argument >> 32]
    for place, value in enumerate(values):
        ctypes.c_uint32.from_buffer(data, 4 * place).value = value
    loaded = at = 0
    while True:
        operation, true, false, constant = program[at]
        match operation:
            case 0x20:
                loaded, step = ctypes.c_uint32.from_buffer(data, constant).value, 0
            case 0x15:
                step = true if loaded == constant else false
            case 0x35:
                step = true if loaded >= constant else false
            case 0x45:
                step = true if loaded & constant else false
            case 0x06:
                return {0x7FFF0000: ALLOWED, 0x80000000: KILLED}.get(constant, constant & 0xFFFF)
            case _:
                pytest.fail(f"unknown instruction {operation:#x}")
        at += 1 + step


def numbers(machine: str) -> dict[str, int]:
    """The system calls of a machine by name, from the kernel's own header."""
    path = HEADERS[machine]
    if not path.exists():
        pytest.skip(f"{path} is not installed (package linux-libc-dev)")
    found = re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)", path.read_text(encoding="ascii"))
    named = {name: int(number) for name, number in found}
    if machine == "aarch64":
        named |= {"newfstatat": named["fstatat"]}
    return named


@pytest.mark.parametrize("machine", HEADERS)
def test_the_tables_are_those_of_the_kernel(machine: str) -> None:
    named = numbers(machine)
    column = seccomp._MACHINES[machine][1]
    tables = [value for name, value in vars(seccomp).items() if isinstance(value, str) and re.search(r":\d+:", value)]
    entries = [entry.split(":") for table in tables for entry in table.split()]
    assert len(entries) > 100
    assert {entry[0]: int(entry[column]) for entry in entries if entry[column] != "-"} == {
        entry[0]: named[entry[0]] for entry in entries if entry[column] != "-"
    }


@pytest.mark.parametrize("machine", HEADERS)
def test_what_computing_needs_is_allowed_and_nothing_else(machine: str) -> None:
    named = numbers(machine)
    allowed = {name for name, number in named.items() if verdict(machine, number) == ALLOWED}
    assert {"read", "write", "mmap", "futex", "getrandom", "exit_group", "openat", "clock_gettime"} <= allowed
    changing = (
        r"fork|clone|exec|kill|ptrace|process_|sock|connect|bind|send|recv|accept|mount|chroot|^set(?!itimer)|keyctl|"
        r"add_key|^shm|^msg|^sem|mq_|io_|bpf|perf|userfaultfd|memfd|pidfd|prctl|seccomp|unshare|landlock|module"
    )
    assert not [name for name in allowed if re.search(changing, name)]


@pytest.mark.parametrize("machine", HEADERS)
def test_files_are_opened_for_reading_only(machine: str) -> None:
    openat = numbers(machine)["openat"]
    assert verdict(machine, openat, 0, 0, os.O_RDONLY | os.O_CLOEXEC) == ALLOWED
    for flag in (os.O_WRONLY, os.O_RDWR, os.O_CREAT, os.O_TRUNC, os.O_APPEND, os.O_TMPFILE):
        assert verdict(machine, openat, 0, 0, flag) == errno.EROFS


@pytest.mark.parametrize("machine", HEADERS)
def test_limits_are_asked_and_lowered_for_the_own_process_only(machine: str) -> None:
    prlimit = numbers(machine)["prlimit64"]
    assert verdict(machine, prlimit, 0, 7) == ALLOWED
    assert verdict(machine, prlimit, 1, 7) == errno.EPERM


@pytest.mark.parametrize("machine", HEADERS)
def test_another_abi_ends_the_process(machine: str) -> None:
    for other in (0x40000003, *AUDIT_ARCH.values()):
        if other != AUDIT_ARCH[machine]:
            assert verdict(machine, 0, abi=other) == KILLED
    assert verdict(machine, 0x40000000 + 59) == KILLED


def test_a_machine_without_a_table_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "machine", lambda: "riscv64")
    with pytest.raises(NotImplementedError, match="riscv64"):
        seccomp.Filter()


def test_a_kernel_without_landlock_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))

    monkeypatch.setattr(landlock, "syscall", refuse)
    with pytest.raises(OSError, match="not implemented"):
        landlock.Ruleset([])


def test_a_probe_that_was_killed_says_nothing_of_the_layers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    layers = restrict.Layers({})
    trace = tmp_path / "trace"

    def tell() -> None:
        if not trace.exists():
            trace.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        os.write(3, b"{}")

    monkeypatch.setattr(layers, "_tell_leaks", tell)
    layers._probe()
    assert trace.exists()
    assert layers.missing == {}


@pytest.mark.parametrize("layer", LAYERS)
def test_a_missing_layer_lowers_the_tier_and_is_named(layer: str) -> None:
    with Box() as box:
        if box.tier != "full":
            pytest.skip(f"this machine has tier {box.tier}: {box.reasons}")
    with Box(without=[layer]) as box:
        assert box.tier == (f"no-{layer}" if layer in ("namespaces", "landlock") else "none")
        assert [reason.partition(":")[0] for reason in box.reasons] == [layer]
