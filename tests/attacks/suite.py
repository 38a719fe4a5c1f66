"""Hostile submissions, each run through the whole way and looked at afterwards from outside.

    python tests/attacks/suite.py [--json] [NAME ...]

An attack is a file ``<family>/<name>.py`` beside this one: a submission that defines ``sse`` and ``mse``, with one
line on what it tries. One that gets what it must not have says so in text that begins with ``BREACH: ``. What must be
seen of it stands in ``<family>/expected.yaml``: the verdicts of ``sse`` and ``mse``, right where nothing is said, and
words that the student must read (``says``, by question, or ``remarks`` for what is told of the whole file).
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec
import yaml
from canaries import Canaries
from msgspec import Struct
from swapped import differences, with_other_hidden_cases
from traces import Traces, adopt, clear, descendants

from grader import course
from grader.exercise import problemset
from grader.grade import Grader
from grader.make.ring import KeyRing
from grader.records import Cell, Grade, Submission
from grader.sandbox import LAYERS, Box, frames
from grader.sandbox.host import Zygote
from grader.words import is_unprintable

HERE = Path(__file__).resolve().parent
SECRET = b"attacks"
PROOF = b"BREACH: "
BREACH = "breach: "
SETTLE_SECONDS = 20.0
"""How long a killed process may take to be gone."""


class Expected(Struct, frozen=True, forbid_unknown_fields=True):
    """What must be seen of an attack."""

    sse: str = "right"
    mse: str = "right"
    says: dict[str, str] = {}


class Seen(Struct, frozen=True):
    """What was seen of an attack.

    Attributes:
        verdicts: by question.
        told: what the student reads in English, by question; under ``remarks`` what is told of the whole file.
        breaches: everything that was gained, harmed or left behind.
        restarted: whether the box had to be started again.
    """

    verdicts: dict[str, str]
    told: dict[str, str]
    breaches: tuple[str, ...]
    restarted: bool


@dataclass(frozen=True)
class Attack:
    """One hostile submission."""

    name: str
    path: Path
    expected: Expected

    def deviations(self, seen: Seen) -> list[str]:
        """In what way that which was seen is not as expected, breaches first."""
        verdicts = {"sse": self.expected.sse, "mse": self.expected.mse}
        unlike = [name for name, due in verdicts.items() if seen.verdicts[name] != due]
        unsaid = [name for name, words in self.expected.says.items() if words not in seen.told[name]]
        return [
            *(f"{BREACH}{what}" for what in seen.breaches),
            *(f"{name} is {seen.verdicts[name]}, not {verdicts[name]}: {seen.told[name]}" for name in unlike),
            *(f"{name} does not say {self.expected.says[name]!r}: {seen.told[name]}" for name in unsaid),
        ]


def is_breach(deviation: str) -> bool:
    """Whether something was gained, harmed or left behind, not only another verdict or message."""
    return deviation.startswith(BREACH)


def expectations() -> dict[str, Expected]:
    """All that is expected, by the name of the attack."""
    found: dict[str, Expected] = {}
    for path in sorted(HERE.glob("*/expected.yaml")):
        told = msgspec.convert(yaml.safe_load(path.read_text(encoding="utf-8")), dict[str, Expected | None])
        found |= {f"{path.parent.name}/{name}": expected or Expected() for name, expected in told.items()}
    return found


def files() -> dict[str, Path]:
    """The submissions, by the name of the attack."""
    found = [path for folder in sorted(HERE.glob("*/expected.yaml")) for path in sorted(folder.parent.glob("*.py"))]
    return {f"{path.parent.name}/{path.stem}": path for path in found}


def attacks() -> list[Attack]:
    """All attacks that have a file and an expectation."""
    expected = expectations()
    return [Attack(name, path, expected[name]) for name, path in files().items() if name in expected]


class Suite:
    """One box, and around it everything that hostile code could reach for; a context manager.

    Args:
        without: layers of the box to leave out.
        assignment: the file, beside this one, of what is asked.
        honest: what the neighbour's work holds beside the canary.
    """

    def __init__(self, without: Sequence[str] = (), assignment: str = "attacks.yaml", honest: str = "") -> None:
        self._without = without
        self.ring = ring = KeyRing(problemset.load(course.find(), str(HERE / assignment)), secret=SECRET)
        self._honest = honest
        self._grader = Grader(ring)
        self._swapped = with_other_hidden_cases(self._grader)
        self._canaries = Canaries()
        self._came = b""

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            stack.enter_context(self._canaries)
            adopt(orphans=True)
            stack.callback(adopt, orphans=False)
            stack.callback(setattr, frames, "Reader", frames.Reader)
            frames.Reader = self._recorder()  # type: ignore[misc]
            self._others = descendants()
            self._start()
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._box.close()
        self._stack.close()

    def attack(self, attack: Attack) -> Seen:
        """Run one attack between two jobs of an honest neighbour, and look at what came of it."""
        source = attack.path.read_text(encoding="utf-8")
        grade, breaches, restarted = self.run(_submission(source, attack.path.name))
        remarks = "\n".join(remark.en for remark in grade.remarks)
        return Seen(
            {_name(each.id): each.verdict for each in grade.questions},
            {_name(each.id): each.message.en for each in grade.questions} | {"remarks": remarks},
            (*_proofs(self._came), *breaches),
            restarted,
        )

    def run(self, submission: Submission) -> tuple[Grade, tuple[str, ...], bool]:
        """The grade of a submission, what it gained, harmed or left, and whether the box had to be started again."""
        before = Traces.look()
        self._canaries.visits.clear()
        self._neighbour()
        running = self._running
        self._raw.clear()
        grade = self._grader.grade(submission, self._box)
        self._came = bytes(self._raw)
        breaches = (*self._told_secrets(grade), *self._aftermath(before))
        if not breaches:
            breaches = (*self._told_of_hidden_inputs(submission, grade),)
        restarted = running.isdisjoint(self._running)
        if breaches or _proofs(self._came):
            self._box.close()
            clear(before, self._others)
            self._start()
        return grade, breaches, restarted

    def _start(self) -> None:
        self._box = Box(without=self._without)
        self._raw = bytearray()
        self._running: frozenset[int] = frozenset()
        if not isinstance(self._box._host, Zygote):
            raise RuntimeError(f"attacks are run with layers around them only: {self._box.reasons}")  # noqa: TRY004
        grade = self._neighbour()
        if _unhealthy(grade):
            raise RuntimeError(f"the box does not even run honest code: {_unhealthy(grade)}")
        self._calm = grade
        self._usual = len(self._running)

    def _told_of_hidden_inputs(self, submission: Submission, grade: Grade) -> Iterator[str]:
        """Lines that are others with other hidden inputs, and the same again with the same ones."""
        found = [*differences(grade, self._swapped.grade(submission, self._box))]
        if found and self._grader.grade(submission, self._box) == grade:
            yield from found

    def _told_secrets(self, grade: Grade) -> Iterator[str]:
        """Canaries in what came out of the box or is told, and letters that disturb whoever reads it."""
        for kind in self._canaries.found_in(self._came + msgspec.json.encode(grade)):
            yield f"canary {kind}"
        for text in (*(each.message for each in grade.questions), *grade.remarks):
            if any(map(is_unprintable, (text.ja + text.en).replace("\n", ""))):
                yield f"unprintable letters in {text.en!r}"

    def _aftermath(self, before: Traces) -> Iterator[str]:
        """What is wrong with the neighbour's next job, what goes on beside it, and what was left or changed."""
        deadline = time.monotonic() + SETTLE_SECONDS
        while True:
            self._raw.clear()
            grade = self._neighbour()
            if len(self._running) <= self._usual or time.monotonic() > deadline:
                break
        if len(self._running) > self._usual:
            yield f"left {len(self._running) - self._usual} processes"
        if grade != self._calm:
            yield "changed the grade of the next job"
        if _unhealthy(grade):
            yield f"harmed the next job: {_unhealthy(grade)}"
        yield from Traces.look().since(before)
        yield from (f"reached the {door}" for door in dict.fromkeys(self._canaries.visits))
        yield from (f"changed {path}" for path in self._canaries.harmed())

    def _neighbour(self) -> Grade:
        return self._grader.grade(_submission(self._canaries.sibling + self._honest, "neighbour.py"), self._box)

    def _recorder(suite) -> type[frames.Reader]:  # noqa: N805 - self is the reader's
        class Recorder(frames.Reader):
            """Keeps what came out of the box, and who was there when it came."""

            def feed(self, data: bytes) -> Iterator[tuple[frames.Message, frames.Values]]:
                if not suite._raw:
                    suite._running = descendants() - suite._others
                suite._raw += data
                return super().feed(data)

        return Recorder


def _submission(source: str, name: str) -> Submission:
    digest = hashlib.sha256(source.encode()).hexdigest()
    return Submission("student", (name,), (Cell(source, name),), digest)


def _unhealthy(grade: Grade) -> str:
    wrong = [f"{each.id} {each.verdict}: {each.message.en}" for each in grade.questions if each.verdict != "right"]
    return "; ".join([*wrong, *(remark.en for remark in grade.remarks)])


def _proofs(raw: bytes) -> list[str]:
    starts = {part.split(b'"')[0].split(b"\n")[0] for part in raw.split(PROOF)[1:]}
    return sorted(start[:200].decode(errors="replace") for start in starts)


def _name(question: str) -> str:
    return question.partition(".")[0]


def main(arguments: Sequence[str]) -> int:
    """Run the attacks that were named, or all; 1 if anything was not as expected."""
    parser = argparse.ArgumentParser(description="Run the attack suite against the box.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="family/name, or the beginning of it")
    parser.add_argument("--json", action="store_true", help="print everything that was seen as JSON")
    parser.add_argument(
        "--without", action="append", choices=LAYERS, default=[], help="a layer of the box to leave out"
    )
    chosen = parser.parse_args(arguments)
    seen: dict[str, Seen] = {}
    wrong = 0
    with Suite(chosen.without) as suite:
        for attack in attacks():
            if attack.name.startswith(tuple(chosen.names) or ""):
                seen[attack.name] = suite.attack(attack)
                deviations = attack.deviations(seen[attack.name])
                wrong += bool(deviations)
                if not chosen.json:
                    print(attack.name, *(deviations or ["ok"]), sep="\n    " if deviations else "  ")
    if chosen.json:
        print(msgspec.json.encode(seen).decode())
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
