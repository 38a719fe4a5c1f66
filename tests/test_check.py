"""A student's own check: what it says before handing in, of which questions, in which language."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from conftest import Command

MSE = "import numpy as np\ndef mse(y, t):\n    return np.mean((y - t) ** 2)\n"
SUMMED = MSE.replace("mean", "sum")
JAPANESE = re.compile("[ぁ-んァ-ヶ一-龠]")


def checked(grader: Command, folder: Path, source: str, language: str = "en") -> str:
    (folder / "work.py").write_text(source, encoding="utf-8")
    return grader("check", folder / "work.py", "--language", language).err


@pytest.mark.parametrize(("source", "status"), [(MSE, 0), (SUMMED, 1), ("import numpy\n", 1)])
def test_it_ends_with_one_where_something_is_wrong(grader: Command, tmp_path: Path, source: str, status: int) -> None:
    path = tmp_path / "work.py"
    path.write_text(source, encoding="utf-8")
    assert grader("check", path).status == status


def test_it_names_the_mistake_in_the_language_asked_for(grader: Command, tmp_path: Path) -> None:
    assert "1/N" in checked(grader, tmp_path, SUMMED, "ja")
    english = checked(grader, tmp_path, SUMMED)
    assert "divide by N" in english
    assert "hidden" in english
    ended = grader("check", tmp_path / "work.py", "--exercise", "mse", "--json")
    (question, *_) = json.loads(ended.out)["questions"]
    assert question["mistakes"] == ["MSE01"]


def test_it_speaks_of_questions_by_number_and_counts_what_is_done(grader: Command, tmp_path: Path) -> None:
    source = MSE + "sse_value = 0.5\nmse_value = ''\n"
    english, japanese = (checked(grader, tmp_path, source, language) for language in ("en", "ja"))
    assert "○ Question 4: Mean squared error (mse)  Right." in english
    assert "○ 問4 二乗和誤差 (mse)  正解です。" in japanese
    assert "Functions right for the visible examples: 1 of 7." in english
    assert "Answers in variables that are there and can be read: 1 of 11." in english
    assert "Answers that are still empty: Question 5: Mean squared error (mse_value)" in english
    assert "mse.function" not in english + japanese


TABLE = "{'residual': [0.1, 0.2, 0.3], 'square': [1, 2, 3], 'sse': 6}"
TABLES = {
    "of five rows": ("{'r': [0.1] * 5, 'r2': [0.1] * 5, 'S': 1.0}", None),
    "of four rows": ("{'r': [0.1] * 4, 'r2': [0.1] * 4, 'S': 1.0}", None),
    "a column by another sign": ("{'r': [0.1] * 4, 'r^2': [0.1] * 4, 'S': 1.0}", None),
    "uneven": ("{'r': [0.1] * 5, 'r2': [0.1] * 6, 'S': 1.0}", "have different lengths: r 5, r2 6"),
    "a column misnamed": ("{'r': [0.1] * 5, 'xyz': [0.1] * 5, 'S': 1.0}", "`sse_table['r2']` is not there or empty"),
}


@pytest.mark.parametrize(("table", "told"), TABLES.values(), ids=TABLES)
def test_a_table_may_have_as_many_rows_as_some_sheet_has(
    grader: Command, tmp_path: Path, table: str, told: str | None
) -> None:
    english = checked(grader, tmp_path, f"sse_table = {table}\n")
    assert ("can be read: 1 of 11." in english) == (told is None)
    assert (told or "") in english


BY_HAND = {
    "misspelt": ("sse_valeu = 0.5", "There is a variable `sse_valeu`. Rename it to `sse_value`."),
    "named beside a part of several": ("value = 1\ngrad = 2\nsse_valeu = 0.5", "Rename it to `sse_value`."),
    "text": ("sse_value = 'maybe'", "The value `maybe` of `sse_value` cannot be read as a number."),
    "part": ("sse_value = '0.28 or so'", "In the value `0.28 or so` of `sse_value` the part `or so` cannot be read."),
    "count": ("fwd_y = 0.3", "Numbers needed in `fwd_y`: 2; there are 1."),
    "no table": ("sse_table = 0.3", "The value of `sse_table['"),
}


@pytest.mark.parametrize(("source", "told"), BY_HAND.values(), ids=BY_HAND)
def test_answers_by_hand_are_read_as_when_they_are_graded(
    grader: Command, tmp_path: Path, source: str, told: str
) -> None:
    english = checked(grader, tmp_path, source)
    assert told in english
    assert english.count("[!]") + english.count("! Question") == 1
    assert "can be read: 0 of 11." in english


def test_right_and_wrong_answers_by_hand_are_not_told_apart(grader: Command, tmp_path: Path) -> None:
    said = {checked(grader, tmp_path, f"sse_value = {value}\n") for value in ("0.5", "0.25", "-3", "1e9")}
    assert len(said) == 1


def test_a_cause_is_said_once_however_many_functions_it_takes_away(grader: Command, tmp_path: Path) -> None:
    source = (
        "import numpy as np\ndef sse(y, t):\n    return np.summ(y - t)\ndef mse(y, t):\n    return sse(y, t) / len(y)\n"
    )
    assert checked(grader, tmp_path, source).count("Did you mean np.sum?") == 1


CAUSES = {
    "an import that is missing": (
        "def sse(y, t):\n    return np.sum(y - t)\ndef mse(y, t):\n    return np.mean(y)\nsse_value = np.sum([1])\n",
        "Write import numpy as np",
        ["told above"],
    ),
    "a package": (
        "import torch\ndef sse(y, t):\n    return torch.sum(y - t)\ndef mse(y, t):\n    return torch.mean(y - t)\n",
        "line 1, ended",
        ["same as for Question 1", "× Question 4"],
    ),
    "a bracket left open": ("y = np.array([1, 2]\nsse_value = y\nmse_value = y\n", "\nError: ", ["line 1, ended"]),
    "an import misspelt": (
        "import numpyy as np\nsse_value = np.sum([1])\nx = np.ones(1)",
        "\nError: ",
        ["line 1, ended"],
    ),
    "a name that was never there": ("sse_value = 1\nprint(mse_value)\n", "That name is not defined", []),
}


@pytest.mark.parametrize(("source", "once", "beside"), CAUSES.values(), ids=CAUSES)
def test_one_cause_with_several_symptoms_is_told_once(
    grader: Command, tmp_path: Path, source: str, once: str, beside: list[str]
) -> None:
    english = checked(grader, tmp_path, source)
    assert english.count(once) == 1
    assert [one for one in beside if one not in english] == []
    assert "written nearly" not in english
    assert "Rename" not in english


def test_lines_that_are_alike_by_chance_are_told_of_each_question(grader: Command, tmp_path: Path) -> None:
    source = (
        "import numpy as np\ndef cross_entropy(y, t):\n    return -np.sum(t * np.log(y)) / len(y)\n"
        "def binary_cross_entropy(y, t):\n    return -np.mean(t * np.log10(y) + (1 - t) * np.log10(1 - y))\n"
    )
    english = checked(grader, tmp_path, source)
    for line in ("This is another convention", "0 of the 2 cases", "0.5 of 1 points"):
        assert english.count(line) == 2


FILES = {
    "is not there": ("nothing.py", None),
    "an empty folder": ("folder.py", "folder"),
    "without an end": ("work", MSE.encode()),
    "a program of R": ("work.R", b"x <- 1"),
    "a program as text": ("work.txt", MSE.encode()),
    "a broken zip": ("work.zip", b"PK"),
    "of no bytes": ("empty.ipynb", b""),
    "a web page": ("page.ipynb", b"<!DOCTYPE html><html></html>"),
    "no text": ("work.py", bytes(range(256))),
    "broken": ("broken.ipynb", b'{"cells": [}'),
    "of another kind": ("essay.docx", b"PK\x03\x04"),
    "R": (
        "r.ipynb",
        json.dumps(
            {
                "nbformat": 4,
                "nbformat_minor": 5,
                "metadata": {"kernelspec": {"name": "ir", "language": "R"}},
                "cells": [
                    {"cell_type": "code", "source": "x <- 1", "metadata": {}, "outputs": [], "execution_count": None}
                ],
            }
        ).encode(),
    ),
}


@pytest.mark.parametrize(("name", "content"), FILES.values(), ids=FILES)
def test_errors_of_files_are_in_the_students_language(
    grader: Command, tmp_path: Path, name: str, content: bytes | str | None
) -> None:
    path = tmp_path / name
    if content == "folder":
        path.mkdir()
    elif isinstance(content, bytes):
        path.write_bytes(content)
    japanese = grader("check", path, "--language", "ja")
    english = grader("check", path, "--language", "en")
    assert japanese.status == english.status != 0
    assert name in japanese.err
    assert name in english.err
    assert JAPANESE.search(japanese.err)
    assert not JAPANESE.search(english.err)


RIGHT_SSE = "import numpy as np\ndef sse(y, t):\n    return np.sum((y - t) ** 2)\n"
TOGETHER = {
    "two files": ({"q1.py": RIGHT_SSE, "q2.py": MSE}, ["○ Question 1", "○ Question 4"]),
    "folders": ({"hw/q1.py": RIGHT_SSE, "hw/more/q2.py": MSE}, ["○ Question 1", "○ Question 4"]),
    "a module": ({"main.py": f"from losses import half\n{MSE}", "losses.py": "half = 0.5\n"}, ["○ Question 4"]),
    "a module that is not there": ({"main.py": f"from lost import half\n{MSE}", "q1.py": RIGHT_SSE}, ["`lost`"]),
    "attempts": ({"hw.py": MSE, "hw (1).py": MSE + RIGHT_SSE}, ["hw (1).py was graded, and not", "○ Question 1"]),
    "names of students": ({"s01/q1.py": RIGHT_SSE, "s02/q2.py": MSE}, ["○ Question 1", "○ Question 4"]),
    "a picture beside": ({"hw.py": MSE, "plot.png": "\x89"}, ["plot.png", "○ Question 4"]),
    "no program": ({"plot.png": "\x89"}, ["There is no .py or .ipynb file in", "plot.png"]),
    "an office document": ({"[Content_Types].xml": "", "word/document.xml": ""}, ["no .py or .ipynb file"]),
}


@pytest.mark.parametrize("packed", ["folder", "zip"])
@pytest.mark.parametrize(("files", "told"), TOGETHER.values(), ids=TOGETHER)
def test_a_folder_and_a_zip_are_read_as_one_hand_in(
    grader: Command, tmp_path: Path, files: dict[str, str], told: list[str], packed: str
) -> None:
    folder = tmp_path / "homework"
    for name, source in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(source, encoding="utf-8")
    given = Path(shutil.make_archive(str(folder), "zip", folder)) if packed == "zip" else folder
    english = grader("check", given, "--language", "en").err
    if packed == "zip" and "word/document.xml" in files:
        told = ["document of an office program"]
    assert [one for one in told if one not in english] == []


LEFT = {
    "raise above": ("def mse(y, t):\n    raise NotImplementedError\n    return 0.5 * y", "still holds the line raise"),
    "the starter below": ("def sse(y, t):\n    return y\ndef sse(y, t):\n    raise NotImplementedError", "whole lower"),
    "None below": ("sse_value = 0.5\nsse_value = None", "Remove that line"),
    "a stub below": ("def mse(y, t):\n    pass", "further down"),
    "overwritten": ("mse = mse(np.ones(2), np.zeros(2))", "○ Question 4: Mean squared error (mse)  Right."),
    "hint": ("from torch import Tensor\ndef sse(y: Tensor) -> Tensor:\n    return y", "`torch`"),
    "hint only": ("def ce(y: Tensor): ...", "○ Question 4: Mean squared error (mse)  Right."),
    "first call": (
        "seen = []\ndef sse(y, t):\n    seen.append(((y - t) ** 2).sum())\n    return seen[0]",
        "changes what lies outside of it (`seen`)",
    ),
}


@pytest.mark.parametrize(("source", "told"), LEFT.values(), ids=LEFT)
def test_what_stands_beside_an_answer_is_told(grader: Command, tmp_path: Path, source: str, told: str) -> None:
    assert told in checked(grader, tmp_path, f"{MSE}\n{source}\n")


def test_which_assignment_is_meant_is_said_by_the_handout_and_by_the_keys(
    grader: Command, tmp_path: Path, roster: Path
) -> None:
    assert grader("make", "kinds", "--roster", roster, "--out", tmp_path / "made").status == 0
    sheet = tmp_path / "made/handouts/s01/kinds.ipynb"
    said = grader("check", sheet, "--language", "en").err
    assert "lecture_loss" in said
    assert "mse_value" not in said
    graded = grader(
        "grade", tmp_path / "made/handouts", "--keys", tmp_path / "made/keys", "--out", tmp_path / "out", "--json"
    )
    assert {row["assignment"] for row in json.loads(graded.out)} == {"kinds"}
