"""The decoder of what leaves the box: values come through unchanged, and nothing that is wrong comes through."""

from __future__ import annotations

import json
import math
import struct
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from grader.records import Ask, Limits, Opaque
from grader.sandbox import frames
from grader.sandbox.inside import values
from grader.sandbox.jobs import Jobs

LIMIT = 2**16
DTYPES = ["?", "i1", "<i8", "u2", "<f2", "<f4", "<f8", "<c8", "<c16"]


def plain() -> st.SearchStrategy[Any]:
    """Values of all kinds that have a form as data."""
    leaves = (
        st.none()
        | st.booleans()
        | st.integers(-(2**63), 2**63 - 1)
        | st.floats()
        | st.complex_numbers()
        | st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
        | st.sampled_from(DTYPES).flatmap(lambda dtype: arrays.arrays(dtype, arrays.array_shapes(min_dims=0)))
    )
    return st.recursive(
        leaves,
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.lists(inner, max_size=4).map(tuple)
            | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=9), inner, max_size=4)
        ),
        max_leaves=8,
    )


def answer(value: Any, raw: list[bytes], **changes: Any) -> bytes:
    """A frame with one value in its JSON form."""
    result = {"t": "returned", "value": value, "changed": [], "printed": False}
    return values.frame({"t": "answer", "ask": 0, "status": "done", "results": [result]} | changes, raw)


def taken(data: bytes) -> Any:
    """The one value in a frame."""
    ((message, source),) = frames.Reader(LIMIT).feed(data)
    assert isinstance(message, frames.Answer)
    (result,) = message.results
    assert isinstance(result, frames.Returned)
    value = source.take(result.value)
    source.end()
    return value


def form(value: Any) -> Any:
    """A value in a form in which equality means sameness: types, bits of floats, shapes and dtypes."""
    match value:
        case np.ndarray():
            return value.dtype.str, value.shape, value.tobytes()
        case float():
            return "nan" if math.isnan(value) else struct.pack("<d", value)
        case complex():
            return form(value.real), form(value.imag)
        case list() | tuple():
            return type(value), [form(item) for item in value]
        case dict():
            return [(key, form(item)) for key, item in value.items()]
    return type(value), value


@given(plain())
def test_every_value_comes_through_unchanged(value: Any) -> None:
    encoder = values.Encoder(LIMIT)
    try:
        encoded = encoder.encode(value)
    except values.TooLargeError:
        return
    got = taken(answer(encoded, encoder.arrays))
    if "opaque" not in json.dumps(encoded):
        assert form(got) == form(value)


@given(st.binary(max_size=200), st.integers(1, 50))
def test_any_bytes_are_a_frame_or_a_frame_error(data: bytes, piece: int) -> None:
    reader = frames.Reader(LIMIT)
    try:
        for start in range(0, len(data), piece):
            list(reader.feed(data[start : start + piece]))
    except frames.FrameError:
        pass


@given(st.data(), plain())
def test_a_frame_with_bytes_changed_is_a_frame_or_a_frame_error(data: st.DataObject, value: Any) -> None:
    encoder = values.Encoder(LIMIT)
    frame = bytearray(answer(encoder.encode(value), encoder.arrays))
    for _ in range(data.draw(st.integers(1, 3))):
        frame[data.draw(st.integers(0, len(frame) - 1))] = data.draw(st.integers(0, 255))
    try:
        for message, source in frames.Reader(LIMIT).feed(bytes(frame)):
            for result in getattr(message, "results", ()):
                if isinstance(result, frames.Returned):
                    source.take(result.value)
            source.end()
    except frames.FrameError:
        pass


def array(dtype: str, *shape: int) -> dict[str, Any]:
    return {"t": "array", "dtype": dtype, "shape": shape}


def nested(depth: int) -> Any:
    return {"t": "list", "items": [nested(depth - 1)] if depth else []}


@pytest.mark.parametrize(
    ("value", "raw"),
    [
        pytest.param(array("<f8", 10**6, 10**6), b"", id="an array larger than the limit"),
        pytest.param(array("<f8", 0, 10**9), b"", id="an empty array that is huge in one direction"),
        pytest.param(array("<f8", 2), b"\0" * 8, id="too few bytes"),
        pytest.param(array("<f8", 1), b"\0" * 16, id="too many bytes"),
        pytest.param(array("<f8", -1), b"", id="a negative length"),
        pytest.param(array("|O", 1), b"\0" * 8, id="objects"),
        pytest.param(array("<M8[s]", 1), b"\0" * 8, id="dates"),
        pytest.param(array("<f8", *[1] * 17), b"\0" * 8, id="too many dimensions"),
        pytest.param(nested(values.MAX_DEPTH + 1), b"", id="too deep"),
        pytest.param(nested(300), b"", id="far too deep"),
        pytest.param({"t": "list", "items": [None] * 10_001}, b"", id="too many items"),
        pytest.param("a" * 1001, b"", id="too long a text"),
        pytest.param(2**64, b"", id="too large an integer"),
        pytest.param({"t": "float", "value": "1.5"}, b"", id="a float by the wrong name"),
        pytest.param({"t": "opaque", "type": "a", "more": 1}, b"", id="an unknown key"),
        pytest.param({"t": "code"}, b"", id="an unknown form"),
    ],
)
def test_a_value_that_the_box_never_writes_is_refused(value: Any, raw: bytes) -> None:
    with pytest.raises(frames.FrameError):
        taken(answer(value, [raw]))


def test_a_frame_that_is_too_long_is_refused_by_its_header() -> None:
    with pytest.raises(frames.FrameError, match="4294967295 bytes"):
        list(frames.Reader(LIMIT).feed(struct.pack("<II", 2**32 - 1, 0)))


def test_the_truth_values_in_an_array_are_true_or_false() -> None:
    assert taken(answer(array("|b1", 3), [b"\0\1\7"])).view(np.uint8).tolist() == [0, 1, 1]


def test_names_cannot_move_the_cursor() -> None:
    assert taken(answer({"t": "opaque", "type": "\x1b[31mred"}, [])) == Opaque("\N{REPLACEMENT CHARACTER}[31mred")


@given(arrays.arrays(st.sampled_from([*DTYPES, ">f8"]), arrays.array_shapes(min_dims=0, min_side=0)))
def test_arguments_enter_the_box_unchanged(given: np.ndarray) -> None:
    data = _job(given)
    header, _ = struct.unpack_from("<II", data)
    ((dtype, shape),) = json.loads(data[8 : 8 + header])["asks"][0]["inputs"][0]
    got: np.ndarray = np.ndarray(shape, dtype, data[8 + header :])
    np.testing.assert_array_equal(got, given)
    assert got.dtype == given.dtype.newbyteorder("=")


def test_only_numbers_enter_the_box() -> None:
    with pytest.raises(ValueError, match="dtype object"):
        _job(np.array([None]))


def _job(given: np.ndarray) -> bytes:
    asks = [Ask("q", "function", "f", ({"x": given},))]
    return Jobs([], Limits(), asks).first([], asks, 1.0)
