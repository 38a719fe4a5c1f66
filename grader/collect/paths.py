"""What each path on the command line is: one student's hand-in, a part of it, or a class."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path

from grader.collect import below
from grader.collect.layout import LEAST_CLASS, called, is_document, is_of_moodle
from grader.collect.names import kind_of, name_on_disk, shown_name
from grader.collect.whose import Roll
from grader.words import first

_DIGITS = re.compile("[0-9]+")


class Given:
    """The paths of one run.

    The names on the command line say whose a path is, and nothing inside it can be another's. A path is, or is in, the
    hand-in that its outermost name like a student's makes it, or the outermost that lies beside such a one: of
    ``in/s05/src/work.py`` and ``in/s01.zip`` the first is in the hand-in ``in/s05``, of ``in/x99/s02`` in a stranger's.
    Where no name says so, a program is one student's, and a folder or zip a class, if those beside it are no hand-ins.

    Args:
        paths: as given on the command line, each once.
        roll: the class.
    """

    def __init__(self, paths: Sequence[Path], roll: Roll) -> None:
        self._paths = paths
        self._roll = roll
        self._names: dict[Path, set[str]] = {}
        self._absolute = {path: below.absolute(path) for path in paths}
        self._base = Path(os.path.commonpath([path.parent for path in self._absolute.values()])) if paths else Path()

    @cached_property
    def hand_ins(self) -> dict[Path, list[Path]]:
        """The hand-ins of one student each, and those of the paths that are in them."""
        found = self._of_students() if self._roll else self._without_roll()
        rest = [path for path in self._paths if path not in found]
        found |= self._programs([path for path in rest if not self._is_container(path)])
        found |= self._containers([path for path in rest if self._is_container(path)])
        together: dict[Path, list[Path]] = {}
        for path in self._paths:
            if path in found:
                together.setdefault(found[path], []).append(path)
        return together

    @cached_property
    def classes(self) -> list[Path]:
        """The paths that hold the work of a class each."""
        own = {path for paths in self.hand_ins.values() for path in paths}
        return [path for path in self._paths if path not in own]

    def doubts(self) -> list[str]:
        """What may be a class although it was taken for one student's hand-in, a sentence each.

        That is a path alone, or a hand-in that is called like no student, or one of which only parts were given, if
        names of others are in it.
        """
        told = []
        for hand_in, paths in self.hand_ins.items():
            whole = any(self._absolute[path] == hand_in for path in paths)
            student = self._called(hand_in)
            inside = set[str]()
            if not whole:
                inside = {self._called(self._child(hand_in, path)) for path in paths}.union(*map(self._inside, paths))
            elif len(self._paths) == 1 or not self._roll.meant(student):
                inside = self._inside(paths[0])
            others = self._others(student, inside)
            if others:
                told.append(
                    f"ONE HAND-IN OR A CLASS? {self._shown(hand_in, paths)} was taken for the work of "
                    f"{shown_name(student)} alone, but names in it are those of {first(others)}. If it holds a class, "
                    f"grade it in a run of its own, under a name that is no student's."
                )
        return told

    def _of_students(self) -> dict[Path, Path]:
        """The paths in a student's hand-in, or in one beside it."""
        around = next((item for item in self._around if self._is_named(item)), None)
        if around is not None:
            return dict.fromkeys(self._paths, around)
        above = {path: self._above(path)[1:] for path in self._paths}
        named = {path: next((item for item in items if self._is_named(item)), None) for path, items in above.items()}
        holding = {item.parent for item in named.values() if item is not None}
        outermost = {
            path: next((item for item in items if item == named[path] or item.parent in holding), None)
            for path, items in above.items()
        }
        return {path: item for path, item in outermost.items() if item is not None}

    @cached_property
    def _around(self) -> list[Path]:
        """The folders that all paths are in, as far as they were written on the command line, and the innermost one.

        A folder whose name is a number only looks like an id; so does the working folder, unless it is just that id.
        """
        working = below.absolute(Path())
        common = Path(os.path.commonpath([working, self._base]))
        written = [item for item in (*reversed(self._base.parents), self._base) if item.is_relative_to(common)][1:]
        found = [item for item in written if not item.name.isdigit() or item.name in self._roll.ids]
        return found if written or self._base.name not in self._roll.ids else [self._base]

    def _is_named(self, item: Path) -> bool:
        name = self._called(item)
        return bool(self._roll.meant(name)) or is_of_moodle(name)

    def _without_roll(self) -> dict[Path, Path]:
        """Where no ids are known: several paths in a folder are what a shell makes of ``in/*``.

        Of several folders of which only what is in them was given each is a hand-in, if their names are alike but for
        the digits (s01 and s02). A path in which all is named like itself but for the digits is that of a student who
        names others.
        """
        above = {path: self._above(path)[1:] for path in self._paths}
        tops = {items[0] for items in above.values()}
        if len(tops) > 1 and all(len(items) > 1 for items in above.values()):
            return {path: items[0] for path, items in above.items()} if _alike(map(self._called, tops)) else {}
        beside = defaultdict[Path, int](int)
        for path in self._absolute.values():
            beside[path.parent] += 1
        names = {path: self._called(place) for path, place in self._absolute.items()}
        return {
            path: self._absolute[path]
            for path, name in names.items()
            if beside[self._absolute[path].parent] > 1 or is_of_moodle(name) or _alike({name, *self._inside(path)})
        }

    def _programs(self, paths: Sequence[Path]) -> dict[Path, Path]:
        """Each is one student's; those that are called the same in different folders are called like their folders.

        Not where the names are alike but for the digits: those are students' names.
        """
        places = [self._absolute[path] for path in paths]
        folders = defaultdict[str, set[Path]](set)
        for place in places:
            folders[self._called(place)].add(place.parent)
        shared = set[str]() if _alike(folders) else {name for name, found in folders.items() if len(found) > 1}
        owners = (place.parent if self._called(place) in shared else place for place in places)
        return dict(zip(paths, owners, strict=True))

    def _containers(self, paths: Sequence[Path]) -> dict[Path, Path]:
        """The folders and zips that are hand-ins, though named like nobody on the roster: those beside hand-ins.

        One path is a class; of several in one folder, all are, if at least half of them hold names of several students
        on the roster, and none anything else.
        """
        if not self._roll or len(self._paths) < LEAST_CLASS:
            return {}
        if sum(bool(self._inside(path)) or not self._is_container(path) for path in self._paths) < LEAST_CLASS:
            return {}
        beside = defaultdict[Path, list[Path]](list)
        for path in paths:
            if self._inside(path):
                beside[self._absolute[path].parent].append(path)
        documents = {place.parent for path, place in self._absolute.items() if is_document(place.name)}
        found: dict[Path, Path] = {}
        for folder, group in beside.items():
            counts = [len(self._students(path)) for path in group]
            several = sum(count >= LEAST_CLASS for count in counts)
            if folder in documents or 0 in counts or 2 * several < len(counts):
                found |= {path: self._absolute[path] for path in group}
        return found

    def _students(self, path: Path) -> set[str]:
        """The students on the roster whose names are in a path, if at least half of the names in it are theirs."""
        inside = self._inside(path)
        found = {ids[0] for name in inside if len(ids := self._roll.meant(name)) == 1}
        return found if 2 * len(found) >= len(inside) else set()

    def _others(self, student: str, inside: set[str]) -> list[str]:
        """The students, other than the one whose it is, whose names are in a hand-in."""
        if not self._roll:
            others = inside - {student}
            return sorted(others) if _alike(others if len(self._paths) > 1 else {student, *others}) else []
        meant = {ids[0] for name in inside if len(ids := self._roll.meant(name)) == 1}
        return sorted(meant - set(self._roll.meant(student)))

    def _above(self, path: Path) -> list[Path]:
        """All that a path can be in, and itself, from the folder around all paths on."""
        place = self._absolute[path]
        parents = [parent for parent in place.parents if parent.is_relative_to(self._base)]
        return [*reversed(parents), place]

    def _child(self, hand_in: Path, path: Path) -> Path:
        """What lies right in a hand-in and is, or holds, a path."""
        return hand_in / self._absolute[path].relative_to(hand_in).parts[0]

    def _called(self, item: Path) -> str:
        """What the student of a path would be called."""
        return called(name_on_disk(item.name), folder=item not in self._files)

    @cached_property
    def _files(self) -> frozenset[Path]:
        return frozenset(place for place in self._absolute.values() if not os.path.isdir(place))  # noqa: PTH112 - raises nothing

    def _is_container(self, path: Path) -> bool:
        place = self._absolute[path]
        return place not in self._files or kind_of(place.name) == "zip"

    def _inside(self, path: Path) -> set[str]:
        """What the students of a class would be called whose folder or zip the path is."""
        if path not in self._names:
            self._names[path] = below.names_inside(path, self._roll)
        return self._names[path]

    def _shown(self, hand_in: Path, paths: Sequence[Path]) -> str:
        """A hand-in as it was written on the command line, as far as it was."""
        written = paths[0]
        for _ in self._absolute[written].relative_to(hand_in).parts:
            written = written.parent
        return shown_name(str(written))


def _alike(names: Iterable[str]) -> bool:
    """Whether names are the same but for their digits, as two students' are."""
    different = set(names)
    return len(different) > 1 and len({_DIGITS.sub("0", name) for name in different}) == 1
