"""Everything that takes hostile bytes apart: whatever they are, it ends in the one way that is meant for it.

That is a FrameError for what comes out of the box, and a submission that says what is wrong for what was handed in;
never another exception, and never more memory than the caps allow.
"""

from __future__ import annotations

import json
import os
import shutil
import struct
import time
import tracemalloc
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC
from pathlib import Path
from typing import Any

import carriers
import msgspec
import numpy as np
import pytest
from conftest import Command
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from grader.collect import Found, Handed, Source, caps, discover, load, read, read_roster, read_times
from grader.collect.caps import Kind
from grader.collect.refused import Refused
from grader.collect.text import decode
from grader.compare import as_number
from grader.errors import RosterError, SubmissionError
from grader.records import Ask, Cell, Limits, Submission, Wanted
from grader.sandbox import frames
from grader.sandbox.inside import values
from grader.sandbox.progress import Progress
from grader.words import is_unprintable

EXAMPLES = int(os.environ.get("GRADER_FUZZ_EXAMPLES", "300"))
"""More of them take longer and find more."""

fuzz = settings(
    derandomize=True,
    max_examples=EXAMPLES,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

LIMIT = 2**16
FRAME_MEMORY = 32 * (LIMIT + 2**19)
"""JSON is read into objects that take many times as much: a text of one letter, four bytes there, takes sixty here."""

NOTEBOOK_BYTES = caps.MEMORY // caps.BYTES["ipynb"]
"""Memory for each byte of a notebook."""

WANTED = (
    Wanted("mse.function", "mse", "def mse(y, t):\n    return None\n"),
    Wanted("mse.number", "mse_value", "mse_value = None\n"),
)


@contextmanager
def memory(most: int) -> Iterator[None]:
    """Whatever is done in here never has more than this allocated."""
    tracemalloc.start()
    try:
        yield
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak <= most


def changed(seeds: st.SearchStrategy[bytes]) -> st.SearchStrategy[bytes]:
    """Bytes that were right until a few pieces of them were overwritten, cut out, put in or doubled."""
    piece = st.binary(max_size=9) | st.sampled_from([b"\0" * 4, b"\xff" * 4, b"\xff" * 8, b"\0" * 8])
    change = st.tuples(st.integers(0, 2**12), st.integers(0, 40), piece | st.none())

    def apply(data: bytes, changes: list[tuple[int, int, bytes | None]]) -> bytes:
        for place, length, new in changes:
            start = place % (len(data) + 1)
            old = data[start : start + length]
            data = data[:start] + (old + old if new is None else new) + data[start + length :]
        return data

    return st.builds(apply, seeds, st.lists(change, max_size=4))


def grafted(seeds: st.SearchStrategy[Any], scions: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """JSON that was right until a few values somewhere in it became others."""

    def places(value: Any) -> list[tuple[Any, ...]]:
        items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        return [(), *((key, *below) for key, inner in items for below in places(inner))]

    def put(value: Any, place: tuple[Any, ...], scion: Any) -> Any:
        if not place:
            return scion
        copy = value.copy()
        copy[place[0]] = put(value[place[0]], place[1:], scion)
        return copy

    def apply(value: Any, grafts: list[tuple[int, Any]]) -> Any:
        for number, scion in grafts:
            all_places = places(value)
            value = put(value, all_places[number % len(all_places)], scion)
        return value

    return st.builds(apply, seeds, st.lists(st.tuples(st.integers(0, 2**12), scions), max_size=2))


# ------------------------------------------------------------------------------------------- out of the box

COUNTS = st.sampled_from([-1, 0, 1, 2, 16, 10_000, 2**31 - 1, 2**31, 2**63, 2**64, 10**400]) | st.integers(0, 99)
LEAVES = (
    st.none()
    | st.booleans()
    | COUNTS
    | st.floats(allow_nan=True)
    | st.text(max_size=5)
    | st.sampled_from(["", "a" * 1001, "\x1b[2J\u202e", "nan"])
)


def tagged(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """The forms of values, with whatever fits into their fields or does not."""
    dtypes = st.sampled_from(["|b1", "|i1", "<f2", "<f8", "<c16", ">f8", "|O", "|V8", "<U4", "<M8[s]", "f8", "", 8])
    shapes = st.lists(COUNTS, max_size=4) | st.lists(st.just(1), min_size=15, max_size=18) | LEAVES
    items = st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=4) | LEAVES
    return (
        st.fixed_dictionaries({"t": st.just("array"), "dtype": dtypes, "shape": shapes})
        | st.fixed_dictionaries({"t": st.sampled_from(["list", "tuple", "dict", "set"]), "items": items})
        | st.fixed_dictionaries({"t": st.just("complex"), "real": inner, "imag": inner})
        | st.fixed_dictionaries({"t": st.just("float"), "value": st.sampled_from(["nan", "inf", "-inf", "1", 1])})
        | st.fixed_dictionaries({"t": st.just("opaque"), "type": st.text(max_size=3) | inner})
        | st.dictionaries(st.sampled_from(["t", "items", "value", "type", "__class__"]), inner, max_size=3)
    )


FORMS = st.recursive(LEAVES | tagged(LEAVES), tagged, max_leaves=6)
VALUES: list[Any] = [
    None,
    True,
    -(2**63),
    0.5,
    float("nan"),
    complex(1, float("inf")),
    "学",
    np.arange(6.0).reshape(2, 3),
    np.array([True, False]),
    np.zeros((0, 3), "c8"),
    object(),
]
VALUES += [VALUES, tuple(VALUES), {"a": VALUES[7], "b": [VALUES[8]]}]


def returned(value: Any) -> tuple[Any, bytes]:
    """A result as the box sends it, and the bytes of its arrays."""
    encoder = values.Encoder(LIMIT)
    form = encoder.encode(value)
    return RETURNED | {"value": form}, b"".join(encoder.arrays)


RETURNED: dict[str, Any] = {"t": "returned", "value": None, "changed": [], "printed": False}
RAISED = {"t": "raised", "type": "E", "message": "x", "cell": 0, "line": 1, "refused": ""}
ANSWER: dict[str, Any] = {"t": "answer", "ask": 0, "status": "done", "results": []}
ENVELOPES = [ANSWER, {"t": "start", "ask": 0}, {"t": "ran", "broken": [RAISED], "functions": ["f"]}]


@st.composite
def framed(draw: st.DrawFn) -> bytes:
    """A frame that is right, or was until some of its JSON was replaced."""
    results = [returned(value) for value in draw(st.lists(st.sampled_from(VALUES), max_size=2))]
    message = draw(st.sampled_from(ENVELOPES)) if not results else ANSWER | {"results": [form for form, _ in results]}
    return values.frame(draw(grafted(st.just(message), FORMS)), [raw for _, raw in results])


def framed_array(dtype: str, shape: list[int], raw: bytes) -> bytes:
    """A frame with one array that may be a lie."""
    form = {"t": "array", "dtype": dtype, "shape": shape}
    return values.frame(ANSWER | {"results": [RETURNED | {"value": form}]}, [raw])


FRAMES = framed() | st.builds(
    framed_array,
    st.sampled_from(["|b1", "|i1", "<f2", "<f8", "<c16"]),
    st.lists(st.sampled_from([0, 1, 2, 3, 2**15, 2**31 - 1]), max_size=4),
    st.binary(max_size=20) | st.sampled_from([0, 8, 16, LIMIT]).map(bytes),
)
HEADERS = st.builds(
    lambda body, raw, rest: struct.pack("<II", body, raw) + rest,
    st.sampled_from([0, 1, LIMIT, 2**31, 2**32 - 1]),
    st.sampled_from([0, 1, LIMIT, 2**31, 2**32 - 1]),
    st.binary(max_size=20),
)
STREAMS = st.lists(FRAMES | changed(FRAMES) | HEADERS, min_size=1, max_size=3).map(b"".join)


def taken(data: bytes, cuts: list[int]) -> list[str]:
    """What the decoder makes of bytes that arrive in pieces; the last thing is the error, if there is one."""
    reader = frames.Reader(LIMIT)
    found: list[str] = []
    ends = sorted(cut % (len(data) + 1) for cut in cuts)
    try:
        for start, end in zip([0, *ends], [*ends, len(data)], strict=True):
            for message, source in reader.feed(data[start:end]):
                found.append(repr(message))
                found += [repr(value) for value in values_in(message, source)]
    except frames.FrameError:
        found.append("FrameError")
    return found


def values_in(message: frames.Message, source: frames.Values) -> Iterator[Any]:
    """The values of a frame, taken as the supervisor does."""
    if isinstance(message, frames.Answer):
        for result in message.results:
            if isinstance(result, frames.Returned):
                value = source.take(result.value)
                assert not isinstance(value, np.ndarray) or value.nbytes <= LIMIT
                yield value
    source.end()


@fuzz
@given(STREAMS, st.lists(st.integers(0, 2**12), max_size=6))
@example(framed_array("<f8", [0, *[2**31 - 1] * 3], b""), [])
def test_frames_are_read_or_refused_however_the_bytes_arrive(data: bytes, cuts: list[int]) -> None:
    whole = taken(data, [])
    with memory(FRAME_MEMORY):
        assert taken(data, cuts) == whole


LARGE = {
    "numbers": b"1",
    "fractions": b"0.1",
    "texts": b'"a"',
    "other letters": '"学"'.encode(),
    "floats": b'{"t":"float","value":"nan"}',
    "lists": b'{"t":"list","items":[]}',
    "dicts": b'{"t":"dict","items":{"a":1}}',
    "names": b'{"t":"opaque","type":"a"}',
    "empty arrays": b'{"t":"array","dtype":"|b1","shape":[0]}',
}


@pytest.mark.parametrize("item", LARGE.values(), ids=LARGE)
def test_a_frame_full_of_small_things_stays_within_its_memory(item: bytes) -> None:
    lists = b'{"t":"list","items":[' + b",".join([item] * 9000) + b"]}"
    whole = b",".join([lists] * ((LIMIT + 2**18) // len(lists)))
    result = b'{"t":"returned","value":{"t":"list","items":[' + whole + b']},"changed":[],"printed":false}'
    body = b'{"t":"answer","ask":0,"status":"done","results":[' + result + b"]}"
    with memory(FRAME_MEMORY):
        found = taken(struct.pack("<II", len(body), 0) + body, [])
    assert found[-1] == "FrameError" or len(found) == 2


@pytest.mark.parametrize("depth", [20, 2000, 20_000])
def test_forms_nested_without_end_are_refused(depth: int) -> None:
    value = b'{"t":"list","items":[' * depth + b"]}" * depth
    result = b'{"t":"returned","value":' + value + b',"changed":[],"printed":false}'
    body = b'{"t":"answer","ask":0,"status":"done","results":[' + result + b"]}"
    with memory(FRAME_MEMORY):
        assert taken(struct.pack("<II", len(body), 0) + body, [])[-1] == "FrameError"


# ----------------------------------------------------------------------------------------- what was handed in


def handed_in(folder: Path, data: bytes, kind: Kind) -> Submission:
    """What the reader makes of one file, which must be able to go on to the gradebook and the pages."""
    path = folder / f"work.{kind}"
    path.write_bytes(data)
    submission = read(load(Handed("s01", (Source(str(path), path.name, path.name, kind),))), WANTED)
    assert bool(submission.cells) != bool(submission.refusal)
    assert sum(len(cell.source) for cell in submission.cells) <= caps.CODE
    assert len(submission.cells) <= caps.CELLS
    refusal = [submission.refusal] if submission.refusal else []
    for text in [*refusal, *submission.remarks]:
        assert text.ja != text.en
        assert not any(is_unprintable(letter) for letter in f"{text.ja}{text.en}".replace("\n", ""))
    for name in [*submission.files, *(cell.label for cell in submission.cells)]:
        assert not any(map(is_unprintable, name))
    assert msgspec.json.decode(msgspec.json.encode(submission), type=Submission) == submission
    return submission


SOURCES = st.sampled_from(
    ["", "x = 1\n", "mse_value = 2", "%%bash\nls", "!ls\n%time x", "\0", "\ud800", "\r\n\x0c", "'''", "(" * 99]
)
KEYS = [
    "nbformat",
    "cells",
    "cell_type",
    "source",
    "metadata",
    "grader",
    "question",
    "outputs",
    "id",
    "student",
    "variants",
]
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | SOURCES | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=3),
    max_leaves=5,
)
METADATA = st.fixed_dictionaries(
    {
        "grader": st.fixed_dictionaries(
            {"question": st.sampled_from(["mse.function", "mse.number", "../x", 3])},
            optional={
                "student": st.text(max_size=4),
                "variants": st.dictionaries(st.sampled_from(["mse.number", "../x"]), st.just("0a" * 32), max_size=2),
            },
        )
    }
)
CELLS = st.fixed_dictionaries(
    {"cell_type": st.sampled_from(["code", "code", "markdown"]), "source": SOURCES | st.lists(SOURCES, max_size=3)},
    optional={"metadata": METADATA, "outputs": ANYTHING, "id": st.text(max_size=4)},
)
NOTEBOOKS = grafted(
    st.fixed_dictionaries({"nbformat": st.just(4), "metadata": METADATA, "cells": st.lists(CELLS, max_size=4)}),
    ANYTHING | st.sampled_from([3, -1, 4.0, "4", 10**30]),
)
NOTEBOOK_FILES = st.builds(
    lambda notebook, encoding: json.dumps(notebook, ensure_ascii=encoding == "ascii").encode(encoding, "replace"),
    NOTEBOOKS,
    st.sampled_from(["utf-8", "utf-8", "ascii", "utf-8-sig", "utf-16", "cp932"]),
)


@fuzz
@given(NOTEBOOK_FILES | changed(NOTEBOOK_FILES))
def test_any_notebook_is_a_submission(tmp_path: Path, data: bytes) -> None:
    with memory(caps.MEGABYTE + NOTEBOOK_BYTES * len(data)):
        handed_in(tmp_path, data, "ipynb")


HEAVY = {
    "sources of one letter": ('{"cell_type":"code","source":[', '"a"', "]}"),
    "sources of one character": ('{"cell_type":"code","source":[', '"😀"', "]}"),
    "empty sources": ('{"cell_type":"code","source":[', '""', "]}"),
    "cells": ("", '{"cell_type":"x"}', ""),
    "cells with metadata": ("", '{"cell_type":"code","source":"x","metadata":{}}', ""),
    "outputs": ('{"cell_type":"code","source":"x","outputs":[', "{}", "]}"),
}


@pytest.mark.parametrize(("before", "item", "after"), HEAVY.values(), ids=HEAVY)
def test_a_notebook_of_small_things_stays_within_its_memory(tmp_path: Path, before: str, item: str, after: str) -> None:
    items = ",".join([item] * (2 * caps.MEGABYTE // (len(item.encode()) + 1)))
    data = f'{{"nbformat":4,"cells":[{before}{items}{after}]}}'.encode()
    with memory(NOTEBOOK_BYTES * len(data)):
        handed_in(tmp_path, data, "ipynb")


NAMES = st.text(max_size=8) | st.sampled_from(
    ["a.py", "../a.py", "/a.py", "b.ipynb", "c.zip", "d/", "C:\\a.py", "a\0.py"]
)
SMALL = st.sampled_from([b"", b"x = 1\n", b"\0", b"\xff\xfe\x81", carriers.zipped(("a.py", b"x = 1"))]) | NOTEBOOK_FILES


def zips(contents: st.SearchStrategy[bytes], methods: list[int]) -> st.SearchStrategy[bytes]:
    """Zips of a few files."""
    return st.builds(
        lambda entries, method: carriers.zipped(*entries, method=method),
        st.lists(st.tuples(NAMES, contents), max_size=4),
        st.sampled_from(methods),
    )


BOMBS = st.sampled_from([3_000_000, 25_000_000]).map(bytes)
ZIPS = zips(SMALL, [zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]) | zips(
    SMALL | SMALL | SMALL | BOMBS, [zipfile.ZIP_DEFLATED]
)
ODD_ZIPS = st.sampled_from(
    [
        build()
        for build in (
            carriers.encrypted,
            carriers.file_and_folder,
            carriers.link_to_secret,
            carriers.name_in_extra_field,
            carriers.overlapping,
            carriers.two_in_one,
            carriers.utf8_that_is_none,
            carriers.zip64_absurd,
        )
    ]
)


@st.composite
def forged(draw: st.DrawFn) -> bytes:
    """A zip in whose headers some fields hold other numbers than they should."""
    data = bytearray(draw(ZIPS | ODD_ZIPS))
    marks = [
        place
        for mark in (b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06")
        for place in range(len(data))
        if data.startswith(mark, place)
    ]
    for place in draw(st.lists(st.sampled_from(marks or [0]), min_size=1, max_size=3)):
        at = place + draw(st.integers(4, 44))
        new = draw(st.sampled_from([b"\0\0", b"\1\0", b"\xff\xff", b"\0" * 4, b"\xff" * 4, b"\xfe\xff\xff\xff"]))
        data[at : at + len(new)] = new
    return bytes(data)


@fuzz
@given(ZIPS | changed(ZIPS) | changed(ODD_ZIPS) | forged())
def test_any_zip_is_a_submission(tmp_path: Path, data: bytes) -> None:
    with memory(caps.MEMORY):
        handed_in(tmp_path, data, "zip")


TEXTS = st.builds(
    lambda text, encoding: text.encode(encoding, "replace"),
    st.text(max_size=30) | SOURCES,
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp932", "euc_jp", "iso2022_jp"]),
)
COOKIES = st.builds(
    lambda name, rest: b"# -*- coding: " + name + b" -*-\n" + rest,
    st.sampled_from([b"cp932", b"zlib", b"bz2", b"rot13", b"idna", b"utf-7", b"unicode_escape", b"mbcs", b"x" * 999])
    | st.binary(max_size=9),
    TEXTS | st.binary(max_size=30),
)


@fuzz
@given(st.binary(max_size=60) | TEXTS | COOKIES | changed(TEXTS))
def test_any_bytes_are_a_text_or_refused(data: bytes) -> None:
    with memory(caps.MEGABYTE):
        try:
            text, _ = decode(data)
        except Refused:
            return
    assert not {"\0", "\r"} & set(text)
    text.encode()


@fuzz
@given(st.binary(max_size=60) | TEXTS | COOKIES)
def test_any_program_is_a_submission(tmp_path: Path, data: bytes) -> None:
    handed_in(tmp_path, data, "py")


# ------------------------------------------------------------------------------------------- answers by hand


@contextmanager
def cpu(seconds: float) -> Iterator[None]:
    """Whatever is done in here takes less CPU time; many times what it needs is allowed."""
    began = time.process_time()
    yield
    assert time.process_time() - began < seconds


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


# ------------------------------------------------------------------------------------- errors and their places

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
            progress.accept(frames.Ran([], []), empty)
            progress.accept(frames.Start(0), empty)
            progress.accept(frames.Answer(0, "done", raised), empty)
        except frames.FrameError:
            return
    assert progress.complete


# --------------------------------------------------------------------------------------- whose files are where

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


# ------------------------------------------------------------------------------------------------------ tables

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
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp932"]),
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


# ----------------------------------------------------------------------------------------------------- results


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
