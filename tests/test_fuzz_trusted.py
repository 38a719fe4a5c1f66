"""What trusted code reads of a submission, of staff's tables and of kept results: it is read, or refused in words."""

from __future__ import annotations

import shutil
from datetime import UTC
from pathlib import Path
from typing import Any

import carriers
import numpy as np
from bounds import cpu, memory
from conftest import Command
from fuzzing import COOKIES, EXAMPLES, LEAVES, LIMIT, SOURCES, VALUES, ZIPS, changed, forged, fuzz
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.collect import Found, caps, discover, read_roster, read_times
from grader.compare import as_number
from grader.errors import RosterError, SubmissionError
from grader.records import Ask, Cell, Limits
from grader.sandbox import frames
from grader.sandbox.progress import Progress
from grader.words import is_unprintable

DIGITS = st.text("0123456789０２½٣ .,;/eE+-−–×*^10[]()% \u3000\u0301\ufdfamol", max_size=40)

NUMBER_TEXTS = (
    DIGITS
    | st.text(max_size=12)
    | st.builds(lambda piece, count: piece * count, DIGITS, st.sampled_from([2, 30, 500]))
    | st.sampled_from(["nan", "1e400", "-1e-400", "1/0", "1/1e-400", "0/0", "10^999", "0x10", "1_000", "\ud800", "\0"])
)

NUMBER_LEAVES = NUMBER_TEXTS | LEAVES | st.sampled_from([value for value in VALUES if not isinstance(value, list)])

BY_HAND = st.recursive(
    NUMBER_LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=3).map(tuple)
        | st.builds(lambda element, count: [element] * count, inner, st.sampled_from([17, 300]))
        | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=6,
)


@fuzz
@given(BY_HAND, st.sampled_from([1, 2, 17]))
def test_any_answer_by_hand_is_numbers_or_refused(value: Any, count: int) -> None:
    with cpu(2):
        found = as_number(value, count)
    assert found is None or (found.dtype == np.float64 and found.ndim == 1)


@fuzz
@given(st.lists(NUMBER_TEXTS, min_size=1, max_size=4))
def test_numbers_are_read_the_same_in_any_order(texts: list[str]) -> None:
    there, back = as_number(texts, len(texts)), as_number(texts[::-1], len(texts))
    assert (there is None) == (back is None)
    if there is not None and back is not None:
        np.testing.assert_array_equal(there, back[::-1])


PLACES = st.integers(0, 12) | st.just(2**31 - 1)
"""Others are refused before they come so far."""

PROGRAM_LINES = ["def f(y):", "    return y", "@f", "class A:", "if x:", "  '''", "\x0c", "\\", "学 = 1", ""]

PROGRAMS = SOURCES | st.text(max_size=40) | st.lists(st.sampled_from(PROGRAM_LINES), max_size=8).map("\n".join)


@fuzz
@given(st.lists(PROGRAMS, min_size=1, max_size=3), st.lists(st.tuples(PLACES, PLACES, st.text(max_size=9)), max_size=5))
def test_errors_are_placed_in_any_source_or_refused(sources: list[str], places: list[tuple[int, int, str]]) -> None:
    cells = [Cell(source, f"cell {number}") for number, source in enumerate(sources)]
    calls = ({"x": np.zeros(1)},) * len(places)
    progress = Progress(cells, [Ask("q", "function", "f", calls)], Limits())
    empty = frames.Values(b"", LIMIT)
    raised: list[Any] = [frames.Raised("E", message, cell, line or None, "") for cell, line, message in places]
    with cpu(2):
        try:
            progress.accept(frames.Ran([], [], []), empty)
            progress.accept(frames.Start(0), empty)
            progress.accept(frames.Answer(0, "done", raised), empty)
        except frames.FrameError:
            return
    assert progress.complete


PARTS = ["s01", "S01", "ｓ01", "s02.zip", "..", "", ".", "CON", "a.py", "b.ipynb", "学.py", "c.zip", "a\u202e.py"]

MEMBER_NAMES = st.lists(st.sampled_from(PARTS) | st.text(max_size=5), min_size=1, max_size=4).map("/".join)

CLASSES = st.lists(st.tuples(MEMBER_NAMES, st.just(b"x = 1")), max_size=5).map(lambda each: carriers.zipped(*each))


@fuzz
@given(CLASSES | changed(CLASSES) | ZIPS | forged(), st.lists(st.sampled_from(["s01", "s02"]), max_size=2))
def test_every_file_of_a_zip_is_one_students_or_said(tmp_path: Path, data: bytes, known: list[str]) -> None:
    path = tmp_path / "class.zip"
    path.write_bytes(data)
    found, said = Found((), (), ()), []
    with memory(caps.MEMORY):
        try:
            found = discover([path], known=known)
        except SubmissionError as error:
            said = str(error).splitlines()
    assert len({handed.student for handed in found.handed}) == len(found.handed)
    members = [source.member for handed in found.handed for source in handed.sources if source.member is not None]
    assert len(set(members)) == len(members)
    said += [*found.warnings, *found.unplaced, *(handed.student for handed in found.handed)]
    assert not any(is_unprintable(letter) for text in said for letter in text)


CELL_TEXTS = st.text(max_size=6) | st.sampled_from(
    ["s01", "S01", "0012", "12345.0", "1.23457E+11", "2027/05/23 23:58", "2027-05-23T23:58:00+99:00", "0001-01-01", '"']
)

HEADS = st.lists(
    st.sampled_from(["student", "学籍番号", "name", "language", "submitted_at", "file", ""]), min_size=1, max_size=4
)

TABLES = st.builds(
    lambda head, rows, comma, encoding: "\n".join(comma.join(row) for row in [head, *rows]).encode(encoding, "replace"),
    HEADS | st.just(["student", "submitted_at"]),
    st.lists(st.lists(CELL_TEXTS, max_size=4), max_size=4),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp932", "cp1252"]),
)


@fuzz
@given(TABLES | changed(TABLES) | st.binary(max_size=60) | COOKIES)
def test_any_table_is_read_or_refused_by_name(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(data)
    with memory(caps.MEGABYTE):
        for reader in (read_roster, lambda path: read_times(path, UTC)):
            said = str(path)
            try:
                reader(path)
            except RosterError as error:
                said = str(error)
            assert said.startswith(str(path))
            assert not any(map(is_unprintable, said))


@settings(fuzz, max_examples=max(EXAMPLES // 12, 1))
@given(st.sampled_from(["grades.jsonl", "gradebook.sqlite"]), st.data())
def test_damaged_results_are_explained_or_refused(
    grader: Command, tmp_path: Path, name: str, data: st.DataObject
) -> None:
    out, copy = tmp_path / "out", tmp_path / "copy"
    if not out.exists():
        (tmp_path / "in").mkdir()
        (tmp_path / "in" / "s01.py").write_text("def mse(y, t):\n    return 0\n", encoding="utf-8")
        (tmp_path / "course.key").touch(mode=0o600)
        (tmp_path / "course.key").write_text(bytes(32).hex(), encoding="ascii")
        graded = grader("grade", tmp_path / "in", "--exercise", "mse", "--out", out)
        assert graded.status == 0, graded.err
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(out, copy)
    (copy / name).write_bytes(data.draw(changed(st.just((out / name).read_bytes()))))
    ended = grader("explain", copy, "s01", "--language", "en")
    assert ended.status in (0, 1, 2), ended.err
    assert "Traceback" not in ended.err
    assert not any(map(is_unprintable, (ended.out + ended.err).replace("\n", "")))
