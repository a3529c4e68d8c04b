"""Labelled sets that nobody tuned the linker on, made from those there are by what may happen to any: a column is
missing, half of the people, several towns in one store, two sources without duplicates of their own, more people of
the same kind.  Each is name -> function that gives rows; the same name gives the same rows."""
import random

import linkage_town

DROPPED = ("nhs_number", "postcode", "phone", "date_of_birth", "address", "surname", "sex")


def without(rows, column):
    return [dict(r, **{column: ""}) for r in rows]


def half(rows, which, of=2):
    """By entity; which one is drawn by lot."""
    lot = {}
    for r in rows:
        lot.setdefault(r["entity_id"], random.Random("half " + r["entity_id"]).randrange(of))
    return [r for r in rows if lot[r["entity_id"]] == which]


def mixed(sets):
    return [dict(r, record_id="%s-%s" % (name, r["record_id"]), entity_id="%s-%s" % (name, r["entity_id"]))
            for name, rows in sets.items() for r in rows]


def two_sources(rows):
    """Originals and the first duplicate of each, as two sources that hold nobody twice."""
    kept, seen = [], set()
    for r in sorted(rows, key=lambda r: r["orig_record_id"]):
        source = "org" if r["orig_record_id"].endswith("-org") else "dup"
        if (source, r["entity_id"]) not in seen:
            seen.add((source, r["entity_id"]))
            kept.append(dict(r, source=source))
    return kept


def households(rows, seed):
    """About two thirds of the households, whole: who shares an address or a phone hangs together."""
    up = {}

    def top(x):
        while up.setdefault(x, x) != x:
            x = up[x]
        return x

    for r in rows:
        for link in (r["address"].lower() + r["postcode"].lower().replace(" ", "") if r["address"] and r["postcode"] else "",
                     r["phone"].replace(" ", "")[-9:] if r["phone"] else ""):
            if link:
                up[top(link)] = top(r["entity_id"])
    lot = {}
    for r in rows:
        home = top(r["entity_id"])
        lot.setdefault(home, random.Random("%s %s" % (seed, home)).random() < 0.65)
    return [r for r in rows if lot[top(r["entity_id"])]]


def names_and_dates(rows, records, seed):
    """More people of such names and birth dates; one record in ten is another's again, with one slip."""
    r = random.Random("names %s" % seed)
    given, family = [x["given_name"] for x in rows], [x["surname"] for x in rows]
    dates = [x["date_of_birth"] for x in rows]
    parts = ("ER", "IN", "MANN", "S", "EL", "KE", "LE", "RT", "BERG", "HOF", "BACH", "STEIN")
    out, seen = [], set()
    while len(out) < records * 9 // 10:
        g, f = r.choice(given), r.choice(family)
        if r.random() < 0.3:  # a larger town has names that a small one has not
            f = f[:r.randint(3, 5)] + r.choice(parts)
        d = "%s-%s-%s" % (r.choice(dates)[:4], r.choice(dates)[5:7], r.choice(dates)[8:])
        if d[5:] in ("02-29", "02-30", "02-31", "04-31", "06-31", "09-31", "11-31") or (g, f, d) in seen:
            continue
        seen.add((g, f, d))
        out.append({"given_name": g, "surname": f, "date_of_birth": d, "source": "A", "entity_id": "e%d" % len(out)})
    for x in r.sample(out, records - len(out)):
        x = dict(x)
        field = r.choice(("given_name", "surname", "date_of_birth"))
        if field == "date_of_birth":
            y, m, d = x[field].split("-")
            how = r.randrange(3)
            x[field] = "%04d-%s-%s" % ((int(y) + r.choice((-10, -1, 1, 10)), m, d) if how == 0 else
                                       (int(y), "%02d" % r.randint(1, 12), d) if how == 1 and int(d) < 29 else (int(y), m, "%02d" % r.randint(1, 28)))
        else:
            x[field] = linkage_town.slip(r, x[field]).upper()
        out.append(x)
    r.shuffle(out)
    return [dict({c: "" for c in linkage_town.COLUMNS}, **dict(x, record_id="n%06d" % i)) for i, x in enumerate(out)]


def enlarged(rows, seed):
    """Another such set beside it: the same records of people with other names, dates and numbers, moved letter by
    letter and day by day, so that what agrees and what differs stays as it was."""
    letters = "bcdfghjklmnpqrstvwxz", "aeiou"
    r = random.Random("enlarged %s" % seed)
    moved = {}
    for kind in letters:
        other = list(kind)
        r.shuffle(other)
        moved.update(zip(kind, other))
        moved.update(zip(kind.upper(), (c.upper() for c in other)))
    digit = dict(zip("0123456789", r.sample("0123456789", 10)))

    def other(row):
        out = dict(row, record_id="%s-%s" % (seed, row["record_id"]), entity_id="%s-%s" % (seed, row["entity_id"]))
        for c in ("given_name", "middle_name", "surname", "address", "town", "email"):
            out[c] = "".join(moved.get(x, x) for x in row[c])
        for c in ("phone", "postcode"):
            out[c] = "".join(digit.get(x, x) for x in row[c])
        out["nhs_number"] = ""
        return out

    return rows + [other(row) for row in rows]


def variants(read):
    """read(name) gives a given set's rows."""
    all_of = {}
    for name in ("gen_10k_normal", "gen_10k_hard", "fake_1000", "febrl3"):
        for column in DROPPED:
            if any(r[column] for r in read(name)):
                all_of["%s-without-%s" % (name, column)] = lambda n=name, c=column: without(read(n), c)
    for name in ("gen_10k_normal", "gen_10k_hard", "historical_50k_half_a", "fake_1000", "febrl3", "rldata500"):
        for which in (0, 1):
            all_of["%s-half-%d" % (name, which)] = lambda n=name, w=which: half(read(n), w)
    for name in ("febrl1", "febrl2", "febrl3"):
        all_of["%s-two-sources" % name] = lambda n=name: two_sources(read(n))
    for seed in (1, 2, 3):
        for name in ("gen_10k_normal", "gen_10k_hard"):
            all_of["%s-households-%d" % (name, seed)] = lambda n=name, s=seed: households(read(n), s)
        all_of["town-%d" % seed] = lambda s=seed: linkage_town.town(10000, s)
        all_of["town-hard-%d" % seed] = lambda s=seed: linkage_town.town(10000, s, 2.0)
    for seed in (1, 2):
        all_of["names-and-dates-%d" % seed] = lambda s=seed: names_and_dates(read("rldata500"), 10000, s)
    all_of["fake_1000-enlarged"] = lambda: enlarged(enlarged(read("fake_1000"), 1), 2)
    all_of["mixed"] = lambda: mixed({n: read(n) for n in ("febrl2", "gen_10k_normal", "fake_1000", "rldata500")})
    all_of["mixed-hard"] = lambda: mixed({n: read(n) for n in ("febrl3", "gen_10k_hard", "fake_1000")})
    return all_of
