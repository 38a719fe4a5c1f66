"""What students are told: how much, how surely, and of what."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from conftest import Command

from grader import course
from grader.compare import check
from grader.exercise import problemset
from grader.make import keys

ASSIGNMENT = """
id: told
title: {ja: 試し, en: A trial}
hints: HINTS
exercises:
  - {exercise: mse, points: {function: 2, number: 1}}
"""
SUMMED = "def mse(y, t):\n    return ((y - t) ** 2).sum()\n"


@pytest.fixture
def told(grader: Command, tmp_path: Path) -> Any:
    """Grades one source and gives the first question's grade."""

    def grade(source: str, hints: str = "what") -> dict[str, Any]:
        (tmp_path / "told.yaml").write_text(ASSIGNMENT.replace("HINTS", hints), encoding="utf-8")
        (tmp_path / "s01.py").write_text(source, encoding="utf-8")
        out = tmp_path / "out"
        ended = grader("grade", tmp_path / "s01.py", "--assignment", tmp_path / "told.yaml", "--out", out, "--json")
        assert ended.status == 0, ended.err
        question: dict[str, Any] = json.loads(ended.out)[0]["questions"][0]
        return question

    return grade


def test_hints_tell_where_then_what_then_the_formula(told: Any) -> None:
    where, what, formula = (told(SUMMED, hints) for hints in ("where", "what", "formula"))
    for question in (where, what, formula):
        assert question["mistakes"] == ["MSE01"]
        assert question["points"] == 0
    assert "the division by N" in where["message"]["en"]
    assert "You did not" not in where["message"]["en"]
    assert "N で割る" in where["message"]["ja"]
    assert "You did not divide by N" in what["message"]["en"]
    assert not any("formula" in line for line in what["told"])
    assert "You did not divide by N" in formula["message"]["en"]
    assert [line["formula"] for line in formula["told"] if line["role"] == "mistake"] == [r"L = \frac{1}{N} S"]


def test_two_mistakes_have_a_formula_each_and_no_latex_in_their_sentences(told: Any) -> None:
    question = told("import numpy as np\n\n\ndef mse(y, t):\n    return np.sum(np.abs(y - t)) / 2\n", "formula")
    formulas = [line["formula"] for line in question["told"] if line["role"] == "mistake"]
    assert formulas == [r"r_i^2", r"L = \frac{1}{N} S"]
    assert "\\" not in question["message"]["en"] + question["message"]["ja"]


@pytest.mark.parametrize("exercise", ["mse", "backprop"])
def test_the_visible_part_of_a_key_is_enough_to_check_with(exercise: str, tmp_path: Path) -> None:
    """What a student's own check is told follows from data that anyone may see, read back from JSON."""
    (problem,) = problemset.of_exercise(course.find(), exercise).functions
    (tmp_path / "visible.json").write_bytes(keys.encode([keys.function_key(problem, b"secret").visible()]))
    (key,) = keys.read(tmp_path / "visible.json")
    assert [case.visible for case in key.cases] == [True] * len(key.cases)
    for mistake in ("MSE01", "MSE05", "BPO04", "BPH01"):
        if mistake in key.told:
            seen = check(key, [_returned(case.mistakes[mistake]) for case in key.cases])
            assert (seen.verdict, seen.mistakes[0], seen.explained.certain) == ("wrong", mistake, True)
            assert key.told[mistake].text.ja
    assert check(key, [_returned(case.expected) for case in key.cases]).verdict == "right"


def _returned(result: tuple[Any, ...]) -> Any:
    return result if len(result) > 1 else result[0]


def test_the_mistake_comes_first_and_then_what_shows_it(told: Any) -> None:
    roles = [line["role"] for line in told(SUMMED)["told"]]
    assert roles == ["mistake", "call", "counted"]


def test_a_visible_case_is_told_with_call_result_and_right_value(told: Any) -> None:
    message = told(SUMMED)["message"]
    for language in ("ja", "en"):
        assert "mse(np.array([" in message[language]


@pytest.fixture(scope="module")
def hidden() -> set[str]:
    """Every number of four decimals in the hidden inputs of mse, as text."""
    problem = problemset.of_exercise(course.find(), "mse").functions[0]
    cases = [case for case in keys.function_key(problem, None).cases if not case.visible]
    return {repr(abs(value)) for case in cases for value in case.inputs["y"].tolist() if round(value, 2) != value}


def test_a_fault_in_hidden_cases_only_is_shown_on_small_inputs_that_anyone_may_know(
    told: Any, hidden: set[str]
) -> None:
    source = "import numpy as np\n\n\ndef mse(y, t):\n    return np.mean((np.clip(y, 0, 1) - t) ** 2)\n"
    question = told(source)
    message = question["message"]["en"]
    assert question["verdict"] == "wrong"
    assert "The smallest inputs found: `mse(np.array([" in message
    assert "4 of the 12" in message
    assert not any(number in message for number in hidden)


@pytest.mark.parametrize(
    "leak",
    ["raise ValueError(list(y))", "import numpy as np; return np.zeros((int(abs(y[0]) * 1e3), 2))", "print(list(y))"],
)
def test_hidden_inputs_do_not_leak_through_what_is_told(told: Any, hidden: set[str], leak: str) -> None:
    source = f"def mse(y, t):\n    if all(0 <= y) and all(y < 1):\n        return ((y - t) ** 2).mean()\n    {leak}\n"
    message = told(source)["message"]["en"]
    assert "of the 12" in message
    assert len(hidden) > 50
    assert not any(number in message for number in hidden)
    assert all(int(length) % 100 == 0 for length in re.findall(r"\((\d+), 2\)", message))


def test_what_a_function_keeps_from_hidden_calls_is_not_there_when_it_is_looked_at_closer(
    told: Any, hidden: set[str]
) -> None:
    source = "kept = []\n\n\ndef mse(y, t):\n    kept.extend(y)\n    return kept[-1] + sum(kept[:-1])\n"
    message = told(source)["message"]["en"]
    assert not any(number[:6] in message for number in hidden)


def test_two_mistakes_at_once_are_both_named(told: Any) -> None:
    question = told("import numpy as np\n\n\ndef mse(y, t):\n    return np.sum(np.abs(y - t)) / 2\n")
    assert question["mistakes"] == ["MSE04", "MSE02"]


def test_a_mistake_that_nobody_knows_is_not_named(told: Any) -> None:
    question = told("def mse(y, t):\n    return 0.123456\n")
    assert question["verdict"] == "wrong"
    assert question["mistakes"] == []


KEEPS = {
    "a number": "N = None\ndef mse(y, t):\n    global N\n    N = N or len(y)\n    return np.sum((y - t) ** 2) / N\n",
    "a list": "first = []\ndef mse(y, t):\n    first.append(len(y))\n    return np.sum((y - t) ** 2) / first[0]\n",
    "a default": "def mse(y, t, first=[]):\n    first.append(len(y))\n    return np.sum((y - t) ** 2) / first[0]\n",
    "elements": "first = np.zeros(1)\ndef mse(y, t):\n    first[0] = first[0] or len(y)\n"
    "    return np.sum((y - t) ** 2) / first[0]\n",
}


@pytest.mark.parametrize("source", KEEPS.values(), ids=KEEPS)
def test_what_a_function_keeps_from_its_first_call_is_told_and_no_mistake_is_named(told: Any, source: str) -> None:
    question = told(f"import numpy as np\n{source}")
    assert question["verdict"] == "wrong"
    assert question["mistakes"] == []
    assert re.search("changes what lies outside of it .`(N|first)`", question["message"]["en"])


@pytest.mark.parametrize("body", ["return np.mean((y - t) ** 2)", "return np.sum((y - t) ** 2)"])
def test_who_counts_the_calls_is_judged_as_without_it(told: Any, body: str) -> None:
    counted = told(f"import numpy as np\ncalls = 0\ndef mse(y, t):\n    global calls\n    calls += 1\n    {body}\n")
    assert counted == told(f"import numpy as np\ndef mse(y, t):\n    {body}\n")


@pytest.mark.parametrize(
    ("body", "verdict", "said"),
    [
        ("return (y - t) ** 2", "wrong_shape", "shape"),
        ("return float('nan')", "not_finite", "nan"),
        ("return ['a', 'b']", "wrong", "cannot be read as numbers"),
        ("return 1 / 0", "raised", "divided by 0"),
        ("return y.nothing", "raised", "line 2"),
        ("print(y)", "wrong", "return, not print"),
        ("pass", "wrong", "returns nothing"),
        ("raise NotImplementedError", "missing", "not been answered"),
        ("import sys; sys.exit(0)", "raised", "SystemExit"),
        ("return mse(y, t)", "raised", "calling itself"),
    ],
)
def test_what_went_wrong_is_told_in_the_students_words(told: Any, body: str, verdict: str, said: str) -> None:
    question = told(f"def mse(y, t):\n    {body}\n")
    assert question["verdict"] == verdict
    assert said in question["message"]["en"]
    assert question["message"]["ja"]


def test_one_wrong_number_by_hand_is_consistent_with_a_mistake_and_no_more(
    grader: Command, roster: Path, tmp_path: Path
) -> None:
    assert grader("make", "homework6", "--roster", roster, "--out", tmp_path / "made").status == 0
    keys = json.loads((tmp_path / "made" / "keys" / "s01.json").read_text(encoding="utf-8"))
    given = {}
    for question, mistake in (("mse.number", "MSE01"), ("gd.number", "GD02")):
        key = next(one for one in keys if one["question"] == question)
        values = key["cases"][0]["mistakes"][mistake][0]["values"]
        given[question] = f"{key['name']} = {[round(value, key['digits']) for value in values]}\n"
    (tmp_path / "s01.py").write_text("".join(given.values()), encoding="utf-8")
    ended = grader(
        "grade", tmp_path / "s01.py", "--keys", tmp_path / "made" / "keys", "--out", tmp_path / "o", "--json"
    )
    found = {question["id"]: question for question in json.loads(ended.out)[0]["questions"]}
    assert found["mse.number"]["mistakes"] == ["MSE01"]
    assert "consistent with" in found["mse.number"]["message"]["en"]
    assert found["gd.number"]["mistakes"] == ["GD02"]
    assert "consistent with" not in found["gd.number"]["message"]["en"]


def test_other_shapes_and_overwritten_arguments_are_said_and_cost_nothing(told: Any) -> None:
    question = told("def mse(y, t):\n    y -= t\n    y *= y\n    return y.mean(keepdims=True)\n")
    assert question["verdict"] == "right"
    assert question["points"] == 2
    assert "no points lost" in question["message"]["en"]
    assert "`y`" in question["message"]["en"]


def test_a_misnamed_function_is_found_and_other_arguments_are_told(told: Any) -> None:
    assert "`MSE`" in told("def MSE(y, t):\n    return 0\n")["message"]["en"]
    assert "mse(y, t)" in told("def mse(y):\n    return 0\n")["message"]["en"]


ARGUMENTS = {
    "of the function": ("def mse(y):\n    return y\n", "is called as `mse(y, t)`"),
    "of a lambda": ("mse = lambda y: y\n", "is called as `mse(y, t)`"),
    "of a function of Python": ("mse = abs\n", "is called as `mse(y, t)`"),
    "of a helper": ("def f(y):\n    return y\ndef mse(y, t):\n    return f(y, t)\n", "def line of `f`"),
    "of the function in itself": ("def mse(y, t):\n    return mse(y)\n", "def line of `mse`"),
    "of something else": ("def mse(y, t):\n    return 3 in 5\n", "on the right of in"),
}


@pytest.mark.parametrize(("source", "said"), ARGUMENTS.values(), ids=ARGUMENTS)
def test_the_function_is_told_to_take_other_arguments_only_if_its_own_call_failed(
    told: Any, source: str, said: str
) -> None:
    message = told(source)["message"]["en"]
    assert said in message
    assert ("is called as `mse(y, t)`" in message) == ("is called as" in said)


WRITTEN, STARTER = SUMMED, "def mse(y, t):\n    # here\n    raise NotImplementedError\n"
STARTERS = {
    "below": (f"{WRITTEN}\n{STARTER}", "Delete the whole lower function"),
    "below a name in full width": (f"{WRITTEN.replace('mse', 'ｍｓｅ')}\n{STARTER}", "Delete the whole lower function"),
    "below, twice": (f"{WRITTEN}\n{STARTER}\n{STARTER}", "Delete the whole lower function"),
    "above": (f"{STARTER}\n{WRITTEN}", "did not divide by N"),
    "beside an answer of another name": (f"{WRITTEN.replace('mse', 'MSE')}\n{STARTER}", "If `MSE` is your answer"),
    "alone twice": (f"{STARTER}\n{STARTER}", "not been answered"),
    "its line above the answer": (f"{STARTER}    return 0\n", "still holds the line raise"),
    "its line in the lower one": (f"{WRITTEN}\n{STARTER}    return 0\n", "still holds the line raise"),
}


@pytest.mark.parametrize(("source", "said"), STARTERS.values(), ids=STARTERS)
def test_a_starter_that_takes_an_answer_away_is_told_with_what_to_delete(told: Any, source: str, said: str) -> None:
    assert said in told(source)["message"]["en"]


MESSAGES = {
    "the machine's files": (
        "from numpy import product\ndef mse(y, t)\n    return y\n",
        "cannot import name 'product' from 'numpy'\n",
    ),
    "further lines": ("import numpy as np\ndef mse(y, t):\n    return np.float(1)\n", "has no attribute 'float'.\n"),
}


@pytest.mark.parametrize(("source", "said"), MESSAGES.values(), ids=MESSAGES)
def test_messages_end_before_what_helps_nobody(grader: Command, tmp_path: Path, source: str, said: str) -> None:
    (tmp_path / "work.py").write_text(source, encoding="utf-8")
    assert said in grader("check", tmp_path / "work.py", "--language", "en").err


LOST = {
    "a variable": ("import numpy as np\nk = np.ones(2) @ np.ones(3)\ndef mse(y, t):\n    return k\n", "line 2, ended"),
    "a variable, by a call": ("def f():\n    return 1 / 0\nk = f()\ndef mse(y, t):\n    return k\n", "line 2, ended"),
    "of several names": ("w1 = 1\nw2, w3 = 1 / 0, 1\ndef mse(y, t):\n    return w3\n", "line 2, ended"),
    "for want of another": ("k = 1 / 0\nn = k + 1\ndef mse(y, t):\n    return n\n", "line 1, ended"),
    "a function": ("def half(x)\n    return x / 2\ndef mse(y, t):\n    return half(y)\n", "line 1, ended"),
    "a library": ("import torch as tf\ndef mse(y, t):\n    return tf.mean(y)\n", "`torch` cannot be used"),
    "compared only": ("n1 = 2\nn2 == 1 / 0\ndef mse(y, t):\n    return n2\n", "That name is not defined"),
}


@pytest.mark.parametrize(("source", "said"), LOST.values(), ids=LOST)
def test_a_name_whose_own_line_failed_is_told_so_and_no_other_name_is_proposed(
    told: Any, source: str, said: str
) -> None:
    message = told(source)["message"]["en"]
    assert said in message
    assert "written nearly" not in message
