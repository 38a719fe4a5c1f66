"""Who does the work: whatever it is, the same bytes come out, and one death costs nobody else."""

from __future__ import annotations

import json
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from multiprocessing.reduction import ForkingPickler
from pathlib import Path

import msgspec
import pytest
from conftest import Command, wait_for
from msgspec.structs import replace

from grader import batch, collect
from grader.batch import Done, Executor, LocalProcesses, Origin, Task, ThisProcess, Worker
from grader.errors import GraderError
from grader.grade import Grader, Trace
from grader.make import keys, writing
from grader.records import Submission, encoded
from grader.sandbox import Box

MSE = "import numpy as np\n\n\ndef mse(y, t):\n    return np.mean((y - t) ** 2)\n"
SUMMED = MSE.replace("np.mean", "np.sum")
ELSEWHERE = """
import sys
from grader.batch import Worker
size = int.from_bytes(sys.stdin.buffer.read(8), "big")
recipe, task = sys.stdin.buffer.read(size), sys.stdin.buffer.read()
with Worker(recipe) as worker:
    sys.stdout.buffer.write(worker(task))
"""


class Elsewhere:
    """An executor as somebody else would write it: each task is done by a fresh process that gets bytes alone."""

    def run(self, recipe: bytes, tasks: Iterable[bytes]) -> Iterator[bytes]:
        """Do one task after another."""
        for task in tasks:
            sent = len(recipe).to_bytes(8, "big") + recipe + task
            yield subprocess.run([sys.executable, "-c", ELSEWHERE], input=sent, capture_output=True, check=True).stdout


@pytest.fixture
def handed_in(tmp_path: Path) -> Path:
    folder = tmp_path / "handed_in"
    folder.mkdir()
    for number in range(1, 7):
        (folder / f"s{number:02}.py").write_text(SUMMED if number % 2 else MSE, encoding="utf-8")
    (folder / "s07.ipynb").write_text('{"cells": [', encoding="utf-8")
    return folder


@pytest.fixture
def origin() -> Origin:
    roster = {"s01": "佐藤 葵", "s02": "Ann <Lee>", "s09": "nobody"}
    return Origin(exercise="mse", roster=roster, tier=batch.isolation().tier)


def results(grader: Grader, origin: Origin, handed_in: Path, out: Path, executor: Executor) -> dict[str, bytes]:
    """All that a run writes for people and other programs, by name."""
    handed = collect.discover([handed_in]).handed
    batch.run(grader, handed, origin, out, executor=executor, header=["a test"])
    files = [path for path in out.rglob("*") if path.is_file() and "sqlite" not in path.name]
    return {str(path.relative_to(out)): path.read_bytes() for path in files}


def test_every_executor_gives_the_same_bytes(handed_in: Path, origin: Origin, tmp_path: Path) -> None:
    grader = origin.grader()
    executors: list[Executor] = [ThisProcess(grader), ThisProcess(), LocalProcesses(2, grader), LocalProcesses(3)]
    executors.append(Elsewhere())
    found = [
        results(grader, origin, handed_in, tmp_path / f"out{number}", executor)
        for number, executor in enumerate(executors)
    ]
    assert {"gradebook.csv", "grades.jsonl", "report.html", "feedback/s01.html", "feedback/s07.html"} <= found[0].keys()
    for other in found[1:]:
        assert other == found[0]


def test_a_worker_made_from_bytes_in_a_fresh_process_gives_the_same_bytes(handed_in: Path, origin: Origin) -> None:
    handed, *_ = collect.discover([handed_in]).handed
    task = encoded(Task(collect.load(handed), b""))
    grader = origin.grader()
    recipe = encoded(replace(origin, ring=grader.ring.digest))
    with Worker(recipe, grader) as worker:
        here = worker(task)
    assert list(Elsewhere().run(recipe, [task])) == [here]
    done = msgspec.json.decode(here, type=Done)
    assert done.grade.questions[0].mistakes == ("MSE01",)
    assert "佐藤 葵" in done.page


def test_a_worker_with_other_keys_than_the_run_does_nothing(origin: Origin) -> None:
    with pytest.raises(GraderError, match="not the keys of this run"):
        Worker(encoded(replace(origin, ring="another")))


def test_a_worker_needs_no_file_of_the_student(handed_in: Path, origin: Origin, tmp_path: Path) -> None:
    handed = collect.discover([handed_in]).handed
    tasks = [encoded(Task(collect.load(one), b"")) for one in handed]
    handed_in.rename(tmp_path / "elsewhere")
    grader = origin.grader()
    done = list(ThisProcess(grader).run(encoded(replace(origin, ring=grader.ring.digest)), tasks))
    assert [msgspec.json.decode(one, type=Done).grade.status for one in done].count("unreadable") == 1


def test_a_worker_needs_no_file_of_the_students_keys(tmp_path: Path, origin: Origin) -> None:
    problems, made, folder = origin.problems(), tmp_path / "made", tmp_path / "in"
    writing.write(problems, [("s01", None), ("s02", None)], b"s" * 32, made)
    folder.mkdir()
    for student in ("s01", "s02"):
        key = next(key for key in keys.read(made / "keys" / f"{student}.json") if key.question == "mse.number")
        (folder / f"{student}.py").write_text(f"mse_value = {key.cases[0].expected[0]:.4f}\n", encoding="utf-8")

    class AfterwardsGone:
        def run(self, recipe: bytes, tasks: Iterable[bytes]) -> Iterator[bytes]:
            taken = list(tasks)
            for path in (made / "keys").glob("s0*.json"):
                path.unlink()
            return ThisProcess().run(recipe, taken)

    origin = replace(origin, keys=str(made / "keys"))
    handed = collect.discover([folder]).handed
    done = batch.run(origin.grader(), handed, origin, tmp_path / "out", executor=AfterwardsGone(), header=[])
    graded = {grade.student: {one.id: one.verdict for one in grade.questions} for grade in done.grades}
    assert {student: graded[student]["mse.number"] for student in ("s01", "s02")} == {"s01": "right", "s02": "right"}


def test_nothing_is_pickled(grader: Command, handed_in: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_arguments: object, **_options: object) -> object:
        raise AssertionError("something was pickled")

    for module in (pickle, ForkingPickler):
        monkeypatch.setattr(module, "dumps", refused)
        monkeypatch.setattr(module, "loads", refused)
    ended = grader("grade", handed_in, "--exercise", "mse", "--jobs", 2, "--out", tmp_path / "out", "--json")
    assert ended.status == 0, ended.err
    assert len(json.loads(ended.out)) == 7


def test_work_larger_than_a_pipe_gets_through(grader: Command, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for number in range(9):
        source = MSE + "".join(f"# {line:0100}\n" for line in range(18_000))
        (tmp_path / "in" / f"s{number:02}.py").write_text(source, encoding="utf-8")
    ended = grader("grade", tmp_path / "in", "--exercise", "mse", "--jobs", 2, "--out", tmp_path / "out", "--json")
    assert [record["score"] for record in json.loads(ended.out)] == [1] * 9


def test_who_dies_once_is_graded_all_the_same(
    grader: Command, handed_in: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = Grader.safely

    def dies_once(self: Grader, submission: Submission, box: Box, held: bytes) -> Trace:
        died = tmp_path / f"died {submission.student}"
        if not died.exists():
            died.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return right(self, submission, box, held)

    monkeypatch.setattr(Grader, "safely", dies_once)
    ended = grader("grade", handed_in, "--exercise", "mse", "--jobs", 2, "--out", tmp_path / "out", "--json")
    assert ended.status == 0
    assert [record["score"] for record in json.loads(ended.out)] == [0, 1, 0, 1, 0, 1, 0]


def test_a_fault_in_a_worker_process_is_kept_with_its_traceback(
    grader: Command, handed_in: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object) -> object:
        raise RuntimeError("a fault made by the test")

    monkeypatch.setattr("grader.batch.work.collect.read", broken)
    out = tmp_path / "out"
    ended = grader("grade", handed_in, "--exercise", "mse", "--jobs", 2, "--out", out, "--json")
    assert ended.status == 1
    assert {record["status"] for record in json.loads(ended.out)} == {"grader_error"}
    assert (out / "faults.log").read_text(encoding="utf-8").count("\nRuntimeError: a fault made by the test\n") == 7


def test_who_is_left_out_by_an_executor_is_listed_as_a_fault(handed_in: Path, origin: Origin, tmp_path: Path) -> None:
    class Forgetful:
        def run(self, recipe: bytes, tasks: Iterable[bytes]) -> Iterator[bytes]:
            return ThisProcess().run(recipe, (task for number, task in enumerate(tasks) if number != 1))

    handed = collect.discover([handed_in]).handed
    done = batch.run(origin.grader(), handed, origin, tmp_path / "out", executor=Forgetful(), header=[])
    (lost,) = (grade.student for grade in done.grades if grade.status == "grader_error")
    assert (tmp_path / "out" / "feedback" / f"{lost}.html").is_file()


def test_nobody_can_choose_whose_work_is_run_after_his_own(handed_in: Path, origin: Origin, tmp_path: Path) -> None:
    """What one submission does cannot be read off the clock by an accomplice's that comes next by its name."""

    class Listing:
        def run(self, recipe: bytes, tasks: Iterable[bytes]) -> Iterator[bytes]:  # noqa: ARG002 - an executor's
            orders.append([msgspec.json.decode(task, type=Task).loaded.student for task in tasks])
            return iter(())

    orders: list[list[str]] = []
    handed = collect.discover([handed_in]).handed
    for number in range(2):
        for secret in "abc":
            key = tmp_path / f"{secret}.key"
            key.touch(mode=0o600)
            key.write_text(secret * 64, encoding="ascii")
            keyed = replace(origin, keys=None, course_key=str(key))
            out = tmp_path / f"{secret}{number}"
            batch.run(keyed.grader(), handed, keyed, out, executor=Listing(), header=[])
    assert orders[:3] == orders[3:]
    assert len({tuple(order) for order in orders}) > 1
    assert {frozenset(order) for order in orders} == {frozenset(one.student for one in handed)}


def test_no_more_work_is_loaded_than_is_under_way(handed_in: Path, origin: Origin) -> None:
    loaded = 0

    def tasks() -> Iterator[bytes]:
        nonlocal loaded
        for one in collect.discover([handed_in]).handed:
            loaded += 1
            yield encoded(Task(collect.load(one), b""))

    grader = origin.grader()
    recipe = encoded(replace(origin, ring=grader.ring.digest))
    for back, _ in enumerate(LocalProcesses(2, grader).run(recipe, tasks()), start=1):
        assert loaded <= back + 2 * 2
    assert loaded == 7


def test_workers_end_with_the_main_process(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for number in range(8):
        (tmp_path / "in" / f"s{number}.py").write_text("while True:\n    pass\n", encoding="utf-8")
    command = [sys.executable, "-m", "grader", "grade", str(tmp_path / "in"), "--exercise", "mse", "--jobs", "2"]
    with subprocess.Popen([*command, "--out", str(tmp_path / "out")], stderr=subprocess.DEVNULL) as process:
        workers, boxes = wait_for(lambda: _two_workers(process.pid), "two workers and their boxes")
        process.send_signal(signal.SIGKILL)
        process.wait()
    wait_for(lambda: not any(Path(f"/proc/{pid}").exists() for pid in [*workers, *boxes]), "their end")


def _two_workers(main: int) -> tuple[list[int], list[int]] | None:
    """The worker processes and their boxes, once there are all of them."""
    workers = _children(main)
    boxes = [_children(worker) for worker in workers]
    return (workers, [pid for box in boxes for pid in box]) if len(workers) == 2 and all(boxes) else None


def _children(pid: int) -> list[int]:
    try:
        found = [task.joinpath("children").read_text(encoding="ascii") for task in Path(f"/proc/{pid}/task").iterdir()]
    except OSError:
        return []
    return [int(child) for children in found for child in children.split()]


def test_others_are_graded_while_the_work_of_one_sleeps(origin: Origin, tmp_path: Path) -> None:
    folder = tmp_path / "handed_in"
    folder.mkdir()
    (folder / "s00.py").write_text("import time\ntime.sleep(10**6)\n", encoding="utf-8")
    for number in range(1, 5):
        (folder / f"s{number:02}.py").write_text(MSE, encoding="utf-8")
    grader = origin.grader()
    tasks = [encoded(Task(collect.load(one), b"")) for one in collect.discover([folder]).handed]
    done = LocalProcesses(1, grader).run(encoded(replace(origin, ring=grader.ring.digest)), tasks)
    order = [msgspec.json.decode(one, type=Done).grade.student for one in done]
    assert sorted(order) == ["s00", "s01", "s02", "s03", "s04"]
    assert order[-1] == "s00"
