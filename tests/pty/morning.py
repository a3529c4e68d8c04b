"""A working morning on the made-up locality: what is new of one's own people, what came in, somebody found by a nickname, what was
asked twice decided, undone and decided again, two records linked, a fall, a plan that warns first,
the assessor told, a brief, and leave.  What counts is the store at the end."""
import csv
import io
import os
import shutil
import subprocess
import sys
import tempfile

from dashboard import PROGRAM, TODAY, Terminal, command, run

folder = tempfile.mkdtemp()
store = os.path.join(folder, "case.db")


def rows(*words):
    done = subprocess.run([PROGRAM, "--store", store, *TODAY, *words, "--format", "csv"], capture_output=True)
    return list(csv.DictReader(io.StringIO(done.stdout.decode("utf-8"), newline="")))


def states():
    count = {}
    for row in rows("duplicates"):
        count[row["state"]] = count.get(row["state"], 0) + 1
    return count


command(store, "demo", "--people", "60", "--no-open")
command(store, "setting", "worker.agency", "ASC")
before = states()
pairs = [r for r in rows("links") if r["state"] == "to-decide"]
nicknames = [(n, r) for n in ("maggie", "betty", "bob", "bill", "dot", "peggy", "kate", "jim", "tom", "sue", "liz", "tony", "ron")
             for r in rows("people", n)[:1] if "nickname" in r["why"]]
grace = [r for r in rows("people", "grace okafor")][0]["person_id"]
t = Terminal(store)


def today_is_there():
    t.until("Okafor, Grace (82)")


def what_happened_since_yesterday():
    t.type(b"2/grace okafor")
    t.until("Okafor")
    t.type(b"\r")
    t.until("OKAFOR")
    t.type(b"*")
    t.until("Starred")
    t.type(b"1w")
    t.until("New since 20 Nov")
    new = rows("since", "2025-11-01")
    assert new and {r["person_id"] for r in new} == {grace} and any(r["why"].startswith("asked again") for r in new), new
    t.type(b"q")
    t.until("+ more")


def what_came_in():
    t.type(b"6")
    t.until("Feeds")
    t.type(b"]")
    t.until("File came")


def somebody_by_a_nickname():
    name, row = nicknames[0]
    t.type(b"2/" + name.encode())
    t.until(row["name"].split(",")[0])
    t.type(b"\r")
    t.until("Journey")


def what_was_asked_twice_is_decided_undone_and_decided_again():
    t.type(b"3")
    t.until("Can still be prevented")
    t.type(b"J")
    t.until("ospital stay")
    t.type(b"\r")
    t.until("Recorded")
    assert states().get("justified", 0) == before.get("justified", 0) + 1, states()
    t.type(b"u")
    t.until("Taken back")
    assert states() == before, states()
    t.type(b"A")
    t.until("Recorded")
    assert states().get("avoidable", 0) == before.get("avoidable", 0) + 1, states()


def two_records_are_linked():
    t.type(b"4")
    t.until("One person:")
    t.type(b"L")
    t.until("Why one person")
    t.type(b"met her\r")
    t.until("one person. u takes it back")
    assert len([r for r in rows("links") if "met her" in r["reason"]]) >= 1, rows("links")


def a_fall_resets_what_was_known():
    t.type(b"2/grace okafor")
    t.until("Okafor")
    t.type(b"\r")
    t.until("OKAFOR")
    t.type(b"C")
    t.until("Bereavement")
    t.type(b"fa\r")
    t.until("anew")
    t.type(b"\r")
    t.until("asked anew")
    assert any(r["domain"] == "MOBIL" and r["state"] == "reset" for r in rows("known", grace)), rows("known", grace)


def a_plan_warns_first():
    t.type(b"P")
    t.until("Type")
    t.type(b"wellbeing\r")
    t.until("propose one joint visit")
    t.type(b"\r")
    t.until("Written")
    assert [r["instrument"] for r in rows("journey", grace) if r["source_ref"].startswith("made-here-") and r["kind"] == "assessment"] == ["WELLB"]


def the_assessor_is_told():
    t.type(b"]]")
    t.until("[Asked again")
    t.type(b"T")
    t.until("About your record")
    t.type(b"\r")
    t.until("Kept as an action")
    assert len(rows("actions")) == 1, rows("actions")


def a_brief_is_printed():
    t.type(b"b")
    t.until("Who is involved")
    page = subprocess.run([PROGRAM, "--store", store, *TODAY, "brief", grace], capture_output=True, check=True).stdout.decode("utf-8")
    assert "Okafor, Grace" in page and len(page.splitlines()) <= 60, page


def leaving_ends_well():
    t.type(b"qqqq")
    assert t.ended() == 0


def the_store_is_sound_and_all_is_in_the_audit():
    done = subprocess.run([PROGRAM, "--store", store, *TODAY, "doctor"], capture_output=True)
    assert done.returncode == 0, done.stdout + done.stderr
    deeds = [r["deed"] for r in rows("audit")]
    for deed in ("decide", "undo", "link", "write", "look", "search", "export"):
        assert deed in deeds, (deed, sorted(set(deeds)))


good = True
for case in (today_is_there, what_happened_since_yesterday, what_came_in, somebody_by_a_nickname, what_was_asked_twice_is_decided_undone_and_decided_again,
             two_records_are_linked, a_fall_resets_what_was_known, a_plan_warns_first, the_assessor_is_told,
             a_brief_is_printed, leaving_ends_well, the_store_is_sound_and_all_is_in_the_audit):
    good = run(case.__name__.replace("_", " "), case) and good
t.close()
shutil.rmtree(folder)
sys.exit(0 if good else 1)
