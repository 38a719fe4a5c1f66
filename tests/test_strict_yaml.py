"""The reader of YAML: what it refuses, and which texts are numbers to it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from grader import strict_yaml, words
from grader.errors import CourseError


@pytest.fixture
def read(tmp_path: Path) -> Any:
    """Reads a text as the file ``some.yaml``."""

    def reader(text: str) -> Any:
        (tmp_path / "some.yaml").write_text(text, encoding="utf-8")
        return strict_yaml.read(tmp_path / "some.yaml")

    return reader


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: 1\nb: 2\na: 3\n", "line 3: the key 'a' is given twice, first on line 1; remove one of them"),
        ("x:\n  - {a: 1, b: {c: 1, c: 1}}\n", "line 2: the key 'c' is given twice, first on line 2"),
        ("1: x\n0x1: y\n", "line 2: the key 1 is given twice, first on line 1"),
        ("a: &a {b: 1}\nc: {<<: *a, d: 1, d: 2}\n", "the key 'd' is given twice"),
        ("[a]: 1\n", "is not YAML"),
        ("{", "is not YAML"),
        ("a: 2027-02-30\n", "is not YAML"),
        ("a: !!python/name:os.system x\n", "is not YAML"),
        ("a: !!bool x\n", "is not YAML"),
        ("a: !!timestamp x\n", "is not YAML"),
        ("a: !!int ''\n", "is not YAML"),
        ("a: " + "[" * 5000, "is nested too deeply"),
        ("".join(f"{' ' * depth}a:\n" for depth in range(700)), "is nested too deeply"),
    ],
)
def test_what_is_refused_is_told_with_file_line_and_remedy(read: Any, text: str, told: str) -> None:
    with pytest.raises(CourseError) as caught:
        read(text)
    assert "some.yaml: " in str(caught.value)
    assert told in str(caught.value)


def test_a_file_that_is_not_there_or_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "some.yaml").write_bytes(b"a: \xff")
    for name in ("none.yaml", "some.yaml"):
        with pytest.raises(CourseError, match=rf"{name}: cannot be read"):
            strict_yaml.read(tmp_path / name)


@pytest.mark.parametrize(
    ("text", "number"),
    [("1e-2", 0.01), ("1E5", 1e5), ("1e+3", 1e3), ("-2e-3", -0.002), (".5e1", 5.0), ("1.e3", 1e3), ("1.5e3", 1.5e3)],
)
def test_an_exponent_makes_a_number(read: Any, text: str, number: float) -> None:
    assert read(f"a: {text}\nb: [{text}, '{text}']\n") == {"a": number, "b": [number, text]}


@pytest.mark.parametrize("text", ["1e", "e5", "1e-", "1e5x", "12e", "1e1.5", "--1e5", "1_0e3"])
def test_what_only_begins_like_a_number_is_text(read: Any, text: str) -> None:
    assert read(f"a: {text}\n") == {"a": text}


def test_other_numbers_anchors_and_merges_are_as_they_were(read: Any) -> None:
    assert read("[0x1e5, 0x1e, 1.5, 10, .inf, 1.5e+3]") == [0x1E5, 0x1E, 1.5, 10, float("inf"), 1.5e3]
    text = "base: &base {x: 1, y: 2}\nown: {<<: *base, x: 3}\nboth: {<<: *base, <<: {z: 1}}\nthird: [*base]\n"
    assert read(text) == {
        "base": {"x": 1, "y": 2},
        "own": {"x": 3, "y": 2},
        "both": {"x": 1, "y": 2, "z": 1},
        "third": [{"x": 1, "y": 2}],
    }


def test_a_key_that_came_by_a_merge_is_not_given_twice(read: Any) -> None:
    text = "base: &base {x: 1}\nown: &own {<<: *base, x: 3}\nagain: &again {<<: *own, x: 4}\nlast: {<<: *again}\n"
    found = read(text)
    assert found == {"base": {"x": 1}, "own": {"x": 3}, "again": {"x": 4}, "last": {"x": 4}}


def test_a_sentence_that_is_given_twice_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "words.ja.yaml").write_text("right: 正解\nright: 正答\n", encoding="utf-8")
    monkeypatch.setattr(words, "shipped_templates", lambda: tmp_path)
    with pytest.raises(CourseError, match=r"words\.ja\.yaml: line 2: the key 'right' is given twice"):
        words.load.__wrapped__("ja")
