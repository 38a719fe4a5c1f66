"""Worker processes on this machine: each holds the keys and one box, and takes one student at a time.

They are forked, so that they have at once what this process has loaded; what goes to them and comes back is bytes
through a pipe, and nothing is pickled.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from itertools import islice
from multiprocessing.connection import Connection, wait
from queue import SimpleQueue

from grader.batch.work import Worker
from grader.errors import GraderError
from grader.grade import Grader

TRIES_ALONE = 4
"""How often a task is tried alone whose process died; a machine short of memory may kill more than one."""
AHEAD = 2
"""How many tasks each process is given at once, so that none waits for its next."""
MOST_ASLEEP = 8
"""How many processes more there may be while students' work sleeps in some."""

_DONE, _FAILED, _ASLEEP, _BACK = b"D", b"F", b"S", b"B"
"""What a process says: its first task is done, it fails for good, its first task sleeps, or here is another back."""
_NO_MORE = b""


class LocalProcesses:
    """An executor that forks worker processes.

    Where one dies, the task that it was at is tried again, in a process that is alone, and left out only if that dies
    then, too, each time. While students' work sleeps in one, another takes its place.

    Args:
        processes: how many at once.
        grader: what the recipe makes, where this process has it already.
    """

    def __init__(self, processes: int, grader: Grader | None = None) -> None:
        self._processes = processes
        self._grader = grader

    def run(self, recipe: bytes, tasks: Iterable[bytes]) -> Iterator[bytes]:
        """Do all tasks.

        Raises:
            GraderError: a worker cannot be made; its message is the worker's.
        """

        def make() -> Worker:
            return Worker(recipe, self._grader)

        waiting = _Waiting(tasks)
        while waiting:
            suspects = yield from _together(make, waiting, self._processes)
            for task in suspects:
                for _ in range(TRIES_ALONE):
                    if not (yield from _together(make, _Waiting([task]), 1)):
                        break


class _Waiting:
    """Tasks that nobody has; those given back come first."""

    def __init__(self, tasks: Iterable[bytes]) -> None:
        self._tasks = iter(tasks)
        self._first: deque[bytes] = deque()

    def __bool__(self) -> bool:
        self._first.extend(islice(self._tasks, 0 if self._first else 1))
        return bool(self._first)

    def take(self) -> bytes:
        return self._first.popleft() if self._first else next(self._tasks)

    def give_back(self, tasks: Sequence[bytes]) -> None:
        self._first.extendleft(reversed(tasks))


class _Process:
    """One forked worker and the tasks that it has, in the order in which it does them."""

    def __init__(self, make: Callable[[], Worker], others: Sequence[Connection]) -> None:
        self.connection, theirs = multiprocessing.Pipe()
        self.tasks: deque[bytes] = deque()
        self.sleeps = False
        context = multiprocessing.get_context("fork")
        arguments = make, theirs, [*others, self.connection]
        self._process = context.Process(target=_serve, args=arguments, daemon=True)
        self._process.start()
        theirs.close()

    def give(self, task: bytes) -> None:
        self.tasks.append(task)
        self._send(task)

    def take(self) -> tuple[bytes, bytes] | None:
        """What it says, and the bytes that belong to it; None if it died at its first task.

        Raises:
            GraderError: it cannot work at all.
        """
        try:
            message = self.connection.recv_bytes()
        except (EOFError, OSError):
            return None
        said, body = message[:1], message[1:]
        if said == _FAILED:
            raise GraderError(body.decode())
        if said == _DONE:
            self.tasks.popleft()
        elif said == _BACK:
            self.tasks.remove(body)
        self.sleeps = said in (_ASLEEP, _BACK)
        return said, body

    def end(self, *, well: bool) -> None:
        """End it, once its tasks are done or at once."""
        if well:
            self._send(_NO_MORE)
            self._process.join()
        else:
            # It may be at something that does not listen; its box dies with it.
            self._process.kill()
        self.connection.close()
        self._process.join()
        self._process.close()

    def _send(self, message: bytes) -> None:
        try:
            self.connection.send_bytes(message)
        except OSError:
            return  # It is dead, which reading from it will show.


def _together(make: Callable[[], Worker], waiting: _Waiting, count: int) -> Generator[bytes, None, list[bytes]]:
    """Do tasks until there are none or a process dies; return those at which one died, once the others are back."""
    processes: dict[Connection, _Process] = {}
    suspects: list[bytes] = []
    well = False
    try:
        while True:
            if not suspects:
                _hand_out(make, waiting, processes, count)
            busy = [connection for connection, process in processes.items() if process.tasks]
            if not busy:
                break
            for connection in wait(busy):
                assert isinstance(connection, Connection)  # noqa: S101 - for the type checker
                process = processes[connection]
                said = process.take()
                if said is not None:
                    if said[0] == _DONE:
                        yield said[1]
                    elif said[0] == _BACK:
                        waiting.give_back([said[1]])
                    continue
                suspects.append(process.tasks.popleft())
                waiting.give_back(process.tasks)
                processes.pop(connection).end(well=False)
        well = True
    finally:
        for process in processes.values():
            process.end(well=well)
    return suspects


def _hand_out(make: Callable[[], Worker], waiting: _Waiting, processes: dict[Connection, _Process], count: int) -> None:
    """Give every process as many tasks as it may have, so that ``count`` are at work beside those that are asleep."""
    awake = [process for process in processes.values() if not process.sleeps]
    at_work = sorted(awake, key=lambda process: not process.tasks)[:count]
    while len(at_work) < count and len(processes) < count + MOST_ASLEEP and waiting:
        process = _Process(make, [*processes])
        processes[process.connection] = process
        at_work.append(process)
        process.give(waiting.take())
    for ahead in range(1, AHEAD + 1):
        for process in at_work:
            if len(process.tasks) < ahead and waiting:
                process.give(waiting.take())


def _serve(make: Callable[[], Worker], connection: Connection, inherited: Sequence[Connection]) -> None:
    """What a worker process does. Ends of pipes that it was born with would keep the others from noticing an end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for other in inherited:
        other.close()
    tasks: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_receive, args=(connection, tasks), daemon=True).start()
    try:
        with make() as worker:
            worker.on_sleep(lambda: _give_back(connection, tasks))
            while task := tasks.get():
                connection.send_bytes(_DONE + worker(task))
    except GraderError as error:
        connection.send_bytes(_FAILED + str(error).encode())


def _give_back(connection: Connection, tasks: SimpleQueue[bytes]) -> None:
    """Say that the task at hand sleeps, and let others do those that wait behind it."""
    connection.send_bytes(_ASLEEP)
    while not tasks.empty():
        connection.send_bytes(_BACK + tasks.get())


def _receive(connection: Connection, tasks: SimpleQueue[bytes]) -> None:
    """Take tasks from the pipe while others are done, so that the main process never waits to send one.

    When that process is gone or needs nothing more, the whole process ends, whatever it is at.
    """
    message = b"first"
    while message != _NO_MORE:
        try:
            message = connection.recv_bytes()
        except (EOFError, OSError):
            os._exit(1)
        tasks.put(message)
