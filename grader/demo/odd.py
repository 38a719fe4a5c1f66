"""Work that goes wrong or means harm: one source each, and the verdict it must get on the question it stands for."""

from __future__ import annotations

from msgspec import Struct

from grader.records import Verdict


class Odd(Struct, frozen=True):
    """A body for one function, put in place of the right one.

    Attributes:
        told: what it is, in a few words.
        body: Python statements.
        verdict: what that question must get.
    """

    told: str
    body: str
    verdict: Verdict


BROKEN = (
    Odd("prints instead of returning", "print(0.5)", "wrong"),
    Odd("never ends", "while True:\n    pass", "timeout"),
    Odd("uses a name that is not there", "return nump.sum(1.0)", "raised"),
    Odd("is still the starter code", "raise NotImplementedError", "missing"),
    Odd("returns text", "return 'half'", "wrong"),
    Odd("has a syntax error", "return (1.0", "missing"),
    Odd("returns nan", "return float('nan')", "not_finite"),
    Odd("divides by zero", "return 1 / 0", "raised"),
)

HOSTILE = (
    Odd("ends the process", "import os\nos._exit(0)", "raised"),
    Odd(
        "forges frames on every descriptor",
        "import os\nfor fd in range(64):\n    try:\n        os.write(fd, b'\\x00\\x00\\x00\\x02{}' * 9)\n"
        "    except OSError:\n        pass\nreturn 0.0",
        "raised",
    ),
    Odd(
        "looks for the solutions",
        "import solutions, grader.solution\nreturn 0.0",
        "raised",
    ),
    Odd(
        "returns something that equals everything",
        "class Same(float):\n    def __eq__(self, other):\n        return True\n"
        "    def __le__(self, other):\n        return True\n"
        "return Same(0.123)",
        "wrong",
    ),
    Odd("floods its output", "while True:\n    print('x' * 10000)", "output_limit"),
    Odd("eats memory", "return len([bytes(10**8) for _ in range(100)])", "memory"),
    Odd("makes NumPy lie", "np.abs = lambda *a: 0.0\nnp.isfinite = lambda *a: True\nreturn 0.123", "wrong"),
    Odd("leaves through sys.exit", "import sys\nsys.exit('full marks')", "raised"),
)
