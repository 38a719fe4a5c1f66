"""A class from roster to report on this machine: what was handed in is known, so what is found can be held against it."""

from grader.demo.run import Demonstration, demonstrate

__all__ = ["Demonstration", "demonstrate"]
