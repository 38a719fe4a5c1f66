"""What every record may hold: texts in both languages, and arrays."""

from __future__ import annotations

from typing import Literal

import numpy as np
import numpy.typing as npt
from msgspec import Struct

Array = npt.NDArray[np.float64]
Language = Literal["ja", "en"]
LANGUAGES: tuple[Language, ...] = ("ja", "en")


class Text(Struct, frozen=True, forbid_unknown_fields=True):
    """One message in both languages of the course."""

    ja: str
    en: str

    def __add__(self, other: Text) -> Text:
        """Both texts, one after the other, each on its own line."""
        return Text(f"{self.ja}\n{other.ja}".strip(), f"{self.en}\n{other.en}".strip())

    def get(self, language: Language) -> str:
        """The text in one language."""
        return self.ja if language == "ja" else self.en
