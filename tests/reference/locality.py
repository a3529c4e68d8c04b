#!/usr/bin/env python3
"""Writes a made-up locality in the interchange format, dense with the edges of the rule.

    locality.py --seed S --people N --out DIR --today 2025-11-21 [--readings]

The same arguments give the same files. Nobody in it exists; NHS numbers are of
the 999 range. Records of one person share name, birth date, NHS number and the
identifier `truth`, so that linking is never in doubt; people share nothing.

--readings adds what rests on a choice in READINGS.md rather than on the plain
text (conflicting repeats of a domain, source_refs with a colon, ...).
Seeds that 4 divides also have an agency UNKNOWN.
"""

import argparse
import csv
import datetime
import os
import random

AGENCIES = [("ASC", "Hollowmere Council adult social care", "adult_care"),
            ("ASC-EAST", "Eastmarch Council adult social care", "adult_care"),
            ("RIVER-NHS", "Made-up Riverside NHS Trust", "nhs"),
            ("VOL1", "Lantern Hill Neighbours", "voluntary")]
UNKNOWN = ("UNKNOWN", "not stated", "other")

DOMAINS = ["HEALTH", "MEDS", "NUTRI", "PCARE", "CONT", "MOBIL", "SKIN", "COGN", "MOOD", "RISK",
           "COMM", "HOME", "MONEY", "SOCIAL", "OCCUP", "CARER", "SAFEG", "SUBST", "PAIN", "CHILD"]
DEPTHS = ["contact", "overview", "specialist", "comprehensive"]

# Instruments that meet each other, in families; a twin is taken from the same family.
FAMILIES = [
    ["PRAPARE", "PRAPARE", "HVS", "WELLB", "HOUS-UK", "CA-SHORT"],
    ["CA-NEEDS", "CA-NEEDS", "CA-REVIEW", "CA-SHORT", "HDA", "REABL", "INTERRAI", "FACE", "PROV-INIT"],
    ["HDA", "REABL", "PROV-INIT", "OT-FUNC", "INTERRAI", "CH-PRE", "DN-HOL", "EHA"],
    ["MMSE", "MOCA", "BIMS", "6CIT", "GPCOG", "MAS", "MAS"],
    ["PHQ2", "PHQ9", "DEPSCR", "PHQ9T"],
    ["CHC-CL", "CHC-DST", "CHC-DST"],
    ["WATERLOW", "NORTON", "BRADEN", "PURPOSE-T"],
    ["BARTHEL", "KATZ", "CMS-GG"],
    ["TUG", "MORSE", "TINETTI"],
    ["HMIS-CRISIS", "HMIS-HOUSING"],
    ["CA-CARER", "CA-CARER", "CA-NEEDS"],
    ["OT-FUNC", "FALLS-MF", "CGA", "SALT", "CGA"],
    ["SUBSCR", "DAST10", "CRAFFT"],
]
RARE = ["MCA", "NEWS2", "DASH", "HONOS", "MHSC", "EOLA", "SW-SOCIAL", "ACP", "NOMS", "PEG",
        "PAINNRS", "MHANDL", "S42", "DIALOG", "MEDREC", "CFA", "GAD7", "AUDITC", "MUST", "CA-FIN"]

# Codes that the catalogue maps (system, code), one or more for some instruments.
CODES = {
    "PRAPARE": [("http://loinc.org", "93025-5"), ("http://snomed.info/sct", "710824005")],
    "CA-NEEDS": [("http://snomed.info/sct", "225343006")],
    "PHQ2": [("http://loinc.org", "55758-7")],
    "PHQ9": [("http://loinc.org", "44261-6"), ("http://snomed.info/sct", "715252007")],
    "DEPSCR": [("http://snomed.info/sct", "171207006")],
    "MMSE": [("http://loinc.org", "72106-8"), ("http://snomed.info/sct", "447316007")],
    "MOCA": [("http://loinc.org", "72172-0")],
    "BIMS": [("http://loinc.org", "54614-3"), ("http://loinc.org", "52491-8")],
    "WATERLOW": [("http://snomed.info/sct", "443846001")],
    "BARTHEL": [("http://snomed.info/sct", "273302005")],
    "CMS-GG": [("http://loinc.org", "95019-6"), ("http://loinc.org", "90540-6")],
    "TUG": [("http://snomed.info/sct", "444680009")],
}
# Instruments that others follow: often deep enough that only `follows` keeps them from answering.
FOLLOWED = ["PHQ2", "DEPSCR", "TUG", "MORSE", "HMIS-CRISIS", "SUBSCR", "CHC-CL"]
CHANGES = ["fall", "bereavement", "move", "carer_breakdown", "new_diagnosis", "medication_change",
           "dementia_or_stroke", "job_loss", "provider_failure", "turned_18"]

EVENT_COLUMNS = ["source_ref", "local_id", "kind", "starts_on", "ends_on", "status", "title",
                 "code_system", "code", "instrument", "domains", "depth", "valid_until", "subject",
                 "review_of", "reuses", "joint_with", "to_agency", "responded_on", "minutes", "resets"]
PEOPLE_COLUMNS = ["local_id", "nhs_number", "nhs_number_status", "family_name", "given_name",
                  "date_of_birth", "sex", "date_of_death", "other_ids"]

# Distances at which something ends: validity, max_days, 14 days to "passed", 28 to "together".
EDGES = [0, 1, 7, 14, 28, 30, 42, 90, 180]


def nhs_number(n):
    """The n-th valid NHS number of the 999 range, or None where the check digit fails."""
    digits = "999%06d" % n
    check = 11 - sum(int(c) * (10 - i) for i, c in enumerate(digits)) % 11
    return None if check == 10 else digits + str(0 if check == 11 else check)


class Names:
    """Names that no two people share."""

    def __init__(self, rng):
        self.rng = rng
        self.used = set()

    def make(self, syllables):
        while True:
            name = "".join(self.rng.choice("bdfghjklmnprstvwyz") + self.rng.choice("aeiou")
                           for _ in range(syllables)) + self.rng.choice(["", "n", "r", "s", "th"])
            if name not in self.used:
                self.used.add(name)
                return name.capitalize()


class Refs:
    """source_refs whose order is not that of their making; lengths and cases differ."""

    def __init__(self, rng, readings):
        self.rng = rng
        self.readings = readings
        self.used = set()

    def make(self):
        forms = ["E%d", "e%d", "Obs/%d", "%d", "A-%05d"] + (["V:%d"] if self.readings else [])
        while True:
            ref = self.rng.choice(forms) % self.rng.randrange(1, 100000)
            if ref not in self.used:
                self.used.add(ref)
                return ref


class PersonEvents:
    """Makes one person's events, each as a dict of the columns plus its agency."""

    def __init__(self, rng, agencies, records, refs, today, readings):
        self.rng = rng
        self.agencies = agencies            # all codes of the locality
        self.records = records              # [(agency, local_id)] of this person
        self.refs = refs                    # agency -> Refs
        self.today = today
        self.readings = readings
        self.events = []
        self.days = []                      # starts and ends so far
        self.family = rng.choice(FAMILIES)
        self.spread = rng.choice([20, 60, 120, 200])

    def chance(self, p):
        return self.rng.random() < p

    def day(self, n):
        return datetime.timedelta(days=n)

    # ---- when

    def pick_day(self):
        roll = self.rng.random()
        if self.days and roll < 0.40:
            gap = self.rng.choice(EDGES) + self.rng.choice([-1, 0, 0, 1])
            day = self.rng.choice(self.days) + self.day(gap)
            if day <= self.today:
                return day
        if self.days and roll < 0.60:
            return self.rng.choice(self.days)
        return self.today - self.day(self.rng.randrange(0, self.spread))

    def stamp(self, day):
        """A date, or a date-time with an offset."""
        if self.chance(0.65):
            return day.isoformat()
        clock = self.rng.choice(["00:00:00", "08:00:00", "09:30:00", "09:30:00", "14:05:30",
                                 "14:05:30.250", "23:59:59"])
        offset = self.rng.choice(["Z", "Z", "+01:00", "-05:00", "+13:00"])
        if self.readings and self.chance(0.3):
            offset = ""
            clock = self.rng.choice([clock, clock[:5]])
        return "%sT%s%s" % (day.isoformat(), clock, offset)

    def set_times(self, event, day):
        event["starts_on"] = self.stamp(day)
        self.days.append(day)
        roll = self.rng.random()
        end = None
        if roll < 0.22:
            end = day
        elif roll < 0.40:
            end = day + self.day(self.rng.randrange(1, 9))
        elif roll < 0.43:
            end = day - self.day(self.rng.randrange(1, 20))       # dropped
        if end is not None:
            event["ends_on"] = self.stamp(end)
            if end > day:
                self.days.append(end)

    # ---- what

    def entry(self, d):
        return d + (":" + self.rng.choice(DEPTHS) if self.chance(0.3) else "")

    def domain_list(self, few=8):
        chosen = self.rng.sample(DOMAINS, self.rng.randrange(1, few))
        entries = [self.entry(d) for d in chosen]
        if self.chance(0.2):
            entries.append(self.rng.choice(entries))                  # a repeat
        if self.readings and self.chance(0.3):
            entries.append(self.entry(self.rng.choice(chosen)))       # a conflicting repeat
        if self.chance(0.12):
            entries.insert(self.rng.randrange(len(entries) + 1), self.rng.choice(["TEETH", "FEET:overview"]))
        if self.chance(0.03):
            entries = ["TEETH"]
        return self.joined(entries)

    def joined(self, entries):
        return ";".join(entries) + (";" if self.chance(0.05) else "")

    def pick_instrument(self):
        roll = self.rng.random()
        if roll < 0.62:
            return self.rng.choice(self.family)
        if roll < 0.90:
            return self.rng.choice(self.rng.choice(FAMILIES))
        return self.rng.choice(RARE)

    def set_instrument(self, event, instrument):
        roll = self.rng.random()
        if instrument in CODES and roll < 0.35:
            system, code = self.rng.choice(CODES[instrument])
            event["code"] = code
            event["code_system"] = self.rng.choice([system, system, ""])
            if self.chance(0.15):
                event["instrument"] = "NOT-KNOWN"          # then the code's
            if self.chance(0.08):
                event["code_system"] = "urn:example:other"  # then neither
        elif roll < 0.93:
            event["instrument"] = instrument
            if self.chance(0.08):
                event["code_system"], event["code"] = self.rng.choice(CODES["PRAPARE"])
            elif self.chance(0.08):
                event["code_system"], event["code"] = "http://loinc.org", "00000-0"
        elif roll < 0.96:
            event["instrument"] = "NOT-KNOWN"
            event["code"] = "00000-0"

    def set_facts(self, event, instrument):
        if instrument:
            self.set_instrument(event, instrument)
        if self.chance(0.35) or (not instrument and self.chance(0.8)):
            event["domains"] = self.domain_list()
        if self.chance(0.6 if instrument in FOLLOWED else 0.25):
            event["depth"] = self.rng.choice(DEPTHS + ["overview"])
        if self.chance(0.07):
            event["subject"] = self.rng.choice(["carer", "person"])
        if self.chance(0.09):
            event["joint_with"] = self.joined(self.rng.sample(self.agencies, self.rng.randrange(1, 3)))
            if self.chance(0.2):
                event["joint_with"] = event["joint_with"].lower()

    def set_validity(self, event):
        if self.chance(0.10):
            gap = self.rng.choice([0, 3, 10, 30, 90, 365])
            day = self.rng.choice(self.days) + self.day(gap)
            event["valid_until"] = self.stamp(day)

    # ---- one of each kind

    def blank(self, kind):
        agency, local_id = self.rng.choice(self.records)
        event = dict.fromkeys(EVENT_COLUMNS, "")
        event.update(agency=agency, local_id=local_id, kind=kind,
                     source_ref=self.refs[agency].make())
        self.events.append(event)
        return event

    def other_status(self):
        return self.rng.choice(["cancelled", "declined", "not-attended", "entered-in-error"])

    def set_status_and_times(self, event, day):
        roll = self.rng.random()
        if roll < 0.62:
            event["status"] = self.rng.choice(["", "completed"])
        elif roll < 0.82:
            event["status"] = "planned"
            if self.chance(0.75):
                near = self.rng.choice([-30, -16, -15, -14, -13, -1, 0, 1, 2, 12, 13, 14, 27, 28, 29])
                day = self.today + self.day(near)
        elif roll < 0.92:
            event["status"] = "in-progress"
            if self.chance(0.5):
                day = self.today - self.day(self.rng.choice([0, 0, 1, 5, 13, 27, 28, 29]))
        else:
            event["status"] = self.other_status()
        self.set_times(event, day)

    def add_assessment(self, day=None, instrument=None):
        event = self.blank("assessment")
        if instrument is None:
            instrument = "" if self.chance(0.08) else self.pick_instrument()
        self.set_status_and_times(event, day or self.pick_day())
        self.set_facts(event, instrument)
        self.set_validity(event)
        if self.chance(0.04):
            event["review_of"] = "?"
        if self.chance(0.04):
            event["reuses"] = "?"
        if self.chance(0.04):
            event["resets"] = self.domain_list(6)
        return event

    def add_twins(self):
        """Two of one family close together: joint ones, repeats of a day, planned pairs."""
        first = self.add_assessment()
        day = datetime.date.fromisoformat(first["starts_on"][:10])
        gap = self.rng.choice([0, 0, 1, 1, 2, 2, 7, 27, 28, 29])
        second = self.add_assessment(day + self.day(gap), self.rng.choice(self.family))
        if self.chance(0.5):
            second["status"] = first["status"]
            second["starts_on"], second["ends_on"] = self.stamp(day + self.day(gap)), ""
        if self.chance(0.4):
            named, naming = self.rng.sample([first, second], 2)
            naming["joint_with"] = self.joined([self.rng.choice([named, named, naming])["agency"]])
        if self.chance(0.3):                               # each deeper in something: ties
            chosen = self.rng.sample(DOMAINS, self.rng.randrange(2, 6))
            for event in (first, second):
                event["domains"] = self.joined([d + self.rng.choice(["", ":overview", ":specialist"])
                                                for d in chosen])

    def add_review(self):
        event = self.blank("review")
        self.set_status_and_times(event, self.pick_day())
        if self.chance(0.35):
            event["status"] = ""
        if self.chance(0.3):
            self.set_facts(event, self.rng.choice(self.family) if self.chance(0.6) else "")
        self.set_validity(event)
        if self.chance(0.75):
            event["review_of"] = "?"

    def add_request(self):
        event = self.blank("request")
        day = self.pick_day()
        if self.chance(0.1):
            day = self.today + self.day(3)
        event["status"] = self.rng.choice(["", "planned", "planned", "in-progress", "completed",
                                           self.other_status()])
        self.set_times(event, day)
        self.set_facts(event, self.pick_instrument() if self.chance(0.85) else "")
        if self.chance(0.85):
            event["to_agency"] = self.rng.choice(self.agencies)
            if self.chance(0.1):
                event["to_agency"] = event["to_agency"].lower()
        if self.chance(0.2):
            event["responded_on"] = self.stamp(day + self.day(2))
        if self.chance(0.03):
            event["review_of"] = "?"
        if self.chance(0.03):
            event["reuses"] = "?"
        if self.chance(0.03):
            event["resets"] = self.domain_list(4)

    def set_loose_status(self, event):
        event["status"] = self.rng.choice(["", "", "completed", "in-progress", "planned",
                                           self.other_status()])

    def add_change(self):
        event = self.blank("change")
        self.set_times(event, self.pick_day())
        self.set_loose_status(event)
        event["code"] = self.rng.choice(CHANGES + ["not_a_change", ""])
        event["code_system"] = self.rng.choice(["", "", "urn:example:changes"])
        roll = self.rng.random()
        if roll < 0.25:
            event["resets"] = self.domain_list(4)
        elif roll < 0.35:
            event["resets"] = "none"

    def add_concern(self):
        event = self.blank("concern")
        self.set_times(event, self.pick_day())
        self.set_loose_status(event)
        if self.chance(0.7):
            event["resets"] = "none" if self.chance(0.1) else self.domain_list(5)

    def add_admission(self, day=None):
        event = self.blank("admission")
        day = day or self.pick_day()
        self.set_times(event, day)
        self.set_loose_status(event)
        if self.chance(0.6):
            nights = self.rng.choice([0, 1, 1, 2, 4, 9])
            event["ends_on"] = self.stamp(day + self.day(nights))
        if self.chance(0.25):
            event["resets"] = "none" if self.chance(0.4) else self.domain_list(5)
        if self.chance(0.35):                              # a transfer, or nearly one
            gap = self.rng.choice([0, 0, 1, 2, 3, 5])
            self.add_admission(day + self.day(gap))
            if self.chance(0.6):                           # what only the transfer could reset
                self.add_assessment(day + self.day(self.rng.randrange(gap + 1)))

    def add_other(self):
        event = self.blank(self.rng.choice(["contact", "service", "measure", "note", "plan",
                                            "discharge"]))
        self.set_times(event, self.pick_day())
        self.set_loose_status(event)
        if self.chance(0.5):
            event["resets"] = "none" if self.chance(0.1) else self.domain_list(4)

    # ---- all together

    def point_at(self, event, strangers):
        """What a review (or a reuse) names: own or another agency's, nothing, a stranger's."""
        named = self.rng.choice(self.events)
        for _ in range(6):
            if named["kind"] in ("assessment", "review"):
                break
            named = self.rng.choice(self.events)
        roll = self.rng.random()
        if roll < 0.10:
            return self.rng.choice(["GONE-1", "VOL1:GONE-2", "NOBODY:E1"])
        if roll < 0.14 and strangers:
            named = self.rng.choice(strangers)
        if named["agency"] == event["agency"] and self.chance(0.7):
            return named["source_ref"]
        if self.chance(0.05):
            return named["source_ref"]          # right reference, but not of its own agency
        return "%s:%s" % (named["agency"], named["source_ref"])

    def make(self, strangers):
        wanted = self.rng.randrange(5, 41)
        makers = ([self.add_assessment] * 36 + [self.add_twins] * 9 + [self.add_review] * 10
                  + [self.add_request] * 9 + [self.add_change] * 2 + [self.add_concern] * 2
                  + [self.add_admission] * 3 + [self.add_other] * 2)
        while len(self.events) < wanted:
            self.rng.choice(makers)()
        for event in self.events:
            if event["review_of"] == "?":
                event["review_of"] = self.point_at(event, strangers)
            if event["reuses"] == "?":
                named = self.rng.choice(self.events)
                event["reuses"] = self.rng.choice(["NOBODY:GONE", "%s:%s" % (named["agency"], named["source_ref"])])
        return self.events


def set_deaths(rng, records, events, today):
    """One or more records say when the person died, often on the day that something starts."""
    for _, record in rng.sample(records, rng.randrange(1, len(records) + 1)):
        died = today - datetime.timedelta(days=rng.randrange(0, 60))
        if rng.random() < 0.6:
            died = datetime.date.fromisoformat(rng.choice(events)["starts_on"][:10])
        record["date_of_death"] = died.isoformat()


def make_people(rng, agencies, count):
    """[(person, [(agency, people.csv row)])]"""
    names = Names(rng)
    births = set()
    numbers = (n for n in (nhs_number(i) for i in rng.sample(range(1000000), 2 * count + 10)) if n)
    counters = dict.fromkeys(agencies, 100)
    people = []
    for n in range(count):
        born = None
        while born is None or born in births:
            born = datetime.date(1925, 1, 1) + datetime.timedelta(days=rng.randrange(80 * 365))
        births.add(born)
        row = {"family_name": names.make(4), "given_name": names.make(3), "nhs_number": next(numbers),
               "nhs_number_status": "01", "date_of_birth": born.isoformat(),
               "sex": rng.choice(["female", "male"]), "other_ids": "truth=P%d" % (n + 1)}
        records = []
        for agency in rng.sample(agencies, rng.choice([1, 2, 2, 2, 3, 3, 3])):
            counters[agency] += rng.randrange(1, 9)
            records.append((agency, dict(row, local_id="%s%d" % (agency[0], counters[agency]),
                                         date_of_death="")))
        people.append(("P%d" % (n + 1), records))
    return people


def sent_again(rng, event):
    """The same (agency, source_ref) once more, further down its file: it replaces the former row."""
    again = dict(event)
    again["depth"] = rng.choice(DEPTHS)
    again["status"] = rng.choice(["completed", "planned", "entered-in-error"])
    again["ends_on"] = ""
    return again


def write_csv(path, columns, rows):
    with open(path, "w", encoding="utf-8", newline="") as f:
        out = csv.DictWriter(f, columns, extrasaction="ignore", lineterminator="\n")
        out.writeheader()
        out.writerows(rows)


def write_locality(folder, seed, count, today, readings=False):
    rng = random.Random("%d/%d/%s" % (seed, count, today))
    listed = AGENCIES + ([UNKNOWN] if seed % 4 == 0 else [])
    agencies = [code for code, _, _ in listed]
    refs = {code: Refs(rng, readings) for code in agencies}
    people = make_people(rng, agencies, count)
    all_events = []
    for _, records in people:
        maker = PersonEvents(rng, agencies, [(a, r["local_id"]) for a, r in records], refs, today, readings)
        events = maker.make(all_events[-40:])
        if rng.random() < 0.12:
            set_deaths(rng, records, events, today)
        all_events += events
    rng.shuffle(all_events)
    all_events += [sent_again(rng, event) for event in all_events if rng.random() < 0.01]
    os.makedirs(folder, exist_ok=True)
    write_csv(os.path.join(folder, "agencies.csv"), ["code", "name", "sector"],
              [dict(code=c, name=n, sector=s) for c, n, s in listed])
    for agency in agencies:
        path = os.path.join(folder, agency)
        os.makedirs(path, exist_ok=True)
        write_csv(os.path.join(path, "people.csv"), PEOPLE_COLUMNS,
                  [row for _, records in people for a, row in records if a == agency])
        columns = EVENT_COLUMNS[:]
        rng.shuffle(columns)                                 # the order is free
        write_csv(os.path.join(path, "events.csv"), columns,
                  [e for e in all_events if e["agency"] == agency])


def main():
    parser = argparse.ArgumentParser(description="a made-up locality full of edges")
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--people", type=int, required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--today", type=datetime.date.fromisoformat, default=datetime.date(2025, 11, 21))
    parser.add_argument("--readings", action="store_true")
    args = parser.parse_args()
    write_locality(args.out, args.seed, args.people, args.today, args.readings)


if __name__ == "__main__":
    main()
