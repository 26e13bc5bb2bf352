"""What a process can no longer do: reach a network, start a program, touch another process, open a file that is not its own.

Layers of Linux, each as far as the kernel and the container allow it; each function returns whether it took hold.
"""
import ctypes
import errno
import os
import platform
import signal
import struct
import sys
from pathlib import Path

LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None
PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS = 1, 38
NEW_USER, NEW_NET, NEW_IPC = 0x10000000, 0x40000000, 0x08000000

# What is forbidden, by its number on x86_64 and on aarch64 (None = there is none).
CALLS = {
    "socket": (41, 198), "socketpair": (53, 199), "connect": (42, 203), "bind": (49, 200), "listen": (50, 201),
    "accept": (43, 202), "accept4": (288, 242), "sendto": (44, 206), "sendmsg": (46, 211), "sendmmsg": (307, 269),
    "recvfrom": (45, 207), "recvmsg": (47, 212), "recvmmsg": (299, 243),
    "io_uring_setup": (425, 425), "io_uring_enter": (426, 426), "io_uring_register": (427, 427),
    "clone": (56, 220), "clone3": (435, 435), "fork": (57, None), "vfork": (58, None), "execve": (59, 221), "execveat": (322, 281),
    "kill": (62, 129), "tkill": (200, 130), "pidfd_open": (434, 434), "pidfd_getfd": (438, 438), "pidfd_send_signal": (424, 424),
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "setsid": (112, 157), "setpgid": (109, 154),
    "unshare": (272, 97), "setns": (308, 268), "mount": (165, 40), "bpf": (321, 280), "perf_event_open": (298, 241),
    "userfaultfd": (323, 282), "keyctl": (250, 219), "add_key": (248, 217), "request_key": (249, 218),
}  # fmt: skip
# By machine: its name in a filter (AUDIT_ARCH), its column above, the number of seccomp(2).
MACHINES = {"x86_64": (0xC000003E, 0, 317), "aarch64": (0xC00000B7, 1, 277)}
X32 = 0x40000000  # the other numbers of x86_64

LOAD, EQUAL, AT_LEAST, RETURN = 0x20, 0x15, 0x35, 0x06  # BPF
ALLOW, REFUSE = 0x7FFF0000, 0x00050000 | errno.EPERM
SET_FILTER, KEEP_SPEED = 1, 4  # KEEP_SPEED: no slower processor for a program that brings no code of its own

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446  # Landlock, the same on every machine
RUN, READ_FILES, LIST_FOLDERS, REMOVE_FILES, MAKE_SOCKETS = 1, 1 << 2, 1 << 3, 1 << 5, 1 << 9
READ = READ_FILES | LIST_FOLDERS
# The rights over files that a version of Landlock knows are the lowest so many bits.
RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}


def leave_network() -> bool:
    """Move into a network without any device. All children are born there."""
    return LIBC is not None and LIBC.unshare(NEW_USER | NEW_NET | NEW_IPC) == 0


def die_with(parent: int):
    """Have this process killed when its parent ends, whatever ends it."""
    if LIBC is not None:
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it ended before we asked
        os._exit(1)


def refuse_calls() -> bool:
    """Let the kernel refuse what a reader of files has no need of: sockets, programs, other processes."""
    if LIBC is None or platform.machine() not in MACHINES:
        return False
    machine, column, seccomp = MACHINES[platform.machine()]
    numbers = [row[column] for row in CALLS.values() if row[column] is not None]
    return gain_nothing() and LIBC.syscall(seccomp, SET_FILTER, KEEP_SPEED, ctypes.byref(Program.of(filter_of(machine, numbers)))) == 0


def filter_of(machine: int, numbers: list[int]) -> list[tuple[int, int, int, int]]:
    """The filter as instructions: code, how many to skip if so, how many if not, value."""
    last = len(numbers) + 1  # from the first comparison to the refusal
    checks = [(EQUAL, last - n - 1, 0, number) for n, number in enumerate(numbers)]
    return [
        (LOAD, 0, 0, 4),  # whose numbers these are
        (EQUAL, 0, last + 2, machine),
        (LOAD, 0, 0, 0),  # the number of the call
        (AT_LEAST, last, 0, X32),
        *checks,
        (RETURN, 0, 0, ALLOW),
        (RETURN, 0, 0, REFUSE),
    ]


class Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p)]

    @classmethod
    def of(cls, instructions):
        return cls(len(instructions), b"".join(struct.pack("HBBI", *one) for one in instructions))


def gain_nothing() -> bool:
    """No program that this process starts can have more rights than it has."""
    return LIBC.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0


def close_files(own: Path, readable: list[Path], others: dict[Path, int] | None = None) -> bool:
    """Leave only one folder to write in and some to read, or to use with other rights; other processes' secrets in /proc are files too."""
    if LIBC is None or (version := LIBC.syscall(CREATE_RULESET, None, 0, 1)) < 1:
        return False
    every = (1 << RIGHTS.get(version, RIGHTS[5])) - 1
    rules = LIBC.syscall(CREATE_RULESET, struct.pack("Q", every), 8, 0)
    if rules < 0:
        return False
    try:
        allow(rules, own, every)
        for folder in readable:
            allow(rules, folder, READ)
        for folder, rights in (others or {}).items():
            allow(rules, folder, rights)
        return gain_nothing() and LIBC.syscall(RESTRICT_SELF, rules, 0) == 0
    finally:
        os.close(rules)


def allow(rules: int, folder: Path, rights: int):
    try:
        opened = os.open(folder, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    rights &= -1 if folder.is_dir() else RUN | READ_FILES
    LIBC.syscall(ADD_RULE, rules, 1, struct.pack("=QI", rights, opened), 0)
    os.close(opened)
