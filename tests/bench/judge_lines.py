"""The lines of judging: everybody's assessments from the store to findings in memory, beside
a bare pass over the rows that this reads; and those findings written, beside sqlite3 putting
as many rows into a table with two indexes."""
import os

from bench import pairs, timed


def sqlite_rows(bench, n):
    """Seconds that sqlite3 needs to put so many rows of a finding's width."""
    place = bench.path("rows.db")
    script = ("create table f (id integer primary key, person, event, kind, stage, day, text);"
              "create unique index by_event on f(event, kind); create index by_stage on f(stage, day); begin;"
              f"with recursive c(i) as (select 1 union all select i + 1 from c where i < {n}) "
              "insert into f select i, i / 3, i * 7919 % 1000003 * 10 + i % 10, i % 3, i % 5, 20000 + i % 400, 'CA-NEEDS' from c; commit;")
    took = timed(["sqlite3", place], input=script)[0]
    os.remove(place)
    return took


def measure(bench):
    got = pairs(timed([bench.tool("judge_bench"), bench.store()])[1])
    rate, written = got["assessments"] / got["judge_seconds"], got["findings"] / got["write_seconds"]
    plain = sqlite_rows(bench, int(got["findings"]))
    bench.line(f"judging {got['assessments']:,.0f} assessments among {got['events']:,.0f} events, from the store", f"{rate:,.0f}/s ({got['judge_cpu']:.2f} s of processor, {got['judge_first']:.2f} of the first thread)",
               f"{got['sweep_seconds'] / got['judge_seconds']:.2f} of it is reading alone", ">= 2,000,000/s", rate >= 2e6)
    bench.line(f"writing its {got['findings']:,.0f} findings", f"{written:,.0f}/s ({got['write_cpu']:.2f} s of processor)",
               f"{plain / got['write_seconds']:.2f} of sqlite3's bare rows", ">= 100,000/s", written >= 1e5)
