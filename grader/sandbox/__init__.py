"""Runs students' code apart from everything it must not touch. Knows nothing of answers."""

from __future__ import annotations

from .box import Box
from .inside.process import LAYERS

__all__ = ["LAYERS", "Box"]
