"""nn-grader: randomized neural-network homework, graded in isolation, with the student's mistake named."""

__version__ = "0.1.0"

__all__ = ["__version__"]
