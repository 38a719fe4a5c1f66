"""Writing results: a file is there whole or not at all."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

from grader.errors import OutputError

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL


def put(path: Path, content: str | bytes, *, secret: bool = False) -> None:
    """Write a file at once, making its folder if need be; text is UTF-8, and a secret is for its owner only.

    Until it is whole it has a name that no other process writes to, and a file that fails leaves nothing behind.

    Raises:
        OutputError: it cannot be written.
    """
    temporary = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(temporary, _NEW, 0o600 if secret else 0o666), "wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
        temporary.replace(path)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror}); choose another folder with --out.") from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
