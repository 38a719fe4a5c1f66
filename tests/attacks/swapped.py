"""Other hidden cases in the same key: what students are told must not depend on them, but for the verdict itself."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from grader.grade import Grader
from grader.make.ring import KeyRing
from grader.records import Grade, Key, QuestionGrade

OTHER_SECRET = b"another secret for other hidden cases"


def with_other_hidden_cases(grader: Grader) -> Grader:
    """The same grader, whose functions have the hidden cases of another course key."""
    ring = KeyRing(grader.ring.problems, secret=grader.ring.secret)
    other = KeyRing(grader.ring.problems, secret=OTHER_SECRET)
    ring.__dict__["functions"] = {
        question: _mixed(key, other.functions[question]) for question, key in grader.ring.functions.items()
    }
    return Grader(ring, grader.roster)


def differences(one: Grade, other: Grade) -> Iterator[str]:
    """What is told otherwise although verdict, mistakes, counts and points are the same."""
    for question, swapped in zip(one.questions, other.questions, strict=True):
        if outcome(question) == outcome(swapped) and _told(question) != _told(swapped):
            yield f"{question.id} tells {question.message.en!r}, and {swapped.message.en!r} with other hidden inputs"
    if one.remarks != other.remarks:
        yield f"remarks are {one.remarks}, and {other.remarks} with other hidden inputs"


def _mixed(key: Key, other: Key) -> Key:
    visible = [case for case in key.cases if case.visible]
    hidden = [case for case in other.cases if not case.visible]
    assert all(case.visible for case in key.cases[: len(visible)])
    return replace(key, cases=(*visible, *hidden))


def _told(question: QuestionGrade) -> object:
    """All that is told; where time ran out in no loop is another place each time, whatever the inputs are."""
    return question.message.en.partition("\n")[0] if question.verdict == "timeout" else question


def outcome(question: QuestionGrade) -> tuple[object, ...]:
    """What may differ; where no count is told, no case is right."""
    counts = [line.text.en for line in question.told if line.role == "counted"]
    counted = tuple(one for one in counts if not one.startswith("0 of "))
    return question.verdict, question.points, question.mistakes, counted
