"""Many submissions: the work, who does it, a gradebook that survives interruption, and the files that come out."""

from grader.batch.executors import Executor, ThisProcess, local
from grader.batch.isolation import Isolation, isolation
from grader.batch.origin import Origin
from grader.batch.place import insist_apart, prepare
from grader.batch.processes import LocalProcesses
from grader.batch.run import Progress, Run, quietly, run
from grader.batch.store import Store
from grader.batch.strangers import insist_known
from grader.batch.work import Done, Task, Worker

__all__ = [
    "Done",
    "Executor",
    "Isolation",
    "LocalProcesses",
    "Origin",
    "Progress",
    "Run",
    "Store",
    "Task",
    "ThisProcess",
    "Worker",
    "insist_apart",
    "insist_known",
    "isolation",
    "local",
    "prepare",
    "quietly",
    "run",
]
