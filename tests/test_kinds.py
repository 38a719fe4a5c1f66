"""Hand-ins for each kind of question, graded as one class through the public commands, against what each must get."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import zlib
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from msgspec import Struct

from grader.author import filled_notebook

HERE = Path(__file__).parent / "submissions" / "kinds"
COURSE_KEY = b"nn-grader-tests-submissions-key!".hex()
SHEETS = ("sheet3", "sheet4", "sheet5")
"""Students whose variants all hand-ins are for. Their tables have five rows, on which points by cell rest."""
JAPANESE = re.compile("[ぁ-んァ-ヶ一-龠]")
OPTION = re.compile(r"^- \*\*([A-J])\.\*\* (.+)$", re.MULTILINE)
KINDS = {
    "table": ("mse.table",),
    "chain": ("fwd.chain", "backprop.chain"),
    "choice": ("gd.direction", "gd.rates", "gd.step"),
    "ordering": ("gd.loop",),
    "debug": ("mse.debug", "backprop.debug"),
    "plot": ("gd.curve", "gd.descents", "fwd.network"),
}

Row = dict[str, Any]


class HandIn(Struct, frozen=True, forbid_unknown_fields=True):
    """What one student hands in for one question, and what must come of it.

    Attributes:
        why: what it is.
        question: its full id.
        source: Python that comes after the numbers and options of the sheet, or several cells of a notebook; ``SHEET``
            stands for the question's cell on the sheet.
        changes: what the student replaced in that cell.
        filled: whether it is written into the notebook that was handed out.
        sheet: which of the sheets the student has; any if it does not matter.
        verdict: the contract's.
        points: what it earns.
        mistakes: which ones are named, and no others.
        says: words that the English message must hold.
        untold: words that it must not hold.
    """

    why: str
    question: str
    verdict: str
    source: str | tuple[str, ...] = "SHEET"
    changes: Mapping[str, str] = {}
    filled: bool = False
    sheet: str = ""
    points: Decimal = Decimal(0)
    mistakes: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    untold: tuple[str, ...] = ()


def load() -> dict[str, HandIn]:
    """The hand-ins by student: the kind and the name that each has in its file."""
    found: dict[str, HandIn] = {}
    for kind in KINDS:
        text = (HERE / f"{kind}.yaml").read_text(encoding="utf-8")
        rows = msgspec.convert(yaml.safe_load(text), dict[str, HandIn], strict=False)
        found |= {f"{kind}-{name}": row for name, row in rows.items()}
    return found


HAND_INS = load()


class Sheet:
    """What a student has before them: the numbers that are printed, the options, and the cells to fill in."""

    def __init__(self, made: Path, student: str) -> None:
        self.handout = (made / "handouts" / student / "kinds.ipynb").read_text(encoding="utf-8")
        cells = json.loads(self.handout)["cells"]
        self.cells: dict[str, str] = {}
        self.prompts: dict[str, str] = {}
        for prompt, cell in pairwise(cells):
            question = cell["metadata"].get("grader", {}).get("question")
            if question is not None:
                self.cells[question], self.prompts[question] = "".join(cell["source"]), "".join(prompt["source"])
        keys = json.loads((made / "keys" / f"{student}.json").read_text(encoding="utf-8"))
        self.data = {key["question"]: key["cases"][0]["inputs"] for key in keys}

    def before(self, question: str) -> str:
        """The numbers and the options of a question as Python, and what a student would write to work with them."""
        lines = ["import numpy as np"]
        data = self.data.get(question, {})
        for name, array in data.items():
            shape, values = tuple(array["shape"]), array["values"]
            value = f"np.array({values}).reshape({shape})" if shape else values[0]
            lines.append(f"{'dealt' if name == 'options' else name} = {value}")
        parts = [HERE / "before" / f"{question}.py"]
        if "options" in data:
            options = OPTION.findall(self.prompts[question])
            half = len(options) // 2
            lines += [f"japanese = {dict(options[:half])}", f"options = {dict(options[half:])}"]
            parts.insert(0, HERE / "before" / "options.py")
        lines += [part.read_text(encoding="utf-8") for part in parts if part.exists()]
        return "\n".join(lines) + "\n"

    def cell(self, hand_in: HandIn) -> str:
        """The question's cell with the student's changes."""
        cell = self.cells[hand_in.question]
        for old, new in hand_in.changes.items():
            assert cell.count(old), f"{old!r} is not on the sheet"
            cell = cell.replace(old, new)
        return cell


def put(folder: Path, student: str, hand_in: HandIn, sheet: Sheet) -> None:
    """Write what a student hands in."""
    sources = (hand_in.source,) if isinstance(hand_in.source, str) else hand_in.source
    cells = [source.replace("SHEET", sheet.cell(hand_in)) for source in sources]
    before = sheet.before(hand_in.question)
    if hand_in.filled:
        text = filled_notebook(sheet.handout, {hand_in.question: f"{before}{cells[0]}"})
    elif len(cells) > 1:
        text = notebook([before, *cells])
    else:
        text = f"{before}{cells[0]}"
    ending = "ipynb" if hand_in.filled or len(cells) > 1 else "py"
    (folder / f"{student}.{ending}").write_text(text, encoding="utf-8")


def notebook(cells: list[str]) -> str:
    code: Row = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
    document = {"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": [{**code, "source": one} for one in cells]}
    return json.dumps(document)


def run(*arguments: object) -> str:
    command = [sys.executable, "-m", "grader", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Row]:
    """The row of each student, from one run of ``grader grade``; several have a copy of the same sheet."""
    here = tmp_path_factory.mktemp("kinds")
    key, made, handed_in = here / "course.key", here / "made", here / "in"
    key.touch(mode=0o600)
    key.write_text(COURSE_KEY, encoding="ascii")
    roster = here / "roster.csv"
    roster.write_text("\n".join(["student", *SHEETS]) + "\n", encoding="utf-8")
    run("make", "kinds", "--roster", roster, "--course-key", key, "--out", made)
    sheets = {name: Sheet(made, name) for name in SHEETS}
    handed_in.mkdir()
    for student, hand_in in HAND_INS.items():
        name = hand_in.sheet or SHEETS[zlib.crc32(student.encode()) % len(SHEETS)]
        put(handed_in, student, hand_in, sheets[name])
        shutil.copy(made / "keys" / f"{name}.json", made / "keys" / f"{student}.json")
    roster.write_text("\n".join(["student", *HAND_INS]) + "\n", encoding="utf-8")
    options = ("--keys", made / "keys", "--roster", roster, "--out", here / "out", "--json")
    graded = json.loads(run("grade", handed_in, "--assignment", "kinds", *options))
    return {row["student"]: row for row in graded}


@pytest.fixture
def question(rows: Mapping[str, Row], student: str) -> Row:
    (found,) = (one for one in rows[student]["questions"] if one["id"] == HAND_INS[student].question)
    return dict(found)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_hand_ins_enough_for_all_its_questions(kind: str) -> None:
    counted = Counter(hand_in.question for name, hand_in in HAND_INS.items() if name.startswith(f"{kind}-"))
    assert counted.keys() == set(KINDS[kind])
    assert counted.total() >= 15


@pytest.mark.parametrize("student", HAND_INS)
def test_a_hand_in_gets_what_it_must_get(student: str, question: Row) -> None:
    expected = HAND_INS[student]
    got = (question["verdict"], Decimal(repr(question["points"])).normalize(), sorted(question["mistakes"]))
    must = (expected.verdict, expected.points.normalize(), sorted(expected.mistakes))
    assert got == must, question["message"]["en"]


@pytest.mark.parametrize("student", HAND_INS)
def test_a_student_is_told_what_helps_in_both_languages(student: str, question: Row) -> None:
    expected, told = HAND_INS[student], question["message"]["en"]
    assert [words for words in expected.says if words not in told] == [], told
    assert [words for words in expected.untold if words in told] == [], told
    for one in question["told"]:
        assert one["text"]["en"].strip()
        assert one["role"] in {"code", "call", "error"} or JAPANESE.search(one["text"]["ja"]), one["text"]["ja"]


@pytest.mark.parametrize("student", HAND_INS)
def test_nothing_is_earned_where_nothing_was_answered(student: str, rows: Mapping[str, Row]) -> None:
    others = [one for one in rows[student]["questions"] if one["id"] != HAND_INS[student].question]
    assert {one["verdict"] for one in others} == {"missing"}
    assert sum(one["points"] for one in others) == 0
