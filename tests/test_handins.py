"""Hand-ins of several files, and notebooks as people write them: what of them is run, and what is said."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from typing import Any

import pytest
from msgspec import Struct

NP = "import numpy as np\n"
MSE = f"{NP}def mse(y, t):\n    return np.mean((y - t) ** 2)\n"
SSE = f"{NP}def sse(y, t):\n    return np.sum((y - t) ** 2)\n"
STEP = "def gd_step(w, grad, lr):\n    return w - lr * grad\n"
BAD = MSE.replace("mean", "sum")
BAD_SSE = SSE.replace("sum(", "mean(")
LOSS = f"{NP}def loss(y, t):\n    return np.mean((y - t) ** 2)\n"
WAITS = "import asyncio\nasync def f():\n    await asyncio.sleep(0)\n    return good\nmse = asyncio.run(f())\n"
USES = "def mse(y, t):\n    return loss(y, t)\n"
STARTER = "def mse(y, t):\n    # Write your answer here.\n    raise NotImplementedError\n"

ASSIGNMENT = """
id: two
title: {ja: 二つの関数, en: Two functions}
timezone: Asia/Tokyo
exercises:
  - {exercise: sse, points: {function: 1}}
  - {exercise: mse, points: {function: 1}}
  - {exercise: gd, points: {function: 1}}
"""


class HandIn(Struct, frozen=True):
    """Files by their paths, sources or the cells of a notebook, and what must come of them."""

    files: Mapping[str, str | tuple[Any, ...]]
    right: tuple[str, ...] = ("mse",)
    not_graded: tuple[str, ...] = ()
    says: tuple[str, ...] = ()


def raw(source: str) -> dict[str, Any]:
    return {"cell_type": "raw", "metadata": {}, "source": source}


def markdown(source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": source}


def notebook(cells: tuple[Any, ...]) -> str:
    code: dict[str, Any] = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
    return json.dumps(
        {
            "nbformat": 4,
            "nbformat_minor": 5,
            "metadata": {},
            "cells": [cell if isinstance(cell, dict) else {**code, "source": cell} for cell in cells],
        }
    )


MODULES = {
    "two imports in a line": "import numpy as np; import losses as L\n" + USES.replace("loss(", "L.loss("),
    "below an if": "if True: import losses as L\n" + USES.replace("loss(", "L.loss("),
    "in the function": "def mse(y, t):\n    import losses\n    return losses.loss(y, t)\n",
    "a line that goes on": "from losses \\\n    import loss\n" + USES,
    "in brackets": "from losses import (\n    loss,\n)\n" + USES,
    "importlib": "import importlib\nloss = importlib.import_module('losses').loss\n" + USES,
    "__import__": "loss = __import__('losses').loss\n" + USES,
    "relative": "from .losses import loss\n" + USES,
    "all of a dot": "from . import losses as L\n" + USES.replace("loss(", "L.loss("),
    "by another letter": "from Losses import loss\n" + USES,
    "a name made": "loss = __import__('los' + 'ses').loss\n" + USES,
}

HAND_INS = {
    **{
        name: HandIn({"main.py": source, "losses.py": LOSS})
        for name, source in MODULES.items()
        if name != "a name made"
    },
    "a name made": HandIn({"main.py": MODULES["a name made"], "losses.py": LOSS}, not_graded=("losses.py",)),
    "helpers of two folders": HandIn(
        {
            "ex1/main.py": "from utils import loss\nsse = loss\n",
            "ex1/utils.py": SSE.replace("sse", "loss"),
            "ex2/other.py": "from utils import loss\nmse = loss\n",
            "ex2/utils.py": LOSS,
        },
        right=("sse", "mse"),
    ),
    "called like the standard library": HandIn(
        {"main.py": "from statistics import loss\n" + USES, "statistics.py": LOSS}
    ),
    "called like what is loaded": HandIn(
        {"main.py": "import random as L\n" + USES.replace("loss(", "L.loss("), "random.py": LOSS}
    ),
    "run": HandIn({"hw.ipynb": ("%run losses.ipynb", USES), "losses.ipynb": (LOSS,)}),
    "run without an end": HandIn({"hw.ipynb": ("%run losses", USES), "losses.py": LOSS}),
    "run in quotes": HandIn({"hw.ipynb": ("%run 'lib/my losses.py' 3  # all", USES), "lib/my losses.py": LOSS}),
    "run in Japanese": HandIn({"hw.ipynb": ("%run 損失.py", USES), "損失.py": LOSS}),
    "run here": HandIn({"hw.ipynb": (NP, "%run -i loss.py", USES), "loss.py": LOSS.removeprefix(NP)}),
    "a module of the same name": HandIn({"hw.ipynb": ("from hw import loss", USES), "hw.py": LOSS}),
    "run by the same name": HandIn({"hw.ipynb": ("%run hw.py", USES), "hw.py": LOSS}),
    "what it imports is no edition": HandIn(
        {"hw_v2.py": "from hw import sse\n" + MSE, "hw.py": SSE + BAD}, right=("sse", "mse")
    ),
    "parts of which one is imported": HandIn(
        {"q_1.py": SSE, "q_2.py": MSE, "main.py": "from q_1 import sse\n"}, right=("sse", "mse")
    ),
    "a copy of a module": HandIn(
        {"main.py": "from losses import mse\n", "losses.py": MSE, "losses - コピー.py": BAD},
        not_graded=("losses - コピー.py",),
    ),
    "final 2": HandIn({"hw_final.py": BAD, "hw_final_v2.py": MSE}, not_graded=("hw_final.py",)),
    "final and final": HandIn({"hw-final.py": BAD, "hw-final-final.py": MSE}, not_graded=("hw-final.py",)),
    "再提出 and 提出": HandIn({"hw_提出.py": BAD, "hw_再提出.py": MSE}, not_graded=("hw_提出.py",)),
    "nor what imports it": HandIn({"hw.py": "from hw_v2 import mse\n" + SSE, "hw_v2.py": MSE}, right=("sse", "mse")),
    "run of what is not there": HandIn(
        {"hw.ipynb": ("%run lost.py", USES)}, right=(), says=("there is no file 'lost.py'",)
    ),
    "a test beside it": HandIn(
        {
            "main.py": SSE + "if __name__ == '__main__':\n    mse = lambda y, t: np.mean((y - t) ** 2)\n",
            "test_main.py": "from main import sse\ndef test(): assert sse\n",
        },
        right=("sse", "mse"),
        not_graded=("test_main.py",),
    ),
    "tests in a folder": HandIn(
        {"main.py": MSE, "tests/check.py": "import pytest\nfrom main import mse\n"}, not_graded=("tests/check.py",)
    ),
    "only a test": HandIn({"test_mse.py": MSE}),
    "a test that answers": HandIn({"hw.ipynb": (SSE, STARTER), "hw_test.ipynb": (MSE,)}, right=("sse", "mse")),
    "an empty package": HandIn(
        {"main.py": "from pkg.losses import loss\n" + USES, "pkg/__init__.py": "", "pkg/losses.py": LOSS}
    ),
    "a cell adds to a file": HandIn(
        {"hw.ipynb": ("%%writefile -a losses.py\nx = 1", "from losses import loss\n" + USES), "losses.py": LOSS}
    ),
    "v9 and v10": HandIn({"hw_v9.ipynb": (BAD,), "hw_v10.ipynb": (MSE,)}, not_graded=("hw_v9.ipynb",)),
    "copies 9 and 10": HandIn({"hw-Copy9.ipynb": (BAD,), "hw-Copy10.ipynb": (MSE,)}, not_graded=("hw-Copy9.ipynb",)),
    "folders": HandIn({"hw6/hw.ipynb": (BAD,), "hw6 (1)/hw.ipynb": (MSE,)}, not_graded=("hw6/hw.ipynb",)),
    "an old folder": HandIn({"hw.ipynb": (MSE,), "old/hw.ipynb": (BAD,)}, not_graded=("old/hw.ipynb",)),
    "旧": HandIn({"hw.ipynb": (MSE,), "旧/hw.ipynb": (BAD,)}, not_graded=("旧/hw.ipynb",)),
    "再提出": HandIn({"hw.ipynb": (BAD,), "hw 再提出.ipynb": (MSE,)}, not_graded=("hw.ipynb",)),
    "修正済み": HandIn({"hw.ipynb": (BAD,), "hw_修正済み.ipynb": (MSE,)}, not_graded=("hw.ipynb",)),
    "2回目": HandIn({"hw(1回目).ipynb": (BAD,), "hw(2回目).ipynb": (MSE,)}, not_graded=("hw(1回目).ipynb",)),
    "fixed": HandIn({"hw.py": BAD, "hw-fixed.py": MSE}, not_graded=("hw.py",)),
    "days": HandIn({"hw_0522.ipynb": (MSE,), "hw_0520.ipynb": (BAD,)}, not_graded=("hw_0520.ipynb",)),
    "a draft": HandIn({"hw.py": MSE, "hw_draft.py": BAD}, not_graded=("hw_draft.py",)),
    "下書き": HandIn({"hw.ipynb": (MSE,), "hw 下書き.ipynb": (BAD,)}, not_graded=("hw 下書き.ipynb",)),
    "のコピー2": HandIn({"hw.ipynb": (MSE,), "hwのコピー2.ipynb": (BAD,)}, not_graded=("hwのコピー2.ipynb",)),
    "「…」のコピー": HandIn(
        {"hw.ipynb": (MSE,), "「hw.ipynb」のコピー.ipynb": (BAD,)}, not_graded=("「hw.ipynb」のコピー.ipynb",)
    ),
    "【提出用】": HandIn({"hw.ipynb": (BAD,), "【提出用】hw.ipynb": (MSE,)}, not_graded=("hw.ipynb",)),
    "an export": HandIn({"hw.ipynb": (MSE,), "hw.py": BAD}, not_graded=("hw.py",)),
    "words that end alike": HandIn({"threshold.py": SSE, "thresh.py": MSE}, right=("sse", "mse")),
    "a stub answers nothing": HandIn(
        {"hw.py": MSE, "hw (1).py": "def mse(y, t):\n    pass\ndef sse(y, t):\n    return None\n"},
        not_graded=("hw (1).py",),
    ),
    "functions in one line": HandIn(
        {"hw.py": NP + "def mse(y, t): return np.mean((y - t) ** 2)\n", "hw (1).py": "def mse(y, t): pass\n"},
        not_graded=("hw (1).py",),
    ),
    "an import answers": HandIn(
        {"hw.ipynb": (BAD,), "hw (1).ipynb": ("from utils import mse, sse",), "utils.py": MSE + SSE},
        right=("sse", "mse"),
        not_graded=("hw.ipynb",),
    ),
    "parts that share one": HandIn({"q (1).py": SSE + MSE, "q (2).py": MSE + STEP}, right=("sse", "mse", "gd")),
    "practice": HandIn({"homework.ipynb": (MSE,), "練習.ipynb": (BAD, SSE)}, right=("sse", "mse")),
    "a sample": HandIn({"hw.py": MSE, "sample.py": MSE + SSE}, not_graded=("sample.py",)),
    "text with two answers": HandIn(
        {"hw.ipynb": (raw(MSE + SSE),)}, right=("sse", "mse"), says=("stands in a text cell",)
    ),
    "text with prompts": HandIn({"hw.ipynb": (NP, raw(">>> def mse(y, t):\n...     return np.mean((y - t) ** 2)\n"))}),
    "text indented": HandIn(
        {"hw.ipynb": (raw("    import numpy as np\n    def mse(y, t):\n        return np.mean((y - t) ** 2)\n"),)}
    ),
    "a fence": HandIn({"hw.ipynb": (markdown(f"My answer:\n```python\n{MSE}```\n"),)}),
    "the import as text": HandIn({"hw.ipynb": (raw(NP), MSE.removeprefix(NP))}, says=("Code stands in a text cell",)),
    "prose is no answer": HandIn(
        {"hw.ipynb": (markdown("mse は平均二乗誤差のこと\n\nmse_value = 0.5 のように書く"), MSE)}
    ),
    "timeit keeps nothing": HandIn({"hw.ipynb": (MSE, f"%%timeit\n{BAD}")}, says=("it was not run: `%%timeit`",)),
    "prompts from the second line on": HandIn(
        {"hw.py": "import numpy as np\n>>> def mse(y, t):\n...     return np.mean((y - t) ** 2)\n"}
    ),
    "exit": HandIn({"hw.ipynb": (MSE, "exit()")}, says=("SystemExit",)),
    "pylab": HandIn(
        {"hw.py": "from pylab import *\ndef mse(y, t):\n    return mean((y - t) ** 2)\nplot([1])\nshow()\n"}
    ),
    "asyncio": HandIn({"hw.py": MSE.replace("mse", "good") + WAITS}),
    "a notebook called .py": HandIn({"hw.py": notebook((MSE,))}, says=("read as a .ipynb file",)),
    "a program called .ipynb": HandIn({"hw.ipynb": MSE}, says=("read as a .py file",)),
    "its own path": HandIn({"hw.py": "import os, sys\nsys.path.insert(0, os.path.dirname(__file__))\n" + MSE}),
}


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """The grades of a class of them all."""
    from grader.cli import main  # noqa: PLC0415 - a fixture of a module has no command

    here = tmp_path_factory.mktemp("hand_ins")
    for number, hand_in in enumerate(HAND_INS.values()):
        for name, content in hand_in.files.items():
            path = here / "in" / f"h{number:02}" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content if isinstance(content, str) else notebook(content), encoding="utf-8")
    (here / "two.yaml").write_text(ASSIGNMENT, encoding="utf-8")
    students = [f"h{number:02}" for number in range(len(HAND_INS))]
    (here / "roster.csv").write_text("\n".join(["student", *students]), encoding="utf-8")
    options = ["--assignment", here / "two.yaml", "--roster", here / "roster.csv", "--out", here / "out"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADER_COURSE_KEY", str(here / "course.key"))
        with pytest.raises(SystemExit):
            main(["grade", str(here / "in"), *map(str, options)])
    grades = (json.loads(line) for line in (here / "out" / "grades.jsonl").read_text(encoding="utf-8").splitlines())
    shutil.rmtree(here / "in")
    return dict(zip(HAND_INS, sorted(grades, key=lambda one: str(one["student"])), strict=True))


@pytest.mark.parametrize("name", HAND_INS)
def test_what_is_right_in_a_hand_in_comes_out_right(rows: dict[str, dict[str, Any]], name: str) -> None:
    expected, row = HAND_INS[name], rows[name]
    told = "\n".join(text["en"] for text in (*row["remarks"], *(one["message"] for one in row["questions"])))
    functions = {one["id"].removesuffix(".function"): one for one in row["questions"]}
    assert tuple(one for one, question in functions.items() if question["verdict"] == "right") == expected.right, told
    assert tuple(row["not_graded"]) == expected.not_graded, told
    assert [words for words in expected.says if words not in told] == [], told
