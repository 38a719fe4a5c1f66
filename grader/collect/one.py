"""One student's own hand-in: a file, a zip or a folder, found as in a class it would be."""

from __future__ import annotations

from pathlib import Path

from grader.collect import below, layout
from grader.collect.handed import Handed, Source
from grader.collect.names import kind_of, name_on_disk, same_name, shown_name, stem, student_id


def hand_in(path: Path) -> Handed:
    """All that a path holds as one student's work; a file that is none in a class is one that is not read.

    Raises:
        SubmissionError: the path does not exist.
    """
    place = below.absolute(path)
    attempts, _ = layout.attempts(below.of_hand_in(place, place), own=True)
    if attempts:
        return Handed(student_id(attempts[0].called), attempts[0].sources)
    name = name_on_disk(place.name)
    alone = Source(str(place), shown_name(name), same_name(name), kind_of(name))
    return Handed(student_id(stem(name)), () if place.is_dir() else (alone,))
