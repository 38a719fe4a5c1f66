"""Work that fits nobody on the roster: where it is most of what was handed in, something else is amiss."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from grader.collect import Handed, likeness, shown_name
from grader.errors import RosterError
from grader.words import first

_SHOWN = 10
_EXPORTED = re.compile(r"_assignsubmission_|_[0-9]{3,}_|@.+@|submission_[0-9]+|_attempt_")
"""What the names in the exports of Moodle, Canvas, manaba, Gradescope and Blackboard have, and no id."""
_LETTERS = re.compile(r"[^\W_]+")


def insist_known(handed: Sequence[Handed], roster: Mapping[str, str]) -> None:
    """See that at least half of those who handed in are on the roster.

    Args:
        handed: what was found, one entry for each student.
        roster: the names of those in the class, by id.

    Raises:
        RosterError: they are not; it says who, and why that may be.
    """
    strangers = [one.student for one in handed if one.student not in roster]
    if 2 * len(strangers) <= len(handed):
        return
    shown = first([*map(shown_name, strangers)], _SHOWN)
    raise RosterError(
        f"{len(strangers)} of {len(handed)} hand-ins fit nobody on the roster, and nothing was graded: {shown}.\n"
        f"{_reason(strangers, roster)}\n"
        "Give --strangers to grade them all the same, as not on the roster."
    )


def _reason(strangers: Sequence[str], roster: Mapping[str, str]) -> str:
    """The likeliest reason: the one for which most of them speak, those first that leave least to chance."""
    plain = {_unspoilt(student) for student in roster}
    folded = {student.casefold() for student in roster}
    names = {"".join(_LETTERS.findall(name)).casefold() for name in roster.values()} - {""}
    reasons = {
        "They differ from the roster in capital and small letters alone: write the ids as on the roster.": [
            one.casefold() in folded for one in strangers
        ],
        "They differ from the roster in leading zeros or in '.0' alone, as spreadsheets spoil ids: save the roster "
        "with its ids as text.": [_unspoilt(one) in plain for one in strangers],
        "Their names hold ids of the roster and more, as an LMS's export: name each file or folder like the student's "
        "id alone.": [any(part in folded for part in _LETTERS.findall(one.casefold())) for one in strangers],
        "They are people's names and no ids, as in an LMS's export: name each file or folder like the student's id.": [
            any(name in "".join(_LETTERS.findall(one)).casefold() for name in names) for one in strangers
        ],
        "Their names look like an LMS's export: name each file or folder like the student's id.": [
            _EXPORTED.search(one) is not None for one in strangers
        ],
    }
    for reason, speaks in reasons.items():
        if 2 * sum(speaks) > len(strangers):
            return reason
    first = ", ".join(map(shown_name, [*roster][:3])) + (", …" if len(roster) > 3 else "")  # noqa: PLR2004
    return f"The roster may be of another class (its ids are {first}), or a path may hold something else than hand-ins."


def _unspoilt(student: str) -> str:
    """An id without what a spreadsheet adds to a number, or takes from it."""
    return likeness(student.removesuffix(".0"))
