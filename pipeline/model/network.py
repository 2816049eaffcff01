"""A process that reads what strangers wrote needs no network: it leaves it before it reads."""

import ctypes
import sys

_NEW_USER = 0x10000000
_NEW_NETWORK = 0x40000000


def leave() -> bool:
    """Moves this process, and all it will fork, into a network namespace of its own in which nothing answers.

    False where the system does not allow it: not on Linux, or where users may make no namespaces of their own (as in
    a container by default). To be called before any thread is started (unshare(2), CLONE_NEWUSER).
    """
    if sys.platform != "linux":
        return False
    system = ctypes.CDLL(None, use_errno=True)
    return any(system.unshare(flags) == 0 for flags in (_NEW_NETWORK, _NEW_USER | _NEW_NETWORK))
