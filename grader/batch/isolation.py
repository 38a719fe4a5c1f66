"""How far this machine keeps students' code apart: found, and said, before anything of theirs is run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from grader.errors import SandboxError
from grader.sandbox import Box

_MEANINGS = {
    "full": "students' code sees no file but Python's own, no network and no other process",
    "no-namespaces": "students' code reads no file but Python's own and reaches no network and no other process, "
    "but it can tell which paths exist",
    "no-landlock": "students' code sees no file but Python's own and reaches no network and no other process, "
    "with one layer less between",
    "none": "students' code can read the answers and change files and marks with the rights of whoever runs this",
}


@dataclass(frozen=True)
class Isolation:
    """The isolation of a run.

    Attributes:
        tier: as :class:`grader.sandbox.Box` says it.
        reasons: why it is not "full".
    """

    tier: str
    reasons: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """One line for the head of a run."""
        why = f" (why not full: {'; '.join(self.reasons)})" if self.reasons else ""
        return f"isolation {self.tier}: {_MEANINGS[self.tier]}{why}"

    def insist(self) -> None:
        """See that there is some.

        Raises:
            SandboxError: there is none.
        """
        if self.tier == "none":
            raise SandboxError(
                f"students' code cannot be isolated here: {'; '.join(self.reasons)}. Nothing was run: it could read "
                "the answers, and change files and marks with your rights. Use Linux with Landlock and seccomp, "
                "a container with its default profile, or WSL; --no-isolation grades all the same."
            )


def isolation(packages: Sequence[str] = ()) -> Isolation:
    """What a box has on this machine.

    Args:
        packages: what students' code may import beside the standard library and NumPy.

    Raises:
        SandboxError: it cannot be started at all.
    """
    with Box(packages) as box:
        return Isolation(box.tier, box.reasons)
