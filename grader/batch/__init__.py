"""Many submissions: worker processes, a gradebook that survives interruption, and the files that come out."""

from grader.batch.isolation import Isolation, isolation
from grader.batch.run import Progress, Run, prepare, quietly, run

__all__ = ["Isolation", "Progress", "Run", "isolation", "prepare", "quietly", "run"]
