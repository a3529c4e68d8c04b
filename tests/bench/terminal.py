"""A program in a pseudo-terminal: keys in, bytes and times out.  Linux, standard library."""
import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time

KEYS = {"Enter": b"\r", "Esc": b"\x1b", "PgDn": b"\x1b[6~", "PgUp": b"\x1b[5~", "Down": b"\x1b[B", "Up": b"\x1b[A"}


class Terminal:
    """A pseudo-terminal of rows by cols with `argv` in it, TERM=xterm-256color."""

    def __init__(self, argv, rows=24, cols=80, ignore_hangup=False, env=None):
        self.start = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            if ignore_hangup:
                signal.signal(signal.SIGHUP, signal.SIG_IGN)
            os.environ.update({"TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}, **(env or {}))
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))
            try:
                os.execvp(argv[0], argv)
            finally:
                os._exit(127)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))

    def read(self, quiet=0.15, most=5.0):
        """Bytes until it has been quiet for so long, and when the last of them came."""
        got, last, end = b"", None, time.perf_counter() + most
        while time.perf_counter() < end:
            wait = most if last is None else quiet
            if not select.select([self.fd], [], [], min(wait, max(0, end - time.perf_counter())))[0]:
                break
            try:
                piece = os.read(self.fd, 65536)
            except OSError:
                break
            if not piece:
                break
            got, last = got + piece, time.perf_counter()
        return got, last

    def key(self, name, quiet=0.1, most=2.0):
        """(bytes it drew, milliseconds to the last of them)."""
        sent = time.perf_counter()
        os.write(self.fd, KEYS.get(name, name.encode()))
        got, last = self.read(quiet, most)
        return got, (last - sent) * 1000 if last else 0.0

    def idle(self, seconds):
        """(bytes sent, CPU seconds used) while nothing is touched."""
        before = self.cpu()
        got, _ = self.read(quiet=seconds, most=seconds)
        return len(got), self.cpu() - before

    def cpu(self):
        with open(f"/proc/{self.pid}/schedstat", encoding="ascii") as f:
            return int(f.read().split()[0]) / 1e9

    def memory_mib(self):
        with open(f"/proc/{self.pid}/status", encoding="ascii") as f:
            for line in f:
                if line.startswith("VmRSS"):
                    return int(line.split()[1]) / 1024
        return 0.0

    def resize(self, rows, cols):
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))
        os.kill(self.pid, signal.SIGWINCH)

    def hang_up(self):
        """Drops the line; milliseconds until the program has ended, None after 3 s."""
        dropped = time.perf_counter()
        os.close(self.fd)
        return self.wait_end(dropped, 3.0)

    def wait_end(self, since=None, most=3.0):
        since = since or time.perf_counter()
        while time.perf_counter() - since < most:
            pid, self.status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                return (time.perf_counter() - since) * 1000
            time.sleep(0.001)
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        return None
