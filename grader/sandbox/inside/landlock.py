"""Landlock: a process takes from itself all access to files, except reading where it needs to, and to the network.

Source: landlock(7) and ``linux/landlock.h``, up to version 6 of its interface.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterable

from .system import syscall

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_ASK_VERSION = 1
_RULE_PATH_BENEATH = 1
_READ_FILE, _READ_DIR = 1 << 2, 1 << 3
_ALL_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 5: 16}
"""From which version on how many rights over files are known."""
_NETWORK_SINCE, _SCOPES_SINCE = 4, 6
_BIND_AND_CONNECT = 0b11
_ABSTRACT_SOCKETS_AND_SIGNALS = 0b11


class Ruleset:
    """What a process may still reach; made once, it can be put in force by every process that is forked afterwards.

    Args:
        readable: files and folders that may be read.

    Raises:
        OSError: the kernel has no Landlock.
    """

    def __init__(self, readable: Iterable[str]) -> None:
        version = syscall(_CREATE_RULESET, None, 0, _ASK_VERSION)
        files = (1 << max(count for since, count in _ALL_FILE_RIGHTS.items() if since <= version)) - 1
        network = _BIND_AND_CONNECT if version >= _NETWORK_SINCE else 0
        scopes = _ABSTRACT_SOCKETS_AND_SIGNALS if version >= _SCOPES_SINCE else 0
        handled = struct.pack("=QQQ", files, network, scopes)
        length = 24 if scopes else 16 if network else 8
        self._descriptor = syscall(_CREATE_RULESET, handled, length, 0)
        for path in readable:
            self._allow(path)

    def restrict(self) -> None:
        """Put the rules in force for this process and all its descendants, for ever.

        Raises:
            OSError: the kernel does not do it.
        """
        syscall(_RESTRICT_SELF, self._descriptor, 0)

    def _allow(self, path: str) -> None:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
        try:
            rights = _READ_FILE | _READ_DIR if os.path.isdir(path) else _READ_FILE
            rule = struct.pack("=Qi", rights, descriptor)
            syscall(_ADD_RULE, self._descriptor, _RULE_PATH_BENEATH, rule, 0)
        finally:
            os.close(descriptor)
