"""Many submissions: worker processes, a gradebook that survives interruption, and the files that come out."""

from grader.batch.run import Progress, Run, prepare, quietly, run

__all__ = ["Progress", "Run", "prepare", "quietly", "run"]
