"""Serves from an event loop, which has no sockets here."""

import asyncio

import numpy as np


async def squares(residual):
    server = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
    if server.sockets:
        return f"BREACH: {server.sockets} gave {np.sum(residual**2)}"
    await asyncio.open_connection("127.0.0.1", 9)
    return "BREACH: a connection"


def sse(y, t):
    return asyncio.run(squares(y - t))


def mse(y, t):
    return np.mean((y - t) ** 2)
