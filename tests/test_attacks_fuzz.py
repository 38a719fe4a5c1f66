"""Mutated attacks: none earns a mark, harms a neighbour, shows what is hidden or goes beyond its budget."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import suite
from fuzz import HONEST, Fuzz
from mutate import mutant

from grader.records import Cell, Submission

SEED = 11
COUNT = 40


@pytest.fixture(scope="module")
def around() -> Iterator[Fuzz]:
    with Fuzz(SEED) as around:
        yield around


@pytest.mark.parametrize("number", range(COUNT))
def test_a_mutated_attack_gains_nothing_and_harms_nobody(number: int, around: Fuzz) -> None:
    made, alarms = around.run(number)
    assert alarms == [], made


def test_whoever_earns_something_raises_an_alarm(around: Fuzz) -> None:
    source = f"import numpy as np\n{HONEST}"
    work = Submission("student", ("work.py",), (Cell(source, "work.py"),), digest="")
    assert any("earned 1 points" in alarm for alarm in around.alarms(work))


def test_the_same_seed_makes_the_same_mutants() -> None:
    sources = {name: path.read_text(encoding="utf-8") for name, path in suite.files().items()}
    assert [mutant(SEED, number, sources) for number in range(COUNT)] == [
        mutant(SEED, number, dict(reversed(sources.items()))) for number in range(COUNT)
    ]
