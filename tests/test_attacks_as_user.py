"""The hostile submissions once more, graded by an ordinary user."""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec
import ordinary
import pytest
import suite
from suite import Seen

SUITE = Path(suite.__file__)


def test_an_ordinary_user_is_as_safe_as_root() -> None:
    reason = ordinary.why_not()
    if reason:
        pytest.skip(reason)
    done = ordinary.run([sys.executable, SUITE, "--json"], capture=True)
    assert done.stdout, done.stderr
    seen = msgspec.json.decode(done.stdout, type=dict[str, Seen])
    found = {attack.name: attack.deviations(seen[attack.name]) for attack in suite.attacks()}
    assert {name: deviations for name, deviations in found.items() if deviations} == {}
