"""The command line: thin commands over the rooms."""

import sys

INTERRUPTED = 130
"""The exit status after Ctrl-C, as shells have it."""


def main(arguments: list[str] | None = None) -> None:
    """Run a command; whoever presses Ctrl-C while the program is still being loaded ends it without a word."""
    try:
        from grader.cli.commands import run  # noqa: PLC0415 - loading is what may be interrupted
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    run(arguments)
