"""Hostile submissions: none gets what it must not have, none harms anybody, and each is told what happened."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import suite
from suite import Attack, Suite

HERE = Path(__file__).parent / "attacks"
ATTACKS = suite.attacks()
OWN_PAGES = {"README.md", "expected.yaml"}
LEAST = 120


@pytest.fixture(scope="module")
def around() -> Iterator[Suite]:
    with Suite() as around:
        yield around


@pytest.mark.parametrize("attack", ATTACKS, ids=[attack.name for attack in ATTACKS])
def test_an_attack_gains_nothing_and_harms_nobody(attack: Attack, around: Suite) -> None:
    assert attack.deviations(around.attack(attack)) == []


def test_an_attack_that_gets_something_is_seen(around: Suite, tmp_path: Path) -> None:
    path = tmp_path / "success.py"
    path.write_text("def sse(y, t):\n    return 'BREACH: got it'\n", encoding="utf-8")
    attack = Attack("success", path, suite.Expected(sse="wrong", mse="missing"))
    assert attack.deviations(around.attack(attack)) == [f"{suite.BREACH}got it"]


def test_every_attack_says_what_must_be_seen() -> None:
    assert sorted(suite.files()) == sorted(suite.expectations())


def test_there_are_enough_attacks() -> None:
    found = [path for path in HERE.glob("*/**/*") if path.is_file() and "__pycache__" not in path.parts]
    carriers = [path for path in found if path.name not in OWN_PAGES]
    assert len(carriers) >= LEAST
