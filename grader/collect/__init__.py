"""What was handed in: found, read, never executed or compiled. Everything in it is hostile.

``discover`` lists whose files are where, cheaply, and ``hand_in`` the files of one student; ``load`` takes the bytes of
one student from the disk; ``read`` does the work on them and can be done anywhere.
"""

from grader.collect.find import discover
from grader.collect.handed import Found, Handed, Source
from grader.collect.load import Loaded, load
from grader.collect.names import likeness, shown_name, student_id
from grader.collect.one import hand_in
from grader.collect.read import read
from grader.collect.roster import Roster, RosterEntry, Times, read_roster, read_times
from grader.collect.whose import Roll

__all__ = [
    "Found",
    "Handed",
    "Loaded",
    "Roll",
    "Roster",
    "RosterEntry",
    "Source",
    "Times",
    "discover",
    "hand_in",
    "likeness",
    "load",
    "read",
    "read_roster",
    "read_times",
    "shown_name",
    "student_id",
]
