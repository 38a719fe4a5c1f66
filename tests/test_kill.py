"""Processes killed from outside: nobody's marks suffer, nothing finished is lost, and nothing is left running."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

import pytest
import suite
from conftest import PATIENCE_SECONDS, wait_for
from traces import adopt, descendants

Target = Literal["zygote", "child", "worker"]

STUDENTS = 16
KILLS = 4
"""How many processes of one run are killed, unless it ends before that: on a busy machine the test may be too slow."""
SEEDS = range(3)
MOST_FOR_ONE_BOX = 2
"""A submission whose child is lost a third time is given up."""
DELAY = 0.05
"""The longest time between what is waited for and a kill, as a part of the time that a run takes."""

ASSIGNMENT = """
id: killed
title: {ja: 中断, en: Killed}
exercises:
  - {exercise: sse, points: {function: 1}}
  - {exercise: mse, points: {function: 1}}
"""
RIGHT = """
import os, time
import numpy as np
time.sleep(0.05)
def sse(y, t):
    return np.sum((y - t) ** 2)
def mse(y, t):
    return np.mean((y - t) ** 2)
"""
WORK = (
    RIGHT,
    RIGHT.replace("np.mean", "np.sum"),
    RIGHT.replace("0.05", "0.5"),
    RIGHT.replace("return np.mean", "time.sleep(0.02); return np.mean"),
    RIGHT.replace("return np.sum", "os._exit(3); return np.sum"),
    RIGHT.replace("y - t", "y - T"),
    RIGHT.replace("sse", "sum_of_squares"),
)
ATTACKS = (
    "arrays/wild_pointer",
    "endings/abort",
    "endings/endless_loop",
    "endings/exit_five_times",
    "endings/kill_itself",
    "endings/segmentation_fault",
    "filesystem/create",
    "floods/many_errors",
    "floods/print",
    "frames/more_results",
    "frames/other_question",
    "introspection/stack",
    "memory/array",
    "network/tcp",
    "objects/exception_endless",
    "patching/harness_functions",
    "processes/daemon",
    "processes/signal_everybody",
)
"""Of each kind some, whose end is the same on any machine."""


@pytest.fixture(autouse=True)
def _nothing_left() -> Iterator[None]:
    """No process of a test goes on after it; orphans, too, are seen."""
    before = descendants()
    adopt(orphans=True)
    yield
    try:
        wait_for(lambda: descendants() <= before, "all processes of the test to be gone")
    finally:
        for process in descendants() - before:
            os.kill(process, signal.SIGKILL)
        adopt(orphans=False)


# ----------------------------------------------------------------------- a run


@dataclass(frozen=True)
class Class:
    """What a class handed in, and what comes out if nobody disturbs."""

    folder: Path
    results: dict[str, bytes]
    seconds: float

    def start(self, out: Path) -> subprocess.Popen[bytes]:
        """Grade it, telling in ``told`` beside ``out`` what the command tells."""
        return _start(self.folder, out)


def _start(folder: Path, out: Path) -> subprocess.Popen[bytes]:
    command: list[str | Path] = [
        "grade",
        folder / "handed_in",
        "--assignment",
        folder / "killed.yaml",
        "--jobs",
        "2",
        "--out",
        out,
    ]
    environment = os.environ | {"GRADER_COURSE_KEY": str(folder / "course.key")}
    with out.with_name("told").open("wb") as told:
        return subprocess.Popen([sys.executable, "-m", "grader", *command], stderr=told, env=environment)


def hand_in(folder: Path, works: dict[str, str], assignment: str) -> Class:
    """A class that hands in these works, by student, and what comes out if nobody disturbs."""
    (folder / "killed.yaml").write_text(assignment, encoding="utf-8")
    (folder / "handed_in").mkdir()
    for student, work in works.items():
        (folder / "handed_in" / f"{student}.py").write_text(work, encoding="utf-8")
    began = time.monotonic()
    assert _start(folder, folder / "out").wait(PATIENCE_SECONDS) == 0
    return Class(folder, results(folder / "out"), time.monotonic() - began)


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory: pytest.TempPathFactory) -> Class:
    works = {f"s{number:02}": WORK[number % len(WORK)] for number in range(STUDENTS)}
    return hand_in(tmp_path_factory.mktemp("class"), works, ASSIGNMENT)


def results(out: Path) -> dict[str, bytes]:
    """All that a run has written but the gradebook's own file."""
    found = {str(path.relative_to(out)): path.read_bytes() for path in out.rglob("*") if path.is_file()}
    return {name: content for name, content in found.items() if not name.startswith("gradebook.sqlite")}


def kept(out: Path) -> dict[str, bytes]:
    """The finished grades, by student."""
    try:
        with contextlib.closing(sqlite3.connect(f"file:{out}/gradebook.sqlite?mode=ro", uri=True)) as connection:
            return dict(connection.execute("SELECT student, record FROM grades"))
    except sqlite3.OperationalError:
        return {}


class Process(NamedTuple):
    """A process of a run; ``boxed`` where it is a zygote or a child of one."""

    parent: int
    boxed: bool


def processes() -> dict[int, Process]:
    """Everything that descends from the test."""
    found = {}
    for number in descendants():
        with contextlib.suppress(OSError):
            parent = int(Path(f"/proc/{number}/stat").read_text(errors="replace").rpartition(")")[2].split()[1])
            boxed = b"inside.launch" in Path(f"/proc/{number}/cmdline").read_bytes()
            found[number] = Process(parent, boxed)
    return found


def victims(main: int, target: Target) -> dict[int, int]:
    """The processes of one kind that a run has now, and for each the child of ``main`` that it is or descends from."""
    everything = processes()
    found = {}
    for number, process in everything.items():
        parent = everything.get(process.parent)
        kind = "worker" if process.parent == main else ""
        if process.boxed:
            kind = "child" if parent is not None and parent.boxed else "zygote"
        if kind == target:
            branch = number
            while branch in everything and everything[branch].parent != main:
                branch = everything[branch].parent
            found[number] = branch
    return found


def ended(run: subprocess.Popen[bytes]) -> bool:
    return run.poll() is not None


def candidates(run: subprocess.Popen[bytes], target: Target, hits: Counter[int]) -> list[tuple[int, int]]:
    """What of a run can be killed now, each with its branch."""
    return sorted(one for one in victims(run.pid, target).items() if hits[one[1]] < MOST_FOR_ONE_BOX)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("target", ["zygote", "child", "worker"])
def test_a_run_completes_by_itself_whatever_of_it_is_killed(
    handed_in: Class, tmp_path: Path, target: Target, seed: int
) -> None:
    chance = random.Random(f"{target} {seed}")
    out = tmp_path / "out"
    hits: Counter[int] = Counter()
    finished: dict[str, bytes] = {}
    with handed_in.start(out) as run:
        while hits.total() < KILLS and not ended(run):
            least = len(finished) + chance.randint(min(hits.total(), 1), 2)
            wait_for(lambda: ended(run) or len(kept(out)) >= least, f"{least} grades")  # noqa: B023 - called in this round
            time.sleep(chance.random() * DELAY * handed_in.seconds)
            wait_for(lambda: ended(run) or candidates(run, target, hits), f"a {target}")
            assert finished.items() <= kept(out).items()
            finished = kept(out)
            if found := candidates(run, target, hits):
                victim, branch = chance.choice(found)
                with contextlib.suppress(ProcessLookupError):
                    os.kill(victim, signal.SIGKILL)
                hits[branch] += 1
    assert hits
    assert run.returncode == 0
    assert finished.items() <= kept(out).items()
    assert results(out) == handed_in.results


def kill_again_and_again(work: Class, out: Path, kills: int, chance: random.Random) -> dict[str, bytes]:
    """Kill a run so often, each time go on with the same command, and give the grades that stood after the last."""
    finished: dict[str, bytes] = {}
    killed = 0
    for _ in range(kills):
        least = len(finished) + chance.randint(0, 2)
        with work.start(out) as run:
            wait_for(lambda: ended(run) or victims(run.pid, "zygote"), "a zygote")
            wait_for(lambda: ended(run) or len(kept(out)) >= least, f"{least} grades")  # noqa: B023 - the same
            time.sleep(chance.random() * DELAY * work.seconds)
            others = processes().keys() - {run.pid}
            run.kill()
        killed += run.returncode == -signal.SIGKILL
        wait_for(lambda: others.isdisjoint(descendants()), "the processes of the run to be gone")  # noqa: B023
        assert finished.items() <= kept(out).items()
        finished = kept(out)
    assert killed
    return finished


@pytest.mark.parametrize("seed", SEEDS)
def test_a_run_that_is_killed_goes_on_with_the_same_command(handed_in: Class, tmp_path: Path, seed: int) -> None:
    out = tmp_path / "out"
    finished = kill_again_and_again(handed_in, out, KILLS, random.Random(seed))
    assert handed_in.start(out).wait(PATIENCE_SECONDS) == 0
    assert f"{len(finished)} unchanged since an earlier run" in out.with_name("told").read_text(encoding="utf-8")
    assert finished.items() <= kept(out).items()
    assert results(out) == handed_in.results


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Class:
    folder = tmp_path_factory.mktemp("hostile")
    attacks = {name.replace("/", "-"): suite.files()[name].read_text(encoding="utf-8") for name in ATTACKS}
    honest = {f"honest-{number}": work for number, work in enumerate(WORK)}
    return hand_in(folder, attacks | honest, f"{ASSIGNMENT}limits: {{cpu_seconds: 0.5, wall_seconds: 20.0}}\n")


def test_hostile_and_honest_work_has_the_same_grades_however_often_the_run_is_killed(
    hostile: Class, tmp_path: Path
) -> None:
    calm, resumed = tmp_path / "calm", tmp_path / "resumed"
    assert hostile.start(calm).wait(PATIENCE_SECONDS) == 0
    kill_again_and_again(hostile, resumed, 3, random.Random(3))
    assert hostile.start(resumed).wait(PATIENCE_SECONDS) == 0
    for name in ("gradebook.csv", "grades.jsonl"):
        assert (calm / name).read_bytes() == hostile.results[name]
        assert (resumed / name).read_bytes() == hostile.results[name]
