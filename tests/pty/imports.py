"""Imports from the dashboard in a real pseudo-terminal: one taken in while the worker is
elsewhere, stopped, taken back, left behind by a dropped line.  What counts is the store
at the end.  No case depends on how fast the machine is."""
import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from cli import Steps, Store, is_committed
from dashboard import PATIENCE, PROGRAM, TODAY, Terminal, command, plain, run

HOSTILE = "first \x1b[31m\n one"


def said(store, *words):
    return subprocess.run([PROGRAM, "--store", store, *TODAY, *words], check=True, capture_output=True).stdout.decode("utf-8")


def digest(store):
    return said(store, "doctor", "--digest", "--format", "csv")


def states(store):
    return [line.rsplit(",", 1)[1] for line in said(store, "imports", "--format", "csv").splitlines()[1:]]


def held(store, question):
    """What the store has, asked behind the program's back: no command of it finishes anything."""
    db = sqlite3.connect("file:%s?mode=ro" % store, uri=True)
    try:
        return db.execute(question).fetchall()
    finally:
        db.close()


def break_off(store, files):
    """An import killed once it is committed, while it stands still."""
    here = Store(store)
    job = Steps(here, "import", files)
    stands = job.until(lambda: is_committed(here))
    job.kill()
    job.communicate()
    return stands


class Desk:
    """A store with something in it, a folder of files, and the dashboard on both."""

    def __init__(self, folder, inbox):
        self.folder = tempfile.mkdtemp(dir=folder)
        self.store = os.path.join(self.folder, "case.db")
        os.symlink(inbox, os.path.join(self.folder, "inbox"))
        command(self.store, "import", "tests/data/small")
        self.before = digest(self.store)
        whole = os.path.join(self.folder, "whole.db")
        shutil.copy(self.store, whole)
        command(whole, "import", os.path.join(inbox, "town"))
        self.whole = digest(whole)
        self.t = Terminal(self.store)
        self.t.until("In hospital now")

    def choose(self, name=None):
        self.t.type(b"6")
        self.t.until("by ")
        self.t.type(b"I")
        self.t.until("File or folder")
        self.t.type(self.folder.encode() + b"/inbox/")
        self.t.until("town")
        if name:
            self.t.type(name.encode() + b"/")
            self.t.until("agencies.csv")

    def done(self):
        self.t.done()


def one_is_taken_in_while_the_worker_is_elsewhere(desk):
    t = desk.t
    desk.choose("town")
    t.type(b"\r")
    t.until("Nothing is taken in yet")
    assert digest(desk.store) == desk.before, "a try changes nothing"
    mark = len(t.showed)
    t.type(b"I")
    t.type(b"2/okafor")
    t.until("Okafor")
    t.type(b"\x1b")
    t.until_since(mark, "Taken in.")  # told wherever the worker is, and as soon as it is so
    assert digest(desk.store) == desk.whole
    assert states(desk.store) == ["applied", "applied"]


def the_bar_costs_few_bytes(desk):
    t = desk.t
    desk.choose("town")
    began = time.monotonic()
    t.type(b"\r")
    got = t.until("Nothing is taken in yet")
    assert len(got) <= 1500 + 300 * (time.monotonic() - began), len(got)
    assert t.read(1.2) == b"", "idle sends nothing"


def one_is_stopped(desk):
    t = desk.t
    desk.choose("town")
    t.type(b"\r")
    t.until("Nothing is taken in yet")
    t.type(b"IS")
    t.until("c another")  # the import's process has ended, not the dashboard
    t.type(b"6")
    t.until("by ")
    assert digest(desk.store) in (desk.before, desk.whole), "whole or absent, once the next command has been"


def who_leaves_is_told_that_it_goes_on(desk):
    t = desk.t
    desk.choose("town")
    t.type(b"\r")
    t.until("Nothing is taken in yet")
    with open(desk.store + ".import", "a") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        t.type(b"I")
        t.until("waiting for another import")
        t.type(b"\x03")
        t.until("The import goes on by itself")
        t.ended()
    end = time.monotonic() + PATIENCE
    while states(desk.store) != ["applied", "applied"]:
        assert time.monotonic() < end
        time.sleep(0.1)
    assert digest(desk.store) == desk.whole


def one_is_taken_back(desk):
    command(desk.store, "import", os.path.join(desk.folder, "inbox", "town"))
    t = desk.t
    t.type(b"6")
    t.until("Import 2")
    t.type(b"W")
    t.until("Enter takes import 2 back")
    t.type(b"\r1")
    t.until("Import 2 was taken back.")
    assert digest(desk.store) == desk.before
    assert states(desk.store) == ["withdrawn", "applied"]


def a_dropped_line_lets_it_run_to_its_end(desk):
    t = desk.t
    desk.choose("town")
    t.type(b"\r")
    t.until("Nothing is taken in yet")
    t.type(b"I")
    t.until("Go on elsewhere")
    t.close()
    t.ended()
    end = time.monotonic() + PATIENCE
    while len(states(desk.store)) < 2 and time.monotonic() < end:
        time.sleep(0.1)
    while states(desk.store)[0] != "applied" and time.monotonic() < end:
        time.sleep(0.1)
    assert states(desk.store) == ["applied", "applied"]
    assert digest(desk.store) == desk.whole


def one_that_was_killed_is_finished_meanwhile(desk):
    t = desk.t
    mark = len(t.showed)
    assert break_off(desk.store, os.path.join(desk.folder, "inbox", "town"))
    t.type(b"2/okafor")
    t.until("Okafor")
    t.type(b"\x1b")
    t.until_since(mark, "Import 2 had been broken off")
    assert not held(desk.store, "SELECT 1 FROM import_pending"), "no command has been"
    assert not os.path.exists(desk.store + ".import")
    assert digest(desk.store) == desk.whole
    assert states(desk.store) == ["applied", "applied"]


def one_that_was_killed_before_its_commit_is_cleared_away(desk):
    with open(desk.store + ".import", "wb") as f:
        f.write(b"rows that nobody will need")
    end = time.monotonic() + PATIENCE
    while os.path.exists(desk.store + ".import") and time.monotonic() < end:
        desk.t.read(0.1)
    assert not os.path.exists(desk.store + ".import")
    desk.t.settle()  # the view's dots, while it was under way
    assert "broken off" not in plain(desk.t.seen), "and nothing is said of it"
    assert desk.t.settle() == b""
    assert digest(desk.store) == desk.before


def a_hostile_name_is_shown_safe_and_not_lost(desk):
    t = desk.t
    desk.choose()
    assert "first" in plain(t.seen) and b"\x1b[31m\n" not in t.seen
    t.type(b"first")
    t.settle()
    t.type(b"\r")
    t.until("agencies.csv")
    t.type(b"\r")
    t.until("33 new")
    assert b"\n one" not in t.seen and b"\x1b[31m one" not in t.seen
    t.type(b"I")
    t.until("Done.")
    assert "33" in said(desk.store, "imports", "--format", "csv").splitlines()[1]


def line_by_line_one_goes_on_meanwhile_and_is_stopped(desk):
    desk.t.done()
    t = desk.t = Terminal(desk.store, flags=("--plain",))
    t.until("q to leave")
    t.type(b"6\r3\r" + desk.folder.encode() + b"/inbox/town\r\r")
    t.until("1 takes it in")
    with open(desk.store + ".import", "a") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        t.type(b"1\r")
        t.until("Enter goes on meanwhile")
        t.type(b"\r")
        t.until("its end is told")
        t.type(b"0\r1\r")
        t.until("In hospital now")
        t.type(b"0\r6\r3\r")
        t.until("1 stops it")
        t.type(b"1\r")
        t.until("stopped as asked")
    assert digest(desk.store) == desk.before
    mark = len(t.showed)
    t.type(b"3\r" + desk.folder.encode() + b"/inbox/town\r\r")
    t.until_since(mark, "Tried only")
    t.type(b"1\r")
    t.until("The store has")
    assert digest(desk.store) == desk.whole


CASES = (one_is_taken_in_while_the_worker_is_elsewhere, the_bar_costs_few_bytes, one_is_stopped, line_by_line_one_goes_on_meanwhile_and_is_stopped,
         who_leaves_is_told_that_it_goes_on,
         one_is_taken_back, a_dropped_line_lets_it_run_to_its_end, one_that_was_killed_is_finished_meanwhile,
         one_that_was_killed_before_its_commit_is_cleared_away, a_hostile_name_is_shown_safe_and_not_lost)


def on_a_desk(case, folder, inbox):
    desk = Desk(folder, inbox)
    try:
        case(desk)
    finally:
        desk.done()


def main():
    folder = tempfile.mkdtemp(prefix="throughline-imports-")
    inbox = os.path.join(folder, "inbox")
    good = True
    try:
        os.mkdir(inbox)
        shutil.copytree("tests/data/feeds/first", os.path.join(inbox, HOSTILE))
        command(os.path.join(folder, "none.db"), "demo", "--people", "400", "--write", os.path.join(inbox, "town"))
        for case in CASES:
            good &= run(case.__name__.replace("_", " "), lambda: on_a_desk(case, folder, inbox))
    finally:
        shutil.rmtree(folder)
    sys.exit(0 if good else 1)


main()
