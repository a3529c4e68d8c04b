#!/usr/bin/env python3
"""Holds the program's duplicates against rule.py's, on made-up localities.

    compare.py --program build/throughline --catalogue DIR [--seeds 1-20] [--people 60]
               [--today 2025-11-21] [--readings] [--links truth|program] [--keep DIR]

For each seed: writes a locality, imports it into a new store, asks for `duplicates` and `duplicates
--same-agency`, and compares every column but person_id and the order. Who is who is compared by
itself first (`export links`): people linked otherwise than the localities mean are an error of
linking, not of the rule; --links program then judges by the program's own links.
Ends with 1 at the first seed that differs, with 2 when the program does not run.
"""

import argparse
import collections
import csv
import datetime
import io
import os
import subprocess
import sys
import tempfile
from fractions import Fraction

import locality
import rule

COMPARED = ["agency", "source_ref", "instrument", "on", "stage", "kind", "policy", "coverage", "domains",
            "evidence", "state"]
SHOWN_DIFFERENCES = 3


class ProgramFailed(Exception):
    pass


class Program:
    def __init__(self, path, store, today):
        self.base = [path, "--store", store, "--today", today]

    def run(self, *words, fine=(0,)):
        done = subprocess.run(self.base + list(words), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              stdin=subprocess.DEVNULL)
        if done.returncode not in fine:
            raise ProgramFailed("%s: status %d\n%s%s" % (
                " ".join(self.base + list(words)), done.returncode,
                done.stdout.decode("utf-8", "replace")[-2000:], done.stderr.decode("utf-8", "replace")[-2000:]))
        return done.stdout.decode("utf-8")

    def table(self, *words):
        # status 1 is > nothing found
        return list(csv.DictReader(io.StringIO(self.run(*words, fine=(0, 1)), newline="")))


def write_links(path, rows):
    with open(path, "w", encoding="utf-8", newline="") as f:
        out = csv.DictWriter(f, ["agency", "local_id", "person_id"], extrasaction="ignore", lineterminator="\n")
        out.writeheader()
        out.writerows(rows)


def groups(person_of):
    together = collections.defaultdict(set)
    for record, person in person_of.items():
        together[person].add(record)
    return {frozenset(records) for records in together.values()}


def linked_otherwise(truth, program):
    """Lines that say which people the program links otherwise; none when it agrees."""
    if not program:
        return []
    lines = []
    for records in sorted(groups(truth) - groups(program), key=sorted):
        names = ["%s:%s" % record for record in sorted(records)]
        held = {program.get(record, "(no record)") for record in records}
        lines.append("%s: meant as one person, the program has %d" % (", ".join(names), len(held)))
    return lines


def content(row):
    return tuple(row[column] for column in COMPARED)


def differences(ours, theirs):
    """[(address, kinds of finding, our rows, their rows)] that are not the same."""
    def by_address(rows):
        found = collections.defaultdict(collections.Counter)
        for row in rows:
            found[(row["agency"], row["source_ref"])][content(row)] += 1
        return found
    a, b = by_address(ours), by_address(theirs)
    return [(address, sorted((a[address] - b[address]).elements()), sorted((b[address] - a[address]).elements()))
            for address in sorted(set(a) | set(b)) if a[address] != b[address]]


def described(event):
    """One line of an event: only what it sent."""
    def when(moment):
        if moment is None:
            return ""
        clock = "" if moment.time is None else "T%02d:%02d:%02d" % moment.time[:3]
        return moment.date.isoformat() + clock
    parts = [when(event.start), ".. " + when(event.sent_end) if event.sent_end else "", event.address,
             event.kind, event.status]
    for name in ("instrument", "code_system", "code", "domains", "depth", "valid_until", "subject", "review_of",
                 "reuses", "to_agency", "responded_on", "resets"):
        value = getattr(event, name)
        if value:
            parts.append("%s=%s" % (name, value))
    if event.joint_with:
        parts.append("joint_with=" + ";".join(event.joint_with))
    return "  ".join(part for part in parts if part)


def show(found, people):
    for (agency, source_ref), ours, theirs in found[:SHOWN_DIFFERENCES]:
        print("%s:%s" % (agency, source_ref))
        for sign, rows in (("rule.py", ours), ("program", theirs)):
            for row in rows or [("(no such finding)",)]:
                print("  %s  %s" % (sign, ",".join(row)))
        for history in people:
            if (agency, source_ref) in history.by_address:
                if history.death:
                    print("      died %s" % history.death)
                for event in sorted(history.events, key=lambda e: (e.start.date, e.start.time or (), e.key)):
                    print("      %s%s" % ("> " if event.key == (agency.encode(), source_ref.encode()) else "  ",
                                          described(event)))
    if len(found) > SHOWN_DIFFERENCES:
        print("... and %d more addresses" % (len(found) - SHOWN_DIFFERENCES))


def compare_seed(args, seed, folder, catalogue):
    """The number of findings when all agree, else None (and says why)."""
    where = os.path.join(folder, "locality")
    locality.write_locality(where, seed, args.people, datetime.date.fromisoformat(args.today), args.readings)
    program = Program(args.program, os.path.join(folder, "store.db"), args.today)
    program.run("import", where)
    truth = rule.Locality(where)
    try:
        links = program.table("export", "links")
    except ProgramFailed:
        links = []                      # not there yet: then the truth is taken on trust
    held = {(row["agency"], row["local_id"]): row["person_id"] for row in links}
    otherwise = linked_otherwise(truth.person_of, held)
    for line in otherwise[:SHOWN_DIFFERENCES]:
        print("seed %d, linking: %s" % (seed, line))
    judged = truth
    if args.links == "program":
        write_links(os.path.join(folder, "links.csv"), links)
        judged = rule.Locality(where, rule.read_links(os.path.join(folder, "links.csv")))
    elif otherwise:
        return None
    count = 0
    for within in (False, True):
        words = ["duplicates"] + (["--same-agency"] if within else []) + ["--format", "csv"]
        theirs = program.table(*words)
        ours = rule.rows_of(judged, catalogue, rule.Moment(args.today), args.threshold, within)
        found = differences(ours, theirs)
        if found:
            print("seed %d, people %d, %s: %d findings by rule.py, %d by the program, %d addresses differ" % (
                seed, args.people, " ".join(words), len(ours), len(theirs), len(found)))
            show(found, [history for _, history in judged.histories(catalogue, rule.Moment(args.today))])
            return None
        count += len(ours)
    return count


def seeds_of(text):
    first, _, last = text.partition("-")
    return range(int(first), int(last or first) + 1)


def main():
    parser = argparse.ArgumentParser(description="the program's duplicates against rule.py's")
    parser.add_argument("--program", required=True)
    parser.add_argument("--catalogue", required=True)
    parser.add_argument("--seeds", type=seeds_of, default=seeds_of("1-20"))
    parser.add_argument("--people", type=int, default=60)
    parser.add_argument("--today", default="2025-11-21")
    parser.add_argument("--threshold", type=Fraction, default=Fraction(1, 2),
                        help="what the program's duplicate.threshold is")
    parser.add_argument("--readings", action="store_true", help="also what rests on READINGS.md")
    parser.add_argument("--links", choices=("truth", "program"), default="truth")
    parser.add_argument("--keep", metavar="DIR", help="leave the files there")
    args = parser.parse_args()
    catalogue = rule.Catalogue.read(args.catalogue)
    seeds, findings = 0, 0
    for seed in args.seeds:
        with tempfile.TemporaryDirectory() as temporary:
            folder = temporary
            if args.keep:
                folder = os.path.join(args.keep, "seed-%d" % seed)
                os.makedirs(folder)
            try:
                count = compare_seed(args, seed, folder, catalogue)
            except (ProgramFailed, OSError) as error:
                print("compare.py: seed %d: %s" % (seed, error), file=sys.stderr)
                return 2
        if count is None:
            return 1
        seeds += 1
        findings += count
    print("%d seeds, %d findings, all agree" % (seeds, findings))
    return 0


if __name__ == "__main__":
    sys.exit(main())
