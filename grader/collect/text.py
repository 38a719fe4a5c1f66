"""From bytes to text: which encoding a file was saved in."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from encodings import normalize_encoding
from encodings.aliases import aliases

from grader.collect.refused import Refused

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CODE = re.compile(r"^[^\S\n]*+(?![#\n]|pass[^\S\n]*$)[^\n]", re.MULTILINE)
"""A line that is not empty, a comment or ``pass``."""
_COOKIE = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")

_OFFICE = rb"PK\x03\x04(?=.{0,2000}\[Content_Types\]\.xml)|PK\x03\x04.{26}mimetype|\xd0\xcf\x11\xe0|\{\\rtf"
_PICTURE = rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|.{4}ftyp(hei|mif|msf)|RIFF.{4}WEBP"
_NO_TEXTS = {
    "collect_office_document": re.compile(_OFFICE, re.DOTALL),
    "collect_is_zip": re.compile(rb"PK\x03\x04"),
    "collect_other_archive": re.compile(rb"\x1f\x8b|7z\xbc\xaf|Rar!\x1a"),
    "collect_pdf": re.compile(rb"\s{0,20}%PDF-[0-9]"),
    "collect_picture": re.compile(_PICTURE, re.DOTALL),
}
"""How files begin that are not text, whatever their names say."""

_WHITE = frozenset("\t\n\v\f\r")
_NO_TEXT = frozenset({"Cc", "Cn", "Co", "Cs"})
"""What Unicode calls characters that control, or are nobody's."""
_SIGNS = re.compile("[\u3000-\u30ff\uff00-\uffef]")
"""Punctuation of Japanese, kana, and letters of full and half width."""

_LETTERS = frozenset("ŠšŽžŒœŸ") | {chr(code) for code in range(0xC0, 0x100)} - {"×", "÷"}
_MORE_SIGNS = _LETTERS | frozenset("°²³±µ·§×÷–—‘’“”…€«»")
_BETWEEN_LETTERS = re.compile("(?<=[A-Za-z])’(?=[A-Za-z])")
_THREE_IN_A_ROW = re.compile(rb"[\x80-\xff]{3}")

_JAPANESE = frozenset({"cp932", "euc_jp", "euc_jis_2004", "iso2022_jp", "shift_jis", "shift_jis_2004"})
_OTHERS = frozenset({"big5", "cp1252", "cp949", "euc_kr", "gb18030", "gb2312", "gbk", "iso8859_15", "latin_1"})
_COOKIES = _JAPANESE | _OTHERS
"""Encodings a cookie may name. Python knows others that decompress or transform: a hostile file does not get those."""


def decode(data: bytes) -> tuple[str, str]:
    """The text with Unix newlines, and the encoding's name.

    Tried in this order: byte order mark, UTF-16 without one (where there are NUL bytes), UTF-8, the cookie of PEP 263,
    Windows-1252 where all that is not ASCII are Western letters in words, CP932, Windows-1252 with other signs.

    Raises:
        Refused: nothing fits, or there are NUL bytes, which no text has, or it begins like a file that is no text.
    """
    for code, begin in _NO_TEXTS.items():
        if begin.match(data):
            raise Refused(code)
    for encoding, start in _candidates(data):
        try:
            text = data[start:].decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            raise Refused("collect_not_text")
        return text.replace("\r\n", "\n").replace("\r", "\n"), encoding
    raise Refused("collect_not_text")


def has_code(source: str) -> bool:
    """Whether there is more than white space, comments and ``pass``."""
    return _CODE.search(source) is not None


def _candidates(data: bytes) -> Iterator[tuple[str, int]]:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            yield encoding, len(mark)
            return
    if b"\0" in data:
        yield from ((half, 0) for half in _halves(data))
        return
    yield "utf-8", 0
    yield from ((cookie, 0) for cookie in _cookie(data))
    if _is_western(data, _LETTERS) and not _THREE_IN_A_ROW.search(data):
        yield "cp1252", 0
    yield "cp932", 0
    if _is_western(data, _MORE_SIGNS):
        yield "cp1252", 0


def _halves(data: bytes) -> list[str]:
    """UTF-16 in the orders of bytes in which it is a text, the one with more signs of ASCII and Japanese first."""
    found: dict[str, int] = {}
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            counts = Counter(data.decode(encoding))
        except UnicodeDecodeError:
            continue
        if any(c not in _WHITE and unicodedata.category(c) in _NO_TEXT for c in counts):
            continue
        known = sum(count for c, count in counts.items() if c.encode("cp932", "ignore") or c.encode("cp1252", "ignore"))
        if 4 * known >= 3 * counts.total():
            found[encoding] = sum(count for c, count in counts.items() if c.isascii() or _SIGNS.match(c))
    return sorted(found, key=lambda encoding: -found[encoding])


def _is_western(data: bytes, allowed: frozenset[str]) -> bool:
    """Whether what is not ASCII in it is, in Windows-1252, nothing but ``allowed``."""
    try:
        text = _BETWEEN_LETTERS.sub("'", data.decode("cp1252"))
    except UnicodeDecodeError:
        return False
    return allowed.issuperset(character for character in set(text) if not character.isascii())


def _cookie(data: bytes) -> list[str]:
    for line in data[:1000].splitlines()[:2]:
        found = _COOKIE.match(line)
        if found:
            name = normalize_encoding(found[1].decode("ascii", "replace")).lower()
            known = aliases.get(name, name)
            return [known] if known in _COOKIES else []
    return []
