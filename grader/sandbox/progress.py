"""How far one submission has come: what was answered, what was left out, and what is next."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from functools import cached_property

from grader.records import Answer, AnswerStatus, Ask, Cell, Limits, Outputs, Raised, Refused, Returned
from grader.words import printable

from . import frames
from .inside.process import IN_A_CALL

MAX_LEFT_OUT = 3
MAX_CODE = 200


class Progress:
    """State of one submission over all the processes that it takes.

    Args:
        cells: the submission's source.
        asks: all questions.
        limits: what the cells may use, and each question that has no limits of its own.
    """

    def __init__(self, cells: Sequence[Cell], asks: Sequence[Ask], limits: Limits) -> None:
        self._limits = limits
        self._cells = cells
        self._asks = asks
        self._answers: dict[str, Answer] = {}
        self._left_out: list[tuple[int, int]] = []
        self._stopped: list[Raised] = []
        self._broken: tuple[Raised, ...] = ()
        self._functions: tuple[str, ...] = ()
        self._cells_settled = False
        self._sources: dict[int, _Source] = {}
        self.begin()

    def begin(self) -> None:
        """A new process starts: it runs the cells and is asked what was not answered yet."""
        self._asked = [ask for ask in self._asks if ask.question not in self._answers]
        self._ran = False
        self._at = -1
        self._open = False
        self._used_up = False

    @property
    def limits(self) -> Limits:
        """What holds now: the limits of the question that is being answered, or those of the submission."""
        return self._limits_of(self._asked[self._at]) if self._open else self._limits

    @property
    def answered(self) -> bool:
        """Whether this process has done all it was asked, or all it can: one without memory left goes no further."""
        return self._ran and not self._open and (self._used_up or self._at == len(self._asked) - 1)

    @property
    def complete(self) -> bool:
        """Whether no further process is needed."""
        return self._cells_settled and all(ask.question in self._answers for ask in self._asks)

    def job(self) -> bytes:
        """What the process is told."""
        return frames.job(self._cells, self._left_out, self._asked, self._limits)

    def outputs(self, tier: str) -> Outputs:
        """Everything, in the order of the questions."""
        answers = {ask.question: self._answers[ask.question] for ask in self._asks}
        return Outputs(answers, (*self._stopped, *self._broken), self._functions, tier)

    def accept(self, message: frames.Message, values: frames.Values) -> None:
        """Take one message of the process.

        Raises:
            FrameError: it is not the one that can come now.
        """
        match message:
            case frames.Ran() if not self._ran:
                self._broken = tuple(self._raised(error) for error in message.broken)
                self._functions = tuple(printable(name) for name in message.functions)
                self._ran = self._cells_settled = True
            case frames.Start(number) if self._ran and not self._open and number == self._at + 1 < len(self._asked):
                self._at = number
                self._open = True
            case frames.Answer(number) if self._open and number == self._at:
                answer = self._answer(self._asked[number], message, values)
                self._answers[answer.question] = answer
                self._open = False
                self._used_up = answer.status == "memory"
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
            ask = self._asked[self._at if self._open else self._at + 1]
            known = stopped if stopped.line is not None and place[1] == IN_A_CALL and status == "timeout" else None
            self._answers[ask.question] = Answer(ask.question, status, (), reason, known, self._limits_of(ask))
        elif len(self._left_out) == MAX_LEFT_OUT:
            self._cells_settled = True
            for ask in self._asked:
                self._answers[ask.question] = Answer(ask.question, status, (), reason, stopped, self._limits)
        else:
            self._left_out.append(place[:2])
            self._stopped.append(stopped)

    def _stop(self, status: AnswerStatus, reason: str, place: tuple[int, int, int]) -> Raised:
        """The end of the process as an error, at a place that there is."""
        cell, _, line = place
        limit = self.limits.wall_seconds if reason == "wall" else self.limits.cpu_seconds
        told = ("Timeout", f"{limit:g} s") if status == "timeout" else ("Died", reason)
        if cell >= len(self._cells):
            return Raised(*told)
        return self._placed(*told, cell, line if 0 < line <= len(self._source(cell).lines) else None)

    def _limits_of(self, ask: Ask) -> Limits:
        return ask.limits or self._limits

    def _answer(self, ask: Ask, answer: frames.Answer, values: frames.Values) -> Answer:
        names = [list(call) for call in ask.calls] if ask.kind == "function" else [[]]
        finished = len(answer.results)
        if finished > len(names) or (answer.status == "done" and finished != len(names)):
            raise frames.FrameError(f"{finished} results for {len(names)} calls")
        pairs = zip(answer.results, names, strict=False)
        results = tuple(self._result(result, arguments, values) for result, arguments in pairs)
        stopped = self._raised(answer.raised) if answer.raised is not None else None
        values.end()
        return Answer(ask.question, answer.status, results, raised=stopped, limits=self._limits_of(ask))

    def _result(
        self, result: frames.Returned | frames.Raised, arguments: Sequence[str], values: frames.Values
    ) -> Returned | Raised:
        if isinstance(result, frames.Raised):
            return self._raised(result)
        if any(number >= len(arguments) for number in result.changed):
            raise frames.FrameError("a changed argument that the call does not have")
        return Returned(values.take(result.value), tuple(arguments[n] for n in result.changed), result.printed)

    def _raised(self, error: frames.Raised) -> Raised:
        told = printable(error.type), printable(error.message)
        if error.cell is None:
            return Raised(*told, refused=error.refused)
        if error.cell >= len(self._cells):
            raise frames.FrameError("an error in a cell that was not sent")
        return self._placed(*told, error.cell, error.line, error.refused)

    def _placed(self, kind: str, message: str, cell: int, line: int | None, refused: Refused = "") -> Raised:
        number, source = line or 0, self._source(cell)
        code, block = source.code(number), source.code(source.block(number))
        return Raised(kind, message, self._cells[cell].label, line, code, block, refused)

    def _source(self, cell: int) -> _Source:
        if cell not in self._sources:
            self._sources[cell] = _Source(self._cells[cell].source)
        return self._sources[cell]


class _Source:
    """A cell's lines, looked through once: a process can say that as many errors came from it as it likes."""

    def __init__(self, text: str) -> None:
        self.lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        self._shown: dict[int, str] = {}

    @cached_property
    def _starts(self) -> list[int]:
        """The lines that are not indented."""
        return [number for number, line in enumerate(self.lines, start=1) if line.strip() and not line[0].isspace()]

    def block(self, line: int) -> int:
        """The nearest line up from ``line`` that is not indented; the line itself where there is none."""
        above = bisect(self._starts, line)
        return self._starts[above - 1] if above else line

    def code(self, line: int) -> str:
        """What stands in a line, cut; nothing where there is no such line."""
        if not 0 < line <= len(self.lines):
            return ""
        if line not in self._shown:
            self._shown[line] = printable(self.lines[line - 1].strip()[:MAX_CODE])
        return self._shown[line]
