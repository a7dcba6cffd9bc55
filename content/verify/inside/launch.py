"""Runs first in the child process: takes rights away, then becomes the program. Standard library only, stands alone.

    python -I -S launch.py LIMITS COMMAND...

LIMITS is JSON: `seconds`, `memory` and `file` (bytes), `network` (whether more than loopback may be reached).
Exits with 127 when the command cannot be started.
"""

import contextlib
import ctypes
import fcntl
import json
import os
import resource
import socket
import struct
import sys

CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000  # sched.h
SIOCSIFFLAGS, IFF_UP = 0x8914, 0x1  # bits/ioctls.h, net/if.h


def cut_network() -> bool:
    """Move into a network of our own that holds only loopback; False where the system does not allow it."""
    if not sys.platform.startswith("linux"):
        return False
    user, group = os.geteuid(), os.getegid()
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(CLONE_NEWNET) != 0:  # only root may do this without a user namespace
        if libc.unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0:
            return False
        for name, line in (
            ("setgroups", "deny"),
            ("uid_map", f"{user} {user} 1"),
            ("gid_map", f"{group} {group} 1"),
        ):
            with open(f"/proc/self/{name}", "w") as file:
                file.write(line)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        fcntl.ioctl(probe, SIOCSIFFLAGS, struct.pack("16sH14x", b"lo", IFF_UP))
    return True


def limit(what: int, most: int) -> None:
    """Set a limit, no higher than the one already in force."""
    _, hard = resource.getrlimit(what)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(what, (most, most))


def main() -> None:
    """Limit, then become the command."""
    limits, command = json.loads(sys.argv[1]), sys.argv[2:]
    if not limits["network"]:
        with contextlib.suppress(OSError):  # whoever started us has tried it once and told the author
            cut_network()
    limit(resource.RLIMIT_CPU, limits["seconds"] + 1)
    # Not the address space: Java and Node reserve far more of it than they ever use.
    limit(resource.RLIMIT_DATA, limits["memory"])
    limit(resource.RLIMIT_FSIZE, limits["file"])
    limit(resource.RLIMIT_CORE, 0)
    try:
        os.execvp(command[0], command)
    except OSError as error:
        print(f"{command[0]}: {error.strerror}", file=sys.stderr)
        sys.exit(127)


if __name__ == "__main__":
    if sys.argv[1:] == ["--probe"]:
        sys.exit(0 if cut_network() else 1)
    main()
