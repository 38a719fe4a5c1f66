"""Does what only root may: every call must be refused, before anything that it names is looked at."""

import ctypes
import errno

import numpy as np

libc = ctypes.CDLL(None, use_errno=True)
CALLS = {
    "reboot": (0,),
    "swapon": (b"/nothing", 0),
    "swapoff": (b"/nothing",),
    "acct": (b"/nothing",),
    "sethostname": (b"attacked", 8),
    "setdomainname": (b"attacked", 8),
    "klogctl": (10, None, 0),
    "init_module": (None, 0, b""),
    "delete_module": (b"nothing", 0),
    "quotactl": (0x80000700, b"/nothing", 0, None),
    "adjtimex": (ctypes.create_string_buffer(512),),
    "vhangup": (),
}


def sse(y, t):
    for name, arguments in CALLS.items():
        if libc[name](*arguments) != -1 or ctypes.get_errno() not in (errno.EPERM, errno.ENOSYS):
            return f"BREACH: {name} gave {ctypes.get_errno()}"
    return np.sum((y - t) ** 2)


def mse(y, t):
    return np.mean((y - t) ** 2)
