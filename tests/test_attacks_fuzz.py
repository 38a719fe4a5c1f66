"""Mutated attacks: none earns a mark, harms a neighbour, shows what is hidden or goes beyond its budget."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import suite
from fuzz import Fuzz
from mutate import mutant

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


def test_the_same_seed_makes_the_same_mutants() -> None:
    sources = {name: path.read_text(encoding="utf-8") for name, path in suite.files().items()}
    assert [mutant(SEED, number, sources) for number in range(COUNT)] == [
        mutant(SEED, number, dict(reversed(sources.items()))) for number in range(COUNT)
    ]
