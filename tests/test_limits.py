"""What a question may use: each has limits of its own, and where they were reached is told with the line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from conftest import Command
from msgspec.structs import replace

from grader.records import Answer, Ask, Cell, Limits, Raised, Returned
from grader.sandbox import Box

LIMITS = Limits(cpu_seconds=20.0, wall_seconds=600.0, memory_mb=128, output_kb=64)
SHORT = replace(LIMITS, cpu_seconds=0.3)
BRIEF = replace(LIMITS, wall_seconds=2.0)
ROOMY = Limits(cpu_seconds=20.0, wall_seconds=600.0, memory_mb=512, output_kb=4096)
X = np.array([1.0, 2.0, 3.0])


@pytest.fixture(scope="module")
def box() -> Iterator[Box]:
    with Box() as box:
        yield box


def ask(name: str, limits: Limits | None = None, question: str = "") -> Ask:
    return Ask(question or name, "function", name, ({"x": X},), limits)


def answers(box: Box, *sources: str, asks: tuple[Ask, ...], limits: Limits = LIMITS) -> list[Answer]:
    cells = [Cell(source, f"cell {place}") for place, source in enumerate(sources, start=1)]
    return list(box.run(cells, asks, limits).answers.values())


def place(error: Raised | None) -> tuple[str, int | None, str] | None:
    return (str(error.cell), error.line, error.code) if error is not None else None


# ------------------------------------------------------------ each its own


BUSY = "import time\ndef busy(x):\n    end = time.process_time() + 0.8\n    while time.process_time() < end: pass\n"


@pytest.mark.parametrize(
    ("source", "limits", "status"),
    [
        (BUSY.replace("busy", "f"), SHORT, "timeout"),
        ("import time\ndef f(x): time.sleep(0.6)", replace(BRIEF, wall_seconds=0.3), "timeout"),
        ("import numpy as np\ndef f(x): return np.ones(30 * 10 ** 6).sum()", LIMITS, "memory"),
        ("import numpy as np\ndef f(x): return np.ones(10 ** 5)", LIMITS, "output_limit"),
        ("def f(x): print('a' * 10 ** 6)", LIMITS, "output_limit"),
    ],
    ids=["cpu", "wall", "memory", "a returned value", "print"],
)
def test_a_question_with_larger_limits_does_what_another_may_not(
    box: Box, source: str, limits: Limits, status: str
) -> None:
    asks = (ask("f", limits, question="before"), ask("f", ROOMY, question="roomy"), ask("f", limits, question="after"))
    assert [answer.status for answer in answers(box, source, asks=asks)] == [status, "done", status]


def test_a_question_with_smaller_limits_may_do_less(box: Box) -> None:
    source = "import numpy as np\ndef f(x): return np.ones(2 * 10 ** 6).sum()\ndef g(x): print('a' * 2000)\n"
    small = replace(LIMITS, memory_mb=4, output_kb=1)
    asks = (ask("f", small), ask("g", small), ask("f", question="f again"), ask("g", question="g again"))
    assert [one.status for one in answers(box, source, asks=asks)] == ["memory", "output_limit", "done", "done"]


def test_cells_keep_the_limits_of_the_submission(box: Box) -> None:
    cells = [Cell("import numpy as np\nbig = np.ones(30 * 10 ** 6)\ndef f(x): return x\n", "cell 1")]
    outputs = box.run(cells, [ask("f", ROOMY)], LIMITS)
    assert [(error.type, error.line) for error in outputs.broken] == [("MemoryError", 2)]
    assert outputs.answers["f"].status == "done"


def test_memory_that_a_question_kept_is_not_missing_for_the_next(box: Box) -> None:
    source = (
        "import numpy as np\nkept = []\ndef f(x):\n    while True: kept.append(np.ones(10 ** 5))\n"
        "def g(x): return np.ones(5 * 10 ** 6).sum()\n"
    )
    f, g, h = answers(box, source, asks=(ask("f"), ask("g"), ask("g", question="g again")))
    assert [f.status, g.status, h.status] == ["memory", "done", "done"]


def test_the_answer_says_what_held(box: Box) -> None:
    source = "def f(x):\n    while True: pass"
    shorter = replace(SHORT, cpu_seconds=0.1)
    one, other = answers(box, source, asks=(ask("f", shorter), ask("f", question="g")), limits=SHORT)
    assert (one.limits, one.reason) == (shorter, "cpu")
    assert (other.limits, other.reason) == (SHORT, "cpu")


# ------------------------------------------------------------ with the line


PLACES = {
    "a loop": ("def f(x):\n    while True:\n        x = x + 1", ("cell 1", {2, 3})),
    "a helper": ("def help(x):\n    while True: pass\n\ndef f(x):\n    return help(x)", ("cell 1", {2})),
    "inside NumPy": ("import numpy as np\ndef f(x):\n    while True: np.polyfit(x, x, 1)", ("cell 1", {3})),
    "sleep": ("import time\ndef f(x):\n    y = x\n    time.sleep(60)", ("cell 1", {4})),
    "print": ("def f(x):\n    while True:\n        print(x)", ("cell 1", {2, 3})),
    "memory": ("import numpy as np\ndef f(x):\n    y = x\n    return np.ones(10 ** 9)", ("cell 1", {4})),
    "an error swallowed": (
        "def f(x):\n    while True:\n        try: print(x)\n        except Exception: pass",
        ("cell 1", {2, 3}),
    ),
}


@pytest.mark.parametrize(("source", "expected"), PLACES.values(), ids=PLACES)
def test_the_line_at_which_a_limit_was_reached_is_known(box: Box, source: str, expected: tuple[str, set[int]]) -> None:
    (answer,) = answers(box, source, asks=(ask("f", BRIEF if "sleep" in source else SHORT),))
    assert answer.status != "done"
    assert answer.raised is not None
    assert answer.raised.line is not None
    assert (answer.raised.cell, answer.raised.line in expected[1]) == (expected[0], True)
    assert answer.raised.code == source.split("\n")[answer.raised.line - 1].strip()


def test_the_line_in_an_endless_statement_is_known(box: Box) -> None:
    cells = [Cell("n = 0\nwhile True:\n    n += 1\n    n -= 1\n\nv = 1", "cell 1")]
    (broken,) = box.run(cells, [], SHORT).broken
    assert (broken.type, broken.message, broken.cell) == ("Timeout", "0.3 s", "cell 1")
    assert broken.line in (2, 3, 4)
    assert broken.block == "while True:"


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("def f(x):\n    total = 0\n    while True:\n        for i in range(9):\n            total += i\n", 3),
        ("def g(i):\n    for j in range(9): i += j\n    return i\ndef f(x):\n    while True:\n        g(1)\n", 5),
        ("def g(i):\n    # away\n    while True: i += 1\ndef f(x):\n    return g(1)\n", 3),
        ("def f(x):\n    for i in [1]:\n        pass\n    while True:\n\n        # on\n        i += 1\n", 4),
        ("def f(x):\n    if x is not None:\n        while True:\n            x += 1\n", 3),
    ],
)
def test_of_a_loop_without_an_end_its_head_is_told(box: Box, source: str, line: int) -> None:
    (answer,) = answers(box, source, asks=(ask("f", SHORT),))
    assert answer.raised is not None
    assert (answer.status, answer.raised.line) == ("timeout", line)


@pytest.mark.parametrize(
    "spin",
    [
        "sum(range(10 ** 12))",
        "import signal; [signal.setitimer(one, 0) for one in (0, 2)]\n    while True: pass",
        "import signal; [signal.signal(one, signal.SIG_IGN) for one in (14, 27)]\n    while True: pass",
        "exec(compile('while True: pass', '<cell 99>', 'exec'))",
        "exec(compile('\\n' * 99 + 'while True: pass', '<cell 0>', 'exec'))",
    ],
    ids=["a loop in C", "timers stopped", "signals ignored", "a cell that is not there", "a line that is not there"],
)
def test_where_the_line_is_not_known_none_is_told(box: Box, spin: str) -> None:
    source = f"def slow(x):\n    while True: pass\n\ndef f(x):\n    {spin}\n\ndef g(x): return 1.0"
    slow, f, g = answers(box, source, asks=(ask("slow", SHORT), ask("f", SHORT), ask("g")))
    assert (slow.status, f.status, g.status) == ("timeout", "timeout", "done")
    assert place(slow.raised) == ("cell 1", 2, "while True: pass")
    assert f.raised is None


def test_a_question_is_not_told_the_line_of_an_earlier_one(box: Box) -> None:
    source = (
        "import time\ndef nearly(x):\n    end = time.process_time() + 0.94\n"
        "    while time.process_time() < end: pass\ndef f(x): sum(range(10 ** 12))\n"
    )
    nearly, f = answers(box, source, asks=(ask("nearly", replace(SHORT, cpu_seconds=1.0)), ask("f", SHORT)))
    assert (nearly.status, f.status, f.raised) == ("done", "timeout", None)


def test_results_before_the_end_are_kept_in_order(box: Box) -> None:
    source = "def f(x):\n    if x > 2: print('a' * 10 ** 6)\n    return x"
    calls = tuple({"x": np.array(float(number))} for number in range(5))
    (answer,) = box.run([Cell(source, "c")], [Ask("f", "function", "f", calls)], LIMITS).answers.values()
    assert answer.status == "output_limit"
    assert answer.results == (Returned(0.0), Returned(1.0), Returned(2.0))


# ------------------------------------------------------------ in words


ASSIGNMENT = """
id: limited
title: {ja: 試し, en: A trial}
limits: {cpu_seconds: 0.3, wall_seconds: WALL, memory_mb: 64, output_kb: 16}
exercises:
  - {exercise: sse, points: {function: 1}}
  - {exercise: mse, points: {function: 1}, limits: {function: {cpu_seconds: 0.2, memory_mb: 32, output_kb: 8}}}
"""


@pytest.mark.parametrize(
    ("body", "wall", "verdict", "told"),
    [
        ("while True: pass", 600, "timeout", ("0.3 s of computing time", "計算時間 0.3 秒", "0.2 s of computing time")),
        ("import time; time.sleep(60)", 2, "timeout", ("more than 2 s and", "2 秒を超えた", "more than 2 s and")),
        ("return np.ones(10 ** 8)", 600, "memory", ("more than 64 MB", "64 MB を超え", "more than 32 MB")),
        ("return np.ones(10 ** 6)", 600, "output_limit", ("more than 16 kB", "16 kB を超え", "more than 8 kB")),
        ("while True: print(y)", 600, "output_limit", ("more than 16 kB", "16 kB を超え", "more than 8 kB")),
    ],
)
def test_a_student_is_told_the_limit_and_the_line(
    grader: Command, tmp_path: Path, body: str, wall: int, verdict: str, told: tuple[str, str, str]
) -> None:
    (tmp_path / "limited.yaml").write_text(ASSIGNMENT.replace("WALL", str(wall)), encoding="utf-8")
    source = "import numpy as np\n" + "".join(f"def {name}(y, t):\n    {body}\n" for name in ("sse", "mse"))
    (tmp_path / "s01.py").write_text(source, encoding="utf-8")
    arguments = ("--assignment", tmp_path / "limited.yaml", "--out", tmp_path / "out", "--json")
    ended = grader("grade", tmp_path / "s01.py", *arguments)
    assert ended.status == 0, ended.err
    sse, mse = json.loads(ended.out)[0]["questions"]
    assert (sse["verdict"], mse["verdict"]) == (verdict, verdict)
    for words, message in zip(told, (sse["message"]["en"], sse["message"]["ja"], mse["message"]["en"]), strict=True):
        assert words in message
    if "10 ** 6" not in body:
        for question, line in ((sse, 3), (mse, 5)):
            assert f"Place: s01.py, line {line}" in question["message"]["en"]
            assert body in question["message"]["ja"]
