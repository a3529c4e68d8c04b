"""The lines of long lists: the queue of what was asked again, all of it read, put in order
and filtered on a screen in memory; milliseconds of processor."""
from bench import pairs, timed


def measure(bench):
    got = pairs(timed([bench.tool("lists_bench"), bench.store()])[1])
    rows = f"of {got['rows']:,.0f} rows"
    for what, name, budget in (("line key in a long list, p95", "line_p95_ms", 5), ("the same in another order, p95", "ordered_line_p95_ms", 5),
                               ("a list put in order by name", "by_name_ms", 100), ("the dearest letter of a filter", "letter_most_ms", 50),
                               ("the longest a key waits for a piece", "piece_most_ms", 100)):
        bench.line(what, f"{got[name]:.1f} ms", rows, f"<= {budget} ms", got[name] <= budget)
