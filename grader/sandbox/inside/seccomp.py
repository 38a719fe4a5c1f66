"""A seccomp filter that lets through what computing needs and nothing else.

Everything that is not named below fails with EPERM. Where Python can tell its user more, the error is the one that
says it: writing to files fails as on a read-only disk, sockets as without a network.

Sources: seccomp(2), Linux's ``linux/filter.h`` and ``linux/seccomp.h``; the numbers of system calls are those of
``asm/unistd_64.h`` (x86_64) and ``asm-generic/unistd.h`` (aarch64).
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
from itertools import pairwise

from .system import call

_ALLOWED = """
access:21:- brk:12:214 clock_getres:229:114 clock_gettime:228:113 clock_nanosleep:230:115 close:3:57 exit:60:93
exit_group:231:94 faccessat2:439:439 faccessat:269:48 fstat:5:80 futex:202:98 getcpu:309:168 getcwd:79:17
getdents64:217:61 getegid:108:177 geteuid:107:175 getgid:104:176 getitimer:36:102 getpgid:121:155 getpgrp:111:-
getpid:39:172 getppid:110:173 getrandom:318:278 getrusage:98:165 getsid:124:156 gettid:186:178 gettimeofday:96:169
getuid:102:174 lseek:8:62 lstat:6:- madvise:28:233 mmap:9:222 mprotect:10:226 mremap:25:216 munmap:11:215
nanosleep:35:101 newfstatat:262:79 pread64:17:67 read:0:63 readlink:89:- readlinkat:267:78 readv:19:65
restart_syscall:219:128 rt_sigaction:13:134 rt_sigprocmask:14:135 rt_sigreturn:15:139 sched_getaffinity:204:123
sched_yield:24:124 setitimer:38:103 sigaltstack:131:132 stat:4:- statx:332:291 sysinfo:99:179 time:201:- times:100:153
uname:63:160 write:1:64 writev:20:66
"""
_WRITING_FILES = """
chdir:80:49 chmod:90:- chown:92:- creat:85:- fallocate:285:47 fchdir:81:50 fchmod:91:52 fchmodat:268:53 fchown:93:55
fchownat:260:54 fremovexattr:199:16 fsetxattr:190:7 ftruncate:77:46 futimesat:261:- lchown:94:- link:86:- linkat:265:37
lremovexattr:198:15 lsetxattr:189:6 mkdir:83:- mkdirat:258:34 mknod:133:- mknodat:259:33 removexattr:197:14 rename:82:-
renameat2:316:276 renameat:264:38 rmdir:84:- setxattr:188:5 symlink:88:- symlinkat:266:36 truncate:76:45 unlink:87:-
unlinkat:263:35 utime:132:- utimensat:280:88 utimes:235:-
"""
_NETWORK = "socket:41:198"
_NOT_THERE = "clone3:435:435 openat2:437:437"
"""Calls whose arguments a filter cannot see; the C library does without them where they do not exist."""
_TERMINAL = "ioctl:16:29"
_OPEN, _OPENAT, _FCNTL, _PRLIMIT = "open:2:-", "openat:257:56", "fcntl:72:25", "prlimit64:302:261"

_MACHINES = {"x86_64": (0xC000003E, 1), "aarch64": (0xC00000B7, 2)}
"""By machine: the name of its ABI for the kernel (``AUDIT_ARCH_…``) and its column in the tables above."""
_OTHER_ABI = 0x40000000
"""Numbers from here on belong to the x32 ABI of x86_64; no machine uses them otherwise."""

_KILL = 0x80000000
_ALLOW = 0x7FFF0000
_ERRNO = 0x00050000

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_AT_NUMBER, _AT_ABI, _AT_ARGUMENTS = 0, 4, 16
_INSTRUCTION = struct.Struct("<HBBI")

_WRITE_FLAGS = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND | (os.O_TMPFILE & ~os.O_DIRECTORY)
_F_GETFD, _F_SETFD, _F_GETFL = 1, 2, 3
_PR_SET_SECCOMP, _MODE_FILTER = 22, 2

Code = list[tuple[int, int, int, int]]
"""Instructions of classic BPF: operation, jump if true, jump if false, constant."""


class Filter:
    """The compiled filter of this machine; made once, it can be loaded by every process that is forked afterwards.

    Raises:
        NotImplementedError: there is no table of system calls for this machine.
    """

    def __init__(self) -> None:
        machine = platform.machine()
        if machine not in _MACHINES:
            raise NotImplementedError(f"there is no table of system calls for {machine}")
        code = program(*_MACHINES[machine])
        self._code = ctypes.create_string_buffer(b"".join(_INSTRUCTION.pack(*line) for line in code))
        header = struct.pack("@HP", len(code), ctypes.addressof(self._code))
        self._program = ctypes.create_string_buffer(header, len(header))

    def load(self) -> None:
        """Put this process and all its descendants under the filter, for ever.

        Raises:
            OSError: the kernel does not take it.
        """
        call("prctl", _PR_SET_SECCOMP, _MODE_FILTER, ctypes.addressof(self._program), 0, 0)


def program(abi: int, column: int) -> Code:
    """The filter for one machine.

    Args:
        abi: the only ABI whose calls are known; a call of another one ends the process.
        column: the machine's column in the tables.
    """
    known: dict[int, Code] = {}
    for table, code in (
        (_ALLOWED, _return(_ALLOW)),
        (_WRITING_FILES, _error(errno.EROFS)),
        (_NETWORK, _error(errno.ENETDOWN)),
        (_NOT_THERE, _error(errno.ENOSYS)),
        (_TERMINAL, _error(errno.ENOTTY)),
        (_OPEN, _reading(argument=1)),
        (_OPENAT, _reading(argument=2)),
        (_FCNTL, _one_of(_F_GETFD, _F_SETFD, _F_GETFL, argument=1)),
        (_PRLIMIT, _one_of(0, argument=0)),
    ):
        known |= dict.fromkeys(_numbers(table, column), code)
    start = [(_LOAD, 0, 0, _AT_ABI), (_EQUAL, 1, 0, abi), *_return(_KILL), (_LOAD, 0, 0, _AT_NUMBER)]
    return start + _search(_ranges(known))


def _numbers(table: str, column: int) -> list[int]:
    return [int(entry.split(":")[column]) for entry in table.split() if entry.split(":")[column] != "-"]


def _ranges(known: dict[int, Code]) -> list[tuple[int, Code]]:
    """What happens from each number on, until the next one."""
    steps: dict[int, Code] = {0: _error(errno.EPERM), _OTHER_ABI: _return(_KILL)}
    for number in known:
        steps.setdefault(number + 1, _error(errno.EPERM))
    steps = dict(sorted((steps | known).items()))
    starts = [0, *(later for before, later in pairwise(steps) if steps[before] != steps[later])]
    return [(number, steps[number]) for number in starts]


def _search(ranges: list[tuple[int, Code]]) -> Code:
    """A binary search for the range that the loaded number lies in."""
    if len(ranges) == 1:
        return ranges[0][1]
    middle = len(ranges) // 2
    below, above = _search(ranges[:middle]), _search(ranges[middle:])
    return [(_AT_LEAST, len(below), 0, ranges[middle][0]), *below, *above]


def _return(verdict: int) -> Code:
    return [(_RETURN, 0, 0, verdict)]


def _error(number: int) -> Code:
    return _return(_ERRNO | number)


def _reading(argument: int) -> Code:
    """Files may be opened for reading."""
    return [_argument(argument), (_ANY_BIT, 0, 1, _WRITE_FLAGS), *_error(errno.EROFS), *_return(_ALLOW)]


def _one_of(*values: int, argument: int) -> Code:
    """The (32-bit) argument must be one of the values."""
    tests: Code = [(_EQUAL, len(values) - number, 0, value) for number, value in enumerate(values)]
    return [_argument(argument), *tests, *_error(errno.EPERM), *_return(_ALLOW)]


def _argument(number: int) -> tuple[int, int, int, int]:
    return (_LOAD, 0, 0, _AT_ARGUMENTS + 8 * number)
