"""The folder of results: made, seen to be this run's, and cleared of another's."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from grader import files
from grader.batch.origin import Origin
from grader.batch.store import Store
from grader.errors import OutputError
from grader.words import first

_MADE = ("gradebook.csv", "grades.jsonl", "report.html", "faults.log")
_BOOK = "gradebook.sqlite"
_WRITTEN_IN_PLACE = ("faults.log", *(f"{_BOOK}{end}" for end in ("", "-wal", "-shm", "-journal")))
_SHOWN = 5


def prepare(out: Path) -> None:
    """Make the folder of results and see that it can be written.

    Raises:
        OutputError: it cannot.
    """
    try:
        out.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not any(out.iterdir()) or (out / _BOOK).exists():
            # A folder that holds other things, too, may be one that others work in.
            out.chmod(0o700)
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


def insist_apart(out: Path, paths: Sequence[Path]) -> None:
    """See that the results are not put among what was handed in: the next run would take them for work.

    Raises:
        OutputError: they would be.
    """
    there = out.resolve()
    for path in paths:
        real = path.resolve()
        beside = there == real.parent and (len(paths) > 1 or not real.is_dir())
        if beside or (real.is_dir() and there.is_relative_to(real)):
            raise OutputError(
                f"{out}: lies among what was handed in ({path}), and the next run would take the results for "
                "somebody's work; choose a folder outside with --out."
            )


def claim(store: Store, out: Path, assignment: str, origin: Origin, students: Collection[str]) -> None:
    """Make a folder of results this run's, which no run of another assignment can do at the same time.

    Args:
        store: the gradebook in it.
        out: the folder.
        assignment: what is graded.
        origin: the recipe of the run.
        students: those who handed in now.

    Raises:
        OutputError: the results in it are not of the same assignment and class, so that going on would mix two runs.
    """
    with store.whole():
        _insist(store, out, assignment, origin, students)
        store.put_origin(assignment, origin)


def _insist(store: Store, out: Path, assignment: str, origin: Origin, students: Collection[str]) -> None:
    remedy = "choose another folder with --out, or give --replace to remove what is in it."
    for other in sorted(store.assignments() - {assignment}):
        raise OutputError(f"{out}: holds grades of {other}, and this run is of {assignment}; {remedy}")
    earlier = store.students().get(assignment, set())
    if earlier and not earlier & set(students):
        raise OutputError(
            f"{out}: holds grades of {len(earlier)} students ({first(sorted(earlier), _SHOWN)}) of whom none has "
            f"handed in now; {remedy}"
        )
    before = store.origin(assignment)
    known = set(earlier if before is None or before.roster is None else before.roster)
    gone = known - set(known if origin.roster is None else origin.roster)
    if 2 * len(gone) > len(known):
        raise OutputError(
            f"{out}: holds the grades of a class of {len(known)}, and {len(gone)} of them "
            f"({first(sorted(gone), _SHOWN)}) are not on this roster: it is of another class; {remedy}"
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
