"""The lines of many workers at once: at a human pace with a slow disk, without a pause, and
while some of them are killed; each compared at its end with what the workers were told.
Each is known with a role, leads some people, and says why where they open somebody else."""
import os
import re

from bench import pairs, timed

PACE, DAY = 5, 30  # seconds between two writes of one worker; of one run


def office(bench, workers, seconds, every, kill_every=0, slow_disk=False):
    env = dict(os.environ)
    if slow_disk:
        env["LD_PRELOAD"] = os.path.abspath(os.path.join(bench.build, "tests", "bench", "slow_fsync.so"))
    _, said = timed([bench.tool("office_bench"), bench.copy(), str(workers), str(seconds), str(every), str(kill_every)], env=env)
    return pairs(said), re.search('"(.*)"', said).group(1)


def told(got, wrong):
    return (f"{got['writes']:,.0f} writes, {got['looks']:,.0f} looks, {got['errors']:.0f} errors; "
            f"{'none lost or doubled' if got['holds'] else 'NOT as told'}" + (f": {wrong}" if wrong else ""))


def is_fine(got):
    return bool(got["holds"]) and not got["errors"]


def measure(bench):
    alone, _ = office(bench, 1, 5, 0.05, slow_disk=True)
    for workers in (50, 200):
        got, wrong = office(bench, workers, DAY, PACE, slow_disk=True)
        bench.line(f"{workers} workers, a write and a look every {PACE} s each, +2 ms per fsync",
                   f"write p99 {got['writes_p99']:.1f} ms, look p99 {got['looks_p99']:.1f} ms, -wal {got['wal']:.1f} MB; {told(got, wrong)}",
                   f"one alone: {alone['writes_p99']:.1f} and {alone['looks_p99']:.1f} ms", "<= 20 ms, <= 10 ms, <= 64 MB",
                   is_fine(got) and got["writes_p99"] <= 20 and got["looks_p99"] <= 10 and got["wal"] <= 67.2)
        got, wrong = office(bench, workers, 10, 0)
        most = max(got["writes_most"], got["looks_most"])
        bench.line(f"{workers} workers without a pause",
                   f"the longest wait {most / 1000:.2f} s, write p99 {got['writes_p99']:.0f} ms, -wal {got['wal']:.1f} MB; {told(got, wrong)}",
                   "", "<= 2 s, <= 64 MB", is_fine(got) and most <= 2000 and got["wal"] <= 67.2)
    got, wrong = office(bench, 50, 60, 0.2, 0.3)
    bench.line(f"50 workers for a minute, {got['kills']:.0f} of them killed", told(got, wrong), "", "none lost or doubled", is_fine(got))
    again, _ = timed(bench.argv(bench.last_copy, "doctor"))
    bench.line("the doctor after that", f"content, {again:.1f} s")
