"""The command line: thin commands over the rooms."""

from grader.cli.main import main

__all__ = ["main"]
