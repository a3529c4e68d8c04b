"""The line of FHIR: NDJSON of a Bulk Data export read and put together, beside the same
lines parsed by Python's JSON, which is written in C; and its memory, at ten times the size too."""
import os
import shutil
import subprocess
import sys

from bench import HERE, spent

PARSE = "import json, sys\nfor path in sys.argv[1:]:\n    for line in open(path, 'rb'):\n        json.loads(line)"


def tried(bench, lines):
    """Megabytes, and what a plain parse and a try of as many lines took."""
    folder = bench.path("fhir")
    subprocess.run([sys.executable, os.path.join(HERE, "fhir_made.py"), str(lines), folder], check=True)
    files = [os.path.join(folder, name) for name in sorted(os.listdir(folder))]
    size = sum(os.path.getsize(f) for f in files) / 1e6
    parse = spent([sys.executable, "-c", PARSE, *files])
    ours = spent(bench.argv(bench.path("fhir.db"), "import", "--dry-run", folder))
    shutil.rmtree(folder)
    return size, parse, ours


def measure(bench):
    lines = int(os.environ.get("BENCH_FHIR_LINES", "1000000" if bench.is_full else "200000"))
    _, _, (_, _, least) = tried(bench, lines // 10)
    size, (_, parse, _), (clock, cpu, memory) = tried(bench, lines)
    bench.line(f"{lines:,} lines of FHIR NDJSON, {size:,.0f} MB, tried",
               f"{size / clock:.0f} MB/s, {size / cpu:.0f} MB/s of processor", f"{parse / cpu:.2f} of a plain parse's speed",
               ">= 40 MB/s", size / cpu >= 40)
    bench.line("its memory, and at a tenth of the size", f"{memory:.0f} MiB, {least:.0f} MiB", f"{memory / least:.1f} times",
               "<= 200 MiB", memory <= 200)
