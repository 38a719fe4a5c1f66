"""What the fuzzed tests share: how many examples they try, and what they try them with."""

from __future__ import annotations

import json
import os
import zipfile
from typing import Any

import carriers
import numpy as np
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

EXAMPLES = int(os.environ.get("GRADER_FUZZ_EXAMPLES", "300"))
"""More of them take longer and find more."""


fuzz = settings(
    derandomize=True,
    max_examples=EXAMPLES,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

LIMIT = 2**16


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


COUNTS = st.sampled_from([-1, 0, 1, 2, 16, 10_000, 2**31 - 1, 2**31, 2**63, 2**64, 10**400]) | st.integers(0, 99)

LEAVES = (
    st.none()
    | st.booleans()
    | COUNTS
    | st.floats(allow_nan=True)
    | st.text(max_size=5)
    | st.sampled_from(["", "a" * 1001, "\x1b[2J\u202e", "nan"])
)


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
