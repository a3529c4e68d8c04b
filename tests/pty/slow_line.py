"""A terminal far away: its answers come late, or when the case says so.  What is late is
late by more than the program waits for, so no case depends on how fast the machine is."""
import os
import select
import shutil
import sys
import tempfile
import time

from dashboard import PATIENCE, Terminal, command, run

QUESTION = b"\x1b[6n"
LATE = 1.2
IN_TIME = 5  # tries to answer in time, on a machine that lets nobody run just then


def answer(t):
    t.type(b"\x1b[24;1R")


def open_slow(store, *flags):
    t = Terminal(store, flags=flags)
    t.until("In hospital now")
    t.settle()
    return t


def answer_all(t):
    """What is counted after the first frame asks once more."""
    answer(t)
    while QUESTION in t.settle():
        answer(t)


def a_late_answer_is_noticed_and_said(store):
    t = open_slow(store)
    try:
        assert t.seen.count(QUESTION) == 1
        time.sleep(LATE)
        answer(t)
        t.until("The line is slow")
        answer(t)
        t.type(b"3")
        t.until("Can still be prevented")
    finally:
        t.done()


def an_answer_in_time_changes_nothing_and_is_no_key(store):
    t, end = Terminal(store), time.monotonic() + PATIENCE
    try:
        while QUESTION not in t.seen and time.monotonic() < end:  # the last of a frame
            t.read(0.01)
        answer(t)
        t.settle()  # what is counted after the first frame
        assert t.shows("In hospital now") and not t.shows("The line is slow"), t.screen.text()
        assert t.read(0.6) == b""
    finally:
        t.done()


def in_time(case, store):
    """These answer before the program gives up waiting, by its own clock."""
    for _ in range(IN_TIME - 1):
        try:
            return case(store)
        except AssertionError:
            continue
    return case(store)


def the_next_frame_waits_for_a_large_one(store):
    t = open_slow(store, "--slow")
    try:
        answer_all(t)
        t.type(b"3")
        assert t.settle().endswith(QUESTION)
        t.type(b"jjkj")
        assert t.settle() == b"", "a frame is under way"
        answer(t)
        assert t.settle().count(QUESTION) == 1, "one frame for all of them"
    finally:
        t.done()


def a_few_small_ones_need_not_wait(store):
    t = open_slow(store, "--slow")
    try:
        time.sleep(LATE)  # a line that far has patience with this machine
        answer_all(t)
        t.type(b"j")
        select.select([t.fd], [], [], PATIENCE)
        assert QUESTION in t.read(0.05)
        t.type(b"k")
        got = t.answer()
        assert 0 < len(got) < 40 and QUESTION not in got, got
    finally:
        t.done()


def a_frame_that_changes_nothing_sends_nothing(store):
    t = open_slow(store, "--slow")
    try:
        answer_all(t)
        for key in (b"\x1b[F", b"j", b"j"):  # to the end, where there is no further line
            t.type(key)
            t.settle()
            answer(t)
            t.settle()
        t.type(b"j")
        assert t.settle() == b""
        assert t.read(1.5) == b"", "nor once the keys rest"
    finally:
        t.done()


def one_that_never_answers_is_drawn_to_all_the_same(store):
    t = open_slow(store, "--slow")
    try:
        t.type(b"3")
        t.until("Can still be prevented")
        t.type(b"2")
        t.until("Opened lately")
    finally:
        t.done()


def leaving_waits_for_the_answer_under_way(store):
    """Else it would be typed into the shell."""
    t = open_slow(store, "--slow")
    try:
        answer(t)
        t.settle()
        t.type(b"j")
        t.settle()
        t.type(b"q")
        t.read(0.05)
        assert os.waitpid(t.pid, os.WNOHANG) == (0, 0)
        answer(t)
        assert t.ended() == 0
    finally:
        t.done()


CASES = (a_late_answer_is_noticed_and_said, an_answer_in_time_changes_nothing_and_is_no_key,
         the_next_frame_waits_for_a_large_one, a_few_small_ones_need_not_wait, a_frame_that_changes_nothing_sends_nothing, one_that_never_answers_is_drawn_to_all_the_same,
         leaving_waits_for_the_answer_under_way)


TIMELY = (an_answer_in_time_changes_nothing_and_is_no_key, the_next_frame_waits_for_a_large_one, a_few_small_ones_need_not_wait,
          leaving_waits_for_the_answer_under_way)


def main():
    folder = tempfile.mkdtemp(prefix="throughline-slow-")
    good = True
    try:
        store = os.path.join(folder, "case.db")
        command(store, "import", "tests/data/small")
        for case in CASES:
            good &= run(case.__name__.replace("_", " "), lambda: in_time(case, store) if case in TIMELY else case(store))
    finally:
        shutil.rmtree(folder)
    sys.exit(0 if good else 1)


main()
