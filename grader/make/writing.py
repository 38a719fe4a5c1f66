"""Writes all that ``grader make`` writes: handouts, keys, worked solutions and the manifest."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import msgspec

from grader import __version__, files
from grader.errors import OutputError
from grader.exercise.problemset import ProblemSet
from grader.make import handout, keys, worked
from grader.records import Language


def write(
    problems: ProblemSet,
    students: Sequence[tuple[str, Language | None]],
    secret: bytes,
    out: Path,
    done: Callable[[str], None] | None = None,
    names: Mapping[str, str] | None = None,
) -> int:
    """Write handouts, keys and the manifest under ``out``; return how many files.

    The same assignment, students, names and secret give the same bytes.

    Args:
        problems: the assignment.
        students: their ids, each with the language of the sheet; None for the assignment's.
        secret: the course key.
        out: the folder.
        done: called with each student whose files are written.
        names: the students' names by id, for their sheets.

    Raises:
        OutputError: ``out`` cannot be written.
        CourseError: an exercise cannot be certified or printed.
    """
    functions = keys.function_keys(problems, secret)
    manifest: dict[str, object] = {"assignment": problems.assignment.id, "version": __version__}
    hashes: dict[str, str] = {}
    variants: dict[str, dict[str, dict[str, object]]] = {}

    def put(name: str, content: bytes) -> None:
        files.put(out / name, content, secret=name.startswith("keys/"))
        hashes[name] = hashlib.sha256(content).hexdigest()

    _secret_folder(out / "keys")
    files.sweep(out, out / "keys", *(out / "handouts").glob("*"))
    put(f"keys/{keys.FUNCTIONS}", keys.encode(list(functions.values())))
    for student, language in students:
        data, by_hand = keys.variant(problems, secret, student)
        languages = (language,) if language else problems.assignment.languages
        parameters = {question: key.parameters for question, key in by_hand.items()}
        name = (names or {}).get(student, "")
        sheet = handout.Sheet(student, problems, data, functions, languages, name, parameters)
        put(f"keys/{student}.json", keys.encode(keys.without_texts([*by_hand.values()])))
        put(f"keys/{student}.html", worked.page(sheet).encode())
        put(f"handouts/{student}/{problems.assignment.id}.ipynb", handout.notebook(sheet).encode())
        put(f"handouts/{student}/{problems.assignment.id}.html", handout.page(sheet).encode())
        variants[student] = {
            question: {"tries": key.tries, "parameters": key.parameters} for question, key in by_hand.items()
        }
        if done is not None:
            done(student)
    manifest |= {"files": dict(sorted(hashes.items())), "variants": variants}
    files.put(out / "manifest.json", msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n")
    return len(hashes) + 1


def _secret_folder(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
        path.chmod(0o700)
    except OSError as error:
        raise OutputError(f"{path}: cannot be made ({error}); choose another folder with --out.") from error
