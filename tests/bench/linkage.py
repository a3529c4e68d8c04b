#!/usr/bin/env python3
"""How well records are linked: every labelled set of $SHARED_DATA/linkage (record_id, entity_id, source and
what was recorded) is written as interchange files without its labels, imported into a store of its own,
exported with `export links` and scored against the labels, pair by pair.

  linkage.py [--curve] [--held] [--score SCORER] [NAME…]

No set has settings of its own.  `--held` measures the sets that are made from the given ones and by chance
(linkage_held.py, linkage_town.py); names are those of sets or the beginnings of such.  `--curve` adds precision and
recall at other thresholds for `likely`.  `--score` has a scorer of one's own (TRUTH.csv PREDICTED.csv --json) agree."""
import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter

import linkage_held

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
BUILD = os.environ.get("BUILD", os.path.join(ROOT, "build"))
PROGRAM = os.path.abspath(os.path.join(BUILD, "throughline"))
DATA = os.path.join(os.environ.get("SHARED_DATA", os.path.join(ROOT, "..", "shared", "data")), "linkage")
SETS = ("febrl1", "febrl2", "febrl3", "rldata500", "fake_1000", "historical_50k_half_a", "gen_10k_normal", "gen_10k_hard")
CURVE = ("-5", "-4", "-2", "0", "2", "4", "6", "8", "10", "14", "20")
FLOOR = 0.995  # what `certain` links must be right as often

# A labelled set's column, and what people.csv calls it.
COLUMNS = (("record_id", "local_id"), ("given_name", "given_name"), ("middle_name", "other_names"), ("surname", "family_name"),
           ("date_of_birth", "date_of_birth"), ("sex", "sex"), ("address", "address"), ("town", "town"),
           ("postcode", "postcode"), ("phone", "phone"), ("email", "email"), ("nhs_number", "nhs_number"))


def other_ids(value):
    if not value:
        return ""
    return "id=" + value.replace("%", "%25").replace(";", "%3B").replace("=", "%3D")


def read(name):
    with open(os.path.join(DATA, name + ".csv"), newline="", encoding="utf-8") as f:
        return list(csv.DictReader(f))


def convert(labelled, folder):
    """Writes interchange files; gives what entity each record is of."""
    truth, rows = {}, {}
    for r in labelled:
        truth[r["record_id"]] = r["entity_id"]
        row = [r.get(c, "") for c, _ in COLUMNS] + [other_ids(r.get("other_id", ""))]
        rows.setdefault(r["source"].upper(), []).append(row)
    os.makedirs(folder)
    with open(os.path.join(folder, "agencies.csv"), "w", newline="", encoding="utf-8") as f:
        csv.writer(f).writerows([["code", "name", "sector"]] + [[s, s.title(), "other"] for s in sorted(rows)])
    for source, people in rows.items():
        os.mkdir(os.path.join(folder, source))
        with open(os.path.join(folder, source, "people.csv"), "w", newline="", encoding="utf-8") as f:
            csv.writer(f).writerows([[name for _, name in COLUMNS] + ["other_ids"]] + people)
    return truth


def run(store, *words):
    return subprocess.run([PROGRAM, "--store", store] + list(words), check=True, capture_output=True, text=True).stdout


def people_of(store):
    rows = csv.DictReader(run(store, "export", "links").splitlines())
    return {r["local_id"]: r["person_id"] for r in rows}


def pairs(sizes):
    return sum(n * (n - 1) // 2 for n in sizes)


def score(truth, person):
    """Precision, recall and F1 over pairs of records; a record that is not there is a person of one."""
    found = {r: person.get(r, ("alone", r)) for r in truth}
    right = pairs(Counter((truth[r], found[r]) for r in truth).values())
    said, true = pairs(Counter(found.values()).values()), pairs(Counter(truth.values()).values())
    p, r = (right / said if said else 1.0), (right / true if true else 1.0)
    return p, r, (2 * p * r / (p + r) if p + r else 0.0)


def agrees(scorer, work, truth, person, mine):
    """A scorer of one's own on the same people."""
    paths = [os.path.join(work, "truth.csv"), os.path.join(work, "predicted.csv")]
    for path, name, rows in ((paths[0], "entity_id", truth), (paths[1], "cluster_id", person)):
        with open(path, "w", newline="", encoding="utf-8") as f:
            csv.writer(f).writerows([["record_id", name]] + list(rows.items()))
    out = json.loads(subprocess.run([sys.executable, scorer, "--json"] + paths, check=True, capture_output=True, text=True).stdout)
    return all(abs(out[k] - v) < 1e-5 for k, v in zip(("precision", "recall", "f1"), mine))


def measure(name, rows, work, curve, scorer):
    folder, store = os.path.join(work, name), os.path.join(work, name + ".db")
    truth = convert(rows, folder)
    start = time.perf_counter()
    run(store, "import", folder)
    took = time.perf_counter() - start
    certain = score(truth, people_of(store))
    start = time.perf_counter()
    run(store, "setting", "link.auto", "likely")
    again = time.perf_counter() - start
    person = people_of(store)
    likely = score(truth, person)
    print("| %-30s | %6d | %.4f | %.4f | %.4f | %.4f | %.4f | **%.4f** | %6.2f | %6.2f |%s" %
          ((name, len(truth)) + certain + likely + (took, again, " below the floor" if certain[0] < FLOOR else "")), flush=True)
    if scorer and not agrees(scorer, work, truth, person, likely):
        print("%s: the other scorer says otherwise" % name)
    for bits in CURVE if curve else ():
        run(store, "setting", "link.likely", bits)
        print("|   likely from %-15s |        |        |        |        | %.4f | %.4f | %.4f |        |        |" %
              ((bits + " bits",) + score(truth, people_of(store))), flush=True)
    shutil.rmtree(folder)
    return certain, likely


def chosen(words, is_held):
    given = {n: (lambda n=n: read(n)) for n in SETS if os.path.exists(os.path.join(DATA, n + ".csv"))}
    for n in SETS:
        if n not in given:
            print("skip - %s: no such set in %s" % (n, DATA))
    if not is_held:
        return {n: rows for n, rows in given.items() if not words or n in words}
    held = linkage_held.variants(read) if len(given) == len(SETS) else {}
    return {n: rows for n, rows in held.items() if not words or any(n.startswith(w) for w in words)}


def main():
    words = sys.argv[1:]
    scorer = words.pop(words.index("--score") + 1) if "--score" in words else None
    names = [w for w in words if not w.startswith("--")]
    work = tempfile.mkdtemp(prefix="throughline-linkage-")
    print("|                                |         | certain                  ||| likely                       |||        |        |")
    print("| set                            | records | P     | R      | F1     | P      | R      | F1         | import s | likely s |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    try:
        for name, rows in chosen(names, "--held" in words).items():
            measure(name, rows(), work, "--curve" in words, scorer)
    finally:
        shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    main()
