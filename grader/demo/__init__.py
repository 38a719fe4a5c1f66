"""A class from roster to report, whose work is known beforehand: what is found can be held against it."""

from grader.demo.run import Demonstration, demonstrate

__all__ = ["Demonstration", "demonstrate"]
