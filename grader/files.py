"""Writing results: a file is there whole or not at all."""

from __future__ import annotations

from pathlib import Path

from grader.errors import OutputError


def put(path: Path, content: str | bytes, *, secret: bool = False) -> None:
    """Write a file at once, making its folder if need be; text is UTF-8, and a secret is for its owner only.

    Raises:
        OutputError: it cannot be written.
    """
    temporary = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.touch(mode=0o600 if secret else 0o666)
        temporary.write_bytes(content.encode() if isinstance(content, str) else content)
        temporary.replace(path)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror}); choose another folder with --out.") from error
