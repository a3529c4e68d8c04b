"""Every view on terminals of every kind, size, colour and letters: nothing is sent that the
terminal's own description does not have, the cursor rests on the selected row, and what
stands on the screen is what the canvas in memory holds, names of every script among it.
Prints `ok - name` or `not ok - name` for each terminal; they run beside one another."""
import json
import os
import re
import select
import shutil
import subprocess
import sys
import tempfile
import threading

TOKEN = re.compile(rb"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[ -/]*[0-~]|[\x00-\x1f\x7f]")
NUMBERS = ((0, 0), (1, 1), (5, 7), (12, 200), (99, 3))


def shape(token):
    """A token with its numbers left out, where they are places and counts, not looks."""
    return token if token.endswith(b"m") else re.sub(rb"[0-9]+", b"#", token)


def vocabulary(term):
    """All tokens that terminfo has for it; a process of its own each, since curses learns one."""
    import curses
    curses.setupterm(term, 1)
    described = subprocess.run(["infocmp", "-1x", term], check=True, capture_output=True, text=True).stdout
    names = re.findall(r"^\t([A-Za-z0-9_]+)=", described, re.M)
    words = {b"\x1b[39m", b"\x1b[49m"} if re.search(r"^\tAX,", described, re.M) else set()
    for name in names:
        text = curses.tigetstr(name)
        if text and (b"%s" in text or b"%l" in text):
            continue  # takes words, not numbers
        many = [(n,) for n in range(max(curses.tigetnum("colors"), 0))] if name in ("setaf", "setab") else list(NUMBERS)
        if name == "sgr":
            many = [tuple(n >> bit & 1 for bit in range(9)) for n in range(512)]
        for given in many if text and b"%" in text else [()]:
            try:
                said = curses.tparm(text, *given) if text else b""
            except (curses.error, TypeError):
                continue
            words.update(shape(t) for t in TOKEN.findall(re.sub(rb"\$<[^>]*>", b"", said)))
    return words


if sys.argv[1:2] == ["--vocabulary"]:
    print(json.dumps([w.decode("latin-1") for w in vocabulary(sys.argv[2])]))
    sys.exit(0)

from dashboard import PATIENCE, PROGRAM, TODAY, Terminal, command  # noqa: E402

TERMS = ("xterm-256color", "xterm", "linux", "screen", "tmux-256color", "vt100")
COLOURS = ({"flags": ()}, {"flags": ("--theme", "dark")}, {"flags": ("--theme", "light")}, {"flags": ("--theme", "contrast")},
           {"flags": ("--theme", "mono")}, {"flags": (), "env": {"NO_COLOR": "1"}})
BESIDE = 18  # at a time
SIZES = ((12, 40), (24, 80), (100, 300))
LETTERS = ("C.UTF-8", "C")
VIEWS = (("2", "people"), ("3", "asked"), ("4", "links"), ("6", "imports"), ("1", "today"))

# Keys through every view, and whether the cursor then rests in a list.
ROUND = (("1", True), ("j", True), ("3", True), ("\r", True), ("]", True), ("\r", True), ("q", True), ("]", True), ("]", False), ("]", True), ("]", True),
         ("b", False), ("q", True), ("f", False), ("q", True), ("N", False), ("x", False), ("\x07", False), ("?", False), ("\x07", True),
         (":", False), ("pe", False), ("\x07", True), ("3", True), ("\r", True), ("\r", False), ("q", True), ("3", True), ("J", False),
         ("\x07", True), ("s", False), ("\x07", True), ("4", False), ("5", True), ("]", False), ("]", False), ("]", True), ("6", True),
         ("]", True), ("I", False), ("\x07", False), ("2", True), ("/o", False), ("\x07", True), ("\x14", False), ("\x07", True),
         ("\x18", False), ("\r", True), ("\x0c", True))

NAMES = """local_id,family_name,given_name,date_of_birth,sex
N1,\u9ec3\u4e95\u6fa4,\u7f8e\u548c\u5b50,1950-01-02,female
N2,\u05e9\u05c1\u05b8\u05dc\u05d5\u05b9\u05dd,\u05de\u05b4\u05e8\u05b0\u05d9\u05b8\u05dd,1951-02-03,female
N3,\u0639\u0628\u062f \u0627\u0644\u0644\u0647,\u0645\u064f\u062d\u064e\u0645\u0651\u064e\u062f,1952-03-04,male
N4,Zoe\u0308-A\u030angstro\u0308m,Bjo\u0308rk,1953-04-05,female
N5,\u0e19\u0e49\u0e33\u0e1d\u0e19,\u0e2a\u0e38\u0e20\u0e32\u0e1e\u0e23,1954-05-06,female
"""


def store_make(folder):
    store = os.path.join(folder, "case.db")
    names = os.path.join(folder, "names")
    os.makedirs(os.path.join(names, "FAR"))
    with open(os.path.join(names, "agencies.csv"), "w", encoding="utf-8") as f:
        f.write("code,name,sector\nFAR,Far House,voluntary\n")
    with open(os.path.join(names, "FAR", "people.csv"), "w", encoding="utf-8") as f:
        f.write(NAMES)
    with open(os.path.join(names, "FAR", "events.csv"), "w", encoding="utf-8") as f:
        f.write("source_ref,local_id,kind,status,starts_on\n" +
                "".join(f"FAR-{n},N{n},admission,in-progress,2025-11-{10 + n}\n" for n in range(1, 6)))
    command(store, "import", "tests/data/small", names)
    command(store, "import", "tests/data/services/services.json")
    for n in range(1, 6):
        command(store, "brief", f"FAR:N{n}")
    return store


def picture(store, view, size, letters):
    """What the canvas in memory holds."""
    env = {"PATH": os.environ["PATH"], "HOME": os.path.dirname(store), "LC_ALL": letters, "LINES": str(size[0]), "COLUMNS": str(size[1])}
    out = subprocess.run([PROGRAM, "--store", store, *TODAY, "--once", "--view", view], check=True, capture_output=True, env=env).stdout
    return [line.rstrip() for line in out.decode("utf-8").splitlines()]


class Visit(threading.Thread):
    """One terminal, on a copy of the store: nobody else's looks change what is shown."""

    def __init__(self, store, term, colours, size, letters, words, pictures):
        super().__init__()
        self.words, self.pictures, self.size = words[term], pictures, size
        self.letters, self.why = letters, None
        self.called = f"{term} {' '.join(colours['flags']) or ' '.join(colours.get('env', ()))} {size[1]}x{size[0]} {letters}"
        own = os.path.join(tempfile.mkdtemp(dir=os.path.dirname(store)), "case.db")
        shutil.copy(store, own)
        self.t = Terminal(own, env={"TERM": term, "LC_ALL": letters, **colours.get("env", {})}, flags=colours["flags"])

    def run(self):
        try:
            self.t.until("Today")
            if self.size != SIZES[1]:  # in which it began: nothing would follow
                self.t.resize(*self.size)
                self.t.answer()
            self.shows_what_the_canvas_holds()
            self.goes_round()
            self.says_only_what_terminfo_has()
        except (AssertionError, OSError) as why:
            self.why = str(why) or type(why).__name__
        finally:
            self.t.done()

    def press(self, keys):
        self.t.type(keys.encode())
        if not select.select([self.t.fd], [], [], PATIENCE)[0]:
            raise AssertionError(f"{keys!r} is met with silence\n{self.t.screen.text()}")
        self.t.read(0.05)

    def sure(self, why_not):
        """What is wrong may only be under way yet."""
        for _ in range(5):
            if not why_not():
                return
            self.t.settle()
        raise AssertionError(why_not())

    def shows_what_the_canvas_holds(self):
        for key, view in VIEWS:
            self.press(key)
            self.sure(lambda want=self.pictures[view, self.size, self.letters]: self.unlike(want))

    def unlike(self, want):
        seen = [line.rstrip() for line in self.t.screen.text().split("\n")]
        return "\n".join(f"{w}\n{s}" for w, s in zip(want, seen) if w != s)

    def cursor_is_lost(self):
        y, rows = self.t.screen.y, self.t.screen.text().split("\n")
        marked = [i for i, row in enumerate(rows) if row.startswith(">")]
        return f"the cursor is in row {y} of\n" + "\n".join(rows) if marked and y not in marked else ""

    def goes_round(self):
        for keys, is_list in ROUND:
            self.press(keys)
            if is_list:
                self.sure(self.cursor_is_lost)
        self.t.type(b"\x03")
        assert self.t.ended() == 0

    def says_only_what_terminfo_has(self):
        other = {t for t in TOKEN.findall(self.t.seen) if shape(t) not in self.words and t not in b"\r\n\b\0"}
        assert not other, f"not of this terminal: {sorted(other)}"
        assert self.letters != "C" or all(byte < 0x80 for byte in self.t.seen), "letters beyond ASCII"


def words_of(term):
    out = subprocess.run([sys.executable, __file__, "--vocabulary", term], check=True, capture_output=True).stdout
    return {w.encode("latin-1") for w in json.loads(out)}


def main():
    folder, good = tempfile.mkdtemp(prefix="throughline-terms-"), True
    try:
        store = store_make(folder)
        words = {term: words_of(term) for term in TERMS}
        pictures = {(view, size, letters): picture(store, view, size, letters) for _, view in VIEWS for size in SIZES for letters in LETTERS}
        many = [(TERMS[i], COLOURS[j], SIZES[(i + j) % 3], LETTERS[(i + j // 2) % 2]) for i in range(len(TERMS)) for j in range(len(COLOURS))]
        for at in range(0, len(many), BESIDE):
            visits = [Visit(store, *one, words, pictures) for one in many[at:at + BESIDE]]
            for visit in visits:
                visit.start()
            for visit in visits:
                visit.join()
                print(("not ok - %s\n%s" % (visit.called, visit.why)) if visit.why else "ok - " + visit.called, flush=True)
                good &= not visit.why
    finally:
        shutil.rmtree(folder)
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
