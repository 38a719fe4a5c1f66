"""Finding and reading what was handed in: whatever it is, it ends as a submission and is never run."""

from __future__ import annotations

import io
import json
import os
import pickle
import zipfile
from collections.abc import Sequence
from contextlib import nullcontext, suppress
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from IPython.core.inputtransformer2 import TransformerManager
from openpyxl import Workbook

from grader.collect import (
    RosterEntry,
    Times,
    caps,
    discover,
    load,
    read,
    read_roster,
    read_times,
    shown_name,
    student_id,
)
from grader.collect.ipython import File, Read, read_cell, read_lines, read_program
from grader.errors import RosterError, SubmissionError
from grader.handing import NEVER_LATE, Handing
from grader.records import Cell, Handout, Submission, Wanted

TOKYO = ZoneInfo("Asia/Tokyo")
HANDING = Handing(due=datetime(2027, 5, 23, 23, 59, tzinfo=TOKYO), zone=TOKYO)
STARTER = "def mse(y, t):\n    # write here\n    return None\n"
ANSWER = "def mse(y, t):\n    return ((y - t) ** 2).mean()\n"
WANTED = (
    Wanted("mse.function", "mse", STARTER),
    Wanted("mse.number", "mse_value", "mse_value = None\n"),
)


Json = dict[str, Any]


def collect(
    *paths: Path, times: Times | None = None, handing: Handing = NEVER_LATE, known: Sequence[str] = ()
) -> dict[str, Submission]:
    found = discover(paths, times, handing, known)
    return {handed.student: read(load(handed), WANTED) for handed in found.handed}


def only(*paths: Path) -> Submission:
    (submission,) = collect(*paths).values()
    return submission


def label(cell: Cell) -> str:
    return cell.label if isinstance(cell.label, str) else cell.label.en


def write(path: Path, content: str | bytes = ANSWER) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def code(source: str | list[str], question: str | None = None) -> Json:
    metadata = {"grader": {"question": question}} if question else {}
    return {"cell_type": "code", "source": source, "metadata": metadata, "outputs": [], "execution_count": None}


def notebook(*cells: Json, **metadata: object) -> str:
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": list(cells)})


def zipped(path: Path, *entries: tuple[str, bytes | str], compression: int = zipfile.ZIP_DEFLATED) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return path


def zip_bytes(*entries: tuple[str, bytes | str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return buffer.getvalue()


def refusal(submission: Submission) -> str:
    assert not submission.cells
    assert submission.refusal is not None
    assert submission.refusal.ja != submission.refusal.en
    return submission.refusal.en


def remarks(submission: Submission) -> str:
    assert submission.refusal is None
    return "\n".join(remark.en for remark in submission.remarks)


# ------------------------------------------------------------------------------------------------- whose files


LAYOUTS = {
    "flat": (("s01.py", "s02.py"), ["s01", "s02"]),
    "folders": (("s01/work.py", "s02/homework.py"), ["s01", "s02"]),
    "mixed": (("s02.py", "s01/work.py"), ["s01", "s02"]),
    "one student's folder": (("s01/work.py",), ["s01"]),
    "capital suffix": (("s01.PY",), ["s01"]),
    "full-width digits": (("s０１.py", "s０２/work.py"), ["s01", "s02"]),
    "what systems leave behind": (
        ("s01/work.py", "s01/.ipynb_checkpoints/work.py", "__MACOSX/s01/._work.py", ".DS_Store", "s01/~$x.py"),
        ["s01"],
    ),
}


@pytest.mark.parametrize("packed", [False, True], ids=["folder", "zip"])
@pytest.mark.parametrize(("files", "students"), LAYOUTS.values(), ids=LAYOUTS)
def test_students_are_told_apart_by_the_names_of_files_and_folders(
    tmp_path: Path, files: tuple[str, ...], students: list[str], *, packed: bool
) -> None:
    if packed:
        path = zipped(tmp_path / "export.zip", *((name, ANSWER) for name in files))
    else:
        path = tmp_path / "export"
        for name in files:
            write(path / name)
    found = collect(path)
    assert list(found) == students
    assert all(len(submission.cells) == 1 for submission in found.values())


@pytest.mark.parametrize("files", [("hw6/s01.py", "hw6/s02.py"), ("hw6/s01/a.py", "hw6/s02/b.py")])
def test_a_zip_may_hold_one_folder_around_all_students(tmp_path: Path, files: tuple[str, ...]) -> None:
    path = zipped(tmp_path / "export.zip", ("hw6/", ""), ("README.md", ""), *((name, ANSWER) for name in files))
    assert list(collect(path)) == ["s01", "s02"]


def test_the_roster_settles_whether_a_folder_is_a_student(tmp_path: Path) -> None:
    roster = ["s01", "s02"]
    path = zipped(tmp_path / "x.zip", ("s01/a.py", ANSWER), ("s01/b.py", ANSWER))
    assert [handed.student for handed in discover([path]).handed] == ["a", "b"]
    (handed,) = discover([path], known=roster).handed
    assert handed.student == "s01"
    assert [source.name for source in handed.sources] == ["a.py", "b.py"]

    write(tmp_path / "hw6" / "inner" / "s01.py")
    write(tmp_path / "hw6" / "inner" / "s02.py")
    assert [handed.student for handed in discover([tmp_path / "hw6"]).handed] == ["inner"]
    assert [handed.student for handed in discover([tmp_path / "hw6"], known=roster).handed] == roster

    own = zipped(tmp_path / "s02.zip", ("work.py", ANSWER))
    assert [handed.student for handed in discover([own], known=roster).handed] == ["s02"]


def test_files_of_one_student_run_in_the_order_of_their_names(tmp_path: Path) -> None:
    write(tmp_path / "s01" / "b.ipynb", notebook(code("x = 1"), code(["y = 2\n", "z = 3"])))
    write(tmp_path / "s01" / "a.py", "w = 0")
    submission = only(tmp_path)
    assert [(label(cell), cell.source) for cell in submission.cells] == [
        ("a.py", "w = 0"),
        ("b.ipynb, cell 1", "x = 1"),
        ("b.ipynb, cell 2", "y = 2\nz = 3"),
    ]
    assert submission.files == ("a.py", "b.ipynb")


def test_what_is_no_code_is_named_and_never_hides_the_rest(tmp_path: Path) -> None:
    write(tmp_path / "class" / "s01" / "work.docx")
    write(tmp_path / "class" / "s02.pdf")
    write(tmp_path / "class" / "s03" / "work.py")
    write(tmp_path / "class" / "s03" / "plot.png")
    (tmp_path / "class" / "s04").mkdir()
    write(tmp_path / "class" / "roster.csv")
    write(tmp_path / "class" / "README.txt")
    found = discover([tmp_path / "class"])
    submissions = collect(tmp_path / "class")
    assert list(submissions) == ["s01", "s02", "s03", "s04"]
    assert all("No .py or .ipynb" in refusal(submissions[student]) for student in ("s01", "s02", "s04"))
    assert "plot.png" in remarks(submissions["s03"])
    assert len(found.warnings) == 1
    assert "README.txt, roster.csv" in found.warnings[0]


def test_a_path_without_submissions_is_an_error_only_when_there_is_no_other(tmp_path: Path) -> None:
    good = write(tmp_path / "class" / "s01.py").parent
    broken = write(tmp_path / "broken.zip", b"PK\x03\x04 nothing")
    empty = tmp_path / "empty"
    empty.mkdir()
    found = discover([broken, good, empty], known=["s01"])
    assert [handed.student for handed in found.handed] == ["s01"]
    assert [warning.split()[0].rsplit("/")[-1] for warning in found.warnings] == ["broken.zip", "empty:"]
    for path in (broken, empty):
        with pytest.raises(SubmissionError, match=path.name):
            discover([path])
    with pytest.raises(SubmissionError, match=r"gone\.py"):
        discover([good, tmp_path / "gone.py"])


@pytest.mark.parametrize(
    ("name", "student"),
    [
        (" ｓ０１　", "s01"),
        ("s01\u200b\ufeff", "s01"),
        ("／etc／passwd", "_etc_passwd"),
        ("．．", "_."),
        ("か\u3099", "が"),
        ("\u3000", ""),
    ],
)
def test_ids_are_one_spelling_and_safe_as_names_of_files(name: str, student: str) -> None:
    assert student_id(name) == student


def test_long_ids_stay_different_and_fit_a_file_name() -> None:
    one, other = student_id("学" * 5000 + "1"), student_id("学" * 5000 + "2")
    assert one != other
    assert len(one.encode()) < 200


@given(st.text())
def test_ids_and_labels_are_safe_whatever_the_name(name: str) -> None:
    student = student_id(name)
    assert student_id(student) == student
    assert not set(student) & set('/\\\0\n\r\u202e"<>')
    assert not student.startswith(".")
    assert len(student.encode()) <= 150
    assert not set(shown_name(name)) & set("\0\n\r\x1b\u202e\u2028")


def test_labels_cannot_turn_a_terminal_or_a_page_around(tmp_path: Path) -> None:
    write(tmp_path / "s01" / "a\u202eyp.\x1b[2J.py")
    submission = only(tmp_path)
    assert submission.cells[0].label == submission.files[0] == "a\ufffdyp.\ufffd[2J.py"


def test_what_is_sent_to_a_worker_is_small_and_comes_back_equal(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", ("s01.py", b"#" * 1_000_000 + b"\nx = 1"), ("s02.py", ANSWER))
    handed = discover([path]).handed[0]
    sent = pickle.dumps(handed)
    assert len(sent) < 2000
    assert pickle.loads(sent) == handed  # noqa: S301


# ---------------------------------------------------------------------------------------------------- attempts


def times(*rows: tuple[str, str, str]) -> Times:
    found: dict[str, tuple[tuple[str, datetime], ...]] = {}
    for student, file, moment in rows:
        found[student] = (*found.get(student, ()), (file, datetime.fromisoformat(moment).replace(tzinfo=TOKYO)))
    return Times(found)


IN_TIME = "before the deadline"
UNKNOWN = "no hand-in time was known"
ATTEMPTS = {
    "last in time": ({"s01.py": "2027-05-23T10:00", "s01.ipynb": "2027-05-22T10:00"}, "s01.py", IN_TIME),
    "one is late": ({"s01.py": "2027-05-24T00:00", "s01.ipynb": "2027-05-23T23:59:59"}, "s01.ipynb", IN_TIME),
    "all late": ({"s01.py": "2027-05-26T00:00", "s01.ipynb": "2027-05-25T00:00"}, "s01.py", "all after the deadline"),
    "no times": ({}, "s01.py", UNKNOWN),
    "known in time wins": ({"s01.ipynb": "2027-05-22T10:00"}, "s01.ipynb", IN_TIME),
    "unknown is better than late": ({"s01.py": "2027-05-25T00:00"}, "s01.ipynb", UNKNOWN),
    "ends of the calendar": (
        {"s01.py": "9999-12-31T23:59", "s01.ipynb": "0001-01-01T00:00"},
        "s01.ipynb",
        IN_TIME,
    ),
    "one row for all files": ({"": "2027-05-22T10:00"}, "s01.py", IN_TIME),
}


@pytest.mark.parametrize(("moments", "counts", "why"), ATTEMPTS.values(), ids=ATTEMPTS)
def test_one_attempt_counts_and_the_remark_says_which(
    tmp_path: Path, moments: dict[str, str], counts: str, why: str
) -> None:
    write(tmp_path / "s01.ipynb", notebook(code("x = 1")))
    write(tmp_path / "s01.py", "x = 2")
    table = times(*(("s01", file, moment) for file, moment in moments.items()))
    (submission,) = collect(tmp_path, times=table, handing=HANDING).values()
    assert submission.files == (counts,)
    assert len(submission.cells) == 1
    assert why in remarks(submission)
    assert counts in remarks(submission)


def test_attempts_in_two_zips_are_told_apart_by_the_zip(tmp_path: Path) -> None:
    first = zipped(tmp_path / "first.zip", ("s01/work.py", "x = 1"), ("s02.py", ANSWER))
    second = zipped(tmp_path / "second.zip", ("s01/work.py", "x = 2"), ("s03.py", ANSWER))
    table = times(
        ("s01", "first/s01/work.py", "2027-05-23T10:00"),
        ("s01", "second/s01/work.py", "2027-05-25T10:00"),
        ("s02", "", "2027-05-20T10:00"),
    )
    roster = ["s01", "s02", "s03"]
    found = collect(first, second, times=table, handing=HANDING, known=roster)
    assert list(found) == ["s01", "s02", "s03"]
    assert found["s01"].cells[0].source == "x = 1"
    assert found["s01"].submitted_at == datetime(2027, 5, 23, 10, tzinfo=TOKYO)
    assert "first/s01" in remarks(found["s01"])
    assert found["s02"].submitted_at == datetime(2027, 5, 20, 10, tzinfo=TOKYO)
    assert found["s03"].submitted_at is None
    assert found["s03"].remarks == ()
    assert collect(first, second, known=roster)["s01"].cells[0].source == "x = 2"


@pytest.mark.parametrize("module", ["2027-05-20T10:00", "2027-05-22T10:00"])
def test_editions_in_one_folder_count_by_their_own_times(tmp_path: Path, module: str) -> None:
    write(tmp_path / "s01" / "hw.ipynb", notebook(code("x = 1")))
    write(tmp_path / "s01" / "hw 再提出.ipynb", notebook(code("import utils")))
    write(tmp_path / "s01" / "utils.py", "y = 1")
    rows = {"hw.ipynb": "2027-05-20T10:00", "hw 再提出.ipynb": "2027-05-21T10:00", "utils.py": module}
    (submission,) = collect(
        tmp_path, times=times(*(("s01", f"s01/{name}", at) for name, at in rows.items())), handing=HANDING
    ).values()
    assert submission.files == ("hw 再提出.ipynb", "utils.py")
    assert [name.rpartition("/")[2] for name in submission.others] == ["hw.ipynb"]
    assert submission.submitted_at == datetime(2027, 5, 21, 10, tzinfo=TOKYO)


def test_the_same_file_named_twice_is_one_attempt(tmp_path: Path) -> None:
    path = write(tmp_path / "s01.py")
    assert only(path, path, tmp_path / "." / "s01.py").remarks == ()


def test_an_attempt_without_code_never_takes_the_place_of_one_with_code(tmp_path: Path) -> None:
    write(tmp_path / "s01.py")
    write(tmp_path / "s01.txt", "see the other file")
    assert only(tmp_path).files == ("s01.py",)


# --------------------------------------------------------------------------------------------------- encodings

JAPANESE = "s = '表示ソ'\n"

FULL_WIDTH = "#　一　全角　空白\nx = 1\n"

ENCODINGS = {
    "utf-8": (JAPANESE.encode(), JAPANESE, ""),
    "utf-8 with BOM": (b"\xef\xbb\xbf" + JAPANESE.encode(), JAPANESE, ""),
    "utf-16 le": (b"\xff\xfe" + JAPANESE.encode("utf-16-le"), JAPANESE, "UTF-16-LE"),
    "utf-16 be": (b"\xfe\xff" + JAPANESE.encode("utf-16-be"), JAPANESE, "UTF-16-BE"),
    "utf-16 without BOM": (JAPANESE.encode("utf-16-le"), JAPANESE, "UTF-16-LE"),
    "utf-16 be without BOM": (JAPANESE.encode("utf-16-be"), JAPANESE, "UTF-16-BE"),
    "mostly Japanese utf-16": (FULL_WIDTH.encode("utf-16-le"), FULL_WIDTH, "UTF-16-LE"),
    "mostly Japanese utf-16 be": (FULL_WIDTH.encode("utf-16-be"), FULL_WIDTH, "UTF-16-BE"),
    "utf-16 of the West": ("s = 'Größe €'\r\n".encode("utf-16-le"), "s = 'Größe €'\n", "UTF-16-LE"),
    "utf-16 with emoji": ("s = '🎉🎉'\n".encode("utf-16-be"), "s = '🎉🎉'\n", "UTF-16-BE"),
    "utf-16 without lines": ("x = 1".encode("utf-16-be"), "x = 1", "UTF-16-BE"),
    "windows-1252": ("s = 'Größe'  # mesuré à Genève\n".encode("cp1252"), "s = 'Größe'  # mesuré à Genève\n", "CP1252"),
    "signs of windows-1252": ("# Größe – 5°\nx = 1\n".encode("cp1252"), "# Größe – 5°\nx = 1\n", "CP1252"),
    "cp932": (JAPANESE.encode("cp932"), JAPANESE, "CP932"),
    "cookie": (f"# coding: euc-jp\n{JAPANESE}".encode("euc-jp"), f"# coding: euc-jp\n{JAPANESE}", "EUC_JP"),
    "wrong cookie": (f"# coding: ascii\n{JAPANESE}".encode("cp932"), f"# coding: ascii\n{JAPANESE}", "CP932"),
    "windows newlines": (b"x = 1\r\ny = 2\r", "x = 1\ny = 2\n", ""),
}  # fmt: skip


@pytest.mark.parametrize(("data", "text", "told"), ENCODINGS.values(), ids=ENCODINGS)
def test_a_file_is_read_in_whatever_encoding_it_was_saved(tmp_path: Path, data: bytes, text: str, told: str) -> None:
    submission = only(write(tmp_path / "s01.py", data))
    assert submission.cells[0].source == text
    assert (told in remarks(submission)) if told else submission.remarks == ()


UNREADABLE = {
    "NUL": ("s.py", b"x = 1\0", "cannot be read as text"),
    "NUL of an even file": ("s.py", b"print('hello world')\0\n", "cannot be read as text"),
    "numbers of two bytes": ("s.py", bytes(range(33, 133)) + bytes([0, 48]) * 50, "cannot be read as text"),
    "half of utf-16": ("s.py", "x = 1\n".encode("utf-16-le")[:-1], "cannot be read as text"),
    "utf-32": ("s.py", "x = 1\n".encode("utf-32-le"), "cannot be read as text"),
    "two NULs": ("s.py", b"x = 1\0y = 2\0", "cannot be read as text"),
    "no encoding fits": ("s.py", b"x = '\xff\x81'\xfe\x81", "cannot be read as text"),
    "decompressing cookie": ("s.py", b"# coding: zlib\n\xff\x81\xfe", "cannot be read as text"),
    "nothing": ("s.py", b"", "holds no code"),
    "only comments": ("s.py", "# 氏名\n\n   \n".encode(), "holds no code"),
    "empty notebook": ("s.ipynb", notebook().encode(), "holds no code"),
    "notebook of magics": ("s.ipynb", notebook(code("%matplotlib inline")).encode(), "holds no code"),
    "not JSON": ("s.ipynb", b'{\n "nbformat": 4,\n "cells": [<<<<<<< HEAD\n]}', "damaged on line 3"),
    "cut off": ("s.ipynb", b'{\n "nbformat": 4,\n', "damaged on line 3"),
    "other JSON": ("s.ipynb", b"[1, 2]", "form of a notebook"),
    "wrong types": ("s.ipynb", b'{"nbformat": 4, "cells": [{"cell_type": 3}]}', "form of a notebook"),
    "deep JSON": ("s.ipynb", b'{"x":' + b"[" * 100_000, "form of a notebook"),
    "old notebook": ("s.ipynb", b'{"nbformat": 3, "worksheets": [{"cells": []}]}', "format 3"),
    "zip called notebook": ("s.ipynb", zip_bytes(("a.py", ANSWER)), "is a zip, whatever its name says"),
    "zip called program": ("s.py", zip_bytes(("a.py", ANSWER)), "is a zip, whatever its name says"),
    "Word called notebook": (
        "s.ipynb",
        zip_bytes(("[Content_Types].xml", "x"), ("word/d.xml", "")),
        "of an office program",
    ),
    "Writer called program": (
        "s.py",
        zip_bytes(("mimetype", "application/x"), ("content.xml", "")),
        "of an office program",
    ),
    "old Word called program": ("s.py", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "of an office program"),
    "rich text called program": ("s.py", b"{\\rtf1\\ansi x = 1}", "of an office program"),
    "PDF called notebook": ("s.ipynb", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "is a PDF"),
    "PNG called program": ("s.py", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is a picture"),
    "JPEG called notebook": ("s.ipynb", b"\xff\xd8\xff\xe0\0\x10JFIF\0", "is a picture"),
    "HEIC called program": ("s.py", b"\0\0\0\x18ftypheic\0\0\0\0", "is a picture"),
    "RAR called notebook": ("s.ipynb", b"Rar!\x1a\x07\x01\0", "is an archive that is not read"),
    "too many cells": ("s.ipynb", notebook(*[code("x")] * 5001).encode(), "too many cells"),
    "too much code": ("s.ipynb", notebook(code("x = 1\n" * 800_000)).encode(), "too much code"),
}


@pytest.mark.parametrize(("name", "data", "told"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_read_is_told_and_costs_nobody_else(tmp_path: Path, name: str, data: bytes, told: str) -> None:
    write(tmp_path / name, data)
    write(tmp_path / "zz.py")
    found = collect(tmp_path)
    assert told in refusal(found["s"])
    assert name in refusal(found["s"])
    assert found["zz"].refusal is None


def test_a_good_file_is_read_although_another_is_not(tmp_path: Path) -> None:
    write(tmp_path / "s01" / "a.py", b"\0")
    write(tmp_path / "s01" / "b.py")
    submission = only(tmp_path)
    assert [label(cell) for cell in submission.cells] == ["b.py"]
    assert "a.py cannot be read as text" in remarks(submission)


# ------------------------------------------------------------------------------------------------- hostile disk


@pytest.mark.parametrize(("name", "limit"), [("s01.py", "2 MB"), ("s01.ipynb", "20 MB"), ("s01.zip", "20 MB")])
def test_large_files_are_refused_and_not_read(tmp_path: Path, name: str, limit: str) -> None:
    path = tmp_path / name
    with path.open("wb") as file:
        file.truncate(50_000_000)
    assert f"too large (limit {limit})" in refusal(only(tmp_path))


def test_links_pipes_and_closed_files_are_refused(tmp_path: Path) -> None:
    secret = write(tmp_path / "keys" / "secret.py", "answer = 42")
    folder = tmp_path / "class"
    folder.mkdir()
    (folder / "s01.py").symlink_to(secret)
    (folder / "s02").symlink_to(secret.parent)
    os.mkfifo(folder / "s03.py")
    write(folder / "s04" / "work.py")
    (folder / "s04" / "link.py").symlink_to(secret)
    found = collect(folder)
    assert "is a link" in refusal(found["s01"])
    assert "is a link" in refusal(found["s02"])
    assert "not an ordinary file" in refusal(found["s03"])
    assert [cell.source for cell in found["s04"].cells] == [ANSWER]
    assert "link.py is a link" in remarks(found["s04"])


def test_files_without_permission_are_told(tmp_path: Path) -> None:
    closed = write(tmp_path / "s01.py")
    closed.chmod(0)
    if os.access(closed, os.R_OK):
        pytest.skip("this user may open everything")
    write(tmp_path / "s02" / "work.py").parent.chmod(0)
    found = collect(tmp_path)
    (tmp_path / "s02").chmod(0o700)
    assert "could not be opened" in refusal(found["s01"])
    assert "could not be opened" in refusal(found["s02"])


def test_a_file_that_became_a_link_after_it_was_found_is_not_followed(tmp_path: Path) -> None:
    path = write(tmp_path / "class" / "s01.py")
    (handed,) = discover([tmp_path / "class"]).handed
    path.unlink()
    path.symlink_to(write(tmp_path / "secret.py", "answer = 42"))
    assert "could not be opened" in refusal(read(load(handed), WANTED))


def test_names_on_the_disk_that_are_no_utf8_are_read_as_cp932(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/" + "表.py".encode("cp932")
    Path(os.fsdecode(path)).write_text(ANSWER)
    assert only(tmp_path).student == "表"


def test_too_many_files_of_one_student(tmp_path: Path) -> None:
    for number in range(201):
        write(tmp_path / "s01" / f"{number:03}.py", "x = 1")
    submission = only(tmp_path)
    assert "There are more than 200 files, so that these were not read: 200.py." in remarks(submission)
    assert submission.others == ("200.py",)


@pytest.mark.parametrize("zipped_up", [0, 1])
def test_of_too_many_files_the_notebooks_and_those_of_few_folders_are_read(tmp_path: Path, zipped_up: int) -> None:
    copies = [(f"aaa_old/t{number:03}.py", "x = 1") for number in range(250)]
    answers = [("a.txt", ""), ("work.py", ANSWER), ("z/book.ipynb", notebook(code("mse_value = 1", "mse.number")))]
    if zipped_up:
        zipped(tmp_path / "s01" / "all.zip", *copies, *answers)
        write(tmp_path / "s01" / "beside.py", "mse_value = 2")
    else:
        for name, text in [*copies, *answers]:
            write(tmp_path / "s01" / name, text)
    (handed,) = discover([tmp_path]).handed
    loaded = load(handed)
    names = [file.name.removeprefix("all.zip/") for file in loaded.files if file.kind in caps.READ]
    last = 196 if zipped_up else 198
    assert names[:last] == [name for name, _ in copies[:last]]
    assert names[last:] == ["work.py", "z/book.ipynb", *(["beside.py"] if zipped_up else [])]
    assert [name.removeprefix("all.zip/") for name in loaded.others] == [name for name, _ in copies[last:]]
    submission = read(loaded, WANTED)
    assert {ANSWER, "mse_value = 1"} <= {cell.source for cell in submission.cells}
    assert set(loaded.others) <= set(submission.others)


def test_of_too_many_entries_all_that_is_not_looked_into_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(caps, "ENTRIES", 20)
    write(tmp_path / "s01" / "work.py")
    for number in range(30):
        write(tmp_path / "s01" / "a_many" / f"{number}.py")
    write(tmp_path / "s01" / "b" / "other.py")
    submission = only(tmp_path)
    assert submission.files == ("work.py",)
    assert set(submission.others) == {"a_many", "b"}
    assert "so that a_many was not looked into" in remarks(submission)
    assert "so that b was not looked into" in remarks(submission)


# -------------------------------------------------------------------------------------------------- hostile zips


def old_zip(path: Path, name: bytes, content: bytes) -> Path:
    """A zip as old Windows programs write it: bytes of the local code page, and no flag that says which."""
    placeholder = "x" * len(name)
    zipped(path, (placeholder, content))
    data = path.read_bytes().replace(placeholder.encode(), name)
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("encoding", ["cp932", "utf-8"])
def test_names_in_old_archives_are_japanese(tmp_path: Path, encoding: str) -> None:
    path = old_zip(tmp_path / "x.zip", "山田ソ表/課題.py".encode(encoding), ANSWER.encode())
    submission = only(path)
    assert submission.student == "山田ソ表"
    assert submission.files == ("課題.py",)


def test_names_that_point_outside_are_refused_and_nothing_is_written(tmp_path: Path) -> None:
    folder = tmp_path / "in" / "deep"
    path = zipped(
        folder / "x.zip",
        ("../../evil.py", ANSWER),
        ("/abs.py", ANSWER),
        ("s01/../../evil.py", ANSWER),
        ("C:\\evil.py", ANSWER),
        ("s02\\work.py", ANSWER),
        ("s03.py", ANSWER),
    )
    found = discover([path])
    submissions = collect(path)
    assert list(submissions) == ["s01", "s02", "s03"]
    assert "points outside" in refusal(submissions["s01"])
    assert submissions["s02"].files == ("work.py",)
    assert "evil.py" in found.warnings[0]
    assert "abs.py" in found.warnings[0]
    assert sorted(file.name for file in tmp_path.rglob("*") if file.is_file()) == ["x.zip"]


def test_a_zip_bomb_is_cut_off(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", ("s01.py", bytes(200_000_000)), ("s02.py", ANSWER))
    assert path.stat().st_size < 1_000_000
    found = collect(path)
    assert "too large" in refusal(found["s01"])
    assert found["s02"].refusal is None


def test_many_large_files_together_are_cut_off(tmp_path: Path) -> None:
    large = notebook({**code("x = 1"), "outputs": ["A" * 15_000_000]})
    inner = zip_bytes(*((f"{number}.ipynb", large) for number in range(6)))
    submission = only(zipped(tmp_path / "x.zip", ("s01/work.zip", inner)))
    assert [label(cell) for cell in submission.cells] == [f"work.zip/{number}.ipynb, cell 1" for number in range(4)]
    assert "too large together (limit 60 MB)" in remarks(submission)


def test_many_long_programs_together_are_cut_off(tmp_path: Path) -> None:
    program = "x = 1\n" * 300_000
    path = zipped(
        tmp_path / "x.zip", ("s01/a.py", program), ("s01/b.py", program), ("s01/c.py", program), ("s02.py", ANSWER)
    )
    submission = collect(path)["s01"]
    assert [label(cell) for cell in submission.cells] == ["a.py", "b.py"]
    assert "With c.py there is too much code" in remarks(submission)


def test_a_declared_size_is_not_believed(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", ("s01.py", b"x" * 3_000_000), ("s02.py", ANSWER))
    size = (3_000_000).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(size, (10).to_bytes(4, "little")))
    found = collect(path)
    assert "s01.py" in refusal(found["s01"])
    assert found["s02"].refusal is None


def test_encrypted_broken_linked_and_exotic_entries_are_the_students_problem(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("s03.py")
    link.create_system = 3
    link.external_attr = 0o120777 << 16
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("s01.py", "ENCRYPT ME")
        archive.writestr("s02.py", "BREAK ME")
        archive.writestr(link, "/etc/passwd")
        archive.writestr("s04.py", ANSWER, zipfile.ZIP_LZMA)
        archive.writestr("s05.py", ANSWER)
    data = bytearray(path.read_bytes().replace(b"BREAK ME", b"BROKEN!!", 1))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    found = collect(path)
    assert "password" in refusal(found["s01"])
    assert "damaged" in refusal(found["s02"])
    assert "link" in refusal(found["s03"])
    assert "cannot be read" in refusal(found["s04"])
    assert found["s05"].refusal is None


def test_a_students_zip_is_opened_one_level_deep(tmp_path: Path) -> None:
    inner = zip_bytes(("hw/b.ipynb", notebook(code("x = 1"))), ("hw/a.py", "w = 0"), ("hw/deeper.zip", zip_bytes()))
    path = zipped(
        tmp_path / "class.zip", ("s01/work.zip", inner), ("s02.zip", zip_bytes(("work.py", ANSWER))), ("s03.zip", b"PK")
    )
    found = collect(path)
    assert [label(cell) for cell in found["s01"].cells] == ["work.zip/hw/a.py", "work.zip/hw/b.ipynb, cell 1"]
    assert "zip inside a zip" in remarks(found["s01"])
    assert found["s02"].files == ("s02.zip/work.py",)
    assert "could not be opened as a zip" in refusal(found["s03"])


def test_an_archive_of_very_many_entries_is_refused(tmp_path: Path) -> None:
    many = zip_bytes(*((f"{number}.py", "") for number in range(30_000)))
    path = zipped(tmp_path / "class.zip", ("s01.zip", many), ("s02.py", ANSWER))
    found = collect(path)
    assert "too many files" in refusal(found["s01"])
    assert found["s02"].refusal is None
    (tmp_path / "many.zip").write_bytes(many)
    with pytest.raises(SubmissionError, match="too many files"):
        discover([tmp_path / "many.zip"])


# ---------------------------------------------------------------------------------------------------- notebooks


def cells_of(tmp_path: Path, *cells: Json) -> list[tuple[str, str | None]]:
    submission = only(write(tmp_path / "s01.ipynb", notebook(*cells)))
    return [(label(cell), cell.question) for cell in submission.cells]


def test_cells_keep_their_numbers_and_tell_their_question(tmp_path: Path) -> None:
    markdown: Json = {"cell_type": "markdown", "source": "# mse", "metadata": {}}
    assert cells_of(
        tmp_path,
        markdown,
        code("import numpy as np"),
        code(""),
        code("mse_value = 0.25", "mse.number"),
        markdown,
        code(ANSWER, "mse.function"),
    ) == [("cell 1", None), ("cell 3", "mse.number"), ("cell 4", "mse.function")]


def test_a_lost_question_is_found_by_the_name_that_is_asked_for(tmp_path: Path) -> None:
    odd = {**code(ANSWER), "metadata": {"grader": ["?"]}}
    assert cells_of(
        tmp_path,
        code("mse_value: float = 0.25"),
        odd,
        code("mse_value == 3"),
        code(f"{ANSWER}mse_value = 1"),
        code(ANSWER, "someone.else"),
    ) == [
        ("cell 1", "mse.number"),
        ("cell 2", "mse.function"),
        ("cell 3", None),
        ("cell 4", None),
        ("cell 5", "mse.function"),
    ]


def test_an_untouched_copy_never_takes_the_place_of_the_answer(tmp_path: Path) -> None:
    starter = code(STARTER.replace("\n", "\n\n"), "mse.function")
    assert cells_of(tmp_path, code(ANSWER, "mse.function"), starter) == [("cell 1", "mse.function")]
    assert cells_of(tmp_path, code(ANSWER), starter) == [("cell 1", "mse.function")]
    assert cells_of(tmp_path, starter) == [("cell 1", "mse.function")]
    assert cells_of(tmp_path, code("", "mse.function"), starter) == [("cell 2", "mse.function")]


def test_an_untouched_notebook_beside_a_program_is_left_out(tmp_path: Path) -> None:
    write(tmp_path / "s01" / "answer.py")
    write(tmp_path / "s01" / "homework.ipynb", notebook(code(STARTER, "mse.function")))
    assert [label(cell) for cell in only(tmp_path).cells] == ["answer.py"]


def test_outputs_and_unknown_keys_are_passed_over(tmp_path: Path) -> None:
    cell = {**code("x = 1"), "outputs": [{"data": {"image/png": "A" * 100_000}}], "attachments": {"a": 1}, "id": 7}
    assert cells_of(tmp_path, cell) == [("cell 1", None)]


@pytest.mark.parametrize(
    ("written", "source"),
    [
        (r"s = 'NaN -Infinity'", "s = 'NaN -Infinity'"),
        (r"s = \"NaN\" # \\", 's = "NaN" # \\'),
        (r"s = '\ud83d\ude00 \ud83d \ude00'", "s = '\U0001f600 \ufffd \ufffd'"),
        (r"s = '\\ud83d'", r"s = '\ud83d'"),
        (r"s = '\\\ud83d'", "s = '\\\ufffd'"),
    ],
)
def test_what_is_no_json_is_mended_and_nothing_else(tmp_path: Path, written: str, source: str) -> None:
    cell = f'{{"cell_type": "code", "execution_count": NaN, "outputs": [-Infinity, Infinity], "source": "{written}"}}'
    submission = only(write(tmp_path / "s01.ipynb", f'{{"nbformat": 4, "cells": [{cell}]}}'))
    assert [cell.source for cell in submission.cells] == [source]


def test_a_character_that_no_program_has_costs_its_cell_alone(tmp_path: Path) -> None:
    submission = only(write(tmp_path / "s01.ipynb", notebook(code("x = 1\0"), code(ANSWER, "mse.function"))))
    assert [cell.source for cell in submission.cells] == ["x = 1\ufffd", ANSWER]


def test_what_is_set_aside_is_told(tmp_path: Path) -> None:
    cells = code("%%bash\nrm -rf /"), code("%%time\nx = 1\n%matplotlib inline\n!ls"), code("%%writefile a.csv\n1")
    submission = only(write(tmp_path / "s01.ipynb", notebook(*cells)))
    assert [(label(cell), cell.source) for cell in submission.cells] == [("cell 2", "\nx = 1\npass\npass")]
    assert "it was not run: `%%bash`, `%matplotlib inline`, `!ls`, `%%writefile a.csv`" in remarks(submission)


READ = {
    "%matplotlib inline": "pass",
    "!pip install x": "pass",
    "!pip install \\\n  x\ny = 1": "pass\n\ny = 1",
    "name = !ls": "pass",
    "%timeit f()": "pass",
    "%time x = f()": "x = f()",
    "name = %time f()": "name = f()",
    "    %%time\n    a, b = %time f()": "\na, b = f()",
    "%time -q x = f()": "x = f()",
    "%run -i ./helper.py": "__run__('./helper.py', True)",
    "%run helper": "__run__('helper')",
    "%run 'my losses.ipynb' 3  # all": "__run__('my losses.ipynb')",
    "%prun -s cumtime x = f()": "x = f()",
    "d['v'] = %time f()": "d['v'] = f()",
    "time x = f()": "x = f()",
    "pwd": "pass",
    "%run ../helper.py": "__run__('../helper.py')",
    "?np": "pass",
    "np.mean?": "pass",
    "np.mean??": "pass",
    "pip install numpy": "pass",
    "if x:\n    !ls\nelse:\n    %cd ..": "if x:\n    pass\nelse:\n    pass",
    "get_ipython().run_line_magic('matplotlib', 'inline')": "pass",
    "get_ipython().run_line_magic('time', 'x = \\'1\\'')": "x = '1'",
    "x = get_ipython().run_line_magic('time', 'f()')": "x = f()",
    "get_ipython().run_line_magic('time', 'x\\ny')": "pass",
    "get_ipython().magic('time x = 1')": "x = 1",
    "get_ipython().system('ls')": "pass",
    "s = '''\n%matplotlib\n'''\n%matplotlib": "s = '''\n%matplotlib\n'''\npass",
    "s = 'it''s'  # don't\n!ls": "s = 'it''s'  # don't\npass",
    ">>> def f(x):\n...     return x\n...\n>>> f(1)\n1": "def f(x):\n    return x\n\nf(1)\n1",
    "# mine\nIn [7]: def f(x):\n   ...:     return x\n   ...:": "# mine\ndef f(x):\n    return x\n",
    "  x = 1\n  if x:\n      y = 2\nz = 3": "x = 1\nif x:\n    y = 2\nz = 3",
    "# time it\n%%time\nx = 1": "# time it\n\nx = 1",
    "%%capture out\n%%time\nx = 1": "\n\nx = 1",
}
UNTOUCHED = [
    "x = (a\n   % b)",
    "x = (a\n   %b)",
    "x = a \\\n  %b",
    "x = [a,  # (\n %b]",
    '"""\n!ls\n"""',
    "s = 'a\\\n%b'",
    "s = r'''\n?'''",
    'print("a=!b")',
    "x = y  # why?",
    "s = 'why?'",
    "x = a != b",
    "x = a % b",
    "pip = 3",
    "'''a''''b'\nx = '%d' % 3",
    "get_ipython().run_cell_magic('x', '', '''\ny''')",
]


@pytest.mark.parametrize(("source", "python"), READ.items())
def test_a_cell_is_read_as_ipython_reads_it(source: str, python: str) -> None:
    assert read_cell(source).pieces == (python,)


@pytest.mark.parametrize("source", UNTOUCHED)
def test_python_is_left_as_it_is(source: str) -> None:
    assert read_cell(source) == Read((source,))


TYPED = st.lists(st.sampled_from(["x = 1", "if x:", "    y = 2", "# z", "", "s = 'it'", "f(", ")"]), max_size=5)


@given(TYPED, st.sampled_from(["", "  ", ">>> ", "In [3]: "]))
def test_pasted_code_is_read_as_ipython_reads_it(lines: list[str], prompt: str) -> None:
    assume(next((line for line in lines if line and line[0] != "#"), " ")[:1] != " ")
    more = {">>> ": "... ", "In [3]: ": "   ...: "}.get(prompt, prompt)
    source = "\n".join((more if number else prompt) + line for number, line in enumerate(lines))
    expected = TransformerManager().transform_cell(source)  # type: ignore[no-untyped-call] # it has no types
    (python,) = read_cell(source).pieces
    assert python.strip() == expected.strip()


@pytest.mark.parametrize(
    ("source", "file"),
    [
        ("%%writefile mse.py\nx = 1", File("mse.py", "\nx = 1")),
        ("# file\n%%writefile -a 'my losses.py'\nx = 1", File("my losses.py", "\n\nx = 1", appended=True)),
        ("get_ipython().run_cell_magic('writefile', 'a.py', 'x = 1\\ny = 2\\n')", File("a.py", "\nx = 1\ny = 2\n")),
    ],
)
def test_a_cell_may_write_a_file(source: str, file: File) -> None:
    assert read_cell(source).files == (file,)


def test_exported_cells_keep_the_lines_of_what_follows() -> None:
    source = "import a\nget_ipython().run_cell_magic('time', '', 'x = 1\\ny = 2\\n')\nz = 3\n%%html"
    read = read_program(source)
    assert read.pieces == ("import a", "\n\nx = 1\ny = 2\n", "\n\nz = 3\npass")
    assert read_program("get_ipython().run_cell_magic('html', '', '<b>')").aside == ("%%html",)


def test_very_many_exported_cells_stay_small() -> None:
    read = read_program("get_ipython().run_cell_magic('time', '', 'x')\n" * 40_000)
    assert sum(map(len, read.pieces)) < 20 * caps.MEGABYTE


@given(st.text(alphabet="ab =%!?'\"#()[]\\\n\t"))
def test_setting_aside_keeps_the_number_of_lines_and_settles_at_once(source: str) -> None:
    (once,) = read_lines(source).pieces
    assert once.count("\n") == source.count("\n")
    assert read_lines(once).pieces == (once,)


# ----------------------------------------------------------------------------------------------------- handouts

HASH = "0123456789abcdef" * 4


def handouts_of(tmp_path: Path, said: object) -> tuple[Handout, ...]:
    return only(
        write(tmp_path / "s01.ipynb", notebook(code("x = 1"), widgets={"a": "w" * 200_000}, grader=said))
    ).handouts


def test_a_notebook_says_whose_handout_it_was_and_with_which_variants(tmp_path: Path) -> None:
    said = {"assignment": "week1", "student": "ｓ01", "variants": {"mse.number": HASH, "no.question": HASH}}
    assert handouts_of(tmp_path, said) == (Handout("s01", "week1", {"mse.number": HASH}),)
    assert handouts_of(tmp_path, {"student": "s02"}) == (Handout("s02", "", {}),)


@pytest.mark.parametrize(
    "said",
    [
        None,
        [],
        "s01",
        {},
        {"student": 1},
        {"student": "s01", "variants": [HASH]},
        {"student": "s01", "variants": {"mse.number": HASH.upper()}},
        {"student": "s01", "variants": {"mse.number": HASH + "0"}},
        {"student": "s01", "variants": {"mse.number": HASH[1:] + "\n"}},
        {"student": "s01", "variants": {"mse.number": {"a": HASH}}},
        {"student": "s01", "variants": {f"mse.number{number}": HASH for number in range(1000)}},
    ],
    ids=lambda said: repr(said)[:60],
)
def test_what_is_no_word_of_a_handout_is_passed_over(tmp_path: Path, said: object) -> None:
    assert handouts_of(tmp_path, said) == ()


def test_several_notebooks_say_one_after_the_other_what_they_were(tmp_path: Path) -> None:
    for name, student in (("a", "s01"), ("b", "s02")):
        said = {"student": student, "variants": {"mse.number": HASH}}
        write(tmp_path / "s01" / f"{name}.ipynb", notebook(code(f"{name} = 1"), grader=said))
    write(tmp_path / "s01" / "c.py")
    assert [handout.student for handout in only(tmp_path).handouts] == ["s01", "s02"]


# ------------------------------------------------------------------------------------------------------- digest


def test_the_digest_follows_names_and_bytes_and_nothing_else(tmp_path: Path) -> None:
    def digest(folder: str, *files: tuple[str, str]) -> str:
        for name, content in files:
            write(tmp_path / folder / "s01" / name, content)
        return only(tmp_path / folder).digest

    original = digest("a", ("x.py", "ab = 1"))
    os.utime(tmp_path / "a" / "s01" / "x.py", (0, 0))
    assert only(tmp_path / "a").digest == original
    assert only(zipped(tmp_path / "a.zip", ("s01/x.py", "ab = 1"))).digest == original
    different = {
        original,
        digest("b", ("x.py", "ab = 2")),
        digest("c", ("y.py", "ab = 1")),
        digest("d", ("x.py", "ab = 1"), ("y.py", "c = 1")),
        digest("e", ("x.py", "ab = 1y.py"), ("z.py", "c = 1")),
    }
    assert len(different) == 5


# ------------------------------------------------------------------------------------------------------- tables


def workbook(*sheets: list[list[Any]], form: str = "General") -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
        for cell in sheet["A"]:
            cell.number_format = form
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


CLASS: list[list[Any]] = [["student"], ["s01"]]
OLD: list[list[Any]] = [["student"], ["old"]]


def other_book(*changes: tuple[str, str, str], sheets: Sequence[list[list[Any]]] = (CLASS,), texts: str = "") -> bytes:
    """A workbook of which some parts are changed: each the part, what stands in it, and what stands there now.

    ``texts`` are those that cells name by their numbers.
    """
    with zipfile.ZipFile(io.BytesIO(workbook(*sheets))) as book:
        parts = {name: book.read(name).decode() for name in book.namelist()}
    related = '<Relationship Type="x/sharedStrings" Target="texts.xml" Id="texts"/></Relationships>'
    for part, old, new in (*changes, ("_rels/workbook.xml.rels", "</Relationships>", related)):
        assert old in parts[f"xl/{part}"]
        parts[f"xl/{part}"] = parts[f"xl/{part}"].replace(old, new, 1)
    return zip_bytes(*parts.items(), ("xl/texts.xml", f"<sst>{texts}</sst>"))


FIRST = "worksheets/sheet1.xml"
S01 = '<c r="A2" t="inlineStr"><is><t>s01</t></is></c>'
HIDE_SECOND = ("workbook.xml", 'sheetId="2" state="visible"', 'sheetId="2" state="hidden"')
HIDE_FIRST = ("workbook.xml", 'sheetId="1" state="visible"', 'sheetId="1" state="veryHidden"')
BY_NUMBER = (FIRST, S01, '<c r="A2" t="s"><v>1</v></c>')
FAR_BELOW = '<row r="1048576"><c t="inlineStr"><is><t>z</t></is></c></row></sheetData>'


def with_chart() -> bytes:
    book = Workbook()
    for row in CLASS:
        book.worksheets[0].append(row)
    book.create_chartsheet("Chart", 0)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


ROSTERS = {
    "plain": ("student,name\ns01,山田\n".encode(), [RosterEntry("s01", "山田")]),
    "BOM, capitals, blank lines": ("\ufeffStudent, Name\r\n\r\ns01,A\r\n,,\r\n".encode(), [RosterEntry("s01", "A")]),
    "CP932": ("学籍番号,氏名\ns01,表\n".encode("cp932"), [RosterEntry("s01", "表")]),
    "UTF-16 with tabs": ("ユーザＩＤ\t氏名\ns01\t山田\n".encode("utf-16"), [RosterEntry("s01", "山田")]),
    "full-width digits": ("id\nｓ０１\n".encode(), [RosterEntry("s01")]),
    "languages": (b"id,language\na,JA\nb,en\n", [RosterEntry("a", "", "ja"), RosterEntry("b", "", "en")]),
    "formulas are data": (b'student,name\ns01,"=HYPERLINK(""x"")"\n', [RosterEntry("s01", '=HYPERLINK("x")')]),
    "leading zeros": (b"student;name\n007;Bond, James\n", [RosterEntry("007", "Bond, James")]),
    "separator for Excel": (b"sep=;\r\nstudent;name\r\ns01;Bond, James\r\n", [RosterEntry("s01", "Bond, James")]),
    "Windows-1252": ("student;name\ns01;Jääskeläinen\n".encode("cp1252"), [RosterEntry("s01", "Jääskeläinen")]),
    "an apostrophe of Windows-1252": ("student,name\ns01,O’Brien\n".encode("cp1252"), [RosterEntry("s01", "O’Brien")]),
    "kanji that look like letters": ("student,name\ns01,山田\n".encode("cp932"), [RosterEntry("s01", "山田")]),
    "katakana of half width": ("student,name\ns01,ﾀﾅｶ\n".encode("cp932"), [RosterEntry("s01", "ﾀﾅｶ")]),
    "comma in a quoted heading": (b'"name, given";"student"\nBond, James;007\n', [RosterEntry("007")]),
    "commas in two quoted headings": (b'"a, b";"c, d";student\n1;2;s01\n', [RosterEntry("s01")]),
    "UTF-16 without BOM": ("student,name\ns01,山田太郎\n".encode("utf-16-le"), [RosterEntry("s01", "山田太郎")]),
    "big-endian UTF-16 without BOM": ("学籍番号\ts\ns01\t\n".encode("utf-16-be"), [RosterEntry("s01")]),
    **{
        f"{encoding} of Japanese without BOM": (
            "学籍番号,氏名\n一〇二,山田　一\n九,髙橋　﨑\n".encode(encoding),
            [RosterEntry("一〇二", "山田　一"), RosterEntry("九", "髙橋　﨑")],
        )
        for encoding in ("utf-16-le", "utf-16-be")
    },
    "workbook": (
        workbook([["学籍番号", "氏名"], ["s01", "山田"], [12, None], [7.0, "é"]]),
        [RosterEntry("s01", "山田"), RosterEntry("12"), RosterEntry("7", "é")],
    ),
    "workbook with leading zeros": (workbook([["student"], [7]], form="0000"), [RosterEntry("0007")]),
    "tab as separator for Excel": (b"sep=\t\nstudent\tname\ns01\tBond, James\n", [RosterEntry("s01", "Bond, James")]),
    "several lines in a cell": (workbook([["stu\ndent", "id"], ["x", "s01\n"]]), [RosterEntry("s01")]),
    "how a text is said": (
        other_book(BY_NUMBER, texts="<si/><si><r><t>s</t></r><r><t>01</t></r><rPh><t>x</t></rPh></si>"),
        [RosterEntry("s01")],
    ),
    "characters that XML cannot have": (other_book((FIRST, "s01", "_x005F_s01_x000D_")), [RosterEntry("_s01")]),
    "chart beside the sheet": (with_chart(), [RosterEntry("s01")]),
    "hidden first sheet": (other_book(HIDE_FIRST, sheets=(OLD, CLASS)), [RosterEntry("s01")]),
    "second sheet with a header alone": (workbook(CLASS, [["student"]]), [RosterEntry("s01")]),
    "value of a formula": (
        other_book((FIRST, S01, '<c r="A2" t="str"><f>B1</f><v>s01</v></c>')),
        [RosterEntry("s01")],
    ),
    "cells without places": (
        other_book((FIRST, f'<row r="2">{S01}', "<row><c><v>7</v></c><c/><c><v>8</v></c>")),
        [RosterEntry("7")],
    ),
    "a filled row far below": (
        other_book((FIRST, "</sheetData>", FAR_BELOW)),
        [RosterEntry("s01"), RosterEntry("z")],
    ),
    "second sheet of a workbook": (workbook([["to do"]], [["student"], ["s01"]]), [RosterEntry("s01")]),
}  # fmt: skip


@pytest.mark.parametrize(("data", "entries"), ROSTERS.values(), ids=ROSTERS)
def test_rosters_are_read_as_spreadsheets_save_them(tmp_path: Path, data: bytes, entries: list[RosterEntry]) -> None:
    assert read_roster(write(tmp_path / "roster.csv", data)) == tuple(entries)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ("student\ns01\ns02\nｓ０１\n", r"'s01' is on line 2 and again on line 4"),
        ("number,name\n1,A\n", r"no column 'student' \(columns: number, name\)"),
        ("student,name\n,A\n", r"line 2: the student's id is empty"),
        ("student,language\ns01,fr\n", r"line 2: language is 'fr'"),
        ("student\n", "roster is empty"),
        ("", "file is empty"),
        ("student\ns\0\n", "not a text file"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "workbook of an old Excel; save it as .xlsx"),
        (zip_bytes(("work.py", ANSWER)), "no workbook that can be read; save the table as CSV"),
        (workbook([["x"]])[:300], "no workbook that can be read; save the table as CSV"),
        (workbook([[None]]), "file is empty"),
        (workbook([["student"], [], ["#REF!"]]), "line 3: the student's id is '#REF!'"),
        ("sep=;\nstudent\ns01\n\ns01\n", "on line 3 and again on line 5"),
        (workbook(CLASS, [["x"]], OLD), "several sheets that may be meant: Sheet, Sheet2; put all rows on one"),
        (other_book(HIDE_SECOND, sheets=([["to do"]], OLD)), "only the hidden sheet 'Sheet1' has the columns"),
        (workbook([["student"], ['="s"&1']]), "line 2: a cell holds a formula, and not what comes of it"),
        (workbook([["student"], [46508]], form="y/m/d h:mm"), "line 2: the student's id is '2027-05-01 00:00:00'"),
        (workbook([["student"], [True]]), "line 2: the student's id is 'TRUE'"),
        ("<html><table><tr><td>student</td></tr></table></html>", "is a web page or XML, .*save the table as .xlsx"),
        ('\n<?xml version="1.0"?><Workbook></Workbook>', "is a web page or XML, .*save the table as .xlsx"),
        (other_book((FIRST, "<worksheet", "<!DOCTYPE x><worksheet")), "no workbook that can be read"),
        (other_book((FIRST, '<row r="2"', '<row r="999999999"')), "no workbook that can be read"),
        (other_book((FIRST, 'r="A2"', 'r="XFE2"')), "no workbook that can be read"),
        (other_book(("workbook.xml", "rId1", "rId9")), "no workbook that can be read"),
        (other_book(BY_NUMBER, texts="<si/>"), "no workbook that can be read"),
    ],
)
def test_a_bad_roster_names_the_line_and_the_remedy(tmp_path: Path, data: str | bytes, told: str) -> None:
    path = write(tmp_path / "roster.csv", data)
    with pytest.raises(RosterError, match=told) as error:
        read_roster(path)
    assert str(path) in str(error.value)


@pytest.mark.parametrize(
    "student",
    [
        *("1. Mai", "01.Mai", "1.Jan", "1-Mar-27", "Mrz 27", "Jan 27", "Jan. 27", "May-01", "1-févr", "5/1", "05.01."),
        *("2027/5/1 0:00", "2027-05-01T00:00", "1.5.2027 12:30", "5/1/27", "12:30 PM", "0:00:00", "5月1日"),
        *("WAHR", "FALSCH", "VRAI", "FAUX", "true", "#NV", "#BEZUG!", "1.234.567", "2,03E+09", "-12", "'007", '="7"'),
    ],
)
def test_what_spreadsheets_make_of_ids_is_told(tmp_path: Path, student: str) -> None:
    path = write(tmp_path / "roster.csv", f"student;x\ns01;1\n{student};1\n")
    with pytest.raises(RosterError, match=r"line 3: .*which a spreadsheet has made of another"):
        read_roster(path)


@pytest.mark.parametrize(
    "student", ["may27", "mai.mueller", "12mai", "faux", "wahr", "5-1", "2027-1234", "1E5", "jan", "3a/12"]
)
def test_ids_that_only_look_a_little_like_it_are_ids(tmp_path: Path, student: str) -> None:
    path = write(tmp_path / "roster.csv", f"student;x\n{student};1\n")
    assert read_roster(path) == (RosterEntry(student_id(student)),)


def test_a_missing_table_is_told(tmp_path: Path) -> None:
    with pytest.raises(RosterError, match="cannot be read"):
        read_roster(tmp_path / "none.csv")


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("2027-05-23T23:58:00+00:00", datetime(2027, 5, 23, 23, 58, tzinfo=UTC)),
        ("2027-05-23T23:58:00Z", datetime(2027, 5, 23, 23, 58, tzinfo=UTC)),
        ("2027-05-23T23:58:00.250", datetime(2027, 5, 23, 23, 58, 0, 250_000, tzinfo=TOKYO)),
        ("2027-05-23 23:58", datetime(2027, 5, 23, 23, 58, tzinfo=TOKYO)),
        ("2027/05/23 23:58", datetime(2027, 5, 23, 23, 58, tzinfo=TOKYO)),
        ("2027/5/3 9:05:07", datetime(2027, 5, 3, 9, 5, 7, tzinfo=TOKYO)),
        ("２０２７／０５／２３　２３：５８", datetime(2027, 5, 23, 23, 58, tzinfo=TOKYO)),
        ("0001-01-01 00:00", datetime(1, 1, 1, tzinfo=TOKYO)),
        ("9999-12-31T23:59:59-12:00", datetime(9999, 12, 31, 23, 59, 59, tzinfo=timezone(timedelta(hours=-12)))),
    ],
)
def test_times_are_read_in_the_zone_of_the_assignment(tmp_path: Path, value: str, moment: datetime) -> None:
    path = write(tmp_path / "times.csv", f"Student,Submitted_At\nｓ０１,{value}\ns02,\n")
    table = read_times(path, TOKYO)
    assert table.of("s01", ["class/s01/work.py"]) == moment
    assert table.of("s02", ["class/s02/work.py"]) is None


@pytest.mark.parametrize(
    ("form", "moment"),
    [
        ("yyyy/m/d h:mm", datetime(2027, 5, 23, 23, 58, tzinfo=TOKYO)),
        ("m/d/yy h:mm", datetime(2027, 5, 23, 23, 58, tzinfo=TOKYO)),
        ('[$-411]yyyy"年"m"月"d"日" h"時"mm"分";@', datetime(2027, 5, 23, 23, 58, tzinfo=TOKYO)),
        ("yyyy/m/d", None),
        ('yyyy"h"', None),
    ],
)
def test_times_of_a_workbook_are_what_it_shows(tmp_path: Path, form: str, moment: datetime | None) -> None:
    rows: list[list[Any]] = [["submitted_at", "student"], [datetime(2027, 5, 23, 23, 57, 59, 999_900), "s01"]]  # noqa: DTZ001 - has none
    path = write(tmp_path / "times.xlsx", workbook(rows, form=form))
    with pytest.raises(RosterError, match="'2027-05-23'") if moment is None else nullcontext():
        assert read_times(path, TOKYO).of("s01", ["work.py"]) == moment


@pytest.mark.parametrize("other", ["ｓ01", "s01\u200b"])
def test_the_time_of_a_look_alike_never_takes_the_place_of_the_exact_one(tmp_path: Path, other: str) -> None:
    write(tmp_path / "in" / "s01.py")
    path = write(tmp_path / "t.csv", f"student,submitted_at\ns01,2027-05-01T10:00\n{other.rstrip()},2027-06-01T10:00\n")
    try:
        table = read_times(path, TOKYO)
    except RosterError as error:
        assert "that nobody sees" in str(error)  # noqa: PT017 - refusing the row is as good
        return
    found = discover([tmp_path / "in"], table, HANDING, ["s01", "s02"])
    assert found.handed[0].submitted_at == datetime(2027, 5, 1, 10, tzinfo=TOKYO)
    assert any("fit nobody" in warning for warning in found.warnings)


def test_rows_name_files_by_the_end_of_their_path(tmp_path: Path) -> None:
    path = write(
        tmp_path / "times.csv",
        "student,file,submitted_at\n"
        "s01,work.py,2027-05-01T10:00\ns01,other/work.py,2027-05-02T10:00\ns01,,2027-05-03T10:00\n",
    )
    table = read_times(path, TOKYO)
    assert table.of("s01", ["x/s01/work.py"]) == datetime(2027, 5, 1, 10, tzinfo=TOKYO)
    assert table.of("s01", ["x/other/work.py"]) == datetime(2027, 5, 2, 10, tzinfo=TOKYO)
    assert table.of("s01", ["x/homework.py"]) == datetime(2027, 5, 3, 10, tzinfo=TOKYO)


@pytest.mark.parametrize("value", ["yesterday", "2027-05-23", "2027/13/01 10:00", "23:58", "0000-01-01 00:00", "-"])
def test_a_bad_time_names_the_line_the_value_and_the_remedy(tmp_path: Path, value: str) -> None:
    path = write(tmp_path / "times.csv", f"student,submitted_at\ns01,2027-05-23T10:00\ns02,{value}\n")
    with pytest.raises(RosterError, match="line 3") as error:
        read_times(path, TOKYO)
    assert repr(value) in str(error.value)
    assert "2027/05/23 23:58" in str(error.value)


@pytest.mark.parametrize(
    ("written", "since", "shown"),
    [
        ('<c r="B2" s="1"><v>45000.5</v></c>', "", "2023-03-15 12:00:00"),
        ('<c r="B2" s="1"><v>45000.5</v></c>', 'date1904="1" ', "2027-03-16 12:00:00"),
        ('<c r="B2" s="1"><v>1.5</v></c>', "", "1900-01-01 12:00:00"),
        ('<c r="B2" s="1"><v>0.5</v></c>', "", "12:00:00"),
        ('<c r="B2" s="1"><v>-1</v></c>', "", "-1"),
        ('<c r="B2" s="1"><v>9E9</v></c>', "", "9000000000"),
        ('<c r="B2" s="2"><v>1.5</v></c>', "", "1 day, 12:00:00"),
        ('<c r="B2"><v>1.5</v></c>', "", "1.5"),
        ('<c r="B2" t="d"><v>2027-05-23T23:58:00</v></c>', "", "2027-05-23T23:58:00"),
    ],
)
def test_numbers_of_a_workbook_are_shown_as_it_shows_them(tmp_path: Path, written: str, since: str, shown: str) -> None:
    formats = '<numFmts count="1"><numFmt numFmtId="164" formatCode="[h]:mm"/></numFmts>'
    cells = '<xf numFmtId="22"/><xf numFmtId="164"/></cellXfs>'
    data = other_book(
        ("styles.xml", '<numFmts count="0" />', formats),
        ("styles.xml", "</cellXfs>", cells),
        ("workbook.xml", "<workbookPr", f"<workbookPr {since}"),
        (FIRST, "</row></sheetData>", f"{written}</row></sheetData>"),
        sheets=[[["student", "name"], ["s01"]]],
    )
    assert read_roster(write(tmp_path / "roster.xlsx", data))[0].name.startswith(shown)


def test_a_moment_that_clocks_skipped_is_no_time(tmp_path: Path) -> None:
    zone = ZoneInfo("Europe/Berlin")
    for hour, offset in ((1, 1), (3, 2)):
        path = write(tmp_path / "times.csv", f"student,submitted_at\ns01,2027-03-28 0{hour}:30\n")
        moment = read_times(path, zone).of("s01", ["work.py"])
        assert moment is not None
        assert moment.utcoffset() == timedelta(hours=offset)
    write(tmp_path / "times.csv", "student,submitted_at\ns01,2027-03-28 02:30\n")
    with pytest.raises(
        RosterError, match=r"line 2: .*that the clocks of Europe/Berlin skipped; write it with its offset"
    ):
        read_times(tmp_path / "times.csv", zone)


# ------------------------------------------------------------------------------------------------ anything at all

CUT_ZIP = zip_bytes(("s01/work.py", ANSWER), ("表.ipynb", notebook(code("x = 1"))))
HOSTILE = st.one_of(
    st.binary(max_size=300),
    st.tuples(st.integers(0, len(CUT_ZIP) - 1), st.binary(max_size=6)).map(
        lambda change: CUT_ZIP[: change[0]] + change[1] + CUT_ZIP[change[0] + len(change[1]) :]
    ),
    st.recursive(
        st.none() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["nbformat", "cells", "source", "cell_type", "metadata"]), inner, max_size=3
            )
        ),
        max_leaves=8,
    ).map(lambda value: json.dumps({"nbformat": 4, "cells": [value]}).encode()),
)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(HOSTILE, st.sampled_from([".py", ".ipynb", ".zip"]))
def test_whatever_the_bytes_there_is_a_submission(tmp_path: Path, data: bytes, suffix: str) -> None:
    for old in tmp_path.iterdir():
        old.unlink()
    path = write(tmp_path / f"s01{suffix}", data)
    for submission in collect(tmp_path).values():
        assert bool(submission.cells) != bool(submission.refusal)
    # A zip that is no archive of a class is told to staff; a program is always somebody's.
    with suppress(SubmissionError) if suffix == ".zip" else nullcontext():
        assert discover([path]).handed
