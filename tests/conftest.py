from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from grader.cli import main


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
