"""A solution is a list of named steps; a mistake is one step done wrong.

From the one declaration come the reference value, the worked solution, the value that each mistake (or several of
them at once) would give, and the wrong submissions on which an exercise is tested. Steps take inputs and earlier
steps by parameter name, as pytest finds fixtures. What no step computes, the truth of choices and orderings and the
repair of code, stands beside them.
"""

from grader.solution.declaring import Solution
from grader.solution.parts import Function, Mistake, Step, Values
from grader.solution.runs import Made, Runs, quiet
from grader.solution.truths import Choice, Ordering, Repair, Repairs, mended

__all__ = [
    "Choice", "Function", "Made", "Mistake", "Ordering", "Repair", "Repairs", "Runs", "Solution", "Step", "Values",
    "mended", "quiet",
]  # fmt: skip
