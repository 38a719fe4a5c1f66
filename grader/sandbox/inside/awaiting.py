"""Cells of a notebook may await something: an event loop without sockets, which the box does not have."""

from __future__ import annotations

import time
import warnings
from collections.abc import Coroutine
from typing import Any


class _Clock:
    """Stands for what a loop waits with: there is nothing to wait for but time."""

    def select(self, timeout: float | None) -> list[object]:
        """Wait so long; for ever is an error, as nothing can end it."""
        if timeout is None:
            raise RuntimeError("this waits for something that never comes")
        time.sleep(max(timeout, 0))
        return []


def install() -> None:
    """Let ``asyncio.run`` and its like use such loops."""
    # Few submissions await anything, and it takes long to load.
    import asyncio  # noqa: PLC0415

    class Loop(asyncio.BaseEventLoop):
        _selector = _Clock()

        def _process_events(self, _: list[object]) -> None:
            """There are none."""

    class Policy(asyncio.DefaultEventLoopPolicy):
        _loop_factory = Loop

    with warnings.catch_warnings(action="ignore"):
        asyncio.set_event_loop_policy(Policy())


def awaited(coroutine: Coroutine[Any, Any, Any]) -> Any:
    """What a coroutine gives."""
    import asyncio  # noqa: PLC0415

    install()
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    return loop.run_until_complete(coroutine)
