"""What the scripts that drive the program share: a store of their own, the program
run on it, and one line for each case.

Environment: BUILD (default build, from the top of the source) says where the
program is, SHARED_DATA (default ../shared/data) where the public samples are.
"""
import atexit
import csv
import io
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

ROOT = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
PROGRAM = os.path.join(ROOT, os.environ.get("BUILD", "build"), "throughline")
STEPPING = os.path.join(ROOT, os.environ.get("BUILD", "build"), "tests", "faults", "stepping.so")
TOWN = os.path.join(ROOT, "tests", "data", "town")
SAMPLES = os.path.join(ROOT, os.environ.get("SHARED_DATA", "../shared/data"))
TODAY = "2025-11-21"
TIMEOUT = 600  # seconds until a command counts as stuck; nothing waits so long

_failed = 0
_folder = tempfile.mkdtemp(prefix="throughline-test-")
atexit.register(shutil.rmtree, _folder, True)
os.environ.setdefault("HOME", _folder)


def ok(name, fine, seen=""):
    """One case; what was seen instead is shown when it is not fine."""
    global _failed
    print(("ok - " if fine else "not ok - ") + name)
    if not fine:
        _failed += 1
        for line in str(seen).splitlines()[:40]:
            print("    " + line)
    return fine


def same(name, seen, expected):
    return ok(name, seen == expected, "expected %r\nseen     %r" % (expected, seen))


def skip(name, why):
    print("skip - %s: %s" % (name, why))


def finish():
    sys.exit(1 if _failed else 0)


def folder(name):
    """An empty folder that is removed at the end."""
    return tempfile.mkdtemp(prefix=name + "-", dir=_folder)


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as f:
        f.write(text if isinstance(text, bytes) else text.encode("utf-8"))
    return path


class Done:
    def __init__(self, status, out, err):
        # Built for coverage, the program says where an account may not write what was covered.
        self.err = "".join(line for line in err.splitlines(True) if not line.startswith("profiling:"))
        self.status, self.out = status, out

    def rows(self):
        return list(csv.DictReader(io.StringIO(self.out, newline="")))

    def json(self):
        return json.loads(self.out)

    def is_one_sentence(self):
        lines = self.err.splitlines()
        return len(lines) == 1 and lines[0].startswith("throughline: ") and len(lines[0]) > 20

    def __str__(self):
        return "status %d\n%s%s" % (self.status, self.out, self.err)


def held(store, question, patience=30):
    """What the store has, asked behind the program's back: no command of it finishes anything."""
    db = sqlite3.connect("file:%s?mode=ro" % store.path, uri=True, timeout=patience)
    try:
        return db.execute(question).fetchall()
    finally:
        db.close()


def run(*words, stdin=None, env=None, **more):
    """The program with nothing but these words."""
    around = {k: v for k, v in os.environ.items() if k not in ("THROUGHLINE_STORE", "XDG_DATA_HOME", "COLUMNS", "LINES")}
    around["LC_ALL"] = "C.UTF-8"
    around.update(env or {})
    done = subprocess.run([PROGRAM] + list(words), input=stdin, stdin=None if stdin is not None else subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=around, timeout=TIMEOUT, **more)
    return Done(done.returncode, done.stdout.decode("utf-8", "backslashreplace"),
                done.stderr.decode("utf-8", "backslashreplace"))


def mounted(place, size):
    """A small disk there, where one can be had."""
    return not os.geteuid() and subprocess.run(["mount", "-t", "tmpfs", "-o", "size=%s" % size, "tmpfs", place],
                                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0


class Steps(subprocess.Popen):
    """A run of the program that stands still after every few writes, or after every name of a file that it
    gives or takes away, or after every call that changes a file or a name, until it is let go: what a test
    wants to do meanwhile is done then, and not before or after it on a machine that is slow or quick."""

    def __init__(self, store, *words, each=8, names=False, calls=False, **more):
        if not os.path.exists(STEPPING):
            raise RuntimeError("make %s first" % os.path.relpath(STEPPING, ROOT))
        self.flag = write(os.path.join(folder("steps"), "on"), "")
        at = {"STEP_CALLS": "1"} if calls else {"STEP_NAMES": "1"} if names else {"STEP_WRITES": str(each)}
        around = dict(os.environ, LD_PRELOAD=STEPPING, STEP_WHILE=self.flag, **at,
                      ASAN_OPTIONS="verify_asan_link_order=0:" + os.environ.get("ASAN_OPTIONS", ""))
        super().__init__([PROGRAM, "--store", store.path, "--today", store.today] + list(words), stdin=subprocess.DEVNULL,
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=around, **more)
        atexit.register(self.kill)  # nobody else lets it go, where the test ends before it

    def stands(self):
        """Waits until it stands still; false where it has ended."""
        if self.returncode is None:
            _, status = os.waitpid(self.pid, os.WUNTRACED)
            if os.WIFSTOPPED(status):
                return True
            self.returncode = os.waitstatus_to_exitcode(status)
        return False

    def step(self):
        self.send_signal(signal.SIGCONT)
        return self.stands()

    def until(self, is_there):
        """Steps until what is asked for is there, and stands; false where it ended first."""
        stands = self.stands()
        while stands and not is_there():
            stands = self.step()
        return stands

    def go(self):
        os.remove(self.flag)
        self.send_signal(signal.SIGCONT)


def met(store, question, answer):
    """Whether the store answers so just now; false too while it is held."""
    try:
        return held(store, question, patience=0.05) == answer
    except sqlite3.OperationalError:
        return False


def is_committed(store):
    return met(store, "SELECT count(*) FROM import_pending", [(1,)])


def is_linking(store):
    return met(store, "SELECT step FROM import_pending", [(1,)])


class Store:
    def __init__(self, path=None, today=TODAY):
        self.path = path or os.path.join(folder("store"), "case.db")
        self.today = today

    def run(self, *words, **more):
        return run("--store", self.path, "--today", self.today, *words, **more)

    def rows(self, *words):
        return self.run(*words, "--format", "csv").rows()

    def digest(self):
        done = self.run("doctor", "--digest")
        if done.status:
            raise RuntimeError(str(done))
        return done.out

    def is_content(self):
        done = self.run("doctor")
        return done.status == 0

    def copy(self):
        """The same store in a folder of its own, ids and all."""
        other = Store(today=self.today)
        here = os.path.dirname(self.path)
        for name in os.listdir(here):
            shutil.copy2(os.path.join(here, name), os.path.join(os.path.dirname(other.path), name))
        return other


_made = None


def empty():
    """An empty store, of which each is a copy of one: where many are wanted, sooner than making them."""
    global _made
    if not _made:
        _made = Store()
        done = _made.run("init")
        if done.status:
            raise RuntimeError(str(done))
    return _made.copy()


def town():
    """A store with the made-up town in it."""
    store = Store()
    done = store.run("import", TOWN)
    if done.status:
        ok("the town can be taken in", False, done)
        finish()
    return store


def samples(*names):
    """Where a public sample lies, or None."""
    path = os.path.join(SAMPLES, *names)
    return path if os.path.exists(path) else None
