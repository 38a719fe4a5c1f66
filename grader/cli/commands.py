"""``grader``: one group of commands, one way to fail."""

from __future__ import annotations

import sys
import tempfile
import traceback

import click

from grader import __version__
from grader.cli import INTERRUPTED
from grader.cli.check import check
from grader.cli.demo import demo
from grader.cli.explain import explain
from grader.cli.grade import grade
from grader.cli.make import make
from grader.cli.new import new
from grader.cli.verify import verify
from grader.errors import GraderError
from grader.words import without_unprintable

UNUSABLE = 2
FAULT = 70
"""EX_SOFTWARE, which Windows has no name for."""


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="grader")
def commands() -> None:
    """Randomized neural-network homework: make it, grade it in isolation, name the mistake."""


for _command in (demo, make, grade, check, explain, verify, new):
    commands.add_command(_command)


def run(arguments: list[str] | None = None) -> None:
    """Run a command; unusable input ends with one clear message and status 2, never with a traceback."""
    try:
        status = commands.main(arguments, standalone_mode=False)
    except GraderError as error:
        click.echo(f"grader: {without_unprintable(str(error))}", err=True)
        sys.exit(UNUSABLE)
    except click.ClickException as error:
        error.show()
        sys.exit(UNUSABLE)
    except (KeyboardInterrupt, click.Abort):
        click.echo("grader: interrupted.", err=True)
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(UNUSABLE)
    except Exception as error:
        told = _kept_traceback()
        click.echo(f"grader: a fault of the program ({type(error).__name__}); please report it with {told}.", err=True)
        sys.exit(FAULT)
    sys.exit(status or 0)


def _kept_traceback() -> str:
    """Put the traceback of the error being handled into a file and return its name."""
    with tempfile.NamedTemporaryFile("w", prefix="grader-fault-", suffix=".log", encoding="utf-8", delete=False) as log:
        traceback.print_exc(file=log)
        return log.name
