"""What is said of the isolation, and what is not run without it."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from conftest import Command, wait_for

from grader import batch
from grader.demo.odd import HOSTILE
from grader.errors import SandboxError
from grader.sandbox import Box

MSE = "import numpy as np\n\n\ndef mse(y, t):\n    return np.mean((y - t) ** 2)\n"
WHY = "a reason made by the test"


@pytest.fixture
def handed_in(tmp_path: Path) -> Path:
    folder = tmp_path / "handed_in"
    folder.mkdir()
    for student in ("s01", "s02"):
        (folder / f"{student}.py").write_text(MSE, encoding="utf-8")
    return folder


@pytest.fixture
def nothing_to_isolate_with(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which the box of Linux cannot be built."""

    def refused(*_arguments: object, **_options: object) -> object:
        raise SandboxError(WHY)

    monkeypatch.setattr("grader.sandbox.box.Zygote", refused)


@pytest.mark.usefixtures("nothing_to_isolate_with")
def test_without_isolation_nobodys_work_is_graded(grader: Command, tmp_path: Path) -> None:
    (tmp_path / "s01.py").write_text(f"open({str(tmp_path / 'trace')!r}, 'w')\n{MSE}", encoding="utf-8")
    ended = grader("grade", tmp_path / "s01.py", "--exercise", "mse", "--out", tmp_path / "out", "--json")
    assert ended.status == 2
    for needed in (WHY, "read the answers", "change files and marks", "Landlock", "WSL", "--no-isolation"):
        assert needed in ended.err
    assert ended.out == ""
    assert not (tmp_path / "out").exists()
    assert not (tmp_path / "trace").exists()


@pytest.mark.usefixtures("nothing_to_isolate_with")
@pytest.mark.parametrize("jobs", [1, 2])
def test_no_isolation_grades_and_says_everywhere_what_it_means(
    grader: Command, handed_in: Path, tmp_path: Path, jobs: int
) -> None:
    out = tmp_path / "out"
    ended = grader("grade", handed_in, "--exercise", "mse", "--jobs", jobs, "--out", out, "--no-isolation", "--json")
    assert ended.status == 0
    told = batch.Isolation("none", (WHY,)).told
    assert "read the answers" in told
    assert WHY in told
    assert told in ended.err
    assert [record["tier"] for record in json.loads(ended.out)] == ["none", "none"]
    _assert_tier_kept(out, "none", WHY)


def test_every_grade_is_kept_with_the_tier_that_was_found(grader: Command, handed_in: Path, tmp_path: Path) -> None:
    found = batch.isolation()
    out = tmp_path / "out"
    ended = grader("grade", handed_in, "--exercise", "mse", "--out", out, "--no-isolation")
    assert found.told in ended.err
    _assert_tier_kept(out, found.tier, f"isolation {found.tier}")


def _assert_tier_kept(out: Path, tier: str, line: str) -> None:
    lines = (out / "grades.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(one)["tier"] for one in lines] == [tier, tier]
    with contextlib.closing(sqlite3.connect(out / "gradebook.sqlite")) as connection:
        kept = connection.execute("SELECT record FROM grades").fetchall()
    assert [json.loads(record)["tier"] for (record,) in kept] == [tier, tier]
    assert line in (out / "report.html").read_text(encoding="utf-8")


def test_grades_made_with_isolation_stand_when_it_is_lost(
    grader: Command, handed_in: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    found = batch.isolation()
    command = ["grade", handed_in, "--exercise", "mse", "--out", tmp_path / "out", "--no-isolation", "--json"]
    grader(*command)
    request.getfixturevalue("nothing_to_isolate_with")
    (handed_in / "s02.py").write_text(f"{MSE}\n", encoding="utf-8")
    ended = grader(*command)
    assert ended.status == 0
    assert [record["tier"] for record in json.loads(ended.out)] == [found.tier, "none"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_worker_without_the_isolation_of_the_run_grades_nothing(
    grader: Command, handed_in: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    monkeypatch.setattr(batch, "isolation", lambda _packages: batch.Isolation("full"))
    monkeypatch.setattr("grader.batch.work.Box", partial(Box, plain=True))
    out = tmp_path / "out"
    ended = grader("grade", handed_in, "--exercise", "mse", "--jobs", jobs, "--out", out)
    assert ended.status == 2
    assert "isolation of this run is full" in ended.err
    assert not list((out / "feedback").iterdir())


@pytest.mark.usefixtures("nothing_to_isolate_with")
@pytest.mark.parametrize(("language", "words"), [("ja", "隔離"), ("en", "isolation")])
def test_a_students_own_check_runs_without_isolation_and_says_so(
    grader: Command, tmp_path: Path, language: str, words: str
) -> None:
    (tmp_path / "work.py").write_text(MSE, encoding="utf-8")
    ended = grader("check", tmp_path / "work.py", "--language", language)
    assert ended.status == 0
    assert words in ended.err.splitlines()[0]


@pytest.mark.usefixtures("nothing_to_isolate_with")
def test_the_demo_has_no_hostile_students_where_nothing_holds_them_back(grader: Command, tmp_path: Path) -> None:
    ended = grader("demo", "--students", 6, "--out", tmp_path / "demo")
    assert ended.status == 0
    assert "hostile work is left out" in ended.err
    assert "6 of 6" in ended.err
    sixth = (tmp_path / "demo" / "handed_in" / "s006" / "kinds.ipynb").read_text(encoding="utf-8")
    assert HOSTILE[5].body not in sixth


WITHOUT = """
import multiprocessing, numpy, os, pathlib, signal, subprocess, sys, tempfile
sys.platform = "win32"
os.O_BINARY = os.O_NOINHERIT = 0
sys.modules.update(dict.fromkeys(("fcntl", "grp", "pwd", "resource", "termios")))
for module, names in (
    (os, "fork killpg memfd_create pidfd_open O_NOFOLLOW O_NONBLOCK O_CLOEXEC EX_SOFTWARE WIFEXITED sched_getaffinity"),
    (signal, "setitimer SIGXCPU SIGALRM SIGPROF pidfd_send_signal"),
):
    for name in names.split():
        delattr(module, name)
"""
"""Takes away what Python has on Linux and not on Windows."""

CHECK = """
from grader.cli import main
from grader.sandbox import plain
plain._BOOT = plain._BOOT.replace("; from", f"\\n{WITHOUT}\\nfrom")
main(["check", sys.argv[1], "--exercise", "mse", "--json"])
"""


def test_check_needs_nothing_that_windows_lacks(tmp_path: Path) -> None:
    path = tmp_path / "work.py"
    path.write_text(MSE.replace("return", "while True: pass\n    return"), encoding="utf-8")
    script = (
        f"import click, concurrent.futures.process, rich.progress, zoneinfo\nWITHOUT = {WITHOUT!r}\n{WITHOUT}\n{CHECK}"
    )
    done = subprocess.run([sys.executable, "-c", script, path], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    record = json.loads(done.stdout)
    assert record["tier"] == "none"
    assert record["questions"][0]["verdict"] == "timeout"


ENDLESS = """
from grader.records import Cell, Limits
from grader.sandbox import host
from grader.sandbox.jobs import Jobs
from grader.sandbox.plain import PlainChild
child = PlainChild((), host.package_folders(["numpy"]))
jobs = Jobs([Cell("while True: pass", "cell 1")], Limits(cpu_seconds=600), [])
child.connection.sendall(jobs.first([], [], 600))
print(child._process.pid, flush=True)
child.status()
"""


def test_a_plain_process_ends_with_the_one_that_started_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with subprocess.Popen([sys.executable, "-c", ENDLESS], stdout=subprocess.PIPE, text=True) as started:
        assert started.stdout is not None
        command_line = Path(f"/proc/{int(started.stdout.readline())}/cmdline")
        assert b"inside.plain" in command_line.read_bytes()
        started.kill()

    def ended() -> bool:
        with contextlib.suppress(OSError):
            return b"inside.plain" not in command_line.read_bytes()
        return True

    wait_for(ended, "the process to end")
