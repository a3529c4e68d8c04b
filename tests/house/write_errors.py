#!/usr/bin/env python3
"""make coverage: of the calls in core and db to functions that write, through how many a failing disk's error has come
back, in the tests that let it fail (tests/lib/failing.h); then those through which none can, by the table
write_errors.tsv, and those through which none has.

A function writes that is given a transaction, or a work in one; so the house has it (include/store.h).  Given a work
as const it only reads.

    write_errors.py BUILD PLACES   PLACES: the folder in which the tests left where failures came through"""
import collections
import os
import re
import subprocess
import sys

DEFINED = re.compile(r"^(static )?enum status (\w+)\(([^{};]*)\)\s*\{", re.M)
WRITES = re.compile(r"(?<!const )struct (?:txn|work) \*")
TABLE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "write_errors.tsv")
CALL = re.compile(r"^\s*([0-9a-f]+):\s+call\s+[0-9a-f]+ <([^>+@]+)>")
LINE = re.compile(r"^\s*([0-9a-f]+):")


def writers():
    """Names of those that write, and of what runs a statement without rows; of a file's own with the file."""
    found = {"query_run"}
    for room in ("core", "db"):
        for folder, _, names in os.walk(room):
            for path in (os.path.join(folder, n) for n in names if n.endswith(".c")):
                with open(path, encoding="utf-8") as f:
                    found.update(m.group(2) if not m.group(1) else (path, m.group(2)) for m in DEFINED.finditer(f.read())
                                 if WRITES.search(m.group(3)))
    return found


def calls(program, names):
    """Of each call of such a name where it comes back to, from the program's first byte, and whom it calls."""
    start = next(int(l.split()[0], 16) for l in output("nm", program) if l.endswith(" __executable_start"))
    callee = None
    for line in output("objdump", "-d", "--no-show-raw-insn", program):
        at = LINE.match(line)
        if callee and at:
            yield int(at.group(1), 16) - start, int(at.group(1), 16), callee
        call = CALL.match(line)
        callee = call.group(2).split(".")[0] if call else None
        if callee not in names:
            callee = None


def output(*words):
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout.splitlines()


def places(program, addresses):
    """Of each address the function, and the file and line of the call before it."""
    said = subprocess.run(["addr2line", "-f", "-e", program], check=True, capture_output=True, text=True,
                          input="".join("%x\n" % (a - 1) for a in addresses)).stdout.splitlines()
    root = os.getcwd() + "/"
    for function, place in zip(said[::2], said[1::2]):
        yield function, re.sub(r" \(.*", "", place).replace(root, "")


def cannot():
    """By file, function and whom it calls: why nothing comes back there."""
    with open(TABLE, encoding="utf-8") as f:
        rows = [l.rstrip("\n").split("\t") for l in f if not l.startswith("#")]
    return {tuple(r[:3]): r[3] for r in rows}


def main():
    build, folder = sys.argv[1:]
    wanted, met, lacking = writers(), set(), {}
    called = {w if isinstance(w, str) else w[1] for w in wanted}
    for name in sorted(os.listdir(folder)):
        program = os.path.join(build, "tests", "unit", name)
        with open(os.path.join(folder, name), encoding="ascii") as f:
            failed = {int(l, 16) for l in f}
        found = list(calls(program, called))
        for (offset, _, callee), (function, place) in zip(found, places(program, [a for _, a, _ in found])):
            file = place.split(":")[0]
            if not file.startswith(("core/", "db/")) or not {callee, (file, callee)} & wanted:
                continue
            key = (place, callee)
            lacking[key] = function
            if offset in failed:
                met.add(key)
    reasons, left, apart = cannot(), collections.defaultdict(list), collections.defaultdict(list)
    for (place, callee), function in sorted(lacking.items()):
        file, line = place.split(":")
        if (place, callee) in met:
            continue
        why = reasons.get((file, function, callee))
        (left if why is None else apart)[file if why is None else why].append("%s%s calls %s" % (
            line + " " if why is None else file + " ", function, callee))
    print("%d of %d calls to what writes had a failing disk's error come back; through %d none can:" % (
        len(met), len(lacking), sum(len(v) for v in apart.values())))
    for why, those in sorted(apart.items()):
        print("  %s: %s" % (why, "; ".join(sorted(set(those)))))
    print("left:" if left else "none left")
    for file, those in sorted(left.items()):
        print("  %s: %s" % (file, "; ".join(those)))
    there = {(place.split(":")[0], function, callee) for (place, callee), function in lacking.items()}
    for row in sorted(set(reasons) - there):
        print("  %s names what is not there: %s" % (os.path.basename(TABLE), " ".join(row)))


main()
