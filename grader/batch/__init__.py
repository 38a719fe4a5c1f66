"""Many submissions: worker processes, a gradebook that survives interruption, and the files that come out."""

from grader.batch.isolation import Isolation, isolation
from grader.batch.run import Progress, Run, prepare, quietly, run
from grader.batch.store import Origin, Store

__all__ = ["Isolation", "Origin", "Progress", "Run", "Store", "isolation", "prepare", "quietly", "run"]
