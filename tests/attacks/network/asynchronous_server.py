"""Runs an event loop, which needs a socket pair and more."""

import asyncio

import numpy as np


async def squares(residual):
    return f"BREACH: an event loop gave {np.sum(residual**2)}"


def sse(y, t):
    return asyncio.run(squares(y - t))


def mse(y, t):
    return np.mean((y - t) ** 2)
