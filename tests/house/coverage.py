#!/usr/bin/env python3
"""make coverage: of each room, how many lines and branches the suite has reached, by gcov; then
the files of which most lines were not.  Fails below what is asked of the rooms together.

    coverage.py BUILD ROOM…"""
import json
import os
import subprocess
import sys

LINES, BRANCHES, SHOWN = 90, 75, 25  # per cent asked; files shown


def reached(build, room):
    """Of each source file of the room: lines, those reached, branches, those taken."""
    out = {}
    for folder, _, names in os.walk(os.path.join(build, room)):
        objects = [os.path.join(folder, n) for n in names if n.endswith(".gcno")]
        if not objects:
            continue
        said = subprocess.run(["gcov", "--json-format", "--stdout", "--branch-probabilities", *objects],
                              check=True, capture_output=True, text=True).stdout
        for line in said.splitlines():
            for file in json.loads(line)["files"]:
                if file["file"].startswith(room + "/") and file["file"].endswith(".c"):
                    lines = file["lines"]
                    branches = [b for l in lines for b in l["branches"] if not b.get("throw")]
                    out[file["file"]] = (len(lines), sum(l["count"] > 0 for l in lines),
                                         len(branches), sum(b["count"] > 0 for b in branches))
    return out


def share(part, whole):
    return 100 * part / whole if whole else 100


def main():
    build, rooms = sys.argv[1], sys.argv[2:]
    files = {}
    for room in rooms:
        of_room = reached(build, room)
        files.update(of_room)
        total = [sum(f[i] for f in of_room.values()) for i in range(4)]
        print(f"{room}: lines {share(total[1], total[0]):.1f} % of {total[0]:,}, branches {share(total[3], total[2]):.1f} % of {total[2]:,}")
    for name, f in sorted(files.items(), key=lambda x: x[1][1] - x[1][0])[:SHOWN]:
        print(f"  {f[0] - f[1]:5} lines not reached of {f[0]:4}, branches {share(f[3], f[2]):3.0f} %  {name}")
    total = [sum(f[i] for f in files.values()) for i in range(4)]
    lines, branches = share(total[1], total[0]), share(total[3], total[2])
    print(f"together: lines {lines:.1f} % (asked {LINES}), branches {branches:.1f} % (asked {BRANCHES})")
    sys.exit(lines < LINES or branches < BRANCHES)


main()
