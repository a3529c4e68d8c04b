"""What the tests over SSH share: a real OpenSSH server on loopback for one account, clients with
keys, and a client on a terminal of its own."""
import fcntl
import os
import pty
import random
import select
import shutil
import signal
import socket
import struct
import subprocess
import sys
import termios
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "pty"))
from cli import Done, write
from screen import Screen

PATH = next((p for p in ("/usr/sbin/sshd", "/usr/local/sbin/sshd") if os.access(p, os.X_OK)), None)
PATIENCE = 180  # seconds until a case counts as failed; nothing waits so long

# A login shell that believes to be within another reads no ~/.bashrc: what that says is no word of the program.
CONFIG = """Port %d
ListenAddress 127.0.0.1
HostKey %s/host
PidFile %s/pid
AuthorizedKeysFile %s/keys
UsePAM no
StrictModes no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
SetEnv SHLVL=2
AcceptEnv LANG LC_* THROUGHLINE_* LESSOPEN TERMINFO COLUMNS LINES HOME PATH SHELL USER LOGNAME XDG_DATA_HOME TZ
Subsystem sftp internal-sftp
AllowTcpForwarding yes
X11Forwarding yes
"""


def is_here():
    return bool(PATH and shutil.which("ssh") and shutil.which("ssh-keygen"))


def free_port():
    """One that no client is given by chance before it is used."""
    while True:
        port = random.randrange(10000, 30000)
        with socket.socket() as s:
            try:
                s.bind(("127.0.0.1", port))
                return port
            except OSError:
                continue


class Server:
    """The folder holds its keys, `keys` whom it lets in; what a host takes from its clients is set
    wider than anybody should, so that it is the program and its line that refuse."""

    def __init__(self, here, account):
        if os.getuid() == 0:
            os.makedirs("/run/sshd", mode=0o755, exist_ok=True)
        self.here, self.host = here, account + "@127.0.0.1"
        self.daemon, self.master = None, None
        self.port = free_port()
        self.key("host")
        self.line = [PATH, "-f", write(os.path.join(here, "config"), CONFIG % (self.port, here, here, here))]
        # A server that makes whoever was refused wait would keep out those who come after; older ones know no such thing.
        lenient = self.line + ["-o", "PerSourcePenalties=no"]
        if not subprocess.run(lenient + ["-t"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode:
            self.line = lenient

    def key(self, name):
        path = os.path.join(self.here, name)
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", path], check=True)
        return path

    def start(self, lines):
        path = write(os.path.join(self.here, "keys"), lines)
        os.chmod(path, 0o644)  # sshd reads it as the account; it says nothing secret
        self.daemon = subprocess.Popen(self.line + ["-D", "-E", os.path.join(self.here, "log")])

    def stop(self):
        for process in filter(None, (self.master, self.daemon)):
            process.terminate()
            process.wait(PATIENCE)

    def share(self, who):
        """Options by which what follows goes over one connection, which stays open."""
        control = os.path.join(self.here, "master")
        self.master = subprocess.Popen(self.words(who, ["-M", "-N", "-S", control]) + ["--", self.host], stdin=subprocess.DEVNULL,
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.monotonic() + PATIENCE
        while not os.path.exists(control) and time.monotonic() < until:
            time.sleep(0.05)
        return ["-S", control]

    def lets_in(self, who):
        """Waits until it does; else its log says why not: it may take nobody's word here."""
        until = time.monotonic() + PATIENCE / 3
        while self.run(who, "export").status == 255:
            if time.monotonic() > until or self.daemon.poll() is not None:
                return False
            time.sleep(0.2)
        return True

    def log(self):
        with open(os.path.join(self.here, "log")) as f:
            return f.read()

    def common(self, who):
        return ["-F", "none", "-i", os.path.join(self.here, who), "-o", "StrictHostKeyChecking=no", "-o", "IdentitiesOnly=yes",
                "-o", "UserKnownHostsFile=" + os.path.join(self.here, "known"), "-o", "BatchMode=yes", "-o", "LogLevel=ERROR",
                "-o", "ConnectTimeout=60"]

    def words(self, who, options=()):
        return ["ssh", "-p", str(self.port), *self.common(who), *options]

    def run(self, who, *words, options=(), stdin=b"", env=None):
        around = dict(os.environ)
        around.update(env or {})
        try:
            done = subprocess.run(self.words(who, options) + ["--", self.host, *words], input=stdin, stdout=subprocess.PIPE,
                                  stderr=subprocess.PIPE, timeout=PATIENCE, env=around)
        except subprocess.TimeoutExpired as e:
            return Done(-1, "", "no end: %s" % e)
        return Done(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))


class Terminal:
    """A client on a terminal of its own: `seen` is all it was sent, `screen` what it shows."""

    def __init__(self, server, who, *words, term="xterm-256color", options=(), size=(24, 80), env=None):
        self.seen, self.screen = b"", Screen(min(size[0], 500), min(size[1], 1000))
        self.pid, self.fd = pty.fork()
        if not self.pid:
            os.environ["TERM"] = term
            os.environ.update(env or {})
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))
            line = server.words(who, ["-t", *options]) + ["--", server.host, *words]
            os.execvp(line[0], line)

    def read(self, seconds):
        """True when something came within so many seconds."""
        if not select.select([self.fd], [], [], seconds)[0]:
            return False
        try:
            piece = os.read(self.fd, 65536)
        except OSError:
            piece = b""
        self.seen += piece
        self.screen.feed(piece)
        return bool(piece)

    def shows(self, text):
        """Waits until the text stands on the screen."""
        until = time.monotonic() + PATIENCE
        while text not in self.screen.text():
            if time.monotonic() > until or not (self.read(0.2) or self.is_open()):
                return False
        return True

    def is_open(self):
        pid, status = os.waitpid(self.pid, os.WNOHANG)
        if pid:
            self.pid, self.status = 0, os.waitstatus_to_exitcode(status)
        return not pid

    def type(self, text):
        os.write(self.fd, text.encode())

    def resize(self, rows, cols):
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))
        self.screen.resize(min(rows, 500), min(cols, 1000))

    def end(self):
        """Waits for the end; its exit status, None where it did not come."""
        until = time.monotonic() + PATIENCE
        while self.pid and self.is_open() and time.monotonic() < until:
            self.read(0.1)
        ended = not self.pid
        if not ended:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        while self.read(0.05):
            pass
        os.close(self.fd)
        return self.status if ended else None

    def drop(self):
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)


def sessions(program, store):
    """Processes of the program at work on this store."""
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open("/proc/%s/cmdline" % pid, "rb") as f:
                words = f.read().split(b"\0")
        except OSError:
            continue
        if words[0] == program.encode() and store.encode() in words:
            found.append(int(pid))
    return found
