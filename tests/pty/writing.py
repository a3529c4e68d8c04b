"""Writing about a person in a real pseudo-terminal: what is typed survives a kill and a
dropped line, is offered again, and is written with five keys and the words.  What counts
is the store at the end.  No case depends on how fast the machine is."""
import csv
import io
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

from dashboard import PATIENCE, PROGRAM, TODAY, Terminal, command, run


def said(store, *words):
    return subprocess.run([PROGRAM, "--store", store, *TODAY, *words], check=True, capture_output=True).stdout.decode("utf-8")


def rows(store, *words):
    return list(csv.DictReader(io.StringIO(said(store, *words, "--format", "csv"), newline="")))


def written(store):
    return [(r["agency"], r["kind"], r["status"]) for r in rows(store, "journey", "9990000018") if r["source_ref"].startswith("made-here-")]


def drafts(store):
    """How many are kept; asked of the file itself, since nothing lists them."""
    db = sqlite3.connect("file:%s?mode=ro" % store, uri=True)
    try:
        return [text for (text,) in db.execute("SELECT text FROM draft")]
    finally:
        db.close()


def until_kept(store, what):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if any(what in text for text in drafts(store)):
            return
        time.sleep(0.05)
    raise AssertionError("no draft has %r: %r" % (what, drafts(store)))


class Desk:
    def __init__(self, folder):
        self.folder = tempfile.mkdtemp(dir=folder)
        self.store = os.path.join(self.folder, "case.db")
        command(self.store, "import", "tests/data/small")
        command(self.store, "setting", "worker.agency", "ASC")
        self.before = said(self.store, "doctor", "--digest", "--format", "csv")
        self.t = Terminal(self.store)
        self.t.until("In hospital now")

    def open_person(self):
        self.press(("2/grace okafor", "Okafor, Grace"), ("\r", "OKAFOR, Grace"))

    def press(self, *steps):
        """Keys, and what stands on the screen before the next ones."""
        for keys, shown in steps:
            self.t.type(keys.encode())
            self.t.until(shown)

    def again(self):
        self.t.close()
        self.t = Terminal(self.store)

    def done(self):
        self.t.done()


def what_is_typed_survives_a_kill(desk):
    desk.open_person()
    desk.press(("N", "Whose"))
    desk.t.type("She said: pas maintenant, d\u00e9sol\u00e9e".encode())
    until_kept(desk.store, "d\u00e9sol\u00e9e")
    os.kill(desk.t.pid, signal.SIGKILL)
    desk.t.ended()
    assert written(desk.store) == []
    desk.again()
    desk.t.until("unfinished")
    desk.open_person()
    desk.press(("N", "is back"), ("\r", "for Council"))
    assert written(desk.store) == [("ASC", "note", "completed")], written(desk.store)
    assert drafts(desk.store) == []


def what_is_typed_survives_a_dropped_line(desk):
    desk.open_person()
    desk.press(("C", "Bereavement"), ("fa\r", "anew"), ("on the stairs", "stairs"))
    os.close(desk.t.fd)
    desk.t.fd = -1
    desk.t.ended()
    assert "on the stairs" in drafts(desk.store)[0]
    desk.again()
    desk.t.until("unfinished")
    desk.open_person()
    desk.press(("C", "on the stairs"), ("\x1b", "kept as a draft"))
    assert written(desk.store) == []


def what_is_left_is_gone_on_with_line_by_line(desk):
    def plain(*lines):
        return subprocess.run([PROGRAM, "--store", desk.store, *TODAY, "--plain"], check=True, capture_output=True,
                              input="\n".join(lines + ("",)).encode()).stdout.decode("utf-8")

    desk.open_person()
    desk.t.type(b"C")
    desk.t.until("Bereavement")
    desk.t.type(b"fa\r")
    desk.t.until("anew")
    desk.t.type(b"on the stairs")
    until_kept(desk.store, "on the stairs")
    os.close(desk.t.fd)
    desk.t.fd = -1
    desk.t.ended()
    told = plain("q")
    assert "Left unfinished: a change about " in told and "d goes on with it." in told and "d what was left unfinished" in told, told
    told = plain("d", "", "q")
    assert "1. What: Fall" in told and "2. Text: on the stairs" in told and "has to be asked anew." in told, told
    assert "on the stairs" in drafts(desk.store)[0] and written(desk.store) == []
    told = plain("d", "2", "2", "on the doorstep", "2", "3", "yesterday", "", "q")
    assert "on the doorstep" in drafts(desk.store)[0], drafts(desk.store)
    assert "(masked)" in subprocess.run([PROGRAM, "--store", desk.store, *TODAY, "--plain", "--mask"], check=True, capture_output=True,
                                        input=b"d\n\nq\n").stdout.decode("utf-8")
    told = plain("d", "1", "q")
    assert "Written: Fall" in told and "d what was left" not in told.split("Written:")[1], told
    assert drafts(desk.store) == [] and written(desk.store) == [("ASC", "change", "completed")], written(desk.store)
    told = plain("u", "d", "q")
    assert "Taken back" in told and "Nothing is left unfinished." in told, told
    assert said(desk.store, "doctor", "--digest", "--format", "csv") == desk.before
    desk.again()


def what_is_thrown_away_is_gone(desk):
    desk.open_person()
    desk.t.type(b"N")
    desk.t.until("Whose")
    desk.t.type(b"Half a thought")
    until_kept(desk.store, "Half a thought")
    os.kill(desk.t.pid, signal.SIGKILL)
    desk.t.ended()
    got = subprocess.run([PROGRAM, "--store", desk.store, *TODAY, "--plain"], check=True, capture_output=True, input=b"d\n3\nq\n").stdout
    assert b"Thrown away." in got and drafts(desk.store) == [] and written(desk.store) == [], got
    desk.again()


def a_change_takes_five_keys_and_is_taken_back(desk):
    desk.open_person()
    desk.press(("C", "Bereavement"), ("fa\r", "anew"), ("\r", "Known before"))
    assert written(desk.store) == [("ASC", "change", "completed")], written(desk.store)
    assert "MOBIL" in [r["domain"] for r in rows(desk.store, "known", "9990000018") if r["state"] == "reset"]
    desk.press(("u", "Taken back"))
    assert said(desk.store, "doctor", "--digest", "--format", "csv") == desk.before


def a_plan_warns_first(desk):
    desk.open_person()
    desk.press(("P", "Type"), ("occupational\r", "joint"), ("\r", "for Council"))
    assert written(desk.store) == [("ASC", "assessment", "planned")], written(desk.store)


def the_assessor_is_told(desk):
    desk.press(("3", "85 days after Council"), ("T", "Still to ask"), ("\r", "Kept as an action"), ("\r]]]", "Actions 1"))


CASES = (what_is_typed_survives_a_kill, what_is_typed_survives_a_dropped_line, what_is_left_is_gone_on_with_line_by_line, what_is_thrown_away_is_gone,
         a_change_takes_five_keys_and_is_taken_back, a_plan_warns_first, the_assessor_is_told)


def on_a_desk(case, folder):
    desk = Desk(folder)
    try:
        case(desk)
    finally:
        desk.done()


def main():
    folder = tempfile.mkdtemp(prefix="throughline-writing-")
    good = True
    try:
        for case in CASES:
            good &= run(case.__name__.replace("_", " "), lambda: on_a_desk(case, folder))
    finally:
        shutil.rmtree(folder)
    sys.exit(0 if good else 1)


main()
