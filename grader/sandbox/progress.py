"""How far one submission has come: what was answered, what was left out, and what is next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from grader.records import (
    ASLEEP_SECONDS,
    USUAL_BUDGET,
    Answer,
    AnswerStatus,
    Ask,
    Budget,
    Cell,
    Limits,
    Outputs,
    Part,
    Raised,
    Refused,
    Returned,
)
from grader.words import printable

from . import frames
from .inside.process import IN_A_CALL
from .jobs import Jobs
from .source import Source

MAX_LEFT_OUT = 3
BUDGET = "budget_"
"""What the reason begins with where the budget of the whole submission ran out."""
_UNTOLD = Raised("", "")


class Progress:
    """State of one submission over all the processes that it takes.

    Args:
        cells: the submission's source.
        asks: all questions.
        limits: what the cells may use, and each question that has no limits of its own.
        budget: what all of it together may use.
    """

    def __init__(
        self, cells: Sequence[Cell], asks: Sequence[Ask], limits: Limits, budget: Budget = USUAL_BUDGET
    ) -> None:
        self._limits = limits
        self._budget = budget
        self._looked = False
        self._hidden_came = False
        self._cells = cells
        self._asks = [*asks]
        self._jobs = Jobs(cells, limits, asks)
        self._answers: dict[tuple[str, Part], Answer] = {}
        self._left_out: list[tuple[int, int]] = []
        self._stopped: list[Raised] = []
        self._broken: tuple[Raised, ...] = ()
        self._functions: tuple[str, ...] = ()
        self._variables: tuple[str, ...] = ()
        self._cells_settled = False
        self._sources: dict[int, Source] = {}
        self.begin()

    def begin(self) -> None:
        """A new process starts: it runs the cells and is asked what was not answered yet."""
        self._asked = [ask for ask in self._left() if ask.part != "hidden"]
        self._ran = False
        self._at = -1
        self._open = False
        self._used_up = False
        self._closed = False

    @property
    def limits(self) -> Limits:
        """What holds now: the limits of the question that is being answered, or those of the submission."""
        return self._limits_of(self._asked[self._at] if self._open else None)

    @property
    def _paused(self) -> bool:
        return self._ran and not self._open and (self._used_up or self._at == len(self._asked) - 1)

    @property
    def answered(self) -> bool:
        """Whether this process has done all it was asked, or all it can: one without memory left goes no further."""
        return self._paused and (self._used_up or self._closed or next(self._left(), None) is None)

    @property
    def awaits_more(self) -> bool:
        """Whether this process has answered what it was asked, and there is more to ask."""
        if self._paused and not self._looked:
            self._look_further()
        return self._paused and not self.answered

    @property
    def complete(self) -> bool:
        """Whether no further process is needed."""
        return self._cells_settled and next(self._left(), None) is None

    def _look_further(self) -> None:
        """Once everything that may be shown was asked: what to ask beside it."""
        if all((ask.question, ask.part) in self._answers for ask in self._asks if ask.part == "shown"):
            self._looked = True
            asked = [(ask.further, self._answers[ask.question, "shown"]) for ask in self._asks if ask.further]
            more = [further(answer) for further, answer in asked if answer.status == "done"]
            self._asks += [ask for ask in more if ask is not None]

    def first(self, cpu_seconds: float) -> bytes:
        """What the process is told first.

        Args:
            cpu_seconds: what it may use in all.
        """
        return self._jobs.first(self._left_out, self._asked, cpu_seconds)

    def more(self) -> bytes:
        """What it is told then: what is asked further, and after that the hidden inputs.

        From these on nothing is kept but values, of this process and of all after it.
        """
        more = [ask for ask in self._left() if ask.part != "hidden"]
        if not more:
            self._closed = self._hidden_came = True
            more = [*self._left()]
        self._asked += more
        return self._jobs.more(more)

    def outputs(self, tier: str) -> Outputs:
        """Everything, in the order of the questions."""

        def answers(part: Part) -> dict[str, Answer]:
            found = ((ask.question, self._answers.get((ask.question, part))) for ask in self._asks if ask.part == part)
            return {question: answer for question, answer in found if answer is not None}

        return Outputs(
            answers("shown"),
            (*self._stopped, *self._broken),
            self._functions,
            tier,
            further=answers("further"),
            hidden=answers("hidden"),
            variables=self._variables,
        )

    def accept(self, message: frames.Message, values: frames.Values) -> None:
        """Take one message of the process.

        Raises:
            FrameError: it is not the one that can come now.
        """
        match message:
            case frames.Ran() if not self._ran:
                self._ran = True
                # A later process can know what an earlier one saw, by what it is asked.
                if not self._cells_settled:
                    self._broken = tuple(self._raised(error) for error in message.broken)
                    self._functions = tuple(printable(name) for name in message.functions)
                    self._variables = tuple(printable(name) for name in message.variables)
                    self._cells_settled = True
            case frames.Start(number) if self._ran and not self._open and number == self._at + 1 < len(self._asked):
                self._at = number
                self._open = True
            case frames.Answer(number) if self._open and number == self._at:
                ask = self._asked[number]
                self._keep(ask, self._answer(ask, message, values))
                self._open = False
                self._used_up = message.status == "memory"
            case _:
                raise frames.FrameError(f"{type(message).__name__} out of turn")
        values.end()

    def ended(self, status: AnswerStatus, reason: str, place: tuple[int, int, int]) -> None:
        """The process ended before it had answered everything.

        Args:
            status: what to call it.
            reason: how it ended, as :class:`grader.records.Answer` has it.
            place: cell, statement and line that it had reached, by its own word; line 0 if it does not know.
        """
        stopped = self._stop(status, reason, place)
        if self._ran:
            at = self._at if self._open else self._at + 1
            ask = self._asked[at] if at < len(self._asked) else next(self._left())
            known = stopped if stopped.line is not None and place[1] == IN_A_CALL and status == "timeout" else None
            self._keep(ask, Answer(ask.question, status, (), reason, known, self._limits_of(ask, reason)))
        elif len(self._left_out) == MAX_LEFT_OUT:
            self._give_up(status, reason, stopped)
        else:
            self._left_out.append(place[:2])
            # Cells that are run again can know by the clock, or by what is left to them, what hidden inputs were.
            if not self._hidden_came:
                self._stopped.append(stopped)

    def exhausted(self, reason: str) -> None:
        """The submission has used up its budget: nothing more of it is run."""
        self._give_up("timeout", reason, None)

    def _give_up(self, status: AnswerStatus, reason: str, stopped: Raised | None) -> None:
        self._cells_settled = True
        for ask in [*self._left()]:
            self._keep(ask, Answer(ask.question, status, (), reason, stopped, self._limits_of(ask, reason)))

    def _keep(self, ask: Ask, answer: Answer) -> None:
        """Keep an answer; of one that hidden inputs were there for, values only, and how it ended."""
        if ask.part == "hidden":
            results = tuple(Returned(one.value) if isinstance(one, Returned) else _UNTOLD for one in answer.results)
            answer = Answer(answer.question, answer.status, results, limits=answer.limits)
        self._answers[ask.question, ask.part] = answer

    def _left(self) -> Iterator[Ask]:
        """What was not answered yet; hidden parts only of questions whose shown part went well."""
        for ask in self._asks:
            shown = self._answers.get((ask.question, "shown")) if ask.part == "hidden" else None
            if (ask.question, ask.part) not in self._answers and (shown is None or shown.status == "done"):
                yield ask

    def _stop(self, status: AnswerStatus, reason: str, place: tuple[int, int, int]) -> Raised:
        """The end of the process as an error, at a place that there is."""
        cell, _, line = place
        limits = self._limits_of(self._asked[self._at] if self._open else None, reason)
        seconds = {"cpu": limits.cpu_seconds, "wall": limits.wall_seconds}.get(reason.removeprefix(BUDGET))
        told = ("Timeout", f"{seconds or ASLEEP_SECONDS:g} s") if status == "timeout" else ("Died", reason)
        if cell >= len(self._cells):
            return Raised(*told)
        return self._placed(*told, cell, line if 0 < line <= len(self._source(cell).lines) else None)

    def _limits_of(self, ask: Ask | None, reason: str = "") -> Limits:
        """What holds for a question, or for the cells; or of the whole submission, where it used up its budget."""
        limits = (ask and ask.limits) or self._limits
        if not reason.startswith(BUDGET):
            return limits
        return replace(limits, cpu_seconds=self._budget.cpu_seconds, wall_seconds=self._budget.wall_seconds)

    def _answer(self, ask: Ask, answer: frames.Answer, values: frames.Values) -> Answer:
        names = [list(call) for call in ask.calls] if ask.kind == "function" else [[]]
        finished = len(answer.results)
        if finished > len(names) or (answer.status == "done" and finished != len(names)):
            raise frames.FrameError(f"{finished} results for {len(names)} calls")
        pairs = zip(answer.results, names, strict=False)
        results = tuple(self._result(result, arguments, values) for result, arguments in pairs)
        stopped = self._raised(answer.raised) if answer.raised is not None else None
        values.end()
        kept = tuple(map(printable, answer.kept))
        return Answer(ask.question, answer.status, results, raised=stopped, limits=self._limits_of(ask), kept=kept)

    def _result(
        self, result: frames.Returned | frames.Raised, arguments: Sequence[str], values: frames.Values
    ) -> Returned | Raised:
        if isinstance(result, frames.Raised):
            return self._raised(result)
        if not result.changed:
            return Returned(values.take(result.value), (), result.printed)
        if max(result.changed) >= len(arguments):
            raise frames.FrameError("a changed argument that the call does not have")
        return Returned(values.take(result.value), tuple(arguments[n] for n in result.changed), result.printed)

    def _raised(self, error: frames.Raised) -> Raised:
        told = printable(error.type), printable(error.message)
        if error.cell is None:
            return Raised(*told, refused=error.refused)
        if error.cell >= len(self._cells):
            raise frames.FrameError("an error in a cell that was not sent")
        placed = self._placed(*told, error.cell, error.line, error.refused)
        statement = ""
        if error.outer is not None and error.outer != (error.cell, error.line):
            if error.outer[0] >= len(self._cells):
                raise frames.FrameError("an error in a cell that was not sent")
            statement = self._source(error.outer[0]).code(error.outer[1])
        return replace(placed, statement=statement, local=tuple(map(printable, error.local)))

    def _placed(self, kind: str, message: str, cell: int, line: int | None, refused: Refused = "") -> Raised:
        number, source = line or 0, self._source(cell)
        code, block = source.code(number), source.code(source.block(number))
        return Raised(kind, message, self._cells[cell].label, line, code, block, refused)

    def _source(self, cell: int) -> Source:
        if cell not in self._sources:
            self._sources[cell] = Source(self._cells[cell].source)
        return self._sources[cell]
