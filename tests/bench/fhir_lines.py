"""The lines of FHIR: NDJSON of a Bulk Data export read and put together, beside the same
lines parsed by Python's JSON, which is written in C; its memory, at ten times the size too, and
that of the same resources in one Bundle."""
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
    whole = bundled(bench, files)
    shutil.rmtree(folder)
    return size, parse, ours, whole


def bundled(bench, files):
    """What a try of the same took where all of it is one Bundle."""
    path, between = bench.path("bundle.json"), ""
    with open(path, "w") as out:
        out.write('{"resourceType": "Bundle", "type": "collection", "entry": [')
        for name in files:
            for line in open(name):
                out.write('%s{"resource": %s}' % (between, line.rstrip("\n")))
                between = ",\n"
        out.write("]}")
    took = spent(bench.argv(bench.path("fhir.db"), "import", "--dry-run", path))
    os.remove(path)
    return took


def measure(bench):
    lines = int(os.environ.get("BENCH_FHIR_LINES", "1000000" if bench.is_full else "200000"))
    _, _, (_, _, least), _ = tried(bench, lines // 10)
    size, (_, parse, _), (clock, cpu, memory), whole = tried(bench, lines)
    bench.line(f"{lines:,} lines of FHIR NDJSON, {size:,.0f} MB, tried",
               f"{size / clock:.0f} MB/s, {size / cpu:.0f} MB/s of processor", f"{parse / cpu:.2f} of a plain parse's speed",
               ">= 40 MB/s", size / cpu >= 40)
    bench.line("its memory, and at a tenth of the size", f"{memory:.0f} MiB, {least:.0f} MiB", f"{memory / least:.1f} times",
               "<= 200 MiB", memory <= 200)
    bench.line("the same in one Bundle, tried", f"{size / whole[1]:.0f} MB/s of processor, {whole[2]:.0f} MiB",
               f"{whole[2] / memory:.1f} times the memory of lines", "<= 200 MiB", whole[2] <= 200)
