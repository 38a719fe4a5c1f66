"""Mutants of the attacks: two of them in one file, other numbers, other places, other carriers; all from a seed.

No source here computes a binary cross entropy, so a mutant has no honest part that could earn its points.
"""

from __future__ import annotations

import json
import random
import re
import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import carriers

TARGET = "binary_cross_entropy"
"""The function that no attack and no mutant has any right to."""

HONEST = """
import numpy as np

def mse(y, t):
    return np.mean((y - t) ** 2)
"""
SPLICED = 0.2
"""How often two attacks become one."""

NUMBERS = (-1, 0, 1, 2, 3, 4, 5, 7, 16, 255, 1000, 4096, 65535, 2**31 - 1, 2**31, 2**32, 2**63, -(2**63), 10**30)
WORDS = ("", "returned", "raised", "answer", "ran", "done", "right", "\\x00", "\\u202e", "nan", "inf", "<f8", "|O")
WRAPPED = {
    "atexit": "import atexit\ndef attack():\n{body}\natexit.register(attack)\n",
    "thread": "import threading\ndef attack():\n{body}\nthreading.Thread(target=attack, daemon=True).start()\n",
    "generator": "def attack():\n{body}\n    yield\nnext(attack())\n",
    "decorator": "def attack(function):\n{body}\n    return function\n@attack\ndef helper(): pass\n",
    "equality": "class Attack:\n    __hash__ = None\n    def __eq__(self, other):\n{deeper}\n        return True\n"
    "def binary_cross_entropy(y, t): return Attack() == y\n",
    "array": "import numpy as np\nclass Attack:\n    def __array__(self, dtype=None, copy=None):\n{deeper}\n"
    "        return np.zeros(())\ndef binary_cross_entropy(y, t): return Attack()\n",
    "late call": "import itertools\ncalls = itertools.count()\ndef binary_cross_entropy(y, t):\n"
    "    if next(calls) == {count}:\n{deeper}\n    return 0.5\n",
}
"""Where the statements of an attack may be moved to."""

_NUMBER = re.compile(r"(?<![\w.\"'])\d+(?![\w.\"'])")
_TEXT = re.compile(r"(?<=[\"'])\w+(?=[\"'])")


@dataclass(frozen=True)
class Mutant:
    """One hostile file.

    Attributes:
        number: which of its seed.
        made: how it came to be, for those who look at an alarm.
        name: of the file.
        data: its bytes.
    """

    number: int
    made: tuple[str, ...]
    name: str
    data: bytes


def mutant(seed: int, number: int, sources: Mapping[str, str]) -> Mutant:
    """The mutant of this number, the same for the same sources."""
    chance = random.Random(f"{seed}:{number}")
    names = sorted(sources)
    first = chance.choice(names)
    made, source = [first], _aimed(sources[first])
    for _ in range(chance.choice((1, 1, 2, 2, 3, 4))):
        if chance.random() < SPLICED:
            second = chance.choice(names)
            made.append(f"with {second}")
            source = _splice(chance, source, _aimed(sources[second]))
        else:
            change = chance.choice(CHANGES)
            made.append(change.__name__.strip("_"))
            source = change(chance, source)
    carrier = chance.choice(CARRIERS)
    name, data = carrier(chance, source)
    return Mutant(number, (*made, name), name, data)


def _aimed(source: str) -> str:
    return re.sub(r"\bsse\b", TARGET, source)


def _splice(chance: random.Random, source: str, other: str) -> str:
    one, two = source.splitlines(), other.splitlines()
    if chance.random() < 0.5:
        return "\n".join([*one, *two])
    place, start = chance.randrange(len(one) + 1), chance.randrange(len(two) + 1)
    return "\n".join([*one[:place], *two[start:], *one[place:]])


def _before_honest(_: random.Random, source: str) -> str:
    return f"{source}\n{HONEST}"


def _after_honest(_: random.Random, source: str) -> str:
    return f"{HONEST}\n{source}"


def _numbers(chance: random.Random, source: str) -> str:
    return _NUMBER.sub(lambda found: str(chance.choice(NUMBERS)) if chance.random() < 0.3 else found[0], source)


def _texts(chance: random.Random, source: str) -> str:
    return _TEXT.sub(lambda found: chance.choice(WORDS) if chance.random() < 0.2 else found[0], source)


def _swapped_names(_: random.Random, source: str) -> str:
    parts = re.split(rf"\b({TARGET}|mse)\b", source)
    other = {TARGET: "mse", "mse": TARGET}
    return "".join(other.get(part, part) for part in parts)


def _lines(chance: random.Random, source: str) -> str:
    lines = source.splitlines() or [""]
    place = chance.randrange(len(lines))
    piece = lines[place : place + chance.randint(1, 3)]
    return "\n".join(lines[:place] + piece * chance.choice((0, 2, 2, 40)) + lines[place + len(piece) :])


def _swapped_lines(chance: random.Random, source: str) -> str:
    lines = source.splitlines() or [""]
    one, two = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[two] = lines[two], lines[one]
    return "\n".join(lines)


def _letters(chance: random.Random, source: str) -> str:
    letters = list(source) or [" "]
    for _place in range(chance.randint(1, 6)):
        letters[chance.randrange(len(letters))] = chance.choice("\0\x1b\u202e\U0001d7ce0b\"'(){}[]\\ \n学")
    return "".join(letters)


def _moved(chance: random.Random, source: str) -> str:
    form = WRAPPED[chance.choice(sorted(WRAPPED))]
    body = "\n".join(line for line in source.splitlines() if not line.startswith("from __future__"))
    count = str(chance.choice((0, 1, 2, 7, 30)))
    pieces = {"{body}": textwrap.indent(body, "    "), "{deeper}": textwrap.indent(body, " " * 8), "{count}": count}
    moved = re.sub(r"\{(?:body|deeper|count)\}", lambda found: pieces[found[0]], form)
    return f"{source}\n{moved}" if chance.random() < 0.3 else moved


CHANGES: tuple[Callable[[random.Random, str], str], ...] = (
    _before_honest,
    _after_honest,
    _numbers,
    _texts,
    _swapped_names,
    _lines,
    _swapped_lines,
    _letters,
    _moved,
    _moved,
)


def _program(_: random.Random, source: str) -> tuple[str, bytes]:
    return "work.py", source.encode(errors="surrogatepass")


def _script(_: random.Random, source: str) -> tuple[str, bytes]:
    head = (
        "#!/usr/bin/env python\n# coding: utf-8\n\n# In[1]:\n\nget_ipython().run_line_magic('matplotlib', 'inline')\n"
    )
    return "work.py", f"{head}{HONEST}\n# In[2]:\n\n{source}".encode(errors="surrogatepass")


def _notebook(chance: random.Random, source: str) -> tuple[str, bytes]:
    cells = [source, HONEST] if chance.random() < 0.5 else [HONEST, source]
    form = [{"cell_type": "code", "source": cell, "metadata": {}, "outputs": []} for cell in cells]
    return "work.ipynb", json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": form}).encode()


def _zip(chance: random.Random, source: str) -> tuple[str, bytes]:
    name = chance.choice(("a.py", "../a.py", "/a.py", "d/e/a.py", "a\u202eyp.py", "a b\n.py", "学.py", "C:\\a.py"))
    return "work.zip", carriers.zipped((name, source.encode(errors="surrogatepass")), ("b.py", HONEST.encode()))


CARRIERS = (_program, _program, _program, _script, _notebook, _zip)
