"""The lines of taking files in: into an empty store, all work included, beside sqlite3's
.import of the same events with two indexes; its memory at a tenth of the size too; and how
long it keeps others from writing, beside how long this machine keeps a sleeper from waking."""
import csv
import fcntl
import os
import shutil
import subprocess
import sys
import threading
import time

from bench import pairs, spent, timed


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as f:
        return sum(1 for _ in csv.reader(f)) - 1


def agencies_of(folder):
    return [os.path.join(folder, a) for a in sorted(os.listdir(folder)) if os.path.isdir(os.path.join(folder, a))]


class Waiting(threading.Thread):
    """Somebody who wants to write, twenty times a second: how long they wait in the queue.
    As the program does, they say that they wait by a lock on the first byte."""

    def __init__(self, store):
        super().__init__(daemon=True)
        self.path, self.over, self.waits = store + ".lock", False, []

    def run(self):
        while not self.over and not os.path.exists(self.path):
            time.sleep(0.01)
        with open(self.path, "r+b") as f:
            while not self.over:
                start, says = time.perf_counter(), False
                while True:
                    try:
                        fcntl.flock(f, fcntl.LOCK_EX | fcntl.LOCK_NB)
                        break
                    except BlockingIOError:
                        if not says:
                            fcntl.lockf(f, fcntl.LOCK_SH, 1)
                            says = True
                        time.sleep(0.0005)
                self.waits.append((time.perf_counter() - start) * 1000)
                if says:
                    fcntl.lockf(f, fcntl.LOCK_UN, 1)
                fcntl.flock(f, fcntl.LOCK_UN)
                time.sleep(0.05)


class Sleeper(threading.Thread):
    """Sleeps for a millisecond again and again: by how much the machine wakes it late."""

    def __init__(self):
        super().__init__(daemon=True)
        self.over, self.late = False, []

    def run(self):
        while not self.over:
            start = time.perf_counter()
            time.sleep(0.001)
            self.late.append((time.perf_counter() - start) * 1000 - 1)


def p99(sorted_times):
    return sorted_times[int(len(sorted_times) * .99)]


def import_watched(bench, store, folder):
    """One import: seconds, those of the processor, MiB at most in memory, MB written, MB at most in the -wal."""
    start, wal = time.perf_counter(), 0
    job = subprocess.Popen(bench.argv(store, "import", folder), stdout=subprocess.DEVNULL)
    while os.waitid(os.P_PID, job.pid, os.WEXITED | os.WNOWAIT | os.WNOHANG) is None:
        time.sleep(0.05)
        if os.path.exists(store + "-wal"):
            wal = max(wal, os.stat(store + "-wal").st_size)
    took = time.perf_counter() - start
    with open(f"/proc/{job.pid}/io", encoding="ascii") as f:
        written = dict(row.split(": ") for row in f.read().splitlines())["write_bytes"]
    _, status, used = os.wait4(job.pid, 0)
    if status:
        sys.exit("the import failed")
    return took, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, int(written) / 1e6, wal / 1e6


def sqlite_import(bench, folder):
    """Seconds, and those of the processor, sqlite3 needs to .import the same events with two indexes live."""
    files = [os.path.join(a, "events.csv") for a in agencies_of(folder)]
    with open(files[0], encoding="utf-8", newline="") as f:
        columns = next(csv.reader(f))
    names, place = ", ".join(f'"{c}" TEXT' for c in columns), bench.path("plain.sql")
    script = [f"create table event (agency TEXT, {names});",
              "create index by_person on event(agency, local_id);", "create index by_ref on event(agency, source_ref);",
              "begin;", f"create temp table t ({names});", ".mode csv"]
    for f in files:
        script += [f".import --skip 1 {f} t",
                   f"insert into event select '{os.path.basename(os.path.dirname(f))}', * from t;", "delete from t;"]
    with open(place, "w", encoding="utf-8") as f:
        f.write("\n".join(script + ["commit;", ""]))
    with open(place, encoding="utf-8") as f:
        took = spent(["sqlite3", bench.path("plain.db")], stdin=f)
    os.remove(bench.path("plain.db"))
    return took


def waited(bench, folder):
    """How long each write of somebody else waits in the meantime."""
    store = bench.path("waited.db")
    timed(bench.argv(store, "init"))
    waiting = Waiting(store)
    waiting.start()
    timed(bench.argv(store, "import", folder))
    waiting.over = True
    waiting.join()
    os.remove(store)
    return sorted(waiting.waits)


def held(bench, folder):
    """For how long it has the queue of writers to itself, and how late the machine wakes a sleeper by then."""
    store, sleeper = bench.path("held.db"), Sleeper()
    timed(bench.argv(store, "init"))
    sleeper.start()
    got = pairs(timed([bench.tool("import_bench"), store, folder])[1])
    sleeper.over = True
    sleeper.join()
    os.remove(store)
    return got, sorted(sleeper.late)


def measure_speed(bench):
    folder, store = bench.files(), bench.path("bench.db")
    plain, plain_cpu, _ = sqlite_import(bench, folder)
    ours, cpu, memory, written, wal = import_watched(bench, store, folder)
    bench.store_is(store)
    events, records = (sum(rows_of(os.path.join(a, name)) for a in agencies_of(folder)) for name in ("events.csv", "people.csv"))
    size = os.stat(store).st_size / 1e6
    bench.line(f"import of {events:,} events and {records:,} records, all work included",
               f"{ours:.2f} s ({cpu:.1f} of the processor), {events / ours:,.0f} events/s",
               f"sqlite3 {plain:.2f} s ({plain_cpu:.1f}), ratio {plain / ours:.2f}, of the processor {plain_cpu / cpu:.2f}",
               ">= 1/5 of sqlite3 .import", plain / ours >= 0.2)
    bench.line("the same: written; -wal beside the store", f"{written:,.0f} MB; {wal:,.0f} MB, store {size:,.0f} MB",
               f"{written / size:.1f} times the store", "-wal <= 64 MB", wal <= 67.2)
    least = import_watched(bench, bench.path("tenth.db"), bench.files(bench.people // 10))[2]
    bench.line("the same: memory, and at a tenth of the size", f"{memory:,.0f} MiB, {least:,.0f} MiB", f"{memory / least:.1f} times")
    again, said = timed(bench.argv(store, "import", folder))
    bench.line("the same again", f"{again:.2f} s", f"{again / ours:.2f} of the first time", "says that nothing changed", "Nothing changed" in said)


def measure(bench):
    measure_speed(bench)
    waits = waited(bench, bench.files())
    bench.line(f"a worker who wants to write meanwhile, linking included, waits ({len(waits)} times)",
               f"p99 {p99(waits):.0f} ms, at most {waits[-1]:,.0f} ms, the second longest {waits[-2]:,.0f} ms", "",
               "<= 50 ms p99", p99(waits) <= 50)
    got, late = held(bench, bench.files())
    bench.line(f"the same: the queue of writers is held, linking included ({got['holds']:,.0f} times)",
               f"at most {got['longest']:.0f} ms ({got['its_cpu']:.0f} of the processor), p99 {got['p99']:.0f} ms; "
               f"the most of the processor {got['most_cpu']:.0f} ms, p99 {got['p99_cpu']:.0f} ms",
               f"the machine wakes a sleeper up to {late[-1]:.0f} ms late, p99 {p99(late):.1f} ms", "<= 50 ms", got["longest"] <= 50)
    shutil.rmtree(bench.path(f"files{bench.people // 10}"))
