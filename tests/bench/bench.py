#!/usr/bin/env python3
"""make bench: what DESIGN asks of speed, memory and bytes, each line beside its budget
and beside something measured in the same run, on made-up people.

    BENCH_PEOPLE=20000   how many people; BENCH_FULL=1 is 300,000 of them (a million records,
                         four million events; about an hour on two cores)
    BENCH_ONLY="a b"     only these groups: import fhir judge link lists office screen
    BENCH_LINK="3000 …"  of how many people the records are linked from nothing

A group of lines is a file of its own, GROUP_lines.py, with one function measure(bench)."""
import importlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
import traceback

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
GROUPS = ("import", "fhir", "judge", "link", "lists", "office", "screen")
FULL = 300000


class Bench:
    """What the groups share: the program, a folder to work in, the store, and the table."""

    def __init__(self, work):
        self.work, self.build = work, os.environ.get("BUILD", "build")
        self.program = os.path.abspath(os.path.join(self.build, "throughline"))
        self.is_full = bool(os.environ.get("BENCH_FULL"))
        self.people = int(os.environ.get("BENCH_PEOPLE", FULL if self.is_full else 20000))
        self.today, self.rows, self._store = "2025-11-21", [], None

    def line(self, what, value, beside="", budget="", ok=None):
        """One line of the table; `beside`: the value as a ratio to something of this run;
        `ok`: None where there is no budget, or none at this size."""
        self.rows.append((what, value, beside, budget, "" if ok is None else "met" if ok else "MISSED"))
        print("    " + "; ".join(c for c in self.rows[-1] if c), file=sys.stderr, flush=True)

    def path(self, name):
        return os.path.join(self.work, name)

    def tool(self, name):
        """A program of tests/bench/NAME.c."""
        return os.path.join(self.build, "tests", "bench", name)

    def argv(self, store, *rest):
        return [self.program, "--store", store, "--today", self.today, *rest]

    def files(self, people=None):
        """The folder of files of so many made-up people, written once."""
        folder = self.path(f"files{people or self.people}")
        if not os.path.isdir(folder):
            subprocess.run([self.program, "demo", "--people", str(people or self.people), "--write", folder],
                           check=True, stdout=subprocess.DEVNULL)
        return folder

    def store(self):
        """A store with all of them in, made once; groups may add to it."""
        if not self._store:
            self._store = self.path("bench.db")
            timed(self.argv(self._store, "import", self.files()))
        return self._store

    def store_is(self, store):
        self._store = store

    def copy(self):
        """A copy of the store to write in, with what its audit is proved by; the one before is gone."""
        self.last_copy = self.path("copy.db")
        for tail in ("", "-wal", "-shm", ".lock", ".key", ".head"):
            if os.path.exists(self.last_copy + tail):
                os.remove(self.last_copy + tail)
        for tail in ("", ".key", ".head"):
            shutil.copy(self.store() + tail, self.last_copy + tail)
        return self.last_copy

    def table(self):
        wide = [max(len(r[i]) for r in self.rows) for i in range(5)]
        for r in self.rows:
            print("  ".join(c.ljust(w) for c, w in zip(r, wide)).rstrip())


def timed(argv, **more):
    """Seconds by the clock, and what it said."""
    start = time.perf_counter()
    out = subprocess.run(argv, check=True, capture_output=True, text=True, **more)
    return time.perf_counter() - start, out.stdout


def spent(argv, **more):
    """Seconds by the clock, of a processor, and MiB of memory that a program took."""
    start = time.perf_counter()
    child = subprocess.Popen(argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **more)
    _, status, used = os.wait4(child.pid, 0)
    if status:
        raise subprocess.CalledProcessError(status, argv)
    return time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def pairs(text):
    """`name number name number …` as the tools print them, up to a quotation mark."""
    w = text.split('"')[0].split()
    return {w[i]: float(w[i + 1]) for i in range(0, len(w) - 1, 2)}


def p95(times):
    return sorted(times)[max(0, int(len(times) * .95 + .5) - 1)]


def measured(group, bench):
    """What breaks one group off keeps no other from its turn."""
    try:
        importlib.import_module(group + "_lines").measure(bench)
    except subprocess.CalledProcessError as e:
        print(f"{group}: {e}: {(e.stdout or '')[-500:]} {(e.stderr or '')[-500:]}", file=sys.stderr)
    except (Exception, SystemExit):
        traceback.print_exc()
    else:
        return True
    return False


def main():
    work = tempfile.mkdtemp(prefix="throughline-bench-")
    bench, only = Bench(work), os.environ.get("BENCH_ONLY", " ".join(GROUPS)).split()
    unknown = [g for g in only if g not in GROUPS]
    if unknown:
        sys.exit(f"bench: no group {unknown[0]}; there are {', '.join(GROUPS)}")
    print(f"bench: {bench.people:,} people, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} as it begins", file=sys.stderr)
    broken = []
    try:
        for group in (g for g in GROUPS if g in only):
            start = time.perf_counter()
            if not measured(group, bench):
                broken.append(group)
            print(f"{group}: {time.perf_counter() - start:.0f} s", file=sys.stderr, flush=True)
    finally:
        shutil.rmtree(work)
        if bench.rows:
            bench.table()
    if broken:
        sys.exit(f"bench: broken off: {', '.join(broken)}")


if __name__ == "__main__":
    main()
