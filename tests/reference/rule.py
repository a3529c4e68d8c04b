#!/usr/bin/env python3
"""The rule for duplicates (DESIGN.md section 5), a second time, in plain Python.

Reads a folder in the interchange format and prints what `throughline
duplicates --format csv` should print. It is written to be held against the
text, sentence by sentence: the design is quoted (">") beside each function.
Where the text leaves room, READINGS.md says what was chosen; "R1", "R2" ...
below are its numbers.

    rule.py FOLDER --catalogue DIR --today 2025-11-21 [--threshold N/D]
            [--same-agency] [--links FILE]
"""

import argparse
import csv
import datetime
import os
import re
import sys
from fractions import Fraction

UNKNOWN_AGENCY = "UNKNOWN"
JUDGED_STATUSES = ("planned", "in-progress", "completed")
STATUSES = JUDGED_STATUSES + ("cancelled", "declined", "not-attended", "entered-in-error")
KINDS = ("request", "assessment", "plan", "service", "review", "contact", "admission", "discharge",
         "concern", "change", "measure", "view", "warning", "note")
DEPTH_RANK = {"contact": 0, "overview": 1, "specialist": 2, "comprehensive": 2}
ADMISSION_RESETS = ("HEALTH", "MEDS", "NUTRI", "PCARE", "CONT", "MOBIL", "SKIN", "COGN")
COLUMNS = ["person_id", "agency", "source_ref", "instrument", "on", "stage", "kind", "policy",
           "coverage", "domains", "evidence", "state"]


# ---------------------------------------------------------------- times

class Moment:
    """A civil date, with a time of day or without.

    > Times are civil time as written: an offset is kept, not applied.
    """

    PATTERN = re.compile(r"(\d{4})-(\d\d)-(\d\d)"
                         r"(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(\.\d+)?)?([Zz]|[+-]\d\d:\d\d)?)?$")

    def __init__(self, text):
        m = self.PATTERN.match(text)
        if not m:
            raise ValueError("no date: %r" % text)
        self.date = datetime.date(int(m.group(1)), int(m.group(2)), int(m.group(3)))
        self.time = None
        if m.group(4) is not None:
            self.time = (int(m.group(4)), int(m.group(5)), int(m.group(6) or 0),
                         Fraction("0" + m.group(7)) if m.group(7) else Fraction(0))


def before(x, y):
    """> "X before Y" means: on an earlier date, or on the same date where both
    > carry a time and X's is earlier."""
    if x.date != y.date:
        return x.date < y.date
    return x.time is not None and y.time is not None and x.time < y.time


def days_apart(x, y):
    return abs((x.date - y.date).days)


# ---------------------------------------------------------------- the catalogue

def split_list(text):
    return [part.strip() for part in (text or "").split(";") if part.strip()]


class Catalogue:
    def __init__(self, domains, instruments, codes, changes):
        """Each argument: a list of rows (dicts) of the file of that name."""
        self.max_days = {row["domain"]: int(row["max_days"]) for row in domains}
        self.instruments = {row["code"]: row for row in instruments}
        self.codes = [(row["system"], row["code"], row["instrument"]) for row in codes]
        self.changes = {row["code"]: row["resets"] for row in changes}

    @classmethod
    def read(cls, folder):
        def rows(name):
            with open(os.path.join(folder, name), encoding="utf-8", newline="") as f:
                return list(csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE))
        return cls(rows("domains.tsv"), rows("instruments.tsv"), rows("instrument_codes.tsv"),
                   rows("changes.tsv"))

    def counted(self, d):
        """> Domains with max_days 0 (SAFEG, RISK) are never counted and never answered."""
        return self.max_days[d] > 0

    def known_domains(self, text):
        """> Unknown instruments, codes and domains are treated as absent.

        Gives {domain: own depth or None}. R4: of repeats, the deepest.
        """
        entries = {}
        for entry in split_list(text):
            d, _, depth = entry.partition(":")
            if d not in self.max_days:
                continue
            entries.setdefault(d, None)
            if depth in DEPTH_RANK and DEPTH_RANK[depth] > DEPTH_RANK.get(entries[d], -1):
                entries[d] = depth
        return entries

    def instrument_of_code(self, system, code):
        """> an empty code_system matches the code in any system"""
        for s, c, instrument in self.codes:
            if c == code and (system == "" or system == s) and instrument in self.instruments:
                return instrument
        return ""

    def instrument_of(self, event):
        """> its instrument (the one it names, if known, else the one its code maps to)"""
        if event.instrument in self.instruments:
            return event.instrument
        if event.code:
            return self.instrument_of_code(event.code_system, event.code)
        return ""

    def resets_of_change(self, code):
        """None when the code is unknown."""
        if code not in self.changes:
            return None
        if self.changes[code].strip() == "*":
            return set(self.max_days)
        return set(self.known_domains(self.changes[code]))


# ---------------------------------------------------------------- events

class Event:
    """One row of events.csv, as it was sent."""

    def __init__(self, row, agency):
        def field(name):
            return (row.get(name) or "").strip()
        self.agency = agency
        self.source_ref = field("source_ref")
        self.local_id = field("local_id")
        self.kind = field("kind")
        self.status = field("status") or "completed"
        self.start = Moment(field("starts_on"))
        self.sent_end = Moment(field("ends_on")) if field("ends_on") else None
        # > an ends_on before starts_on is dropped
        if self.sent_end and before(self.sent_end, self.start):
            self.sent_end = None
        # > end = ends_on, else start
        self.end = self.sent_end or self.start
        self.instrument = field("instrument")
        self.code_system = field("code_system")
        self.code = field("code")
        self.domains = field("domains")
        self.depth = field("depth")
        # > a date-time given where a date is meant (valid_until) counts by its date
        self.valid_until = Moment(field("valid_until")).date if field("valid_until") else None
        self.subject = field("subject")
        self.review_of = field("review_of")
        self.reuses = field("reuses")
        self.joint_with = [a.upper() for a in split_list(field("joint_with"))]
        self.to_agency = field("to_agency").upper()
        self.responded_on = field("responded_on")
        self.resets = field("resets")
        if not self.source_ref or self.kind not in KINDS or self.status not in STATUSES:
            raise ValueError("not an event: %r" % (row,))

    @property
    def key(self):
        """(agency, source_ref) as bytes: what > "greater (agency, source_ref)" compares."""
        return (self.agency.encode(), self.source_ref.encode())

    @property
    def address(self):
        return "%s:%s" % (self.agency, self.source_ref)


# ---------------------------------------------------------------- facts

class Facts:
    """What an assessment says, laid item by item over what is `below` it."""

    def __init__(self, below, instrument=None, group="", klass="", entries=None, depth="",
                 validity_days="", subject="", policy="", follows=None):
        self.instrument = instrument if instrument is not None else below.instrument
        self.group = group or below.group
        self.klass = klass or below.klass
        self.own_entries = entries or {}
        self.domains = set(self.own_entries) or below.domains
        self.own_depth = depth if depth in DEPTH_RANK else ""
        self.validity_days = int(validity_days) if validity_days != "" else below.validity_days
        self.subject = subject or below.subject
        self.policy = policy or below.policy
        self.follows = follows if follows is not None else below.follows
        self.below = below

    def depth_of(self, d):
        """> The depth of domain d is that of the event's own entry for d (COGN:overview), else the
        > depth sent, else the instrument's entry for d, else the instrument's depth, else overview.

        Said of an event over its instrument; a review over what it reviews goes the same way (R8).
        """
        return self.own_entries.get(d) or self.own_depth or self.below.depth_of(d)

    def depth_rank(self, d):
        return DEPTH_RANK[self.depth_of(d)]


class NothingSaid:
    """> What neither says: class needs, own group, subject person, policy advise, depth overview,
    > validity 90 days.  (Own group: a group of which this event is the only member.)"""

    def __init__(self, event):
        self.instrument = ""
        self.group = "only " + event.address
        self.klass = "needs"
        self.domains = set()
        self.validity_days = 90
        self.subject = "person"
        self.policy = "advise"
        self.follows = []

    def depth_of(self, d):
        return "overview"


# ---------------------------------------------------------------- one person

class Known:
    """An assessment or review that may answer: the A (and the O) of the rule."""

    def __init__(self, event, facts):
        self.event = event
        self.agency = event.agency
        self.start = event.start
        self.end = event.end
        self.facts = facts
        self.valid_until = event.valid_until


class Asked:
    """What is judged: the B of the rule."""

    def __init__(self, event, facts, agency, start, stage):
        self.event = event
        self.facts = facts
        self.agency = agency
        self.start = start
        self.stage = stage


class History:
    """All events of one person, and the earliest date of death that a record states."""

    def __init__(self, catalogue, today, events, deaths=()):
        self.catalogue = catalogue
        self.today = Moment(today) if isinstance(today, str) else today
        self.events = list(events)
        self.by_address = {(e.agency, e.source_ref): e for e in self.events}
        self.death = min(deaths) if deaths else None
        self.knowns = [Known(e, self.facts_of(e)) for e in self.events
                       if e.kind in ("assessment", "review") and e.status == "completed"]
        self.resetting = [(e, resets_of(e, self)) for e in self.events
                          if e.status in ("completed", "in-progress")]
        self.resetting = [(e, domains) for e, domains in self.resetting if domains]

    # ---- facts

    def facts_of(self, event, on_the_way=()):
        """> What it sends wins, item by item, over its instrument."""
        instrument = self.catalogue.instrument_of(event)
        if event.kind == "review" and not instrument:
            base = self.facts_reviewed(event, on_the_way + (event,))
        else:
            base = self.facts_of_instrument(instrument, event)
        return Facts(base, entries=self.catalogue.known_domains(event.domains), depth=event.depth,
                     subject=event.subject)

    def facts_of_instrument(self, instrument, event):
        nothing = NothingSaid(event)
        row = self.catalogue.instruments.get(instrument)
        if row is None:
            return nothing
        return Facts(nothing, instrument=instrument, group=row["group"], klass=row["class"],
                     entries=self.catalogue.known_domains(row["domains"]), depth=row["depth"],
                     validity_days=row["validity_days"], subject=row["subject"],
                     policy=row["policy"], follows=split_list(row["follows"]))

    def facts_reviewed(self, review, on_the_way):
        """> A review's facts: what it sends, item by item, over its own instrument, else the facts
        > (not the valid_until) of the assessment or review of that person that its review_of names,
        > else CA-REVIEW's.

        (valid_until is an item of the event alone here, so it is never handed on.)
        """
        target = self.named_by_review_of(review)
        if target is None or target in on_the_way:      # R9: a circle names nothing
            return self.facts_of_instrument("CA-REVIEW", review)
        return self.facts_of(target, on_the_way)

    def named_by_review_of(self, review):
        """> (a source_ref of its own agency, or AGENCY:source_ref)"""
        name = review.review_of
        agency, colon, ref = name.partition(":")
        for address in [(review.agency, name)] + ([(agency.upper(), ref)] if colon else []):
            event = self.by_address.get(address)
            if event is not None and event.kind in ("assessment", "review"):
                return event
        return None

    # ---- what is judged

    def counted_domains(self, facts):
        return {d for d in facts.domains if self.catalogue.counted(d)}

    def asked(self):
        """Everything that is judged, whether it names reuses or not."""
        found = []
        for event in self.events:
            b = self.asked_assessment(event) or self.asked_request(event)
            if b is not None and self.may_be_judged(b):
                found.append(b)
        return found

    def asked_assessment(self, event):
        """> B, what is judged: an assessment planned, in-progress or completed ..."""
        if event.kind != "assessment" or event.status not in JUDGED_STATUSES:
            return None
        return Asked(event, self.facts_of(event), event.agency, event.start,
                     stage_of_assessment(event, self.today))

    def asked_request(self, event):
        """> Also an open request with a to_agency and domains (its own, or its instrument's): judged
        > as an assessment of that agency starting today. A request is open when it has no
        > responded_on and its status is planned, in-progress or completed."""
        if event.kind != "request" or event.to_agency == "":
            return None
        if event.responded_on != "" or event.status not in JUDGED_STATUSES:
            return None
        return Asked(event, self.facts_of(event), event.to_agency, self.today, "requested")

    def may_be_judged(self, b):
        """> ... policy not `never`, with empty review_of, not starting after the earliest date of
        > death that any of the person's records states, with at least one counted domain."""
        return (b.facts.policy != "never"
                and b.event.review_of == ""
                and (self.death is None or b.start.date <= self.death)
                and len(self.counted_domains(b.facts)) > 0)


def stage_of_assessment(event, today):
    """> Stage: requested, planned, under-way (in-progress), done, passed (planned, started more than
    > 14 days ago)."""
    if event.status == "in-progress":
        return "under-way"
    if event.status == "completed":
        return "done"
    if (today.date - event.start.date).days > 14:
        return "passed"
    return "planned"


# ---------------------------------------------------------------- what resets what

def resets_of(event, history):
    """The domains that this event resets.

    > A change resets the domains in its resets, else those of its code (whatever the code_system),
    > else all; a concern and any other event only those in its resets. An admission resets its
    > resets, else HEALTH MEDS NUTRI PCARE CONT MOBIL SKIN COGN, and only if it spans a night and is
    > no transfer. resets=none resets nothing.
    """
    catalogue = history.catalogue
    if event.resets == "none":
        return set()
    own = set(catalogue.known_domains(event.resets))
    if event.kind == "change":
        if own:
            return own
        of_code = catalogue.resets_of_change(event.code)
        return set(catalogue.max_days) if of_code is None else of_code
    if event.kind == "admission":
        if not spans_a_night(event) or is_transfer(event, history):
            return set()
        return own or set(ADMISSION_RESETS) & set(catalogue.max_days)
    return own


def spans_a_night(admission):
    """> (ends on a later date, or has no end)"""
    return admission.sent_end is None or admission.sent_end.date > admission.start.date


def is_transfer(x, history):
    """> it does not begin inside another admission (completed or in-progress) that itself spans a
    > night and begins before it, nor on the day that one ends, nor on the day after; of two that
    > begin at once, the one with the greater (agency, source_ref) is the transfer"""
    for y in history.events:
        if y is x or y.kind != "admission" or y.status not in ("completed", "in-progress"):
            continue
        if not spans_a_night(y):
            continue
        if before(y.start, x.start) and begins_by_the_day_after(x, y):
            return True
        at_once = not before(y.start, x.start) and not before(x.start, y.start)     # R13
        if at_once and x.key > y.key:
            return True
    return False


def begins_by_the_day_after(x, y):
    """x begins inside y, on the day y ends, or on the day after (y begins before x is known)."""
    return y.sent_end is None or (x.start.date - y.sent_end.date).days <= 1


# ---------------------------------------------------------------- A answers domain d of B

def another_agency(a, b):
    """> agency UNKNOWN ("not stated"), which is never "another agency" """
    return a != b and a != UNKNOWN_AGENCY


def same_agency(a, b):
    return a == b


def condition_1(a, b, agency_fits):
    """> A is a completed assessment or a completed review (History.knowns), policy not `never`, of
    > another agency, with B's subject."""
    return (a.facts.policy != "never"
            and agency_fits(a.agency, b.agency)
            and a.facts.subject == b.facts.subject)


def condition_2(a, b, d, history):
    """> A's end is before B's start, and A is current for d on B's start date."""
    return before(a.end, b.start) and is_current(a, d, b.start.date, history)


def is_current(a, d, on, history):
    """> valid_until, when sent, holds for all its domains; otherwise it is current for domain d until
    > its end + the smaller of validity_days and max_days(d).   (R5: until that day, that day too.)"""
    if d not in a.facts.domains:
        return False
    if a.valid_until is not None:
        return on <= a.valid_until
    days = min(a.facts.validity_days, history.catalogue.max_days[d])
    return (on - a.end.date).days <= days


def condition_3(a, b, d):
    """> A can answer B: A's depth for d >= B's for d, and either both have the same group, or both
    > are of class needs and B's policy is not `same`."""
    if a.facts.depth_rank(d) < b.facts.depth_rank(d):
        return False
    same_group = a.facts.group == b.facts.group
    both_needs = a.facts.klass == "needs" and b.facts.klass == "needs"
    return same_group or (both_needs and b.facts.policy != "same")


def condition_4(a, b):
    """> A's instrument is not among those B's instrument follows."""
    return a.facts.instrument == "" or a.facts.instrument not in b.facts.follows


def condition_5(a, b):
    """> They were not done jointly: neither names the other's agency in joint_with with start dates
    > at most one day apart."""
    named = b.agency in a.event.joint_with or a.agency in b.event.joint_with
    return not (named and days_apart(a.start, b.start) <= 1)


def condition_6(a, b, d, history):
    """> Nothing has reset d since: no resetting event of that person other than B, of any agency,
    > completed or in-progress, with date(A's end) < date(its start) <= date(B's start); for a change
    > or concern, <= in place of the first <."""
    for event, domains in history.resetting:
        if event is b.event or d not in domains:
            continue
        if event.kind in ("change", "concern"):
            after_a = a.end.date <= event.start.date
        else:
            after_a = a.end.date < event.start.date
        if after_a and event.start.date <= b.start.date:
            return False
    return True


def condition_7(a, b, d, history):
    """> B's own agency has not answered d itself since: there is no O that fulfils 1 with "of B's
    > agency" in place of "of another agency", that ends after A's end (A's end is before O's end),
    > and for which 2, 3, 4 and 6 hold in A's place."""
    for o in history.knowns:
        if (condition_1(o, b, same_agency)
                and before(a.end, o.end)
                and condition_2(o, b, d, history)
                and condition_3(o, b, d)
                and condition_4(o, b)
                and condition_6(o, b, d, history)):
            return False
    return True


def answers(a, b, d, history, within_agency):
    """> A answers domain d of B when all of these hold.

    > Same agency: the same rule with "the same agency" in 1, without 7.
    """
    if not history.catalogue.counted(d):
        return False
    return (condition_1(a, b, same_agency if within_agency else another_agency)
            and condition_2(a, b, d, history)
            and condition_3(a, b, d)
            and condition_4(a, b)
            and condition_5(a, b)
            and condition_6(a, b, d, history)
            and (within_agency or condition_7(a, b, d, history)))


# ---------------------------------------------------------------- findings

class Finding:
    def __init__(self, b, kind, coverage, domains, evidence):
        self.agency = b.event.agency            # > addressed by the request's own agency and
        self.source_ref = b.event.source_ref    # > source_ref; `on` is its own date
        self.on = b.event.start.date.isoformat()
        self.instrument = b.facts.instrument
        self.policy = b.facts.policy
        self.stage = b.stage
        self.kind = kind
        self.coverage = coverage
        self.domains = set(domains)
        self.evidence = {a.event.address for a in evidence}

    def row(self, person):
        return {"person_id": person, "agency": self.agency, "source_ref": self.source_ref,
                "instrument": self.instrument, "on": self.on, "stage": self.stage,
                "kind": self.kind, "policy": self.policy,
                "coverage": "%.4f" % float(self.coverage),
                "domains": ";".join(sorted(self.domains)),
                "evidence": ";".join(sorted(self.evidence, key=lambda e: e.encode())),
                "state": "open"}


def judge(b, history, threshold, within_agency=False):
    """> Coverage = counted domains of B that are answered / counted domains of B, compared as a
    > fraction with duplicate.threshold. B is a duplicate when it is reached. Evidence = every A that
    > answers at least one domain."""
    if b.event.reuses != "":        # > If it names `reuses` (anything), it is no duplicate
        return None
    counted = history.counted_domains(b.facts)
    answered, evidence = set(), []
    for a in history.knowns:
        mine = {d for d in counted if answers(a, b, d, history, within_agency)}
        if mine:
            answered |= mine
            evidence.append(a)
    coverage = Fraction(len(answered), len(counted))
    if coverage < threshold or not evidence:
        return None
    return Finding(b, kind_of(b, evidence), coverage, answered, evidence)


def kind_of(b, evidence):
    """> Kind: repeat (some evidence is of B's group), else overlap."""
    return "repeat" if any(a.facts.group == b.facts.group for a in evidence) else "overlap"


# ---------------------------------------------------------------- together

def may_be_together(b):
    """> two assessments ..., each of which could be judged as B and names no reuses, both planned
    > (not passed) or in-progress      (R15: a request is no assessment)"""
    return (b.event.kind == "assessment" and b.event.reuses == ""
            and b.stage in ("planned", "under-way"))


def could_be_joint(x, y):
    """> of different agencies with the same subject, ... starting at most 28 days apart, not joint
    > by 5"""
    return (another_agency(x.agency, y.agency) and another_agency(y.agency, x.agency)
            and x.facts.subject == y.facts.subject
            and days_apart(x.start, y.start) <= 28
            and condition_5(x, y))


def would_answer(a, b, history):
    """> where one, taken as if it were completed before the other, would answer the other to the
    > threshold by 3 and 4 alone"""
    counted = history.counted_domains(b.facts)
    domains = {d for d in counted
               if d in a.facts.domains and condition_3(a, b, d) and condition_4(a, b)}
    return Fraction(len(domains), len(counted)), domains


def is_later(x, y):
    """> each later one (by *before*, else the greater (agency, source_ref))"""
    if before(y.start, x.start):
        return True
    if before(x.start, y.start):
        return False
    return x.event.key > y.event.key


def together(history, threshold):
    """> One finding of kind together on each later one: evidence is all its partners; coverage the
    > greatest of any partner's two directions; domains the union over partners of those answered in
    > each pair's better direction (ties: the earlier answers the later)."""
    candidates = [b for b in history.asked() if may_be_together(b)]
    findings = []
    for later in candidates:
        partners, domains, coverage = [], set(), Fraction(0)
        for earlier in candidates:
            if earlier is later or not is_later(later, earlier) or not could_be_joint(earlier, later):
                continue
            forward, of_later = would_answer(earlier, later, history)
            backward, of_earlier = would_answer(later, earlier, history)
            better = max(forward, backward)
            if better < threshold or better == 0:
                continue
            partners.append(earlier)
            domains |= of_later if forward >= backward else of_earlier
            coverage = max(coverage, better)
        if partners:
            findings.append(Finding(later, "together", coverage, domains, partners))
    return findings


def findings_of(history, threshold, within_agency=False):
    found = [judge(b, history, threshold, within_agency) for b in history.asked()]
    found = [f for f in found if f is not None]
    if not within_agency:                       # R16
        found += together(history, threshold)
    return found


# ---------------------------------------------------------------- reading a folder

def complain(text):
    print("rule.py: " + text, file=sys.stderr)


def read_csv(path):
    with open(path, encoding="utf-8-sig", newline="") as f:
        return list(csv.DictReader(f))


def agency_folders(folder):
    """(code, path) of each agency's folder, by code."""
    found = []
    for row in read_csv(os.path.join(folder, "agencies.csv")):
        path = os.path.join(folder, row["code"])
        if os.path.isdir(path):
            found.append((row["code"].strip().upper(), path))
    return sorted(found)


def truth_of(other_ids):
    for entry in split_list(other_ids):
        system, _, value = entry.partition("=")
        if system == "truth":
            return value
    return None


def read_links(path):
    return {(row["agency"], row["local_id"]): row["person_id"] for row in read_csv(path)}


class Locality:
    """Who is who, their deaths, and their events, of a folder in interchange form."""

    def __init__(self, folder, links=None):
        self.person_of = {}
        self.deaths = {}
        self.events = {}
        for agency, path in agency_folders(folder):
            self.read_people(agency, os.path.join(path, "people.csv"), links)
        for agency, path in agency_folders(folder):
            self.read_events(agency, os.path.join(path, "events.csv"))

    def read_people(self, folder_agency, path, links):
        if not os.path.exists(path):
            return
        for row in read_csv(path):
            agency = (row.get("agency") or folder_agency).strip().upper()
            record = (agency, row["local_id"].strip())
            if links is not None:
                person = links.get(record)
            else:
                person = truth_of(row.get("other_ids"))
            self.person_of[record] = person or "%s:%s" % record
            if (row.get("date_of_death") or "").strip():
                self.deaths[record] = Moment(row["date_of_death"].strip()).date

    def read_events(self, folder_agency, path):
        if not os.path.exists(path):
            return
        for number, row in enumerate(read_csv(path), 1):
            agency = (row.get("agency") or folder_agency).strip().upper()
            try:
                event = Event(row, agency)
            except ValueError as error:
                complain("%s row %d: %s" % (path, number, error))
                continue
            if (agency, event.local_id) not in self.person_of:
                complain("%s row %d: unknown local_id" % (path, number))
                continue
            # > An event is (agency, source_ref); the same again replaces it.
            self.events[(agency, event.source_ref)] = event

    def histories(self, catalogue, today):
        """(person, History) of everyone."""
        events, deaths = {}, {}
        for event in self.events.values():
            events.setdefault(self.person_of[(event.agency, event.local_id)], []).append(event)
        for record, date in self.deaths.items():
            deaths.setdefault(self.person_of[record], []).append(date)
        for person in sorted(events):
            yield person, History(catalogue, today, events[person], deaths.get(person, ()))


def rows_of(locality, catalogue, today, threshold=Fraction(1, 2), within_agency=False):
    rows = []
    for person, history in locality.histories(catalogue, today):
        rows += [f.row(person) for f in findings_of(history, threshold, within_agency)]
    return sorted(rows, key=lambda r: (r["agency"].encode(), r["source_ref"].encode(), r["kind"]))


def main():
    parser = argparse.ArgumentParser(description="the duplicates of a folder in interchange form")
    parser.add_argument("folder")
    parser.add_argument("--catalogue", required=True, metavar="DIR")
    parser.add_argument("--today", required=True, metavar="DATE")
    parser.add_argument("--threshold", type=Fraction, default=Fraction(1, 2), metavar="N/D")
    parser.add_argument("--same-agency", action="store_true")
    parser.add_argument("--links", metavar="FILE", help="csv agency,local_id,person_id")
    args = parser.parse_args()
    locality = Locality(args.folder, read_links(args.links) if args.links else None)
    out = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\n")
    out.writeheader()
    out.writerows(rows_of(locality, Catalogue.read(args.catalogue), Moment(args.today),
                          args.threshold, args.same_agency))


if __name__ == "__main__":
    main()
