"""The dashboard in a real pseudo-terminal: start, keys, resize, suspend, leave,
hang-up.  Prints `ok - name` or `not ok - name` for each case.  Linux, standard
library; no case depends on how fast the machine is."""
import fcntl
import os
import pty
import re
import select
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time

from screen import Screen

PROGRAM = os.path.abspath(sys.argv[1])
PATIENCE = 180  # seconds until a case counts as failed; nothing waits so long
REST = 0.25  # seconds after the last key that the program draws what follows it
TODAY = ("--today", "2025-11-21")
TIOCGPTN = 0x80045430  # which /dev/pts it is; Python has no name for it


class Terminal:
    """The program on a terminal of its own; all it sent is in `seen`, what it shows on `screen`."""

    def __init__(self, store, env=None, hup_ignored=False, flags=()):
        self.seen, self.screen, self.showed = b"", Screen(24, 80), []
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            if hup_ignored:
                signal.signal(signal.SIGHUP, signal.SIG_IGN)
            values = {name: os.environ[name] for name in os.environ if name == "PATH" or name.endswith("SAN_OPTIONS")}
            values.update({"HOME": os.path.dirname(store), "TERM": "xterm-256color", "LC_ALL": "C.UTF-8",
                           "THROUGHLINE_STORE": store})
            values.update(env or {})
            # the window's size is set before the program asks for it
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
            os.execve(PROGRAM, [PROGRAM, *TODAY, *flags], values)

    def rests(self):
        """Whether the program has taken in all that was typed and waits for more, not for a processor."""
        try:
            number = struct.unpack("i", fcntl.ioctl(self.fd, TIOCGPTN, bytes(4)))[0]
            line = os.open("/dev/pts/%d" % number, os.O_RDONLY | os.O_NOCTTY | os.O_NONBLOCK)
            try:
                left = struct.unpack("i", fcntl.ioctl(line, termios.FIONREAD, bytes(4)))[0]
            finally:
                os.close(line)
            tasks = "/proc/%d/task" % self.pid
            for task in os.listdir(tasks):
                with open("%s/%s/stat" % (tasks, task)) as f:
                    if f.read().rpartition(")")[2].split()[0] in "RD":
                        return False
            return left == 0
        except OSError:
            return True  # it has ended

    def read(self, seconds):
        """Takes what comes until so many seconds of silence, at the end of which it rests."""
        got, end = b"", time.monotonic() + PATIENCE
        while True:
            if not select.select([self.fd], [], [], seconds)[0]:
                if self.rests() or time.monotonic() > end:
                    return got
                continue
            try:
                piece = os.read(self.fd, 65536)
            except OSError:
                piece = b""
            if not piece:
                return got
            got += piece
            self.seen += piece
            self.screen.feed(piece)
            self.showed.append(self.text())

    def text(self):
        return re.sub(r" +", " ", self.screen.text())

    def shows(self, text):
        return text in self.text()

    def until_since(self, mark, text):
        """Reads until the text stands, or has stood, on the screen since len(showed) was the mark."""
        end = time.monotonic() + PATIENCE
        while not any(text in shown for shown in self.showed[mark:]):
            if time.monotonic() > end:
                raise AssertionError("never shown: %s\n%s" % (text, self.screen.text()))
            self.read(0.05)

    def until(self, text):
        """Reads until the text has been sent or newly stands on the screen, where letters
        that stood there already are not sent again; returns what was sent meanwhile."""
        got, end, stood = b"", time.monotonic() + PATIENCE, self.shows(text)
        while time.monotonic() < end:
            got += self.read(0.05)
            if text in plain(got) or (not stood and self.shows(text)):
                return got + self.read(0.2)
        raise AssertionError("never shown: %s\n%s\n%s" % (text, plain(got), self.screen.text()))

    def type(self, keys):
        os.write(self.fd, keys)

    def settle(self):
        return self.read(0.4)

    def at_once(self, key):
        """What a key sends before what follows it once the keys rest; None where this process got to look
        too late to tell them apart."""
        began = time.monotonic()
        self.type(key)
        select.select([self.fd], [], [], PATIENCE)
        got = self.read(0.05)
        return got if time.monotonic() - began < REST else None

    def answer(self):
        """What a key sends that must send something, however late."""
        assert select.select([self.fd], [], [], PATIENCE)[0], "silence\n" + self.screen.text()
        return self.settle()

    def resize(self, rows, cols):
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))
        self.screen.resize(rows, cols)

    def ended(self):
        """Waits for the end; its exit status, or minus the signal."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.pid = 0
                if self.fd >= 0:
                    self.read(0.05)
                return os.waitstatus_to_exitcode(status)
            if self.fd >= 0:
                self.read(0.02)
            else:
                time.sleep(0.02)
        raise AssertionError("still running")

    def close(self):
        if self.fd >= 0:
            os.close(self.fd)
            self.fd = -1

    def done(self):
        if self.pid:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        self.close()


def plain(data):
    """What was sent without its sequences; moves become blanks."""
    text = re.sub(rb"\x1b\[[0-9;?]*[A-Za-z]|\x1b[()][A-Z0-9]|\x1b[=>78]", b" ", data)
    return re.sub(r" +", " ", text.decode("utf-8", "replace"))


def command(store, *words):
    subprocess.run([PROGRAM, "--store", store, *TODAY, *words], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def open_today(store, **how):
    t = Terminal(store, **how)
    t.until("In hospital now")
    return t


def starts_within_its_bytes(t):
    assert "Okafor, Grace (82)" in plain(t.seen), plain(t.seen)
    assert len(t.seen) <= 3000, len(t.seen)
    assert b"\x1b]" not in t.seen, "sets the window's title"


def a_line_key_sends_few_bytes(t):
    for _ in range(3):
        t.type(b"j")
        got = t.answer()
        assert 0 < len(got) <= 100, len(got)


def the_evidence_follows_when_the_keys_rest(t):
    t.type(b"3")
    t.until("85 days after Council")
    t.type(b"j")
    t.until("both plan to ask")


def idle_sends_nothing(t):
    assert t.read(1.5) == b""


def the_board_is_counted_and_then_still(t):
    t.type(b"5")
    t.until("2 of 6 judged")
    t.settle()
    got = t.at_once(b"j")
    assert got is None or 0 < len(got) <= 250, len(got)
    t.until("an error in the data")
    assert t.read(1.5) == b"", "it counts on"
    t.type(b"\r")
    t.until("Odegard, Bjorn (78)")


def what_others_change_appears_without_losing_the_place(t):
    t.type(b"3")
    t.until("Cognition: Council")
    command(t.store, "decide", "RIV:r-70", "avoidable")
    t.until("4")
    t.type(b"\r")
    t.until("OKAFOR")
    command(t.store, "undo")


def a_resize_draws_one_screenful(t):
    for rows, cols in ((30, 100), (35, 110), (40, 120)):
        t.resize(rows, cols)
    got = t.until("nobody is due")
    assert got.count(b"\x1b[2J") + got.count(b"\x1b[J") <= 2, got
    t.resize(9, 30)
    t.until("too small")
    t.resize(24, 80)
    t.until("In hospital now")


def memory_most(pid):
    with open("/proc/%d/status" % pid) as f:
        return int(re.search(r"VmHWM:\s+(\d+)", f.read()).group(1)) // 1024


def a_window_that_is_said_to_be_huge_costs_no_more_than_a_large_one(t):
    """Four thousand million cells: whoever comes over a line says what they like."""
    for rows, cols in ((9999, 9999), (65535, 65535)):
        fcntl.ioctl(t.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))
        t.type(b"2")
        t.until("Opened lately")
        t.type(b"1")
        t.until("In hospital now")
        assert memory_most(t.pid) < (600 if "sanitize" in PROGRAM else 120), memory_most(t.pid)


def q_leaves_and_gives_the_terminal_back(t):
    assert not termios.tcgetattr(t.fd)[3] & termios.ECHO
    t.type(b"q")
    assert t.ended() == 0
    assert b"\x1b[?1049l" in t.seen, "stays on the other screen"


def a_termination_gives_the_terminal_back(t):
    os.kill(t.pid, signal.SIGTERM)
    assert t.ended() == 0
    assert b"\x1b[?1049l" in t.seen


def a_suspend_that_nobody_could_wake_goes_on(t):
    t.type(b"\x1a")
    t.until("In hospital now")
    t.type(b"3")
    t.until("Can still be prevented")


def a_dropped_line_ends_it(t):
    t.type(b"3")
    t.until("Can still be prevented")
    t.close()
    t.ended()


def a_sequence_nobody_knows_decides_nothing(t):
    t.type(b"3")
    t.until("Can still be prevented")
    t.type(b"\x1b[1;5R\x1b[99~\x1b[?61;6A\x1bOA")
    t.settle()
    assert "Recorded" not in plain(t.seen)
    t.type(b"?")
    t.until("Keys here")


def a_paste_draws_few_times(t):
    t.type(b"jk" * 200)
    assert len(t.settle()) <= 400


def above_the_messages(t):
    return t.screen.text().rsplit("\n", 1)[0]


def changes_add_up_to_what_a_redraw_shows(t):
    for keys in (b"3jjj", b"2/oka\r", b"\r", b"q", b"jj", b"]]", b"[[", b"+", b"?", b"\x1b", b"5", b"jj", b"6", b"4j", b"1G"):
        t.type(keys)
        t.answer()
        changed = above_the_messages(t)
        t.type(b"\x0c")
        t.answer()
        assert changed == above_the_messages(t), "%r:\n%s\nredrawn:\n%s" % (keys, changed, t.screen.text())


def a_screen_put_away_is_erased_until_the_worker_is_back(t):
    t.type(b"\x18")
    got = t.until("This is the session of")
    assert b"\x1b[2J" in got or b"\x1b[J" in got, got
    t.type(b"3j")
    assert "Council" not in plain(t.settle())
    command(t.store, "decide", "RIV:r-70", "avoidable")
    assert "Council" not in plain(t.settle())
    command(t.store, "undo")
    t.type(b"\r")
    t.until("In hospital now")


def where_it_has_no_screen_of_its_own_what_scrolled_away_is_erased_too(t):
    t.type(b"\x18")
    assert b"\x1b[3J" in t.until("This is the session of")


def a_terminal_without_colours_or_utf8_works(t):
    assert all(byte < 0x80 for byte in t.seen)
    t.type(b"3")
    t.until("Can still be prevented")
    assert not re.search(rb"\x1b\[[0-9;]*3[0-7]m", t.seen)


def no_color_is_obeyed(t):
    assert not re.search(rb"\x1b\[[0-9;]*3[0-8][;0-9]*m", t.seen), t.seen


def colours_are_chosen_at_once_and_kept(t):
    assert b"38;5;" in t.seen, "auto has colours of 256"
    t.type(b"\x14")
    t.until("Which can you read best")
    t.type(b"\x1b[B" * 3 + b"\r")
    got = t.until("white on black")
    assert re.search(rb"48;5;16", got), got
    again = Terminal(t.store)
    try:
        again.until("In hospital now")
        assert re.search(rb"48;5;16", again.seen)
    finally:
        again.done()
    t.type(b"\x14")
    t.until("Which can you read best")
    t.type(b"\x1b[B\x1b[A\r")
    assert not re.search(rb"48;5;16", t.until("on black and on white"))


MOUSE_ON, MOUSE_OFF = b"\x1b[?1006;1000h", b"\x1b[?1006;1000l"


def the_mouse_is_the_terminals_own(t):
    t.type(b"3q")
    t.ended()
    assert b"1000" not in t.seen


def the_mouse_is_given_back(t):
    assert t.seen.count(MOUSE_ON) == 1 and MOUSE_OFF not in t.seen
    t.type(b"\x1b[<0;25;1M")  # on 3 Asked again
    t.until("Can still be prevented")
    t.type(b"q")
    assert t.ended() == 0
    assert t.seen.index(MOUSE_OFF) < t.seen.rindex(b"\x1b[?1049l"), "after the shell has its screen"


def the_mouse_is_given_back_for_as_long_as_it_is_suspended(t):
    t.type(b"\x1a")
    t.until("In hospital now")
    t.settle()
    assert t.seen.count(MOUSE_ON) == 2 and t.seen.count(MOUSE_OFF) == 1


def the_mouse_is_given_back_by_one_that_breaks_off(t):
    os.kill(t.pid, signal.SIGABRT)  # the sanitizers keep the others for themselves
    t.ended()
    assert b"\x1b[?1006l\x1b[?1000l" in t.seen


CASES = [
    (starts_within_its_bytes, {}),
    (a_line_key_sends_few_bytes, {}),
    (the_evidence_follows_when_the_keys_rest, {}),
    (idle_sends_nothing, {}),
    (the_board_is_counted_and_then_still, {}),
    (what_others_change_appears_without_losing_the_place, {}),
    (a_resize_draws_one_screenful, {}),
    (a_window_that_is_said_to_be_huge_costs_no_more_than_a_large_one, {}),
    (a_window_that_is_said_to_be_huge_costs_no_more_than_a_large_one, {"env": {"LINES": "99999", "COLUMNS": "99999"}}),
    (q_leaves_and_gives_the_terminal_back, {}),
    (a_termination_gives_the_terminal_back, {}),
    (a_suspend_that_nobody_could_wake_goes_on, {}),
    (a_dropped_line_ends_it, {}),
    (a_dropped_line_ends_it, {"hup_ignored": True}),
    (a_sequence_nobody_knows_decides_nothing, {}),
    (a_paste_draws_few_times, {}),
    (changes_add_up_to_what_a_redraw_shows, {}),
    (changes_add_up_to_what_a_redraw_shows, {"env": {"TERM": "vt100", "LC_ALL": "C"}}),
    (changes_add_up_to_what_a_redraw_shows, {"env": {"TERM": "tmux-256color"}}),
    (a_screen_put_away_is_erased_until_the_worker_is_back, {}),
    (where_it_has_no_screen_of_its_own_what_scrolled_away_is_erased_too, {"env": {"TERM": "linux"}}),
    (a_terminal_without_colours_or_utf8_works, {"env": {"TERM": "vt100", "LC_ALL": "C"}}),
    (no_color_is_obeyed, {"env": {"NO_COLOR": "1"}}),
    (no_color_is_obeyed, {"flags": ("--theme", "mono")}),
    (the_mouse_is_the_terminals_own, {}),
    (the_mouse_is_given_back, {"flags": ("--mouse",)}),
    (the_mouse_is_given_back_for_as_long_as_it_is_suspended, {"flags": ("--mouse",)}),
    (the_mouse_is_given_back_by_one_that_breaks_off, {"flags": ("--mouse",)}),
    (colours_are_chosen_at_once_and_kept, {}),
]


def run(name, case):
    try:
        case()
        print("ok - " + name, flush=True)
        return True
    except AssertionError as why:
        print("not ok - %s\n%s" % (name, why), flush=True)
        return False


def on_a_terminal(case, store, how):
    t = open_today(store, **how)
    t.store = store
    try:
        case(t)
    finally:
        t.done()


def a_dumb_terminal_is_told_what_to_do(store):
    t = Terminal(store, env={"TERM": "dumb"})
    try:
        assert t.ended() == 2
        assert "--plain" in plain(t.seen), plain(t.seen)
    finally:
        t.done()


def links(store):
    out = subprocess.run([PROGRAM, "--store", store, *TODAY, "links", "--format", "csv"], check=True, capture_output=True).stdout
    return {tuple(line.split(",")[:2]): line for line in out.decode("utf-8").splitlines()}


def open_links(store):
    t = Terminal(store)
    t.until("One person or two?")
    t.type(b"4")
    t.until("Linking brings together")
    return t


def pairs_are_decided_one_after_another(store):
    t = open_links(store)
    try:
        t.type(b"L")
        t.until("Why one person")
        t.type(b"\r")
        assert "9 Apr 1961" in plain(t.until("Linked: one person")), "the next pair is there at once"
        assert ",linked," in links(store)["GP:G3", "AGE:V3"]
        t.type(b"u")
        assert "Peggy" in plain(t.until("Taken back")), "undo goes back to the pair"
        t.type(b"jD")
        t.until("twins")
        t.type(b"\x1b[B\r")
        t.until("two different people")
        t.type(b"L")
        t.until("Why one person")
        t.type(b"\x1b")
        t.until("Left as it was")
    finally:
        t.done()
    now = links(store)
    assert ",to-decide," in now["GP:G3", "AGE:V3"], now
    assert ",to-decide," in now["GP:G2", "HOU:T-40"], now
    assert ",separated," in now["GP:G4", "RIV:R4"] and "because twins, or brother and sister" in now["GP:G4", "RIV:R4"], now
    command(store, "undo")


def a_line_key_in_links_sends_few_bytes_and_the_pair_follows(store):
    t = open_links(store)
    try:
        t.settle()
        for _ in range(2):
            got = t.at_once(b"j")
            assert got is None or 0 < len(got) <= 100, len(got)
            t.settle()
    finally:
        t.done()


def every_key_stays_within_its_bytes(store):
    t = Terminal(store)
    try:
        t.until("In hospital now")
        assert len(t.seen) <= 3000, len(t.seen)
        t.type(b"3")
        t.until("Can still be prevented")
        t.settle()
        for key, times, budget in ((b"j", 5, 100), (b"j", 20, 250), (b"k", 25, 250), (b"\x1b[6~", 3, 1800), (b"\x1b[5~", 3, 1800)):
            for _ in range(times):
                got = t.at_once(key)
                assert got is None or 0 < len(got) <= budget, "%r sends %d" % (key, len(got))
        t.settle()
        assert t.read(1.5) == b""
    finally:
        t.done()


def main():
    folder = tempfile.mkdtemp(prefix="throughline-pty-")
    try:
        store = os.path.join(folder, "case.db")
        command(store, "import", "tests/data/small")
        good = True
        for case, how in CASES:
            name = case.__name__.replace("_", " ") + (" with hup ignored" if how.get("hup_ignored") else "")
            name += " on " + how["env"]["TERM"] if "TERM" in how.get("env", {}) else ""
            good &= run(name, lambda: on_a_terminal(case, store, how))
        pairs = os.path.join(folder, "pairs.db")
        command(pairs, "import", "tests/data/pairs")
        for case in (pairs_are_decided_one_after_another, a_line_key_in_links_sends_few_bytes_and_the_pair_follows):
            good &= run(case.__name__.replace("_", " "), lambda: case(pairs))
        demo = os.path.join(folder, "demo.db")
        command(demo, "demo", "--people", "300", "--no-open")
        good &= run("every key stays within its bytes", lambda: every_key_stays_within_its_bytes(demo))
        good &= run("a dumb terminal is told what to do", lambda: a_dumb_terminal_is_told_what_to_do(store))
    finally:
        shutil.rmtree(folder)
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
