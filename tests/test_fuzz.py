"""Everything that takes hostile bytes apart: whatever they are, it ends in the one way that is meant for it.

That is a FrameError for what comes out of the box, and a submission that says what is wrong for what was handed in;
never another exception, and never more memory than the caps allow.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
from bounds import memory
from fuzzing import (
    COOKIES,
    COUNTS,
    LEAVES,
    LIMIT,
    NOTEBOOK_FILES,
    ODD_ZIPS,
    TEXTS,
    VALUES,
    ZIPS,
    changed,
    forged,
    fuzz,
    grafted,
)
from hypothesis import example, given
from hypothesis import strategies as st

from grader.collect import Handed, Source, caps, load, read
from grader.collect.caps import Kind
from grader.collect.refused import Refused
from grader.collect.text import decode
from grader.records import Submission, Wanted
from grader.sandbox import frames
from grader.sandbox.inside import values
from grader.words import is_unprintable

FRAME_MEMORY = 32 * (LIMIT + 2**19)
"""JSON is read into objects that take many times as much: a text of one letter, four bytes there, takes sixty here."""

NOTEBOOK_BYTES = caps.MEMORY // caps.BYTES["ipynb"]
"""Memory for each byte of a notebook."""

WANTED = (
    Wanted("mse.function", "mse", "def mse(y, t):\n    return None\n"),
    Wanted("mse.number", "mse_value", "mse_value = None\n"),
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


def handed_in(folder: Path, data: bytes, kind: Kind) -> Submission:
    """What the reader makes of one file, which must be able to go on to the gradebook and the pages."""
    path = folder / f"work.{kind}"
    path.write_bytes(data)
    submission = read(load(Handed("s01", (Source(str(path), path.name, path.name, kind),))), WANTED)
    assert bool(submission.cells) != bool(submission.refusal)
    assert sum(len(cell.source.lstrip("\n")) for cell in submission.cells) <= caps.CODE
    assert len(submission.cells) <= caps.CELLS
    refusal = [submission.refusal] if submission.refusal else []
    for text in [*refusal, *submission.remarks]:
        assert text.ja != text.en
        assert not any(is_unprintable(letter) for letter in f"{text.ja}{text.en}".replace("\n", ""))
    for name in [*submission.files, *(str(cell.label) for cell in submission.cells)]:
        assert not any(map(is_unprintable, name))
    assert msgspec.json.decode(msgspec.json.encode(submission), type=Submission) == submission
    return submission


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


@fuzz
@given(ZIPS | changed(ZIPS) | changed(ODD_ZIPS) | forged())
def test_any_zip_is_a_submission(tmp_path: Path, data: bytes) -> None:
    with memory(caps.MEMORY):
        handed_in(tmp_path, data, "zip")


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
