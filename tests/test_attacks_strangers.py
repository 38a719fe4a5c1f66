"""Work that fits nobody on the roster, and results that would get among work or among those of others."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import msgspec
import pytest
import yaml
from conftest import Command
from msgspec import Struct

from grader import batch
from grader.batch import Origin, Store, place
from grader.collect import Handed
from grader.errors import OutputError, RosterError
from grader.words import is_unprintable

HERE = Path(__file__).parent / "attacks" / "files" / "strangers"
MSE = "def mse(y, t):\n    return ((y - t) ** 2).mean()\n"
MSE_ONLY, GD_ONLY = Origin(exercise="mse"), Origin(exercise="gd")


class Class(Struct, frozen=True, forbid_unknown_fields=True):
    """What was handed in, by whom it may be, and what is said of it."""

    handed: tuple[str, ...]
    says: str = ""
    roster: tuple[str, ...] = ("s01,", "s02,", "s03,")
    zipped: bool = False
    stops: bool = True


CLASSES = msgspec.convert(yaml.safe_load((HERE / "expected.yaml").read_text(encoding="utf-8")), dict[str, Class])


def hand_in(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(MSE, encoding="utf-8")
    return folder


def write_roster(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(["student,name", *lines]), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", CLASSES)
def test_most_work_that_fits_nobody_stops_the_run(grader: Command, tmp_path: Path, name: str) -> None:
    one, out = CLASSES[name], tmp_path / "out"
    roster = write_roster(tmp_path / "roster.csv", *one.roster)
    handed = hand_in(tmp_path / "in", *one.handed)
    if one.zipped:
        with zipfile.ZipFile(tmp_path / "in.zip", "w") as packed:
            for path in one.handed:
                packed.write(handed / path, path)
        handed = tmp_path / "in.zip"
    command = ["grade", handed, "--exercise", "mse", "--roster", roster, "--out", out]
    ended = grader(*command)
    assert (ended.status, out.exists()) == ((2, False) if one.stops else (0, True)), ended.err
    assert one.says in ended.err
    assert [c for c in ended.err if c != "\n" and is_unprintable(c)] == []
    if one.stops:
        assert "--strangers" in ended.err
        again = grader(*command, "--strangers", "--json")
        assert again.status == 0
        graded = [row["status"] for row in json.loads(again.out) if row["status"] != "missing"]
        assert (len(graded), "not_on_roster" in graded) == (len(one.handed), True)


@pytest.mark.parametrize(
    ("roster", "handed", "says"),
    [
        (["00123", "00456"], ["123", "456"], "leading zeros"),
        (["123", "456"], ["123.0", "00456"], "leading zeros"),
        (["Sa", "Sb"], ["sA", "SB"], "capital and small letters"),
    ],
)
def test_ids_that_nearly_fit_are_told_as_such(roster: list[str], handed: list[str], says: str) -> None:
    with pytest.raises(RosterError, match=says):
        batch.insist_known([Handed(one, ()) for one in handed], dict.fromkeys(roster, ""))


def test_without_a_roster_nobody_is_a_stranger(grader: Command, tmp_path: Path) -> None:
    handed = hand_in(tmp_path / "in", "hw6_s01.py")
    assert grader("grade", handed, "--exercise", "mse", "--out", tmp_path / "out").status == 0


@pytest.mark.parametrize(
    ("paths", "out"),
    [
        (["in"], "in"),
        (["in"], "in/results"),
        (["in"], "in/s01/results"),
        (["in"], "there/results"),
        (["there"], "in/results"),
        (["in"], "in/../in/results"),
        (["in/s01", "in/s02"], "in"),
        (["in/s03.py"], "in"),
        (["in/s01", "in/s02", "in/results"], "in/results"),
    ],
)
def test_results_are_not_put_among_what_was_handed_in(
    grader: Command, tmp_path: Path, paths: list[str], out: str
) -> None:
    handed = hand_in(tmp_path / "in", "s01/w.py", "s02/w.py", "s03.py")
    if "in/results" in paths:
        (handed / "results").mkdir()
    (tmp_path / "there").symlink_to(handed)
    before = sorted(handed.rglob("*"))
    ended = grader("grade", *(tmp_path / path for path in paths), "--exercise", "mse", "--out", tmp_path / out)
    assert ended.status == 2
    assert "lies among what was handed in" in ended.err
    assert sorted(handed.rglob("*")) == before


@pytest.mark.parametrize("out", ["out", "in2", "."])
def test_results_beside_what_was_handed_in_are_no_harm(grader: Command, tmp_path: Path, out: str) -> None:
    handed = hand_in(tmp_path / "in", "s01.py")
    for _ in range(2):
        ended = grader("grade", handed, "--exercise", "mse", "--out", tmp_path / out)
        assert (ended.status, "1 graded" in " ".join(ended.err.split())) == (0, True), ended.err


def test_a_roster_of_another_class_is_refused_where_results_are(grader: Command, tmp_path: Path) -> None:
    one = write_roster(tmp_path / "one.csv", "s01,", "s02,", "s03,", "s04,")
    other = write_roster(tmp_path / "other.csv", "s01,", "t02,", "t03,", "t04,")
    handed = hand_in(tmp_path / "in", "s01.py", "s02.py")
    of_other = hand_in(tmp_path / "of_other", "s01.py", "t02.py")
    command = ["--exercise", "mse", "--out", tmp_path / "out", "--json"]
    first = grader("grade", handed, "--roster", one, *command)
    assert first.status == 0
    ended = grader("grade", of_other, "--roster", other, *command)
    assert ended.status == 2
    assert "3 of them (s02, s03, s04) are not on this roster: it is of another class" in ended.err
    assert grader("grade", handed, "--roster", one, *command).out == first.out
    assert grader("grade", of_other, "--roster", other, *command, "--replace").status == 0


def test_a_roster_that_grows_or_loses_a_few_is_of_the_same_class(grader: Command, tmp_path: Path) -> None:
    handed = hand_in(tmp_path / "in", "s01.py", "s02.py")
    for number, students in enumerate([("s01,", "s02,", "s03,"), ("s01,", "s02,"), ("s01,", "s02,", "t03,", "t04,")]):
        roster = write_roster(tmp_path / f"{number}.csv", *students)
        ended = grader("grade", handed, "--exercise", "mse", "--roster", roster, "--out", tmp_path / "out")
        assert ended.status == 0, ended.err


def test_two_assignments_that_begin_at_once_do_not_share_a_folder(tmp_path: Path) -> None:
    path = tmp_path / "gradebook.sqlite"
    with Store(path) as one, Store(path) as other:
        place.claim(one, tmp_path, "mse", MSE_ONLY, ["s01"])
        with pytest.raises(OutputError, match="holds grades of mse, and this run is of gd"):
            place.claim(other, tmp_path, "gd", GD_ONLY, ["s01"])
        assert other.origin("gd") is None
        place.claim(other, tmp_path, "mse", MSE_ONLY, ["s01"])


def test_a_folder_is_seen_to_be_free_and_taken_in_one_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, right = tmp_path / "gradebook.sqlite", Store.put_origin
    with Store(path) as one, Store(path) as other:
        other._connection.execute("PRAGMA busy_timeout=0")

        def meanwhile(self: Store, assignment: str, origin: Origin) -> None:
            monkeypatch.setattr(Store, "put_origin", right)
            with pytest.raises(OutputError, match="locked"):
                place.claim(other, tmp_path, "gd", GD_ONLY, ["s01"])
            right(self, assignment, origin)

        monkeypatch.setattr(Store, "put_origin", meanwhile)
        place.claim(one, tmp_path, "mse", MSE_ONLY, ["s01"])
        assert one.assignments() == {"mse"}
