"""The rules of handing in: what is late and what that costs, which attempt counts, when solutions are shown.

Whatever depends on when something was handed in is asked here; nothing else in the program compares such times.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from grader.records import Text
from grader.words import say

LateRule = Literal["refuse", "accept"]
Why = Literal["in_time", "unknown", "late"]
"""Why an attempt counts: the last before the deadline, the last whose time nobody knows, the last of the late."""

NOTHING, EVERYTHING = Decimal(0), Decimal(1)
_UTC = ZoneInfo("UTC")
_MINUTE = timedelta(minutes=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Counted:
    """Which of several attempts is graded: its place among them, and why."""

    index: int
    why: Why


@dataclass(frozen=True)
class Handing:
    """The rules of handing in of one assignment. Times of hand-in are aware; None is one that nobody knows.

    Attributes:
        due: the minute that is due, aware; that whole minute is still in time. None: nothing is ever late.
        zone: in which times are shown, and meant where they are written without an offset.
        rule: what happens to late work.
        solutions_after_days: days after the deadline at which solutions may be shown.
    """

    due: datetime | None = None
    zone: ZoneInfo = _UTC
    rule: LateRule = "refuse"
    solutions_after_days: int = 7

    def of(self, student: str) -> Handing:  # noqa: ARG002 - whoever asks says for whom, though all have the same rules
        """The rules that hold for one student."""
        return self

    def late(self, at: datetime | None) -> bool | None:
        """Whether work handed in then is late; None where nobody knows the time and there is a deadline."""
        if self._deadline is None:
            return False
        return None if at is None else at >= self._deadline

    def penalty(self, at: datetime | None) -> Decimal:
        """The share of the mark, 0 to 1, that the time costs. An unknown time counts as on time."""
        return EVERYTHING if self.late(at) and self.rule == "refuse" else NOTHING

    def counts(self, attempts: Sequence[datetime | None]) -> Counted:
        """Which of several attempts, given by their times in the order in which they were found, is graded.

        It is the last one in time, else the last whose time nobody knows, else the last of all; of equal times the one
        that was found last.
        """
        # Differences, as two times of one zone are compared without the offset that tells doubled hours apart.
        known = [(at - _EPOCH, index) for index, at in enumerate(attempts) if at is not None]
        unknown = [index for index, at in enumerate(attempts) if at is None]
        in_time = [(since, index) for since, index in known if not self.late(attempts[index])]
        if in_time:
            return Counted(max(in_time)[1], "in_time")
        return Counted(unknown[-1], "unknown") if unknown else Counted(max(known)[1], "late")

    def told(self) -> tuple[Text, ...]:
        """What students are told beforehand, a paragraph each: until when and what late work costs; solutions."""
        if self.due is None:
            return ()
        late = "handout_late_refused" if self.rule == "refuse" else "handout_late_accepted"
        due = say("handout_due", due=self.due_text, late=say(late))
        return due, say("handout_solutions", time=self.solutions_text)

    def remark(self, at: datetime | None) -> Text | None:
        """What is said of work that was handed in then; None where there is nothing to say."""
        if not self.late(at):
            return None
        refused = self.penalty(at) == EVERYTHING
        return say("late_refused" if refused else "report_late", due=self.due_text)

    def shown(self, at: datetime) -> str:
        """The minute of a time in the zone, "2027-05-23 23:59"; where the calendar ends, as the time was written.

        One that comes twice, as clocks are put back, is shown with its offset: "2027-10-31 02:30+01:00".
        """
        try:
            local = at.astimezone(self.zone)
            twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
        except OverflowError:
            local, twice = at, False
        return (local if twice else local.replace(tzinfo=None)).isoformat(" ", "minutes")

    @property
    def due_text(self) -> str:
        """The due minute and its zone, "2027-05-23 23:59 (Asia/Tokyo)"; empty without a deadline."""
        return "" if self.due is None else f"{self.shown(self.due)} ({self.zone.key})"

    @property
    def solutions_from(self) -> datetime | None:
        """When solutions may be shown: so many days after the deadline, at the same time of day in the zone."""
        if self._deadline is None:
            return None
        days = timedelta(days=self.solutions_after_days)
        return (self._deadline.astimezone(self.zone) + days).astimezone(UTC)

    @property
    def solutions_text(self) -> str:
        """The same with the zone, "2027-05-31 00:00 (Asia/Tokyo)"; empty without a deadline."""
        return "" if self.solutions_from is None else f"{self.shown(self.solutions_from)} ({self.zone.key})"

    @cached_property
    def _deadline(self) -> datetime | None:
        """The first moment that is too late, in UTC: the end of the due minute."""
        return None if self.due is None else self.due.astimezone(UTC) + _MINUTE


NEVER_LATE = Handing()


def rules(year: int | None, due: str | None, timezone: str, rule: LateRule, solutions_after_days: int) -> Handing:
    """The rules as an assignment states them.

    Args:
        year: the year in which ``due`` falls, 2000 to 2200.
        due: month and day, hour and minute, "05-23 23:59". Where clocks are put back and the minute comes twice, it
            is the later one.
        timezone: IANA name of the zone in which ``due`` is meant.
        rule: what happens to late work.
        solutions_after_days: as in ``Handing``.

    Raises:
        ValueError: the key, its value and the remedy: an unknown zone, no year, a date or a minute that never comes.
    """
    try:
        zone = ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"timezone is {timezone!r}; write an IANA name such as Asia/Tokyo.") from error
    return Handing(None if due is None else _minute(year, due, zone), zone, rule, solutions_after_days)


def _minute(year: int | None, due: str, zone: ZoneInfo) -> datetime:
    if year is None:
        raise ValueError(f"due is {due!r} but there is no year; add one, such as year: 2027.")
    try:
        wall = datetime.strptime(f"{year}-{due}", "%Y-%m-%d %H:%M")  # noqa: DTZ007 - the zone comes in the next step
    except ValueError as error:
        raise ValueError(f"due is {due!r} in {year}; write a date that exists ({error}).") from error
    # Going to UTC and back tells whether clocks ever show a time; if not, it comes back as the one after the gap.
    real = wall.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None)
    if real != wall:
        raise ValueError(
            f"due is {due!r} in {year}, which no clock in {zone.key} shows: they are put forward over it; "
            f"write a time that exists, such as {real:%m-%d %H:%M}."
        )
    return wall.replace(tzinfo=zone, fold=1)
