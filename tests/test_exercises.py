"""Every exercise of the course passes the gate, and the gate sees what is wrong with an exercise."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from grader import course, verify
from grader.course import Course
from grader.exercise import loading, problemset
from grader.exercise.problem import Problem
from grader.make import choosing, keys
from grader.records import Text
from grader.sandbox import Box
from grader.solution import Mistake

COURSE = course.find()
REFERENCE = "reference passes its own cases"
NAMED = "every mistake fails and is named"
SEPARATE = "variants separate"
TEXTS = "texts render in ja and en"
SLIPS = "cases find every slip that can be found"
STARTER = "starter code gets 0"
SECRETS = "handouts keep secrets"
GRADIENTS = "gradients agree with finite differences"

CATALOGUE: dict[str, int] = yaml.safe_load((Path(__file__).parent / "catalogue.yaml").read_text(encoding="utf-8"))

NO_VALUE = {"BPH21"}
"""relu′(0) = 1 shows only where μ is exactly 0, which the fairness rules exclude."""

Gate = Callable[[Course, str, str], list[str]]


@pytest.fixture(scope="session")
def box() -> Iterator[Box]:
    with Box() as box:
        yield box


@pytest.fixture(scope="session")
def benches(box: Box) -> dict[str, verify.Bench]:
    return {name: verify.Bench(COURSE, name, box, variants=20) for name in COURSE.exercise_names()}


@pytest.mark.parametrize("check", verify.CHECKS)
@pytest.mark.parametrize("exercise", COURSE.exercise_names())
def test_gate(benches: dict[str, verify.Bench], exercise: str, check: str) -> None:
    assert [line for line in verify.CHECKS[check](benches[exercise]) if not isinstance(line, verify.Note)] == []


@pytest.fixture(scope="session")
def numbers() -> dict[str, list[int]]:
    """For each family of mistakes, by the letters of its ids, the numbers that exercises declare themselves."""
    found: dict[str, list[int]] = {}
    for exercise in COURSE.exercise_names():
        for mistake in loading.load(COURSE, exercise)[0].solution.mistakes.values():
            for name in () if mistake.included else (mistake.id, *mistake.also):
                found.setdefault(name.rstrip("0123456789"), []).append(int(re.sub(r"\D", "", name)))
    return found


def test_no_id_of_a_mistake_is_lost_and_none_is_used_twice(numbers: dict[str, list[int]]) -> None:
    for family, found in numbers.items():
        last = max(*found, CATALOGUE.get(family, 1))
        expected = [number for number in range(1, last + 1) if f"{family}{number:02}" not in NO_VALUE]
        assert (family, sorted(found)) == (family, expected)


def test_mistakes_of_the_forward_pass_are_known_inside_a_backprop(benches: dict[str, verify.Bench]) -> None:
    function = benches["backprop"].problems.problems[0]
    included = {one.id for one in function.solution.mistakes_of(function.steps) if one.included}
    assert included == set(benches["fwd"].problems.problems[0].solution.mistakes)


# --- what the gate must see


@pytest.fixture
def faults(box: Box, monkeypatch: pytest.MonkeyPatch) -> Gate:
    """What one check of the gate finds wrong with an exercise."""

    def found(broken: Course, exercise: str, check: str) -> list[str]:
        monkeypatch.setattr(verify, "CHECKS", {check: verify.CHECKS[check]})
        ((_, wrong),) = verify.verify(broken, exercise, box, variants=3)
        return wrong

    return found


def broken_course(folder: Path, file: str, old: str, new: str) -> Course:
    """A copy of the course with one text in one file replaced, where it stands first."""
    for name in ("exercises", "solutions"):
        shutil.copytree(getattr(COURSE, name), folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return course.find(folder)


@pytest.mark.parametrize(
    ("check", "change", "told"),
    [
        (
            REFERENCE,
            (
                "solutions/mse.py",
                "def mse(total, residual):\n    return total / residual.size",
                "def mse(total, residual):\n    return total / (residual.size + 1)",
            ),
            "the engine says",
        ),
        (
            REFERENCE,
            ("solutions/mse.py", "return y - t\n", "return minus(y, t)\n\n\nminus = np.subtract\n"),
            "judged raised",
        ),
        (REFERENCE, ("solutions/mse.py", "return y - t\n", "return engine.residual(y, t)\n"), "uses engine.residual"),
        (REFERENCE, ("solutions/mse.py", "return y - t\n", "return y.minus(t)\n"), "solutions/mse.py, line"),
        (
            REFERENCE,
            (
                "solutions/mse.py",
                'en="the squares")\ndef square(residual):\n',
                'en="the squares")\ndef square(residual, missing):\n',
            ),
            "the solution takes 'missing'",
        ),
        (
            NAMED,
            ("solutions/gd.py", "lambda w, change: w + change,", "lambda w, change: w - change,"),
            "the right answer and GD01",
        ),
        (
            NAMED,
            (
                "solutions/gd.py",
                'solution.mistake(\n    "GD01",\n    updated,\n    lambda w, change: w + change,',
                'plus = np.add\nsolution.mistake(\n    "GD01",\n    updated,\n    lambda w, change: plus(w, change),',
            ),
            "GD01 is called nothing",
        ),
        (
            NAMED,
            ("solutions/gd.py", "lambda w, change: w + change,", "lambda w, change: w - change * (1 + 1e-12),"),
            "GD01",
        ),
        (SEPARATE, ("solutions/gd.py", "lambda w, change: w + change,", "lambda change: change,"), "GD01 and GD03"),
        (
            SEPARATE,
            (
                "exercises/gd.yaml",
                "  - {rule: avoids, of: lr,",
                "  - {rule: between, of: lr, low: 1, high: 2}\n  - {rule: avoids, of: lr,",
            ),
            "the fairness rules",
        ),
        (TEXTS, ("exercises/gd.yaml", "{{ number(lr) }} の", "{{ number(alpha) }} の"), "'alpha' is undefined"),
        (TEXTS, ("exercises/gd.yaml", "{{ number(lr) }} の", "{{ number(lr }} の"), "prompt.ja of gd.number"),
        (TEXTS, ("exercises/gd.yaml", "学習率 $\\alpha$ =", "学習率 $\\alpha ="), "has a $ that is no formula"),
        (TEXTS, ("exercises/gd.yaml", "学習率 $\\alpha$ =", "学習率 $\\alfa$ ="), "prompt.ja has a formula"),
        (
            TEXTS,
            ("solutions/gd.py", 'formula=r"\\alpha \\frac{\\partial L}{\\partial w}"', 'formula=r"\\alfa"'),
            "step change: its formula",
        ),
        (
            TEXTS,
            ("solutions/gd.py", 'formula=r"\\alpha \\frac{\\partial L}{\\partial w}"', 'formula=r"\\frac"'),
            "NoAvailableTokensError",
        ),
        (TEXTS, ("solutions/gd.py", 'en="the slope times the learning rate α"', 'en=""'), "step change has no text"),
        (
            TEXTS,
            ("solutions/gd.py", 'en="You did not multiply by the learning rate α."', 'en=" "'),
            "mistake GD02 has no text",
        ),
        (
            TEXTS,
            (
                "exercises/gd.yaml",
                "    digits: 3\n    prompt:\n      ja: |",
                '    digits: 3\n    prompt:\n      ja: ""\n      old: |',
            ),
            "unknown field `old`",
        ),
        (
            SECRETS,
            (
                "exercises/mse.yaml",
                "      en: |\n        Compute",
                "      en: |\n        {{ ((y - t) ** 2).mean() }} Compute",
            ),
            "the answer",
        ),
        (
            SECRETS,
            (
                "exercises/mse.yaml",
                "      en: |\n        Compute",
                "      en: |\n        {{ '%.4f' % ((y - t) ** 2).mean() }} Compute",
            ),
            "the answer",
        ),
        (
            SECRETS,
            ("exercises/mse.yaml", "      en: |\n        Write", "      en: |\n        `return residual**2` Write"),
            "the notebook contains the code of step square",
        ),
        (
            SECRETS,
            ("exercises/mse.yaml", "      en: |\n        Write", "      en: |\n        `return residual**2` Write"),
            "the page contains the code of step square",
        ),
        (GRADIENTS, ("solutions/backprop.py", "return 2 * averaged\n", "return 3 * averaged\n"), "step dw: differs"),
        (GRADIENTS, ("solutions/backprop.py", '"db": ("loss", "b")', '"db": ("loss", "bias")'), "KeyError"),
    ],
)
def test_the_gate_sees(faults: Gate, tmp_path: Path, check: str, change: tuple[str, str, str], told: str) -> None:
    broken = broken_course(tmp_path, *change)
    wrong = faults(broken, Path(change[0]).stem, check)
    assert any(told in fault for fault in wrong), wrong


def slip(name: str, function: Callable[..., Any]) -> tuple[Mistake]:
    return (Mistake(name, "square", function, ("residual",), Text("", "")),)


def test_the_gate_sees_a_slip_that_no_case_finds_and_shows_what_would(
    faults: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    seldom = slip("seldom", lambda residual: np.where(abs(residual) > 1.49985, 0, residual**2))
    equal = slip("equal", lambda residual: residual * residual)
    monkeypatch.setattr(choosing, "POOL", 0)
    monkeypatch.setattr(choosing, "ways", lambda _: [seldom, equal])
    monkeypatch.setattr(verify, "SEARCHED", 4000)
    of_function = [line for line in faults(COURSE, "mse", SLIPS) if line.startswith("mse.function")]
    found, note, shown = sorted(of_function, key=len)
    assert found == "mse.function: 0 of 2 mutants and pairs of mistakes are found"
    assert note.startswith("mse.function: equal: gives the same to 17 digits on 4000 inputs")
    assert shown.startswith("mse.function: seldom: passes all cases, although mse(np.array([")
    assert [isinstance(line, verify.Note) for line in (found, note, shown)] == [True, True, False]


def test_cases_are_added_until_a_slip_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = problemset.of_exercise(COURSE, "mse").functions[0]
    usual = keys.hidden_cases(problem, b"c" * 32)[0]
    seldom = slip("seldom", lambda residual: np.where(abs(residual) < 0.0003, 1, residual**2))
    monkeypatch.setattr(choosing, "POOL", 3000)
    monkeypatch.setattr(choosing, "ways", lambda _: [seldom])
    found = keys.hidden_cases(problem, b"c" * 32)[0]
    assert choosing.passing(problem, [seldom], usual) == [seldom]
    assert choosing.passing(problem, [seldom], found) == []
    assert len(found) == len(usual) + 1


def test_the_gate_sees_a_prompt_without_text(faults: Gate, tmp_path: Path) -> None:
    broken = broken_course(tmp_path, "exercises/sse.yaml", "id: function", "id: function")
    path = broken.exercise_file("sse")
    head, _, _ = path.read_text(encoding="utf-8").partition("      en: |\n        Write")
    path.write_text(f'{head}      en: ""\n', encoding="utf-8")
    assert faults(broken, "sse", TEXTS) == ["sse.function: the prompt has no text in both languages."]


def test_the_gate_sees_starter_code_that_answers(faults: Gate, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Problem, "starter", property(lambda problem: f"{problem.question.name} = 1.0\n"))
    assert any("gd.number: the starter code gets 0 points" in fault for fault in faults(COURSE, "gd", STARTER))


def test_an_exercise_that_cannot_be_read_is_told_once(box: Box, tmp_path: Path) -> None:
    broken = broken_course(tmp_path, "exercises/gd.yaml", "title:", "titel:")
    found = dict(verify.verify(broken, "gd", box))
    assert found.keys() == {verify.READS}
    (fault,) = found[verify.READS]
    assert "gd.yaml" in fault
