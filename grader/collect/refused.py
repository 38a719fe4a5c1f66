"""The one exception of this room: it never leaves it, but becomes the refusal or a remark of one submission."""

from __future__ import annotations

from grader.records import Text
from grader.words import say


class Refused(Exception):  # noqa: N818 - a refusal is no error of ours
    """A file that is not read; ``code`` is the sentence that says why."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values

    def text(self, file: str) -> Text:
        """What student and staff are told; ``file`` is safe to print."""
        return say(self.code, file=file, **self.values)
