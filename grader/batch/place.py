"""The folder of results: made, seen to be this run's, and cleared of another's."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from grader import files
from grader.batch.store import Store
from grader.errors import OutputError

_MADE = ("gradebook.csv", "grades.jsonl", "report.html", "faults.log")
_WRITTEN_IN_PLACE = ("faults.log", *(f"gradebook.sqlite{end}" for end in ("", "-wal", "-shm", "-journal")))
_SHOWN = 5


def prepare(out: Path) -> None:
    """Make the folder of results and see that it can be written.

    Raises:
        OutputError: it cannot.
    """
    try:
        out.mkdir(parents=True, exist_ok=True, mode=0o700)
        pages = out / "feedback"
        pages.mkdir(exist_ok=True, mode=0o700)
        if pages.is_symlink():
            raise OutputError(f"{pages}: is a link; remove it, or choose another folder with --out.")
        pages.chmod(0o700)
        files.insist_own(*(out / name for name in _WRITTEN_IN_PLACE))
        files.sweep(out, pages)
        files.put(pages / ".writable", "", secret=True)
        (out / "feedback" / ".writable").unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(f"{out}: cannot be written ({error.strerror}); choose another folder with --out.") from error


def insist(store: Store, out: Path, assignment: str, students: Collection[str]) -> None:
    """See that the results in a folder are of the same assignment, and of some of the same students if of any.

    Raises:
        OutputError: they are not, so that going on would mix two runs.
    """
    remedy = "choose another folder with --out, or give --replace to remove what is in it."
    held = store.students()
    for other in sorted(held.keys() - {assignment}):
        raise OutputError(f"{out}: holds grades of {other}, and this run is of {assignment}; {remedy}")
    earlier = held.get(assignment, set())
    if earlier and not earlier & set(students):
        shown = ", ".join(sorted(earlier)[:_SHOWN]) + (" …" if len(earlier) > _SHOWN else "")
        raise OutputError(
            f"{out}: holds grades of {len(earlier)} students ({shown}) of whom none has handed in now; {remedy}"
        )


def clear(store: Store, out: Path) -> None:
    """Remove what earlier runs left: grades, pages of the students that have them, and the files beside them.

    Raises:
        OutputError: something cannot be removed.
    """
    students = set[str]().union(*store.students().values())
    pages = [page for page in (out / "feedback").glob("*.html") if page.stem in students]
    for path in [*pages, *(out / name for name in _MADE)]:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise OutputError(f"{path}: cannot be removed ({error.strerror}); remove it by hand.") from error
    store.clear()
