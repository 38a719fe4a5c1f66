from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, settings

from grader.cli import main

T = TypeVar("T")

PATIENCE_SECONDS = 600.0
"""For what comes in a moment on an idle machine, and comes at last on a busy one."""

WAITING = 1
"""How many workers there are beside one for each core: many tests wait for what sleeps on purpose."""

settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")


def pytest_xdist_auto_num_workers() -> int:
    """As many workers as cores that this process may use, and those that wait."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return cores + WAITING


def wait_for(look: Callable[[], T | None], what: str) -> T:
    """What ``look`` finds, as soon as there is something."""
    until = time.monotonic() + PATIENCE_SECONDS
    while not (found := look()):
        assert time.monotonic() < until, f"waited for {what}"
        time.sleep(0.002)
    return found


@pytest.fixture(scope="session", autouse=True)
def _temporary_files_apart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Attacks are searched for what they leave in the machine's own folder, while other tests run beside them."""
    folder = tmp_path_factory.mktemp("temporary")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(folder))
        patch.setattr(tempfile, "tempdir", None)
        yield


@dataclass(frozen=True)
class Ended:
    """How a command ended and what it printed."""

    status: int
    out: str
    err: str


Command = Callable[..., Ended]


@pytest.fixture
def grader(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    """Runs a command as a user would; the course key is one of the test's own and is not there at first."""
    monkeypatch.setenv("GRADER_COURSE_KEY", str(tmp_path / "course.key"))

    def run(*arguments: object) -> Ended:
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        printed = capfd.readouterr()
        return Ended(int(ended.value.code or 0), printed.out, printed.err)

    return run


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    """A class of three."""
    path = tmp_path / "roster.csv"
    path.write_text("student\ns01\ns02\ns03\n", encoding="utf-8")
    return path
