"""The program that turns into LibreOffice: first it gives up what a converter has no need of, the network before all.

`python -I office.py ROOT PARENT FOLDER PROGRAM ARGUMENT…`; FOLDER is all that it may write to. Without a PROGRAM it is a trial.
"""
import ctypes
import errno
import os
import platform
import resource
import sys
from pathlib import Path

MB = 1024 * 1024
NETWORK_LEFT = 77  # this machine does not let the network be taken away: nothing was started
LIMITS = [
    (resource.RLIMIT_AS, 1024 * MB),  # a volume of 119 speeches takes 600
    (resource.RLIMIT_CPU, 60),
    (resource.RLIMIT_FSIZE, 128 * MB),
    (resource.RLIMIT_NOFILE, 256),
    (resource.RLIMIT_CORE, 0),
]
# Its own programs and fonts: neither the archive nor what other processes know.
PROGRAMS = [
    "/usr", "/lib", "/lib64", "/opt", "/etc/fonts", "/etc/libreoffice", "/var/lib/libreoffice", "/var/spool/libreoffice",
    "/var/cache/fontconfig", "/etc/ld.so.cache", "/etc/localtime", "/dev/urandom",
]  # fmt: skip
SOCKET = {"x86_64": 41, "aarch64": 198}
LOCAL = 1  # AF_UNIX: through such a socket it asks whether it runs already
WAYS_ROUND = ("io_uring_setup", "setns", "ptrace", "process_vm_writev", "bpf", "mount")


def main():
    root, parent, folder, *command = sys.argv[1:]
    sys.path.insert(0, root)
    from speeches.parsing.sandbox import confinement

    confinement.die_with(int(parent))
    for kind, most in LIMITS:
        hard = resource.getrlimit(kind)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (most, most))
    apart, refused = confinement.leave_network(), refuse_other_sockets(confinement)
    if not (apart or refused):
        sys.exit(NETWORK_LEFT)
    others = dict.fromkeys(map(Path, PROGRAMS), confinement.READ | confinement.RUN)
    confinement.close_files(Path(folder), [], others | {Path("/tmp"): confinement.MAKE_SOCKETS | confinement.REMOVE_FILES})
    if command:
        os.execv(command[0], command)


def refuse_other_sockets(confinement) -> bool:
    """Let the kernel refuse every socket that leads out of this machine, and the ways round that."""
    if confinement.LIBC is None or platform.machine() not in confinement.MACHINES:
        return False
    machine, column, seccomp = confinement.MACHINES[platform.machine()]
    ways = [confinement.CALLS[name][column] for name in WAYS_ROUND]
    load, equal, at_least, give = confinement.LOAD, confinement.EQUAL, confinement.AT_LEAST, confinement.RETURN
    program = [
        (load, 0, 0, 4),
        (equal, 0, len(ways) + 6, machine),
        (load, 0, 0, 0),
        (at_least, len(ways) + 4, 0, confinement.X32),
        *[(equal, len(ways) + 3 - n, 0, number) for n, number in enumerate(ways)],
        (equal, 0, 2, SOCKET[platform.machine()]),
        (load, 0, 0, 16),  # the first argument of the call: the kind of address
        (equal, 0, 1, LOCAL),
        (give, 0, 0, confinement.ALLOW),
        (give, 0, 0, confinement.REFUSE & ~0xFFFF | errno.EACCES),
    ]
    filter = ctypes.byref(confinement.Program.of(program))
    return confinement.gain_nothing() and confinement.LIBC.syscall(seccomp, confinement.SET_FILTER, confinement.KEEP_SPEED, filter) == 0


if __name__ == "__main__":
    main()
