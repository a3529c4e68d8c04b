#!/usr/bin/env python3
"""make bench: what DESIGN asks of speed, memory and bytes, measured on a made-up
locality of BENCH_PEOPLE people (default 20,000), each line beside its budget.
Times of imports and sweeps stand beside something measured in the same run.

BENCH_LINK names the numbers of people whose records are linked from nothing, three
and a half records each (default "3000 30000"; "3000 30000 300000" is ten thousand,
a hundred thousand and a million records, and takes about ten minutes more); BENCH_ONLY=link
does only that."""
import csv
import fcntl
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from terminal import Terminal  # noqa: E402

BUILD = os.environ.get("BUILD", "build")
PROGRAM = os.path.abspath(os.path.join(BUILD, "throughline"))
PEOPLE = int(os.environ.get("BENCH_PEOPLE", "20000"))
LINKED = [int(n) for n in os.environ.get("BENCH_LINK", "3000 30000").split()]
TODAY = "2025-11-21"
rows = []


def line(what, value, budget, ok=None):
    rows.append((what, value, budget, "" if ok is None else ("met" if ok else "MISSED")))


def timed(argv, **more):
    start = time.perf_counter()
    out = subprocess.run(argv, check=True, capture_output=True, text=True, **more)
    return time.perf_counter() - start, out.stdout


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as f:
        return sum(1 for _ in csv.reader(f)) - 1


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
                self.waits.append(time.perf_counter() - start)
                if says:
                    fcntl.lockf(f, fcntl.LOCK_UN, 1)
                fcntl.flock(f, fcntl.LOCK_UN)
                time.sleep(0.05)


def import_watched(store, folder, is_waited_for):
    """One import: seconds, those of the processor, MiB at most in memory, MB written, MB at most in the -wal,
    and how long each write of somebody else waited, where there is somebody."""
    subprocess.run([PROGRAM, "--store", store, "init"], check=True)
    waiting = Waiting(store)
    if is_waited_for:
        waiting.start()
    start, wal = time.perf_counter(), 0
    job = subprocess.Popen([PROGRAM, "--store", store, "--today", TODAY, "import", folder], stdout=subprocess.DEVNULL)
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
    if is_waited_for:
        waiting.over = True
        waiting.join()
    return took, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, int(written) / 1e6, wal / 1e6, sorted(waiting.waits)


def import_held(store, folder):
    """One import more, which tells for how long it had the queue of writers to itself, in milliseconds."""
    subprocess.run([PROGRAM, "--store", store, "init"], check=True)
    w = timed([os.path.join(BUILD, "tests/bench/import_bench"), store, folder])[1].split('"')[0].split()
    os.remove(store)
    return {w[i]: float(w[i + 1]) for i in range(0, len(w) - 1, 2)}


def sqlite_import(folder, work):
    """Seconds sqlite3 needs to .import the same events with two indexes live."""
    files = [os.path.join(folder, a, "events.csv") for a in sorted(os.listdir(folder))
             if os.path.isdir(os.path.join(folder, a))]
    with open(files[0], encoding="utf-8", newline="") as f:
        columns = next(csv.reader(f))
    names = ", ".join(f'"{c}" TEXT' for c in columns)
    script = [f"create table event (agency TEXT, {names});",
              "create index by_person on event(agency, local_id);", "create index by_ref on event(agency, source_ref);",
              "begin;", f"create temp table t ({names});", ".mode csv"]
    for f in files:
        script += [f".import --skip 1 {f} t",
                   f"insert into event select '{os.path.basename(os.path.dirname(f))}', * from t;", "delete from t;"]
    return timed(["sqlite3", os.path.join(work, "plain.db")], input="\n".join(script + ["commit;"]))[0]


def bench_import(work):
    folder, store = os.path.join(work, "files"), os.path.join(work, "bench.db")
    subprocess.run([PROGRAM, "demo", "--people", str(PEOPLE), "--write", folder], check=True)
    ours, cpu, memory, written, wal, _ = import_watched(store, folder, False)
    plain = sqlite_import(folder, work)
    _, _, _, _, _, waits = import_watched(os.path.join(work, "waited.db"), folder, True)
    os.remove(os.path.join(work, "waited.db"))
    again, said = timed([PROGRAM, "--store", store, "--today", TODAY, "import", folder])
    folders = [os.path.join(folder, a) for a in os.listdir(folder) if os.path.isdir(os.path.join(folder, a))]
    events, records = (sum(rows_of(os.path.join(a, name)) for a in folders) for name in ("events.csv", "people.csv"))
    line(f"import of {events:,} events and {records:,} records, all work included",
         f"{ours:.2f} s ({cpu:.1f} of the processor), {events / ours:,.0f} events/s; sqlite3 {plain:.2f} s, ratio {plain / ours:.2f}",
         ">= 1/5 of sqlite3 .import", plain / ours >= 0.2)
    line("the same: memory; written; -wal beside the store",
         f"{memory:,.0f} MiB; {written:,.0f} MB; {wal:,.0f} MB, store {os.stat(store).st_size / 1e6:,.0f} MB",
         "no more -wal than store", wal <= os.stat(store).st_size / 1e6 * 1.1)
    line(f"a worker who wants to write meanwhile, linking included, waits ({len(waits)} times)",
         f"p99 {waits[int(len(waits) * .99)] * 1000:.0f} ms, at most {waits[-1] * 1000:,.0f} ms, the second longest "
         f"{waits[-2] * 1000:,.0f} ms", "<= 50 ms p99", waits[int(len(waits) * .99)] <= 0.05)
    held = import_held(os.path.join(work, "held.db"), folder)
    line(f"the same: the queue of writers is held, linking included ({held['holds']:,.0f} times)",
         f"at most {held['longest']:.0f} ms ({held['its_cpu']:.0f} of the processor), p99 {held['p99']:.0f} ms; the most of the "
         f"processor {held['most_cpu']:.0f} ms", "<= 50 ms", held["longest"] <= 50)
    line("the same again", f"{again:.2f} s", "says that nothing changed", "Nothing changed" in said)
    return store


def bench_judge(store):
    _, out = timed([os.path.join(BUILD, "tests/bench/judge_bench"), store])
    w = out.split()
    got = {w[i]: float(w[i + 1]) for i in range(0, len(w), 2)}
    rate = got["assessments"] / got["judge_seconds"]
    line(f"judging {got['assessments']:,.0f} assessments from the store",
         f"{rate:,.0f}/s; reading alone {got['sweep_seconds'] / got['judge_seconds']:.0%} of it", ">= 2,000,000/s",
         rate >= 2e6)


def records_only(work, people):
    """A folder with the made-up records of so many people, and nothing that happened to them."""
    folder, bare = os.path.join(work, f"all{people}"), os.path.join(work, f"bare{people}")
    subprocess.run([PROGRAM, "demo", "--people", str(people), "--write", folder], check=True, stdout=subprocess.DEVNULL)
    os.mkdir(bare)
    shutil.move(os.path.join(folder, "agencies.csv"), bare)
    for agency in os.listdir(folder):
        os.mkdir(os.path.join(bare, agency))
        shutil.move(os.path.join(folder, agency, "people.csv"), os.path.join(bare, agency))
    shutil.rmtree(folder)
    return bare


def newcomers(work, bare, n):
    """A folder of one agency more, with n of the same people, every other without an NHS number."""
    folder, rows = os.path.join(work, "newcomers"), []
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(os.path.join(folder, "LATE"))
    for agency in sorted(os.listdir(bare)):
        if os.path.isdir(os.path.join(bare, agency)) and len(rows) < n:
            with open(os.path.join(bare, agency, "people.csv"), encoding="utf-8", newline="") as f:
                head, *some = list(csv.reader(f))
            rows += some[::max(1, len(some) // n)][:n - len(rows)]
    with open(os.path.join(folder, "agencies.csv"), "w", encoding="utf-8") as f:
        f.write("code,name,sector\nLATE,Late,housing\n")
    with open(os.path.join(folder, "LATE", "people.csv"), "w", encoding="utf-8", newline="") as f:
        w = csv.writer(f)
        w.writerow(head)
        w.writerows([f"L{i}"] + ([""] if i % 2 else row[1:2]) + row[2:] for i, row in enumerate(rows))
    return folder


def sqlite_sort(store, work):
    """Seconds sqlite3 needs to copy what records are compared by in order, with an index on three fields."""
    columns = "id, nhs_number, family_name, given_name, date_of_birth, address, town, postcode, phone, email"
    script = [f"attach '{store}' as s;", "begin;",
              f"create table r as select {columns} from s.record order by family_name, given_name, date_of_birth;",
              "create index by_name on r(family_name, given_name);", "create index by_birth on r(date_of_birth);",
              "create index by_postcode on r(postcode);", "commit;"]
    place = os.path.join(work, "sorted.db")
    took = timed(["sqlite3", place], input="\n".join(script))[0]
    os.unlink(place)
    return took


def bench_link(work):
    """Everybody linked from nothing, at several sizes; then a thousand more."""
    program = os.path.join(BUILD, "tests/bench/link_bench")
    for people in LINKED:
        bare, store = records_only(work, people), os.path.join(work, f"link{people}.db")
        timed([PROGRAM, "--store", store, "--today", TODAY, "import", bare])
        plain = sqlite_sort(store, work)
        w = timed([program, store])[1].split()
        got = {w[i]: float(w[i + 1]) for i in range(0, len(w), 2)}
        is_million = got["records"] >= 1e6
        line(f"linking {got['records']:,.0f} records from nothing",
             f"{got['seconds']:.2f} s ({got['cpu']:.1f} of processor, {got['main']:.1f} of the first thread), {got['records'] / got['seconds']:,.0f} records/s, "
             f"{got['compared'] / got['seconds']:,.0f} pairs/s; sqlite3 sorts and indexes them in {plain:.2f} s, ratio {plain / got['seconds']:.2f}",
             "<= 15 s of 1,000,000", got["seconds"] <= 15 * got["records"] / 1e6 if is_million else None)
        line("the same: memory", f"{got['mib']:,.0f} MiB, {got['mib'] * 1048576 / got['records']:,.0f} bytes a record; "
             f"{got['compared']:,.0f} pairs looked at, {got['pairs']:,.0f} kept", "<= 1 GiB of 1,000,000",
             got["mib"] <= 1024 if is_million else None)
        folder = newcomers(work, bare, 1000)
        took = timed([PROGRAM, "--store", store, "--today", TODAY, "import", folder])[0]
        line(f"1,000 records more to these {got['records']:,.0f}, import and all", f"{took:.2f} s",
             "<= 1 s of linking to 1,000,000", took <= 1 if is_million else None)
        for path in (store, bare):
            shutil.rmtree(path) if os.path.isdir(path) else os.unlink(path)


def keys(term, names):
    got = [term.key(name) for name in names]
    return [len(b) for b, _ in got], [t for _, t in got]


def bench_screen(store):
    argv = [PROGRAM, "--store", store, "--today", TODAY]
    Terminal(argv).read() and None
    term = Terminal(argv)
    got, last = term.read(quiet=0.3)
    start = (last - term.start) * 1000
    line("start to first screen", f"{start:.0f} ms, {len(got):,} bytes", "<= 100 ms, <= 3,000 bytes",
         start <= 100 and len(got) <= 3000)
    term.key("3")
    for what, name, count, budget in (("line key inside the page", "j", 6, 100), ("page key", "PgDn", 5, 1800),
                                      ("line key at the edge", "j", 30, 250)):
        sizes, times = keys(term, [name] * count)
        line(what, f"{max(sizes):,} bytes, p95 {sorted(times)[int(len(times) * .95) - 1]:.1f} ms",
             f"<= {budget:,} bytes", max(sizes) <= budget)
    term.read(quiet=0.5)
    sent, cpu = term.idle(5)
    line("idle for 5 s", f"{sent} bytes, {cpu / 5:.2%} of a core", "0 bytes, <= 0.1 %", sent == 0 and cpu / 5 <= .001)
    line("memory of the dashboard", f"{term.memory_mib():.1f} MiB", "<= 30 MiB", term.memory_mib() <= 30)
    ends = [term.hang_up(), Terminal(argv, ignore_hangup=True)]
    ends[1].read()
    ends[1] = ends[1].hang_up()
    line("hang-up to exit; with SIGHUP ignored", "; ".join("never" if e is None else f"{e:.0f} ms" for e in ends),
         "<= 200 ms", all(e is not None and e <= 200 for e in ends))


def p95(times):
    return sorted(times)[max(0, int(len(times) * .95 + .5) - 1)]


def busy_person(store, work):
    """Takes in one person with 500 events at five agencies."""
    folder = os.path.join(work, "busy")
    for a in range(5):
        os.makedirs(os.path.join(folder, f"BENCH{a}"))
        with open(os.path.join(folder, f"BENCH{a}", "people.csv"), "w", encoding="utf-8") as f:
            f.write("local_id,family_name,given_name,date_of_birth,sex\nB1,Quillfeather,Tansy,1951-02-03,female\n")
        with open(os.path.join(folder, f"BENCH{a}", "events.csv"), "w", encoding="utf-8") as f:
            f.write("source_ref,local_id,kind,status,starts_on,title\n")
            for i in range(100):
                kind = ("contact", "assessment", "note", "review")[i % 4]
                f.write(f"B1-{i},B1,{kind},completed,{2016 + i % 10}-{1 + i % 12:02}-{1 + (i + a) % 28:02},Visit {i}\n")
    with open(os.path.join(folder, "agencies.csv"), "w", encoding="utf-8") as f:
        f.write("code,name,sector\n" + "".join(f"BENCH{a},Bench {a},nhs\n" for a in range(5)))
    timed([PROGRAM, "--store", store, "--today", TODAY, "import", folder])


def searching(store, query):
    """A dashboard in whose list of people the query was typed, and what each key took."""
    term = Terminal([PROGRAM, "--store", store, "--today", TODAY])
    term.read(quiet=0.3)
    term.key("2")
    term.key("/")
    return term, keys(term, query)[1]


def bench_search(store):
    """A query typed into the list of people, and the one found opened and left."""
    strokes, opened, left = [], [], []
    for query in ("okafor", "mohammed", "smith john", "s", "ax1 2", "1943", "peggy", "wojciehowski", "0112"):
        term, took = searching(store, query)
        strokes += took
        term.hang_up()
    for _ in range(5):
        term, _ = searching(store, "quillfeather")
        got, took = term.key("Enter", quiet=0.3)
        if b"QUILLFEATHER" not in got:
            sys.exit("the busy person could not be opened")
        opened.append(took)
        left.append(term.key("Esc", quiet=0.3)[1])
        term.hang_up()
    line("a keystroke of the search over everyone", f"p95 {p95(strokes):.0f} ms, at most {max(strokes):.0f}", "<= 50 ms p95",
         p95(strokes) <= 50)
    line("a person with 500 events to the screen", f"p95 {p95(opened):.0f} ms", "<= 30 ms p95", p95(opened) <= 30)
    line("Esc out of it", f"p95 {p95(left):.0f} ms", "<= 60 ms", p95(left) <= 60)


def bench_query(store):
    took = []
    for query in ("okafor", "mohammed", "smith 1943", "LS6", "peggy"):
        t, _ = timed_search(store, query)
        took.append(t)
    line("people QUERY, process and all (median of 5)", f"{statistics.median(took) * 1000:.0f} ms", "no budget", None)


def timed_search(store, query):
    start = time.perf_counter()
    out = subprocess.run([PROGRAM, "--store", store, "people", query, "--format", "csv"], capture_output=True, text=True)
    return time.perf_counter() - start, out.stdout


def spent(argv, **more):
    """Seconds of a processor and megabytes of memory that a program took."""
    child = subprocess.Popen(argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **more)
    _, status, used = os.wait4(child.pid, 0)
    if status:
        raise subprocess.CalledProcessError(status, argv)
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def bench_fhir(work):
    """NDJSON of a Bulk Data export, read and put together; beside the same lines parsed by
    Python's JSON, which is written in C."""
    folder = os.path.join(work, "fhir")
    lines = int(os.environ.get("BENCH_FHIR_LINES", "200000"))
    subprocess.run([sys.executable, os.path.join(os.path.dirname(os.path.abspath(__file__)), "fhir_lines.py"), str(lines), folder], check=True)
    files = [os.path.join(folder, name) for name in sorted(os.listdir(folder))]
    size = sum(os.path.getsize(f) for f in files) / 1e6
    parse, _ = spent([sys.executable, "-c", "import json, sys\nfor path in sys.argv[1:]:\n    for line in open(path, 'rb'):\n        json.loads(line)", *files])
    seconds, memory = spent([PROGRAM, "--store", os.path.join(work, "fhir.db"), "import", "--dry-run", folder])
    line("%d lines of FHIR NDJSON, %.0f MB, tried" % (lines, size), "%.0f MB/s, %.1f of a plain parse's" % (size / seconds, parse / seconds),
         ">= 40 MB/s", size / seconds >= 40)
    line("memory of it", "%.0f MiB" % memory, "<= 200 MiB", memory <= 200)
    shutil.rmtree(folder)


def everything_else(work):
    store = bench_import(work)
    bench_fhir(work)
    bench_judge(store)
    bench_query(store)
    bench_screen(store)
    busy_person(store, work)
    bench_search(store)


def main():
    work = tempfile.mkdtemp(prefix="throughline-bench-")
    try:
        if os.environ.get("BENCH_ONLY") != "link":
            everything_else(work)
        bench_link(work)
    finally:
        shutil.rmtree(work)
    wide = [max(len(r[i]) for r in rows) for i in range(4)]
    for r in rows:
        print("  ".join(c.ljust(w) for c, w in zip(r, wide)).rstrip())


main()
