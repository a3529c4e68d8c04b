"""Files whose every free text has escape sequences, controls of both kinds, bidirectional
overrides, tag characters, broken UTF-8, line ends and ten thousand characters in it, taken
in by the ordinary importers and shown on every view, in the palette, in plain mode and by
every command: all that the program sends is kept and looked through.  Nothing of them is in
it but letters; not in the window's title either, which is never set."""
import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

from dashboard import PROGRAM, TODAY, Terminal, command, plain, run

MARK = "Zq"
HOSTILE = (MARK + "\x1b[2J\x1b[31m\x1b]0;owned" + MARK + "\x07\x1b]52;c;cHduZWQ=\x07\x1bP+q544e\x1b\\\x9b5;5H\x9d0;owned\x9c"
           "\u202eevil\u202c\u2066x\u2069\u200f\U000e0041\U000e007f\x00\x01\x08\x7f\r\x85\u2028\ufeff\u200b")
TEXTS = {
    "people.csv": ("preferred_name", "other_names", "address", "town", "safe_contact", "communication_needs", "language", "gp_practice"),
    "events.csv": ("title", "outcome", "practitioner", "role", "summary"),
    "agencies.csv": ("name", "shown_as"),
}
PERSON = b"2/okafor \r \r"
VIEWS = (b"1", b"2", b"2/oka", *(PERSON + tail for tail in (b"", b" ]", b" ]]", b" ]]]", b" ]]]]", b" ]]]] \r", b" ]]]] S", b" \r", b" b", b" N",
         b" C", b" P", b" f", b" f \r", b" [")), b"3", b"3_", b"3 J", b"3 T", b"3 K", b"3 A", b"3 s", b"4", b"4 L", b"5", b"5 ]", b"5 ]]", b"5 ]]]",
         b"5 \r", b"6", b"6 ]", b"6 I", b": oka", b"?", b"/zq", b"\x18")
COMMANDS = (["people", "okafor"], ["journey", "GP:G1"], ["known", "GP:G1"], ["duplicates"], ["explain", "GP:G1", "AGE:V1"], ["links"],
            ["imports"], ["feeds"], ["agency", "list"], ["audit"], ["services"], ["board"], ["moves"], ["brief", "GP:G1"], ["export", "person", "GP:G1", "--as", "text"],
            ["--once"], ["doctor"])
# What the program itself may send: text, line ends, and sequences of ncurses' own.
SENT = re.compile(rb"\x1b\[[0-9;?]*[A-Za-hj-su-z]|\x1b\[22;0;0t|\x1b\[23;0;0t|\x1b[()][B0]|\x1b[=>78M]|[\r\n\x08\t\x0e\x0f]|[\x20-\x7e]|"
                  rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
FORBIDDEN = re.compile("[\x80-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]")
# Of sequences, those a dashboard needs: none that answers, names a window, or reaches the clipboard.
NEEDED = set("ABCDGHJKLMPXSTZbcdfghlmnrt@")


def worsen(name, row, is_long):
    for field in TEXTS.get(name, ()):
        if row.get(field) is not None and (row[field] or field in ("summary", "title", "preferred_name")):
            row[field] = row[field] + " " + HOSTILE + ("x" * 10000 if is_long and field in ("title", "other_names") else "")
    return row


def made(folder):
    """The small locality, every free text of it hostile."""
    os.mkdir(folder)
    for name in ("people.csv", "events.csv", "agencies.csv"):
        with open(os.path.join("tests/data/small", name), encoding="utf-8", newline="") as f:
            reader = csv.DictReader(f)
            rows = [worsen(name, row, i == 0) for i, row in enumerate(reader)]
        out = io.StringIO(newline="")
        writer = csv.DictWriter(out, reader.fieldnames)
        writer.writeheader()
        writer.writerows(rows)
        data = out.getvalue().encode("utf-8").replace(b"\xef\xbb\xbf", b"\xef\xbb\xbf\xff\xfe\xc3")
        with open(os.path.join(folder, name), "wb") as f:
            f.write(data)
    return folder


def services(path):
    with open("tests/data/services/services.json", encoding="utf-8") as f:
        data = json.load(f)
    for service in data["contents"]:
        for field in ("name", "description", "eligibility_description", "application_process"):
            if field in service:
                service[field] += " " + HOSTILE
    with open(path, "w", encoding="utf-8") as f:
        json.dump(data, f)
    return path


def look_through(data, what):
    rest = SENT.sub(b"", data)
    assert not rest, "%s: sends %r" % (what, rest[:80])
    for kind in re.findall(rb"\x1b\[[0-9;?]*([A-Za-z])", data):
        assert kind.decode() in NEEDED, "%s: sends the sequence of %r" % (what, kind)
    found = FORBIDDEN.search(data.decode("utf-8"))
    assert not found, "%s: sends %r" % (what, found.group())
    assert b"\x1b]" not in data, "%s: sets a title" % what


def view_sends(store, keys, size):
    """All that a dashboard sent until it showed what these keys lead to."""
    t = Terminal(store)
    try:
        t.resize(*size)
        t.until("In hospital now")
        for key in keys.split(b" "):
            t.type(key.replace(b"_", b" "))
            t.read(0.12)
        assert os.waitpid(t.pid, os.WNOHANG) == (0, 0), "%r ends it" % keys
        return t.seen
    finally:
        t.done()


def no_view_sends_what_files_hold(store):
    shown = 0
    for i, keys in enumerate(VIEWS):
        sent = view_sends(store, keys, (50, 200) if i % 2 else (24, 80))
        look_through(sent, repr(keys))
        shown += MARK in plain(sent)
    assert shown > len(VIEWS) // 2, "on %d of %d views it is shown" % (shown, len(VIEWS))


def no_command_prints_it(store):
    for words in COMMANDS:
        for form in ([], ["--format", "csv"], ["--format", "json"]):
            got = subprocess.run([PROGRAM, "--store", store, *TODAY, *words, *form], capture_output=True)
            look_through(got.stdout + got.stderr, " ".join(words + form))


def plain_mode_says_it_as_letters(store):
    hers = b"".join(b"%d\n1\n0\nz\n" % n for n in range(1, 11))
    typed = b"2\nokafor\n1\n" + hers + b"0\n3\n1\n0\n4\n1\n0\n5\n1\n0\n6\n1\n1\n0\n1\n0\nw\n\n0\nq\n"
    got = subprocess.run([PROGRAM, "--store", store, *TODAY, "--plain"], input=typed, capture_output=True)
    look_through(got.stdout + got.stderr, "--plain")
    assert MARK.encode() in got.stdout


def main():
    folder = tempfile.mkdtemp(prefix="throughline-hostile-")
    good = True
    try:
        store = os.path.join(folder, "case.db")
        out = subprocess.run([PROGRAM, "--store", store, *TODAY, "import", made(os.path.join(folder, "files" + "\x1b[31m"))], capture_output=True)
        good &= run("the import says it as letters", lambda: look_through(out.stdout + out.stderr, "import"))
        command(store, "import", services(os.path.join(folder, "services.json")))
        for case in (no_command_prints_it, plain_mode_says_it_as_letters, no_view_sends_what_files_hold):
            good &= run(case.__name__.replace("_", " "), lambda: case(store))
    finally:
        shutil.rmtree(folder)
    sys.exit(0 if good else 1)


main()
