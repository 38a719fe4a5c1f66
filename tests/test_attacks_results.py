"""A folder of results that came from elsewhere: nothing in it is run, waited for or printed as it stands."""

from __future__ import annotations

import os
import resource
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import foreign_results
import msgspec
import pytest
import yaml
from msgspec import Struct

from grader.words import is_unprintable

HERE = Path(__file__).parent / "attacks" / "files" / "results"
CPU_SECONDS = 60
MOST_LINES = 300
MEMORY = 3 << 30
"""Far more than reading takes, far less than a bomb."""


class Expected(Struct, frozen=True, forbid_unknown_fields=True):
    """How ``explain`` must end, and words of what it prints."""

    says: str
    status: int = 2


EXPECTED = msgspec.convert(yaml.safe_load((HERE / "expected.yaml").read_text(encoding="utf-8")), dict[str, Expected])


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command with limits that only something without bounds can reach."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))

    environment = os.environ | {"GRADER_COURSE_KEY": str(folder / "course.key"), "OPENBLAS_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "grader", *arguments]
    return subprocess.run(
        command, cwd=folder, env=environment, check=False, capture_output=True, encoding="utf-8", preexec_fn=limit
    )


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("graded")
    (folder / "in").mkdir()
    (folder / "in" / "s01.py").write_text("def mse(y, t):\n    return ((y - t) ** 2).sum()\n", encoding="utf-8")
    (folder / "course.key").touch(mode=0o600)
    (folder / "course.key").write_text(bytes(32).hex(), encoding="ascii")
    assert run(folder, "grade", "in", "--exercise", "mse", "--out", "out").returncode == 0
    return folder


@pytest.fixture
def place(graded: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(graded, tmp_path / "class"))


def test_every_attack_has_an_expectation_and_the_other_way_round() -> None:
    assert foreign_results.spoilers.keys() == EXPECTED.keys()


@pytest.mark.parametrize("name", EXPECTED)
def test_hostile_results_are_refused_in_one_clear_line(place: Path, name: str) -> None:
    foreign_results.spoilers[name](place / "out")
    ended = run(place, "explain", "out", "s01", "--language", "en")
    expected = EXPECTED[name]
    assert (ended.returncode, expected.says in ended.stderr) == (expected.status, True), ended.stderr
    assert expected.status != 2 or ended.stderr.count("\n") == 1
    assert (ended.stderr + ended.stdout).count("\n") < MOST_LINES
    assert [c for c in ended.stderr + ended.stdout if c != "\n" and is_unprintable(c)] == []
    assert not (place / "was-run").exists()
    assert not (place / "victim").exists()


def test_a_course_that_was_given_is_used(place: Path) -> None:
    foreign_results._origin(place / "out", course=str(place / "elsewhere"))
    own = Path(__file__).parents[1]
    ended = run(place, "explain", "out", "s01", "--course", str(own), "--language", "en")
    assert ended.returncode == 0, ended.stderr


@pytest.mark.parametrize("name", ["book_is_a_link", "book_with_trigger", "book_with_view", "log_of_the_book_is_a_link"])
def test_grading_into_hostile_results_is_refused(place: Path, name: str) -> None:
    foreign_results.spoilers[name](place / "out")
    ended = run(place, "grade", "in", "--exercise", "mse", "--out", "out")
    assert (ended.returncode, EXPECTED[name].says in ended.stderr) == (2, True), ended.stderr
    assert not (place / "victim").exists()


@pytest.mark.parametrize("name", ["feedback", "faults.log", "gradebook.sqlite-journal"])
def test_nothing_is_written_where_a_planted_link_leads(place: Path, name: str) -> None:
    victim = place / "victim"
    victim.mkdir()
    shutil.rmtree(place / "out")
    (place / "out").mkdir()
    (place / "out" / name).symlink_to(victim if name == "feedback" else victim / "new")
    ended = run(place, "grade", "in", "--exercise", "mse", "--out", "out")
    assert (ended.returncode, "link" in ended.stderr) == (2, True), ended.stderr
    assert list(victim.iterdir()) == []


@pytest.mark.parametrize("name", ["feedback/s01.html", "gradebook.csv", "grades.jsonl", "report.html"])
def test_a_link_in_the_place_of_a_result_is_replaced(place: Path, name: str) -> None:
    victim = place / "victim"
    victim.write_text("mine", encoding="utf-8")
    (place / "out" / name).unlink()
    (place / "out" / name).symlink_to(victim)
    assert run(place, "grade", "in", "--exercise", "mse", "--out", "out").returncode == 0
    assert victim.read_text(encoding="utf-8") == "mine"
    assert not (place / "out" / name).is_symlink()


def test_results_are_for_their_owner_only(graded: Path) -> None:
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in [graded / "out", *(graded / "out").rglob("*")]}
    assert {str(path): oct(mode) for path, mode in modes.items() if mode & 0o077} == {}
