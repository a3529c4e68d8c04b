#!/usr/bin/env python3
"""make bench: what DESIGN asks of speed, memory and bytes, measured on a made-up
locality of BENCH_PEOPLE people (default 20,000), each line beside its budget.
Times of imports and sweeps stand beside something measured in the same run."""
import csv
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from terminal import Terminal  # noqa: E402

BUILD = os.environ.get("BUILD", "build")
PROGRAM = os.path.abspath(os.path.join(BUILD, "throughline"))
PEOPLE = int(os.environ.get("BENCH_PEOPLE", "20000"))
rows = []


def line(what, value, budget, ok=None):
    rows.append((what, value, budget, "" if ok is None else ("met" if ok else "MISSED")))


def timed(argv, **more):
    start = time.perf_counter()
    out = subprocess.run(argv, check=True, capture_output=True, text=True, **more)
    return time.perf_counter() - start, out.stdout


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
    plain = sqlite_import(folder, work)
    ours, _ = timed([PROGRAM, "--store", store, "--today", "2025-11-21", "import", folder])
    again, said = timed([PROGRAM, "--store", store, "--today", "2025-11-21", "import", folder])
    events = sum(sum(1 for _ in open(os.path.join(folder, a, "events.csv"), encoding="utf-8")) - 1
                 for a in os.listdir(folder) if os.path.isdir(os.path.join(folder, a)))
    line(f"import of {events:,} events, all work included", f"{ours:.2f} s, {events / ours:,.0f}/s; sqlite3 {plain:.2f} s",
         ">= 1/5 of sqlite3 .import", plain / ours >= 0.2)
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


def keys(term, name, count):
    got = [term.key(name) for _ in range(count)]
    return [len(b) for b, _ in got], [t for _, t in got]


def bench_screen(store):
    argv = [PROGRAM, "--store", store, "--today", "2025-11-21"]
    Terminal(argv).read() and None
    term = Terminal(argv)
    got, last = term.read(quiet=0.3)
    start = (last - term.start) * 1000
    line("start to first screen", f"{start:.0f} ms, {len(got):,} bytes", "<= 100 ms, <= 3,000 bytes",
         start <= 100 and len(got) <= 3000)
    term.key("3")
    for what, name, count, budget in (("line key inside the page", "j", 6, 100), ("page key", "PgDn", 5, 1800),
                                      ("line key at the edge", "j", 30, 250)):
        sizes, times = keys(term, name, count)
        line(what, f"{max(sizes):,} bytes, p95 {sorted(times)[int(len(times) * .95) - 1]:.1f} ms",
             f"<= {budget:,} bytes", max(sizes) <= budget)
    sent, cpu = term.idle(5)
    line("idle for 5 s", f"{sent} bytes, {cpu / 5:.2%} of a core", "0 bytes, <= 0.1 %", sent == 0 and cpu / 5 <= .001)
    line("memory of the dashboard", f"{term.memory_mib():.1f} MiB", "<= 30 MiB", term.memory_mib() <= 30)
    ends = [term.hang_up(), Terminal(argv, ignore_hangup=True)]
    ends[1].read()
    ends[1] = ends[1].hang_up()
    line("hang-up to exit; with SIGHUP ignored", "; ".join("never" if e is None else f"{e:.0f} ms" for e in ends),
         "<= 200 ms", all(e is not None and e <= 200 for e in ends))


def bench_search(store):
    took = []
    for query in ("okafor", "mohammed", "smith 1943", "LS6", "peggy"):
        t, _ = timed_search(store, query)
        took.append(t)
    line("people QUERY, process and all (median of 5)", f"{statistics.median(took) * 1000:.0f} ms", "no budget", None)


def timed_search(store, query):
    start = time.perf_counter()
    out = subprocess.run([PROGRAM, "--store", store, "people", query, "--format", "csv"], capture_output=True, text=True)
    return time.perf_counter() - start, out.stdout


def main():
    work = tempfile.mkdtemp(prefix="throughline-bench-")
    try:
        store = bench_import(work)
        bench_judge(store)
        bench_search(store)
        bench_screen(store)
    finally:
        shutil.rmtree(work)
    wide = [max(len(r[i]) for r in rows) for i in range(4)]
    for r in rows:
        print("  ".join(c.ljust(w) for c, w in zip(r, wide)).rstrip())


main()
