"""A forked process under ptrace: each call that changes the file system can be seen, killed at, failed or cut short.

Linux on x86-64, as the registers are that machine's. Threads are followed, other processes are not.
"""

from __future__ import annotations

import ctypes
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

NAMES = {
    1: "write",
    2: "open",
    18: "pwrite64",
    20: "writev",
    40: "sendfile",
    74: "fsync",
    75: "fdatasync",
    76: "truncate",
    77: "ftruncate",
    82: "rename",
    83: "mkdir",
    84: "rmdir",
    85: "creat",
    86: "link",
    87: "unlink",
    88: "symlink",
    90: "chmod",
    91: "fchmod",
    257: "openat",
    258: "mkdirat",
    263: "unlinkat",
    264: "renameat",
    265: "linkat",
    266: "symlinkat",
    280: "utimensat",
    316: "renameat2",
    326: "copy_file_range",
}
AT_FDCWD = -100
_TRACEME, _GETREGS, _SETREGS, _SYSCALL, _SETOPTIONS = 0, 12, 13, 24, 0x4200
_SYSGOOD, _TRACECLONE, _EXITKILL = 1, 1 << 3, 1 << 20
_WALL = 0x40000000  # wait for threads, too
_OWN = (signal.SIGTRAP | 0x80, signal.SIGTRAP, signal.SIGSTOP)  # ptrace's signals: not to be delivered
_R10, _R8, _R9, _RAX, _RDX, _RSI, _RDI, _ORIG_RAX = 7, 9, 8, 10, 12, 13, 14, 15
_NONE = (1 << 64) - 1  # the number of no system call: the kernel does nothing
_Registers = ctypes.c_ulonglong * 27

_ptrace = ctypes.CDLL(None, use_errno=True).ptrace
_ptrace.argtypes = (ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p)
_ptrace.restype = ctypes.c_long


@dataclass(frozen=True)
class Order:
    """What becomes of a call: it is done, kills the process, fails with an errno, or does no more than `length`."""

    kill: bool = False
    error: int = 0
    length: int | None = None


GO, KILL = Order(), Order(kill=True)


@dataclass(frozen=True)
class Call:
    """A system call that changes the file system, or brings it to the disk."""

    pid: int
    name: str
    arguments: tuple[int, ...]

    def text(self, position: int) -> str:
        """Return the path that an argument points to."""
        data = b""
        while b"\0" not in data:
            data += self._memory(self.arguments[position] + len(data), 256)
        return os.fsdecode(data.split(b"\0")[0])

    def data(self) -> bytes:
        """Return what a write writes."""
        return self._memory(self.arguments[1], self.arguments[2])

    def path(self, position: int, folder: int | None = None) -> str:
        """Return the absolute path of an argument, relative to a folder's descriptor at that position."""
        at = AT_FDCWD if folder is None else ctypes.c_int(self.arguments[folder]).value
        base = Path(f"/proc/{self.pid}/{'cwd' if at == AT_FDCWD else f'fd/{at}'}").readlink()
        return str(base / self.text(position))

    def descriptor(self, position: int = 0) -> str:
        """Return where the file of a descriptor stands now."""
        return str(Path(f"/proc/{self.pid}/fd/{ctypes.c_int(self.arguments[position]).value}").readlink())

    def _memory(self, address: int, size: int) -> bytes:
        """Read memory, up to the end of the page where the next is not there."""
        with Path(f"/proc/{self.pid}/mem").open("rb", 0) as memory:
            memory.seek(address)
            try:
                return memory.read(size)
            except OSError:
                memory.seek(address)
                return memory.read(4096 - address % 4096)


Before = Callable[[Call], Order]
After = Callable[[Call, int], Order]


def trace(action: Callable[[], None], before: Before, after: After = lambda call, result: GO) -> int:
    """Run `action` in a forked process and ask about every call of it that changes the file system.

    `before` and `after` are asked before and after the call; `after` is told its result, negative for an error.
    Return how the process ended: its exit code (1 where the action raised), or the negative of a signal's number.
    """
    pid = os.fork()
    if not pid:
        try:
            _ask(_TRACEME, 0)
            os.kill(os.getpid(), signal.SIGSTOP)
            action()
            os._exit(0)
        finally:
            os._exit(1)
    os.waitpid(pid, 0)
    _ask(_SETOPTIONS, pid, _SYSGOOD | _TRACECLONE | _EXITKILL)
    tracer = _Tracer(before, after)
    stopped, signal_number = pid, 0
    while True:
        with suppress(ProcessLookupError):  # it has just been killed
            _ask(_SYSCALL, stopped, signal_number)
        stopped, status = os.waitpid(-1, _WALL)
        while not os.WIFSTOPPED(status):
            if stopped == pid:
                return os.waitstatus_to_exitcode(status)
            stopped, status = os.waitpid(-1, _WALL)  # a thread ended
        signal_number = os.WSTOPSIG(status)
        if signal_number == signal.SIGTRAP | 0x80:
            tracer.stop(stopped)
        if signal_number in (
            signal.SIGTRAP | 0x80,
            signal.SIGTRAP,
            signal.SIGSTOP,
        ):  # ptrace's own: not to be delivered
            signal_number = 0


class _Tracer:
    """Asks about the calls of a process and its threads as they stop, each before a call and after it by turns."""

    def __init__(self, before: Before, after: After) -> None:
        self._before = before
        self._after = after
        self._inside: dict[int, tuple[Call | None, Order]] = {}

    def stop(self, thread: int) -> None:
        """Go on with a thread that stopped before or after a call."""
        try:
            registers = _registers(thread)
        except ProcessLookupError:
            return
        if thread not in self._inside:
            call = _watched(thread, registers)
            order = self._before(call) if call else GO
            self._inside[thread] = call, order
            _obey(thread, order, registers)
            return
        call, order = self._inside.pop(thread)
        if call:
            result = _finish(thread, order, registers)
            if not order.kill and self._after(call, result).kill:
                os.kill(thread, signal.SIGKILL)


def _watched(pid: int, registers: ctypes.Array[ctypes.c_ulonglong]) -> Call | None:
    name = NAMES.get(registers[_ORIG_RAX])
    if name is None:
        return None
    call = Call(pid, name, tuple(registers[at] for at in (_RDI, _RSI, _RDX, _R10, _R8, _R9)))
    flags = {"open": 1, "openat": 2}.get(name)
    writes = os.O_CREAT | os.O_TRUNC
    return None if flags is not None and not call.arguments[flags] & writes else call


def _obey(pid: int, order: Order, registers: ctypes.Array[ctypes.c_ulonglong]) -> None:
    if order.kill:
        os.kill(pid, signal.SIGKILL)
    elif order.error:
        registers[_ORIG_RAX] = _NONE
        _ask(_SETREGS, pid, ctypes.addressof(registers))
    elif order.length is not None:
        registers[_RDX] = order.length
        _ask(_SETREGS, pid, ctypes.addressof(registers))


def _finish(pid: int, order: Order, registers: ctypes.Array[ctypes.c_ulonglong]) -> int:
    """Put the ordered error in the place of the result; return the result."""
    if order.error:
        registers[_RAX] = (1 << 64) - order.error
        _ask(_SETREGS, pid, ctypes.addressof(registers))
    return ctypes.c_longlong(registers[_RAX]).value


def _registers(pid: int) -> ctypes.Array[ctypes.c_ulonglong]:
    registers = _Registers()
    _ask(_GETREGS, pid, ctypes.addressof(registers))
    return registers


def _ask(request: int, pid: int, data: int = 0) -> None:
    if _ptrace(request, pid, None, data) == -1:
        number = ctypes.get_errno()
        raise OSError(number, f"ptrace: {os.strerror(number)}")
