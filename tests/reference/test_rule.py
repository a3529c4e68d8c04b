#!/usr/bin/env python3
"""Worked cases for rule.py: one per numbered condition of DESIGN.md section 5, and per edge."""

import csv
import os
import subprocess
import sys
import tempfile
import unittest
from fractions import Fraction

import locality
import rule

TODAY = "2025-11-21"

DOMAINS = """domain max_days
HEALTH 90
MEDS 28
NUTRI 90
PCARE 180
CONT 180
MOBIL 90
SKIN 7
COGN 180
MOOD 90
RISK 0
HOME 365
MONEY 365
SOCIAL 180
OCCUP 365
CARER 180
SAFEG 0"""

# - stands for an empty field
INSTRUMENTS = """code class group domains depth validity_days subject policy follows
CA-NEEDS needs CAREACT NUTRI;PCARE;MOBIL;COGN:overview comprehensive 365 person same CA-SHORT;HDA
CA-REVIEW needs CAREACT NUTRI;PCARE;MOBIL;HOME overview 365 person advise -
CA-SHORT needs CA-SHORT NUTRI;PCARE;MOBIL;HOME overview 90 person flag -
CA-CARER needs CA-CARER CARER;MOOD;SOCIAL;HOME comprehensive 365 carer same -
HDA needs HDA NUTRI;PCARE;MOBIL;HOME overview 28 person flag -
OT-FUNC needs OT-FUNC PCARE;MOBIL;HOME;COGN specialist 180 person same -
INTERRAI needs INTERRAI NUTRI;PCARE;MOBIL;COGN;HOME comprehensive 180 person flag -
PROV needs PROV NUTRI;PCARE;MOBIL;HOME overview 90 person advise -
PRAPARE needs PRAPARE HOME;MONEY;OCCUP;SOCIAL contact 180 person flag -
MHANDL needs MHANDL MOBIL specialist 90 person never -
BARTHEL tool ADL PCARE;CONT;MOBIL;NUTRI overview 30 person flag -
CMS-GG tool ADL PCARE;CONT;MOBIL;NUTRI overview 30 person flag -
MMSE tool COGTEST COGN overview 180 person flag -
BIMS tool COGTEST COGN contact 30 person flag -
PHQ2 tool DEPR MOOD contact 30 person flag -
PHQ9 tool DEPR MOOD overview 14 person advise PHQ2
DASH tool DASH SAFEG;RISK contact 30 person flag -
BARE - - - - - - - -"""

CODES = """system code instrument
loinc 95019-6 CMS-GG
loinc 72106-8 MMSE
snomed 447316007 MMSE
loinc 44261-6 PHQ9
loinc 99999-9 GONE"""

CHANGES = """code resets
fall MOBIL;PCARE;HOME;HEALTH
medication_change MEDS
turned_18 *"""


def table(text):
    header, *lines = [line.split(" ") for line in text.splitlines()]
    return [dict(zip(header, ("" if cell == "-" else cell for cell in line))) for line in lines]


CATALOGUE = rule.Catalogue(table(DOMAINS), table(INSTRUMENTS), table(CODES), table(CHANGES))


def event(address, kind, starts_on, **fields):
    agency, _, ref = address.partition(":")
    row = dict(source_ref=ref, local_id="1", kind=kind, starts_on=starts_on)
    row.update(fields)
    return rule.Event(row, agency)


def assessment(address, starts_on, instrument="", **fields):
    return event(address, "assessment", starts_on, instrument=instrument, **fields)


def history(*events, deaths=(), today=TODAY):
    return rule.History(CATALOGUE, today, events, deaths)


class Case(unittest.TestCase):
    threshold = Fraction(1, 2)

    def findings(self, *events, within=False, **about):
        found = rule.findings_of(history(*events, **about), self.threshold, within)
        return {("%s:%s" % (f.agency, f.source_ref), f.kind): f for f in found}

    def found(self, address, *events, **about):
        """The finding (not a `together`) on that assessment, or None."""
        all_found = self.findings(*events, **about)
        return all_found.get((address, "repeat")) or all_found.get((address, "overlap"))

    def assert_answered(self, domains, address, *events, **about):
        finding = self.found(address, *events, **about)
        self.assertIsNotNone(finding, "no finding on " + address)
        self.assertEqual(domains, ";".join(sorted(finding.domains)))
        return finding

    def assert_none(self, address, *events, **about):
        self.assertIsNone(self.found(address, *events, **about))

    def facts(self, *events):
        return history(*events).facts_of(events[0])


def hda(starts_on="2025-09-01", address="NHS:a", **fields):
    return assessment(address, starts_on, "HDA", **fields)


def short(starts_on="2025-09-10", address="ASC:b", **fields):
    return assessment(address, starts_on, "CA-SHORT", **fields)


class Times(unittest.TestCase):
    def before(self, x, y):
        return rule.before(rule.Moment(x), rule.Moment(y))

    def test_before(self):
        self.assertTrue(self.before("2025-03-01", "2025-03-02"))
        self.assertFalse(self.before("2025-03-01", "2025-03-01"))
        self.assertTrue(self.before("2025-03-01T09:00:00Z", "2025-03-01T09:30:00Z"))
        self.assertFalse(self.before("2025-03-01T09:30:00Z", "2025-03-01T09:30:00Z"))
        self.assertTrue(self.before("2025-03-01T09:30:00Z", "2025-03-01T09:30:00.5Z"))

    def test_one_time_missing_is_not_before(self):
        self.assertFalse(self.before("2025-03-01", "2025-03-01T09:30:00Z"))
        self.assertFalse(self.before("2025-03-01T00:00:00Z", "2025-03-01"))

    def test_offset_is_not_applied(self):
        self.assertTrue(self.before("2025-03-01T09:00:00-11:00", "2025-03-01T10:00:00+13:00"))
        self.assertFalse(self.before("2025-03-02T00:30:00+05:00", "2025-03-01T23:30:00Z"))

    def test_end_before_start_is_dropped(self):
        e = assessment("A:1", "2025-03-05T09:00:00Z", ends_on="2025-03-05T08:00:00Z")
        self.assertIsNone(e.sent_end)
        self.assertEqual("2025-03-05", e.end.date.isoformat())
        self.assertIsNotNone(assessment("A:1", "2025-03-05T09:00:00Z", ends_on="2025-03-05").sent_end)

    def test_no_dates(self):
        for text in ("2025-02-30", "yesterday", "2025-1-1", "2025-01-01Z"):
            with self.assertRaises(ValueError):
                rule.Moment(text)


class FactsOfAnAssessment(Case):
    def test_instrument(self):
        f = self.facts(assessment("A:1", "2025-09-01", "CA-NEEDS"))
        self.assertEqual(("CA-NEEDS", "CAREACT", "needs", 365, "person", "same"),
                         (f.instrument, f.group, f.klass, f.validity_days, f.subject, f.policy))
        self.assertEqual({"NUTRI", "PCARE", "MOBIL", "COGN"}, f.domains)

    def test_what_neither_says(self):
        for instrument in ("", "NOT-KNOWN", "BARE"):
            f = self.facts(assessment("A:1", "2025-09-01", instrument))
            self.assertEqual(("needs", 90, "person", "advise", set()),
                             (f.klass, f.validity_days, f.subject, f.policy, f.domains))
            self.assertEqual("overview", f.depth_of("MOOD"))
            self.assertNotEqual(f.group, self.facts(assessment("A:2", "2025-09-01", instrument)).group)

    def test_code(self):
        def instrument(**fields):
            return self.facts(assessment("A:1", "2025-09-01", **fields)).instrument
        self.assertEqual("MMSE", instrument(code_system="snomed", code="447316007"))
        self.assertEqual("MMSE", instrument(code="72106-8"))
        self.assertEqual("", instrument(code_system="snomed", code="72106-8"))
        self.assertEqual("", instrument(code="0"))
        self.assertEqual("", instrument(code="99999-9"))
        self.assertEqual("BIMS", instrument(code="72106-8", instrument="BIMS"))
        self.assertEqual("MMSE", instrument(code="72106-8", instrument="NOT-KNOWN"))

    def test_depth_of_each_domain(self):
        f = self.facts(assessment("A:1", "2025-09-01", "CA-NEEDS", domains="PCARE:contact;COGN;NUTRI"))
        self.assertEqual(("contact", "overview", "comprehensive"),
                         tuple(f.depth_of(d) for d in ("PCARE", "COGN", "NUTRI")))
        f = self.facts(assessment("A:1", "2025-09-01", "CA-NEEDS", domains="PCARE:contact;COGN", depth="specialist"))
        self.assertEqual(("contact", "specialist"), tuple(f.depth_of(d) for d in ("PCARE", "COGN")))
        f = self.facts(assessment("A:1", "2025-09-01", "CA-NEEDS"))
        self.assertEqual(("comprehensive", "overview"), tuple(f.depth_of(d) for d in ("PCARE", "COGN")))

    def test_unknown_domains_are_absent(self):
        self.assertEqual({"MOOD"}, self.facts(assessment("A:1", "2025-09-01", "MMSE", domains="TEETH;MOOD")).domains)
        self.assertEqual({"COGN"}, self.facts(assessment("A:1", "2025-09-01", "MMSE", domains="TEETH")).domains)

    def test_of_a_domain_listed_twice_the_deepest_holds(self):
        for domains in ("COGN:contact;COGN:specialist", "COGN:specialist;COGN;COGN:contact"):
            f = self.facts(assessment("A:1", "2025-09-01", domains=domains))
            self.assertEqual("specialist", f.depth_of("COGN"))

    def test_repeats_and_blanks_in_a_list(self):
        f = self.facts(assessment("A:1", "2025-09-01", domains="MOOD; COGN:contact;;MOOD;COGN;"))
        self.assertEqual({"MOOD", "COGN"}, f.domains)
        self.assertEqual("contact", f.depth_of("COGN"))


class FactsOfAReview(Case):
    def review(self, address, review_of="", **fields):
        return event(address, "review", "2025-09-05", review_of=review_of, **fields)

    def test_nothing_named_is_ca_review(self):
        for review_of in ("", "gone", "NHS:gone"):
            f = self.facts(self.review("ASC:r", review_of))
            self.assertEqual(("CAREACT", 365), (f.group, f.validity_days))

    def test_own_instrument_before_what_is_named(self):
        f = self.facts(self.review("ASC:r", "b", instrument="OT-FUNC"), short())
        self.assertEqual("OT-FUNC", f.group)

    def test_named_in_its_own_agency(self):
        self.assertEqual("CA-SHORT", self.facts(self.review("ASC:r", "b"), short()).group)
        self.assertEqual("CAREACT", self.facts(self.review("NHS:r", "b"), short()).group)

    def test_named_in_another_agency(self):
        self.assertEqual("CA-SHORT", self.facts(self.review("NHS:r", "ASC:b"), short()).group)

    def test_only_assessments_and_reviews_are_named(self):
        self.assertEqual("CAREACT", self.facts(self.review("ASC:r", "p"),
                                               event("ASC:p", "plan", "2025-09-01", instrument="HDA")).group)

    def test_item_by_item(self):
        f = self.facts(self.review("ASC:r", "b", domains="MOOD;PCARE"),
                       short(domains="MOBIL;PCARE:specialist", depth="contact", subject="carer"))
        self.assertEqual({"MOOD", "PCARE"}, f.domains)
        self.assertEqual(("contact", "specialist", "carer", 90),
                         (f.depth_of("MOOD"), f.depth_of("PCARE"), f.subject, f.validity_days))

    def test_review_of_a_review(self):
        f = self.facts(self.review("ASC:r", "NHS:q"), self.review("NHS:q", "ASC:b", depth="specialist"), short())
        self.assertEqual(("CA-SHORT", "specialist"), (f.group, f.depth_of("PCARE")))

    def test_circles_end(self):
        f = self.facts(self.review("ASC:r", "q"), self.review("ASC:q", "r", depth="specialist"))
        self.assertEqual(("CAREACT", "specialist"), (f.group, f.depth_of("PCARE")))
        self.assertEqual("CAREACT", self.facts(self.review("ASC:r", "r")).group)

    def test_valid_until_is_not_handed_on(self):
        self.assert_none("ASC:b", event("NHS:r", "review", "2025-03-01", review_of="a"),
                         hda("2025-02-01", valid_until="2025-12-31"), short(ends_on="", review_of="x"))
        b = short("2025-09-10")
        self.assert_none("ASC:b", event("NHS:r", "review", "2025-06-01", review_of="VOL:a"),
                         hda("2025-02-01", "VOL:a", valid_until="2025-06-30"), b)

    def test_what_is_named_lends_its_validity(self):
        self.assert_none("ASC:b", event("NHS:r", "review", "2025-08-01", review_of="VOL:a"),
                         hda("2025-02-01", "VOL:a"), short())
        self.assert_answered("HOME;MOBIL;NUTRI;PCARE", "ASC:b",
                             event("NHS:r", "review", "2025-08-20", review_of="VOL:a"), hda("2025-02-01", "VOL:a"), short())


class WhatIsJudged(Case):
    def test_the_plain_case(self):
        f = self.assert_answered("HOME;MOBIL;NUTRI;PCARE", "ASC:b", hda(), short())
        self.assertEqual({"person_id": "P1", "agency": "ASC", "source_ref": "b", "instrument": "CA-SHORT",
                          "on": "2025-09-10", "stage": "done", "kind": "overlap", "policy": "flag",
                          "coverage": "1.0000", "domains": "HOME;MOBIL;NUTRI;PCARE", "evidence": "NHS:a",
                          "state": "open"}, f.row("P1"))

    def test_statuses(self):
        for status, judged in (("planned", True), ("in-progress", True), ("completed", True), ("", True),
                               ("cancelled", False), ("declined", False), ("not-attended", False),
                               ("entered-in-error", False)):
            self.assertEqual(judged, self.found("ASC:b", hda(), short(status=status)) is not None, status)

    def test_other_kinds_are_not_judged(self):
        self.assert_none("ASC:b", hda(), event("ASC:b", "review", "2025-09-10", instrument="CA-SHORT"))
        self.assert_none("ASC:b", hda(), event("ASC:b", "measure", "2025-09-10", instrument="CA-SHORT"))

    def test_policy_never(self):
        a = assessment("NHS:a", "2025-09-01", "OT-FUNC")
        self.assert_none("ASC:b", a, assessment("ASC:b", "2025-09-10", "MHANDL"))

    def test_review_of(self):
        self.assert_none("ASC:b", hda(), short(review_of="whatever"))

    def test_reuses_anything(self):
        self.assert_none("ASC:b", hda(), short(reuses="NOBODY:gone"))

    def test_death(self):
        def death(*days):
            return [rule.Moment(day).date for day in days]
        self.assert_answered("HOME;MOBIL;NUTRI;PCARE", "ASC:b", hda(), short(), deaths=death("2025-09-10"))
        self.assert_none("ASC:b", hda(), short(), deaths=death("2025-09-09"))
        self.assert_none("ASC:b", hda(), short(), deaths=death("2025-10-01", "2025-09-09"))

    def test_no_domains(self):
        self.assert_none("ASC:b", hda(), assessment("ASC:b", "2025-09-10", "BARE"))

    def test_domains_of_max_days_0(self):
        a = assessment("NHS:a", "2025-09-01", domains="SAFEG;RISK;HOME", valid_until="2025-12-31")
        self.assert_none("ASC:b", a, assessment("ASC:b", "2025-09-10", domains="SAFEG;RISK"))
        f = self.assert_answered("HOME", "ASC:b", a, assessment("ASC:b", "2025-09-10", domains="SAFEG;HOME"))
        self.assertEqual(1, f.coverage)

    def test_threshold(self):
        b = assessment("ASC:b", "2025-09-10", domains="MOBIL;PCARE;COGN;MOOD;CONT;SKIN")
        a = assessment("NHS:a", "2025-09-01", domains="MOBIL;PCARE")
        self.assert_none("ASC:b", a, b)
        self.threshold = Fraction(1, 3)
        self.assertEqual("0.3333", self.assert_answered("MOBIL;PCARE", "ASC:b", a, b).row("")["coverage"])
        self.threshold = Fraction(3334, 10000)
        self.assert_none("ASC:b", a, b)

    def test_several_answer_together(self):
        b = assessment("ASC:b", "2025-09-10", domains="MOBIL;PCARE;COGN;MOOD")
        f = self.assert_answered("COGN;MOBIL", "ASC:b", b, assessment("NHS:a", "2025-09-01", domains="MOBIL"),
                                 assessment("VOL:a", "2025-09-01", domains="COGN"))
        self.assertEqual({"NHS:a", "VOL:a"}, f.evidence)

    def test_evidence_is_sorted_by_bytes(self):
        f = self.assert_answered("HOME;MOBIL;NUTRI;PCARE", "ASC:b", short(), hda(address="X:a"), hda(address="X-2:a"),
                                 hda(address="X:B"), hda(address="X:10"), hda(address="X:9"))
        self.assertEqual("X-2:a;X:10;X:9;X:B;X:a", f.row("")["evidence"])

    def test_stages(self):
        def stage(day, status):
            return self.found("ASC:b", hda(day), short(day + "T23:00:00Z", status=status), hda("2025-11-02"),
                              short(day, status=status)).stage
        for day, status, expected in (("2025-11-07", "planned", "planned"), ("2025-11-06", "planned", "passed"),
                                      ("2025-11-25", "planned", "planned"), ("2025-11-06", "in-progress", "under-way"),
                                      ("2025-11-06", "completed", "done")):
            self.assertEqual(expected, stage(day, status))

    def test_kind(self):
        b = assessment("ASC:b", "2025-09-10", "CMS-GG")
        self.assertEqual("repeat", self.found("ASC:b", assessment("NHS:a", "2025-09-01", "BARTHEL"), b).kind)
        self.assertEqual("overlap", self.found("ASC:b", hda(), short()).kind)
        self.assertEqual("repeat", self.found("ASC:b", hda(), short("2025-09-02", "VOL:c"), short()).kind)


class Requests(Case):
    def request(self, starts_on="2025-11-01", **fields):
        row = dict(status="planned", to_agency="VOL", instrument="CA-SHORT")
        row.update(fields)
        return event("ASC:q", "request", starts_on, **row)

    def test_judged_today_for_the_agency_asked(self):
        f = self.assert_answered("HOME;MOBIL;NUTRI;PCARE", "ASC:q", self.request(), hda("2025-11-10"))
        self.assertEqual(("requested", "2025-11-01", "ASC", "q"), (f.stage, f.on, f.agency, f.source_ref))

    def test_the_asking_agency_is_another(self):
        self.assert_answered("HOME;MOBIL;NUTRI;PCARE", "ASC:q", self.request(), hda("2025-11-10", "ASC:a"))

    def test_the_agency_asked_is_not_another(self):
        self.assert_none("ASC:q", self.request(), hda("2025-11-10", "VOL:a"))
        self.assert_answered("HOME;MOBIL;NUTRI;PCARE", "ASC:q", self.request(), hda("2025-11-10", "VOL:a"), within=True)

    def test_open(self):
        a = hda("2025-11-10")
        for fields in (dict(responded_on="2025-11-02"), dict(to_agency=""), dict(status="cancelled"),
                       dict(status="declined"), dict(review_of="x"), dict(reuses="NHS:a"),
                       dict(instrument="", domains=""), dict(instrument="MHANDL")):
            self.assert_none("ASC:q", self.request(**fields), a)
        for status in ("planned", "in-progress", "completed", ""):
            self.assertIsNotNone(self.found("ASC:q", self.request(status=status), a))

    def test_own_domains(self):
        f = self.assert_answered("HOME", "ASC:q", self.request(instrument="", domains="HOME"), hda("2025-11-10"))
        self.assertEqual("", f.instrument)

    def test_current_today(self):
        self.assert_answered("HOME;MOBIL;NUTRI;PCARE", "ASC:q", self.request("2025-10-01"), hda("2025-10-24"))
        self.assert_none("ASC:q", self.request("2025-10-01"), hda("2025-10-23"))
        self.assert_none("ASC:q", self.request(), hda("2025-11-21T00:00:01Z"))
        self.assert_answered("HOME;MOBIL;NUTRI;PCARE", "ASC:q", self.request("2025-12-01"), hda("2025-11-10"))

    def test_after_death(self):
        self.assert_none("ASC:q", self.request(), hda("2025-11-10"), deaths=[rule.Moment("2025-11-20").date])

    def test_joint(self):
        self.assert_none("ASC:q", self.request(), hda("2025-11-20", joint_with="VOL"))
        self.assert_none("ASC:q", self.request(joint_with="NHS"), hda("2025-11-20"))
        self.assertIsNotNone(self.found("ASC:q", self.request(), hda("2025-11-20", joint_with="ASC")))

    def test_its_own_resets_do_not_count(self):
        self.assertIsNotNone(self.found("ASC:q", self.request("2025-11-15", status="", resets="HOME;MOBIL;NUTRI;PCARE"),
                                        hda("2025-11-10")))


class Condition1(Case):
    def test_completed_assessment_or_review(self):
        for status in ("planned", "in-progress", "cancelled", "entered-in-error"):
            self.assert_none("ASC:b", hda(status=status), short())
            self.assert_none("ASC:b", event("NHS:a", "review", "2025-09-01", instrument="HDA", status=status), short())
        self.assertIsNotNone(self.found("ASC:b", event("NHS:a", "review", "2025-09-01"), short()))
        self.assertIsNotNone(self.found("ASC:b", hda(review_of="x"), short()))
        self.assert_none("ASC:b", event("NHS:a", "measure", "2025-09-01", instrument="HDA"), short())

    def test_policy_never(self):
        b = assessment("ASC:b", "2025-09-10", domains="MOBIL")
        self.assert_none("ASC:b", assessment("NHS:a", "2025-09-01", "MHANDL"), b)

    def test_another_agency(self):
        self.assert_none("ASC:b", hda(address="ASC:a"), short())

    def test_unknown_is_never_another(self):
        self.assert_none("ASC:b", hda(address="UNKNOWN:a"), short())
        self.assertIsNotNone(self.found("UNKNOWN:b", hda(), short(address="UNKNOWN:b")))

    def test_subject(self):
        self.assert_none("ASC:b", hda(subject="carer"), short())
        self.assertIsNotNone(self.found("ASC:b", hda(subject="carer"), short(subject="carer")))
        self.assert_none("ASC:b", assessment("VOL:a", "2025-09-01", "CA-CARER"), assessment("ASC:b", "2025-09-10", domains="HOME"))


class Condition2(Case):
    def test_before_on_one_day(self):
        self.assert_none("ASC:b", hda("2025-09-10"), short())
        self.assert_none("ASC:b", hda("2025-09-10T08:00:00Z"), short())
        self.assertIsNotNone(self.found("ASC:b", hda("2025-09-10T08:00:00Z"), short("2025-09-10T09:00:00Z")))
        self.assert_none("ASC:b", hda("2025-09-10T08:00:00Z", ends_on="2025-09-10T09:00:00Z"), short("2025-09-10T09:00:00Z"))

    def test_the_end_counts(self):
        self.assert_none("ASC:b", hda(ends_on="2025-09-10"), short())
        self.assertIsNotNone(self.found("ASC:b", hda(ends_on="2025-09-09"), short()))
        self.assertIsNotNone(self.found("ASC:b", hda(ends_on="2025-08-09"), short()))

    def test_validity_days(self):
        self.assertIsNotNone(self.found("ASC:b", hda("2025-09-01"), short("2025-09-29")))
        self.assert_none("ASC:b", hda("2025-09-01"), short("2025-09-30"))
        self.assertIsNotNone(self.found("ASC:b", hda("2025-09-01", ends_on="2025-09-02"), short("2025-09-30")))

    def test_max_days(self):
        a = assessment("NHS:a", "2025-06-01", "INTERRAI")
        self.assert_answered("HOME;MOBIL;NUTRI;PCARE", "ASC:b", a, short("2025-08-30"))
        self.assert_answered("HOME;PCARE", "ASC:b", a, short("2025-08-31"))
        self.assert_answered("HOME;PCARE", "ASC:b", a, short("2025-11-28"))
        self.assert_none("ASC:b", a, short("2025-11-29"))

    def test_valid_until(self):
        self.assert_none("ASC:b", hda(valid_until="2025-09-09"), short())
        self.assertIsNotNone(self.found("ASC:b", hda(valid_until="2025-09-10"), short()))
        self.assertIsNotNone(self.found("ASC:b", hda(valid_until="2025-09-10T00:00:00+14:00"), short("2025-09-10T23:00:00Z")))
        self.assert_answered("HOME;MOBIL;NUTRI;PCARE", "ASC:b", hda("2025-01-01", valid_until="2025-12-31"), short())
        skin = assessment("NHS:a", "2025-01-01", domains="SKIN", valid_until="2025-12-31")
        self.assert_answered("SKIN", "ASC:b", skin, assessment("ASC:b", "2025-09-10", domains="SKIN"))

    def test_only_its_domains(self):
        self.assert_none("ASC:b", hda(domains="MOBIL", valid_until="2025-12-31"), short())


class Condition3(Case):
    def test_depth(self):
        self.assert_none("ASC:b", hda(depth="contact"), short())
        self.assertIsNotNone(self.found("ASC:b", hda(depth="specialist"), short()))
        self.assertIsNotNone(self.found("ASC:b", hda(depth="specialist"), short(depth="comprehensive")))
        self.assertIsNotNone(self.found("ASC:b", hda(depth="comprehensive"), short(depth="specialist")))
        self.assert_none("ASC:b", hda(), short(depth="specialist"))

    def test_depth_domain_by_domain(self):
        self.assert_answered("HOME;PCARE", "ASC:b", hda(domains="HOME;PCARE:specialist;MOBIL:contact"), short())
        self.assert_answered("MOBIL;NUTRI", "ASC:b", hda(), short(domains="HOME:specialist;PCARE:specialist;MOBIL;NUTRI"))

    def test_needs_answer_needs(self):
        self.assertEqual("overlap", self.found("ASC:b", hda(), short()).kind)

    def test_tools_do_not_answer_needs_nor_other_tools(self):
        adl = assessment("NHS:a", "2025-09-01", "BARTHEL")
        self.assert_none("ASC:b", adl, short())
        self.assert_none("ASC:b", hda(), assessment("ASC:b", "2025-09-10", "BARTHEL"))
        self.assert_none("ASC:b", adl, assessment("ASC:b", "2025-09-10", "MMSE", domains="MOBIL"))
        self.assertIsNotNone(self.found("ASC:b", adl, assessment("ASC:b", "2025-09-10", "CMS-GG")))

    def test_policy_same(self):
        a = assessment("NHS:a", "2025-09-01", "INTERRAI")
        self.assert_none("ASC:b", a, assessment("ASC:b", "2025-09-10", "CA-NEEDS"))
        self.assertIsNotNone(self.found("ASC:b", a, assessment("ASC:b", "2025-09-10", "INTERRAI", depth="comprehensive")))
        self.assertIsNotNone(self.found("ASC:b", assessment("NHS:a", "2025-09-01", "CA-NEEDS"), assessment("ASC:b", "2025-09-10", "CA-NEEDS")))
        self.assertIsNotNone(self.found("ASC:b", assessment("NHS:a", "2025-09-01", "OT-FUNC", domains="HOME;MOBIL"), short()))

    def test_policy_advise_is_shown(self):
        f = self.assert_answered("HOME;MOBIL;NUTRI;PCARE", "ASC:b", hda(), assessment("ASC:b", "2025-09-10", "PROV"))
        self.assertEqual("advise", f.policy)

    def test_own_group_is_no_group(self):
        a, b = (assessment(address, day, domains="MOBIL") for address, day in (("NHS:a", "2025-09-01"), ("ASC:b", "2025-09-10")))
        self.assertEqual("overlap", self.found("ASC:b", a, b).kind)


class Condition4(Case):
    def test_follows(self):
        b = assessment("ASC:b", "2025-09-10", "PHQ9")
        self.assert_none("ASC:b", assessment("NHS:a", "2025-09-01", "PHQ2", depth="overview"), b)
        self.assertIsNotNone(self.found("ASC:b", assessment("NHS:a", "2025-09-01", "PHQ9"), b))

    def test_not_the_other_way_round(self):
        self.assertIsNotNone(self.found("ASC:b", assessment("NHS:a", "2025-09-01", "PHQ9"), assessment("ASC:b", "2025-09-10", "PHQ2")))

    def test_a_review_of_what_is_followed(self):
        self.assert_none("ASC:b", event("NHS:r", "review", "2025-09-02", review_of="VOL:a", depth="overview"),
                         assessment("VOL:a", "2025-09-01", "PHQ2", depth="contact"), assessment("ASC:b", "2025-09-10", "PHQ9"))


class Condition5(Case):
    def test_either_names_the_other(self):
        self.assert_none("ASC:b", hda("2025-09-09", joint_with="VOL;ASC"), short())
        self.assert_none("ASC:b", hda("2025-09-09"), short(joint_with="nhs"))
        self.assertIsNotNone(self.found("ASC:b", hda("2025-09-09", joint_with="VOL"), short(joint_with="ASC")))

    def test_one_day(self):
        self.assertIsNotNone(self.found("ASC:b", hda("2025-09-08", joint_with="ASC"), short()))
        self.assertIsNotNone(self.found("ASC:b", hda("2025-09-08", ends_on="2025-09-09", joint_with="ASC"), short()))
        self.assert_none("ASC:b", hda("2025-09-10T08:00:00Z", joint_with="ASC"), short("2025-09-10T09:00:00Z"))
        self.assert_none("ASC:b", hda("2025-09-09T00:00:00Z", joint_with="ASC"), short("2025-09-10T23:00:00Z"))


class Condition6(Case):
    def reset_by(self, *events, a=None, b=None):
        """The domains of a CA-SHORT that an HDA still answers with these events between them."""
        finding = self.found("ASC:b", a or hda(), b or short(), *events)
        return "HOME;MOBIL;NUTRI;PCARE" if finding is None else ";".join(
            sorted({"HOME", "MOBIL", "NUTRI", "PCARE"} - finding.domains))

    def test_change(self):
        def change(**fields):
            return self.reset_by(event("GP:c", "change", "2025-09-05", **fields))
        self.threshold = Fraction(1, 10)
        self.assertEqual("HOME;MOBIL;PCARE", change(code="fall"))
        self.assertEqual("HOME;MOBIL;PCARE", change(code="fall", code_system="anything"))
        self.assertEqual("NUTRI", change(code="fall", resets="NUTRI"))
        self.assertEqual("", change(code="fall", resets="none"))
        self.assertEqual("", change(code="medication_change"))
        self.assertEqual("HOME;MOBIL;NUTRI;PCARE", change(code="turned_18"))
        self.assertEqual("HOME;MOBIL;NUTRI;PCARE", change(code="not_a_change"))
        self.assertEqual("HOME;MOBIL;NUTRI;PCARE", change())
        self.assertEqual("HOME;MOBIL;PCARE", change(code="fall", resets="TEETH"))

    def test_status(self):
        for status, expected in (("completed", "MOBIL"), ("in-progress", "MOBIL"), ("planned", ""), ("cancelled", ""),
                                 ("entered-in-error", "")):
            self.assertEqual(expected, self.reset_by(event("GP:c", "change", "2025-09-05", resets="MOBIL", status=status)))

    def test_concern_and_others_only_their_own(self):
        for kind in ("concern", "contact", "service", "note", "measure", "discharge", "assessment", "review", "request"):
            self.assertEqual("MOBIL", self.reset_by(event("GP:c", kind, "2025-09-05", resets="MOBIL", domains="SKIN")))
            self.assertEqual("", self.reset_by(event("GP:c", kind, "2025-09-05", domains="SKIN")), kind)

    def test_days(self):
        for kind, day, expected in (("change", "2025-09-01", "MOBIL"), ("concern", "2025-09-01", "MOBIL"),
                                    ("contact", "2025-09-01", ""), ("contact", "2025-09-02", "MOBIL"),
                                    ("change", "2025-08-31", ""), ("concern", "2025-09-10", "MOBIL"),
                                    ("contact", "2025-09-10", "MOBIL"), ("contact", "2025-09-11", ""),
                                    ("change", "2025-09-11", "")):
            self.assertEqual(expected, self.reset_by(event("GP:c", kind, day, resets="MOBIL")), (kind, day))

    def test_days_not_times(self):
        a, b = hda("2025-09-01T18:00:00Z"), short("2025-09-10T08:00:00Z")
        self.assertEqual("MOBIL", self.reset_by(event("GP:c", "change", "2025-09-01T08:00:00Z", resets="MOBIL"), a=a, b=b))
        self.assertEqual("", self.reset_by(event("GP:c", "contact", "2025-09-01T23:00:00Z", resets="MOBIL"), a=a, b=b))
        self.assertEqual("MOBIL", self.reset_by(event("GP:c", "contact", "2025-09-10T23:00:00Z", resets="MOBIL"), a=a, b=b))

    def test_as_end_counts(self):
        self.assertEqual("", self.reset_by(event("GP:c", "change", "2025-09-03", resets="MOBIL"), a=hda(ends_on="2025-09-04")))
        self.assertEqual("MOBIL", self.reset_by(event("GP:c", "change", "2025-09-04", resets="MOBIL"), a=hda(ends_on="2025-09-04")))

    def test_not_b_itself(self):
        self.assertEqual("", self.reset_by(b=short(resets="MOBIL")))

    def test_admission(self):
        def admission(**fields):
            return self.reset_by(event("GP:c", "admission", "2025-09-05", **fields))
        self.threshold = Fraction(1, 10)
        default = "MOBIL;NUTRI;PCARE"
        self.assertEqual(default, admission(ends_on="2025-09-06"))
        self.assertEqual(default, admission())
        self.assertEqual(default, admission(ends_on="2025-09-01"))             # dropped: then it has no end
        self.assertEqual(default, admission(ends_on="2025-09-06", status="in-progress"))
        self.assertEqual("", admission(ends_on="2025-09-06", status="cancelled"))
        self.assertEqual("", admission(ends_on="2025-09-05"))
        self.assertEqual("", admission(ends_on="2025-09-05", resets="HOME"))
        self.assertEqual("HOME", admission(ends_on="2025-09-06", resets="HOME"))
        self.assertEqual("", admission(ends_on="2025-09-06", resets="none"))

    def test_admission_of_the_same_day(self):
        def admission(day):
            return self.reset_by(event("GP:c", "admission", day, ends_on="2025-09-20", resets="HOME"))
        self.assertEqual("", admission("2025-09-01"))
        self.assertEqual("HOME", admission("2025-09-02"))
        self.assertEqual("HOME", admission("2025-09-10"))
        self.assertEqual("", admission("2025-09-11"))

    def transfer(self, first, second, **about):
        """True if the second admission, which resets HOME, does not reset it."""
        one = event("GP:one", "admission", first[0], resets="none", **dict(dict(ends_on=first[1]), **about))
        two = event("GP:two", "admission", second[0], ends_on=second[1], resets="HOME")
        return self.reset_by(one, two) == ""

    def test_transfer(self):
        second = ("2025-09-05", "2025-09-08")
        self.assertTrue(self.transfer(("2025-09-03", "2025-09-07"), second))
        self.assertTrue(self.transfer(("2025-09-03", "2025-09-05"), second))
        self.assertTrue(self.transfer(("2025-09-03", "2025-09-04"), second))
        self.assertFalse(self.transfer(("2025-09-02", "2025-09-03"), second))
        self.assertTrue(self.transfer(("2025-08-01", ""), second))
        self.assertFalse(self.transfer(("2025-09-06", "2025-09-09"), second))

    def test_transfer_only_from_a_night_that_was(self):
        second = ("2025-09-05", "2025-09-08")
        self.assertFalse(self.transfer(("2025-09-05T01:00:00Z", "2025-09-05"), ("2025-09-05T02:00:00Z", "2025-09-08")))
        self.assertFalse(self.transfer(("2025-09-04", "2025-09-04"), second))
        for status, transfer in (("in-progress", True), ("cancelled", False), ("planned", False), ("entered-in-error", False)):
            self.assertEqual(transfer, self.transfer(("2025-09-03", "2025-09-07"), second, status=status))

    def test_transfer_of_a_day(self):
        early, late = "2025-09-05T08:00:00Z", "2025-09-05T09:00:00Z"
        self.assertTrue(self.transfer((early, "2025-09-07"), (late, "2025-09-08")))
        self.assertFalse(self.transfer((late, "2025-09-07"), (early, "2025-09-08")))

    def test_at_once_the_greater_is_the_transfer(self):
        def resets(one, two):
            return self.reset_by(*(event(address, "admission", day, ends_on="2025-09-08", resets=d)
                                   for address, day, d in ((one, "2025-09-05", "HOME"), (two, "2025-09-05", "MOBIL"))))
        self.assertEqual("HOME", resets("GP:1", "GP:2"))
        self.assertEqual("MOBIL", resets("GP:2", "GP:10"))
        self.assertEqual("HOME", resets("GP:2", "GP-2:1"))           # GP is less than GP-2
        self.assertEqual("HOME", resets("GP:B", "GP:a"))


class Condition7(Case):
    a = staticmethod(lambda: hda("2025-09-01"))
    b = staticmethod(lambda **fields: short("2025-09-10", **fields))

    def test_own_agency_has_answered_since(self):
        own = short("2025-09-05", "ASC:o")
        self.assert_none("ASC:b", self.a(), own, self.b())
        self.assert_answered("HOME;MOBIL;NUTRI;PCARE", "ASC:b", self.a(), own, self.b(), within=True)

    def test_domain_by_domain(self):
        self.assert_answered("HOME;MOBIL;NUTRI", "ASC:b", self.a(), short("2025-09-05", "ASC:o", domains="PCARE"), self.b())

    def test_only_since(self):
        for day in ("2025-08-25", "2025-09-01"):
            self.assertIsNotNone(self.found("ASC:b", self.a(), short(day, "ASC:o"), self.b()))
        self.assert_none("ASC:b", hda("2025-09-01T09:00:00Z"), short("2025-09-01T10:00:00Z", "ASC:o"), self.b())
        self.assert_none("ASC:b", self.a(), short("2025-08-25", "ASC:o", ends_on="2025-09-02"), self.b())

    def test_one_of_two_is_later_than_own(self):
        f = self.found("ASC:b", hda("2025-09-01", "NHS:a"), short("2025-09-05", "ASC:o"), hda("2025-09-07", "VOL:a"), self.b())
        self.assertEqual({"VOL:a"}, f.evidence)

    def test_o_must_fulfil_1(self):
        for fields in (dict(status="planned"), dict(subject="carer"), dict(status="entered-in-error")):
            self.assertIsNotNone(self.found("ASC:b", self.a(), short("2025-09-05", "ASC:o", **fields), self.b()))
        self.assert_none("ASC:b", self.a(), event("ASC:o", "review", "2025-09-05"), self.b())
        mobil = assessment("ASC:b", "2025-09-10", domains="MOBIL")
        self.assertIsNotNone(self.found("ASC:b", self.a(), assessment("ASC:o", "2025-09-05", "MHANDL"), mobil))

    def test_o_must_fulfil_2(self):
        self.assertIsNotNone(self.found("ASC:b", self.a(), short("2025-09-05", "ASC:o", valid_until="2025-09-06"), self.b()))
        self.assertIsNotNone(self.found("ASC:b", self.a(), short("2025-09-05", "ASC:o", ends_on="2025-09-10"), self.b()))

    def test_o_must_fulfil_3(self):
        self.assertIsNotNone(self.found("ASC:b", self.a(), short("2025-09-05", "ASC:o", depth="contact"), self.b()))
        self.assertIsNotNone(self.found("ASC:b", self.a(), assessment("ASC:o", "2025-09-05", "BARTHEL"), self.b()))

    def test_o_must_fulfil_4(self):
        self.assertIsNotNone(self.found("ASC:b", assessment("NHS:a", "2025-09-01", "PHQ9"),
                                        assessment("ASC:o", "2025-09-05", "PHQ2", depth="overview"),
                                        assessment("ASC:b", "2025-09-10", "PHQ9")))

    def test_5_is_not_asked_of_o(self):
        self.assert_none("ASC:b", self.a(), short("2025-09-09", "ASC:o", joint_with="ASC"), self.b())


class SameAgency(Case):
    def test_within_one_agency(self):
        events = [short("2025-09-01", "ASC:a"), short()]
        self.assert_none("ASC:b", *events)
        f = self.assert_answered("HOME;MOBIL;NUTRI;PCARE", "ASC:b", *events, within=True)
        self.assertEqual(("repeat", {"ASC:a"}), (f.kind, f.evidence))

    def test_without_7(self):
        f = self.found("ASC:b", short("2025-09-01", "ASC:a"), short("2025-09-05", "ASC:o"), short(), within=True)
        self.assertEqual({"ASC:a", "ASC:o"}, f.evidence)

    def test_others_are_not_in_it(self):
        self.assert_none("ASC:b", hda(), short(), within=True)

    def test_unknown_is_the_same_as_unknown(self):
        self.assertIsNotNone(self.found("UNKNOWN:b", hda(address="UNKNOWN:a"), short(address="UNKNOWN:b"), within=True))


class Together(Case):
    def pair(self, x, y, **about):
        """(address, finding) of the only `together`, or None."""
        found = [(key[0], f) for key, f in self.findings(x, y, **about).items() if key[1] == "together"]
        self.assertLessEqual(len(found), 1)
        return found[0] if found else None

    def planned(self, address="NHS:a", starts_on="2025-11-25", instrument="HDA", **fields):
        return assessment(address, starts_on, instrument, **dict(dict(status="planned"), **fields))

    def second(self, starts_on="2025-11-30", **fields):
        return self.planned("ASC:b", starts_on, "CA-SHORT", **fields)

    def test_on_the_later_one(self):
        address, f = self.pair(self.planned(), self.second())
        self.assertEqual("ASC:b", address)
        self.assertEqual({"person_id": "", "agency": "ASC", "source_ref": "b", "instrument": "CA-SHORT", "on": "2025-11-30",
                          "stage": "planned", "kind": "together", "policy": "flag", "coverage": "1.0000",
                          "domains": "HOME;MOBIL;NUTRI;PCARE", "evidence": "NHS:a", "state": "open"}, f.row(""))

    def test_later(self):
        def later(x, y):
            return self.pair(self.planned("NHS:a", x), self.second(y))[0]
        self.assertEqual("NHS:a", later("2025-11-30", "2025-11-29"))
        self.assertEqual("NHS:a", later("2025-11-30", "2025-11-30"))
        self.assertEqual("ASC:b", later("2025-11-30T08:00:00Z", "2025-11-30T09:00:00Z"))
        self.assertEqual("NHS:a", later("2025-11-30T08:00:00Z", "2025-11-30"))
        self.assertEqual("ASC-2:a", self.pair(self.planned("ASC-2:a", "2025-11-30"), self.second())[0])

    def test_stages(self):
        self.assertIsNotNone(self.pair(self.planned(status="in-progress"), self.second()))
        self.assertEqual("under-way", self.pair(self.planned(), self.second(status="in-progress"))[1].stage)
        for status in ("completed", "cancelled"):
            self.assertIsNone(self.pair(self.planned(status=status), self.second()))
        self.assertIsNone(self.pair(self.planned("NHS:a", "2025-11-06"), self.second("2025-11-08")))
        self.assertIsNotNone(self.pair(self.planned("NHS:a", "2025-11-07"), self.second("2025-11-08")))

    def test_each_could_be_judged(self):
        for fields in (dict(review_of="x"), dict(reuses="NHS:z"), dict(domains="RISK")):
            self.assertIsNone(self.pair(self.planned(**fields), self.second()))
            self.assertIsNone(self.pair(self.planned(), self.second(**fields)))
        self.assertIsNone(self.pair(self.planned(instrument="MHANDL"), self.second(domains="MOBIL")))
        self.assertIsNone(self.pair(self.planned(), self.second(), deaths=[rule.Moment("2025-11-29").date]))

    def test_agency_and_subject(self):
        self.assertIsNone(self.pair(self.planned("ASC:a"), self.second()))
        self.assertIsNone(self.pair(self.planned("UNKNOWN:a"), self.second()))
        self.assertIsNone(self.pair(self.planned(subject="carer"), self.second()))

    def test_days(self):
        self.assertIsNotNone(self.pair(self.planned(), self.second("2025-12-23")))
        self.assertIsNone(self.pair(self.planned(), self.second("2025-12-24")))

    def test_joint(self):
        self.assertIsNone(self.pair(self.planned(joint_with="ASC"), self.second("2025-11-26")))
        self.assertIsNotNone(self.pair(self.planned(joint_with="ASC"), self.second("2025-11-27")))

    def test_resets_and_validity_do_not_matter(self):
        self.assertIsNotNone(self.findings(self.planned(valid_until="2025-11-26"), self.second(),
                                           event("GP:c", "change", "2025-11-26", status="in-progress")).get(("ASC:b", "together")))

    def test_follows(self):
        def pair(depth):
            return self.pair(self.planned(instrument="PHQ2", depth=depth), self.planned("ASC:b", "2025-11-30", "PHQ9"))
        self.assertIsNone(pair("specialist"))
        self.assertIsNotNone(pair("overview"))      # PHQ9 first would answer PHQ2

    def test_the_other_direction(self):
        address, f = self.pair(self.planned(depth="contact"), self.second())
        self.assertEqual(("ASC:b", 1), (address, f.coverage))
        self.assertIsNone(self.pair(self.planned(depth="contact"), self.second(domains="MOOD;COGN")))

    def test_better_direction(self):
        # MOBIL and PCARE of the later's four; but MOBIL, PCARE, SKIN of the earlier's three
        x = self.planned(instrument="", domains="MOBIL;PCARE;SKIN:contact")
        f = self.pair(x, self.planned("ASC:b", "2025-11-30", "", domains="MOBIL;PCARE;SKIN;COGN"))[1]
        self.assertEqual((1, {"MOBIL", "PCARE", "SKIN"}), (f.coverage, f.domains))

    def test_ties_the_earlier_answers_the_later(self):
        for more, expected in (("", {"MOBIL"}), (";SKIN", {"MOBIL", "SKIN"})):
            x = self.planned(instrument="", domains="MOBIL:specialist;PCARE" + more)
            y = self.planned("ASC:b", "2025-11-30", "", domains="MOBIL;PCARE:specialist" + more)
            self.assertEqual(expected, self.pair(x, y)[1].domains)

    def test_several_partners(self):
        found = self.findings(self.planned("NHS:a", domains="MOBIL;PCARE"), self.planned("VOL:a", domains="HOME;NUTRI;PCARE"),
                              self.second())
        f = found[("ASC:b", "together")]
        self.assertEqual(({"NHS:a", "VOL:a"}, 1, {"MOBIL", "PCARE", "HOME", "NUTRI"}), (f.evidence, f.coverage, f.domains))

    def test_beside_another_finding(self):
        found = self.findings(hda("2025-11-20", "VOL:c"), self.planned(), self.second())
        self.assertEqual({("ASC:b", "together"), ("ASC:b", "overlap"), ("NHS:a", "repeat")}, set(found))

    def test_requests_take_no_part(self):
        request = event("VOL:q", "request", "2025-11-20", instrument="HDA", to_agency="NHS", status="planned")
        self.assertIsNone(self.pair(request, self.second()))

    def test_not_within_one_agency(self):
        self.assertIsNone(self.pair(self.planned(), self.second(), within=True))


class PostAcute(Case):
    """A stay in a nursing home between hospital and home care, scored at each step, by codes."""

    def scores(self):
        return [event("HOSP:adm", "admission", "2025-07-01", ends_on="2025-07-08"),
                assessment("HOSP:gg", "2025-07-08T10:00:00-04:00", code_system="loinc", code="95019-6"),
                assessment("HOSP:mmse", "2025-07-07", code="72106-8"),
                assessment("SNF:gg", "2025-07-09T09:00:00-04:00", code_system="loinc", code="95019-6"),
                assessment("SNF:bims", "2025-07-09", "BIMS"),
                assessment("SNF:gg2", "2025-07-20", "CMS-GG"),
                assessment("HHA:gg", "2025-07-21", "BARTHEL"),
                assessment("HHA:mmse", "2025-07-21", code_system="snomed", code="447316007")]

    def test_across(self):
        found = self.findings(*self.scores())
        # SNF:gg2 repeats its own agency's
        self.assertEqual({("SNF:gg", "repeat"), ("SNF:bims", "repeat"), ("HHA:gg", "repeat"), ("HHA:mmse", "repeat")},
                         set(found))
        self.assertEqual({"HOSP:gg", "SNF:gg", "SNF:gg2"}, found[("HHA:gg", "repeat")].evidence)
        self.assertEqual({"HOSP:mmse"}, found[("HHA:mmse", "repeat")].evidence)     # BIMS is less deep

    def test_within(self):
        self.assertEqual({("SNF:gg2", "repeat")}, set(self.findings(*self.scores(), within=True)))

    def test_readmitted(self):
        again = event("HOSP:adm2", "admission", "2025-07-15", ends_on="2025-07-18")
        found = self.findings(*self.scores(), again)
        self.assertEqual({"SNF:gg2"}, found[("HHA:gg", "repeat")].evidence)
        self.assertNotIn(("HHA:mmse", "repeat"), found)


class Folder(unittest.TestCase):
    def write(self, path, text):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)

    def write_catalogue(self, top):
        for name, text in (("domains", DOMAINS), ("instruments", INSTRUMENTS), ("instrument_codes", CODES), ("changes", CHANGES)):
            rows = [["" if cell == "-" else cell for cell in line.split(" ")] for line in text.splitlines()]
            self.write("%s/catalogue/%s.tsv" % (top, name), "".join("\t".join(row) + "\n" for row in rows))

    def run_rule(self, top, *more):
        here = os.path.dirname(os.path.abspath(__file__))
        done = subprocess.run([sys.executable, os.path.join(here, "rule.py"), top + "/in", "--catalogue", top + "/catalogue",
                               "--today", TODAY] + list(more), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
        return list(csv.DictReader(done.stdout.decode().splitlines()))

    def test_a_folder(self):
        with tempfile.TemporaryDirectory() as top:
            self.write_catalogue(top)
            self.write(top + "/in/agencies.csv", "code,name,sector\nASC,Council,adult_care\nNHS,Trust,nhs\n")
            self.write(top + "/in/ASC/people.csv", "local_id,other_ids,date_of_death\n1,truth=P1,\n2,x=3;truth=P2,\n")
            self.write(top + "/in/NHS/people.csv", "local_id,other_ids\n7,truth=P1\n8,\n")
            self.write(top + "/in/NHS/events.csv", "source_ref,local_id,kind,starts_on,instrument\n"
                       "a,7,assessment,2025-08-01,HDA\na,7,assessment,2025-09-01,HDA\nc,99,assessment,2025-09-01,HDA\n"
                       "d,7,assessment,someday,HDA\n")
            self.write(top + "/in/ASC/events.csv", "starts_on,source_ref,local_id,kind,instrument\n"
                       "2025-09-10,b,1,assessment,CA-SHORT\n2025-09-10,c,2,assessment,CA-SHORT\n")
            self.write(top + "/links.csv", "agency,local_id,person_id\nNHS,7,Q\nASC,2,Q\nASC,1,R\nNHS,8,S\n")
            self.assertEqual([("P1", "b", "NHS:a")], [(r["person_id"], r["source_ref"], r["evidence"]) for r in self.run_rule(top)])
            self.assertEqual([("Q", "c")], [(r["person_id"], r["source_ref"]) for r in self.run_rule(top, "--links", top + "/links.csv")])
            self.assertEqual([], self.run_rule(top, "--same-agency"))
            self.assertEqual([], self.run_rule(top, "--threshold", "11/10"))


class MadeUpLocality(unittest.TestCase):
    def test_nhs_numbers(self):
        self.assertEqual("9990000018", locality.nhs_number(1))
        self.assertTrue(all(n is None or n.startswith("999") and len(n) == 10 for n in map(locality.nhs_number, range(50))))

    def test_the_same_seed_gives_the_same_files(self):
        def files(top):
            found = {}
            for folder, _, names in os.walk(top):
                for name in names:
                    with open(os.path.join(folder, name), "rb") as f:
                        found[os.path.relpath(os.path.join(folder, name), top)] = f.read()
            return found
        with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
            day = rule.Moment(TODAY).date
            locality.write_locality(one, 4, 8, day)
            locality.write_locality(two, 4, 8, day)
            self.assertEqual(files(one), files(two))
            self.assertIn("UNKNOWN/events.csv", files(one))


if __name__ == "__main__":
    unittest.main()
