"""A class from roster to report, whose work is known beforehand: what is found can be held against it."""

from grader.demo.run import ASSIGNMENT, Demonstration, demonstrate

__all__ = ["ASSIGNMENT", "Demonstration", "demonstrate"]
