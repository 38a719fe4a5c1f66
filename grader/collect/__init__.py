"""What was handed in: found, read, never executed or compiled. Everything in it is hostile.

``discover`` lists whose files are where, cheaply; ``read`` does the work for one student and can run in any process.
"""

from grader.collect.find import discover
from grader.collect.handed import Found, Handed, Source
from grader.collect.names import shown_name, student_id
from grader.collect.read import read
from grader.collect.tables import Roster, RosterEntry, Times, read_roster, read_times

__all__ = [
    "Found",
    "Handed",
    "Roster",
    "RosterEntry",
    "Source",
    "Times",
    "discover",
    "read",
    "read_roster",
    "read_times",
    "shown_name",
    "student_id",
]
