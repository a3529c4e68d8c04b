#!/usr/bin/env python3
"""Is the reference tried? Counts what the localities contain, then leaves out or bends one part of
the rule at a time and counts the findings that change: a part whose loss changes nothing is not
tried. With --unit, the unit tests are run against each bent rule too: one that passes is not caught.

    sanity.py --catalogue DIR [--seeds 1-20] [--people 60] [--unit] [--readings]
"""

import argparse
import collections
import contextlib
import datetime
import io
import sys
import tempfile
import unittest
from fractions import Fraction

import locality
import rule

TODAY = "2025-11-21"


def yes(*_args):
    return True


def no(*_args):
    return False


def nothing(*_args):
    return None


def condition_1_any_policy(a, b, agency_fits):
    return agency_fits(a.agency, b.agency) and a.facts.subject == b.facts.subject


def condition_1_any_subject(a, b, agency_fits):
    return a.facts.policy != "never" and agency_fits(a.agency, b.agency)


def condition_2_any_order(a, b, d, history):
    return rule.is_current(a, d, b.start.date, history)


def condition_2_dates_only(a, b, d, history):
    return a.end.date < b.start.date and rule.is_current(a, d, b.start.date, history)


def condition_2_ever_current(a, b, d, history):
    return rule.before(a.end, b.start) and d in a.facts.domains


def current_one_day_short(a, d, on, history):
    return ORIGINAL["is_current"](a, d, on + datetime.timedelta(days=1), history)


def current_one_day_more(a, d, on, history):
    return ORIGINAL["is_current"](a, d, on - datetime.timedelta(days=1), history)


def current_without_valid_until(a, d, on, history):
    sent, a.valid_until = a.valid_until, None
    result = ORIGINAL["is_current"](a, d, on, history)
    a.valid_until = sent
    return result


def current_without_max_days(a, d, on, history):
    if a.valid_until is not None:
        return d in a.facts.domains and on <= a.valid_until
    return d in a.facts.domains and (on - a.end.date).days <= a.facts.validity_days


def current_without_validity_days(a, d, on, history):
    if a.valid_until is not None:
        return d in a.facts.domains and on <= a.valid_until
    return d in a.facts.domains and (on - a.end.date).days <= history.catalogue.max_days[d]


def condition_3_any_depth(a, b, d):
    return (a.facts.group == b.facts.group
            or (a.facts.klass == "needs" == b.facts.klass and b.facts.policy != "same"))


def condition_3_any_group(a, b, d):
    return a.facts.depth_rank(d) >= b.facts.depth_rank(d)


def condition_3_policy_same_ignored(a, b, d):
    return (a.facts.depth_rank(d) >= b.facts.depth_rank(d)
            and (a.facts.group == b.facts.group or a.facts.klass == "needs" == b.facts.klass))


def condition_3_class_ignored(a, b, d):
    return (a.facts.depth_rank(d) >= b.facts.depth_rank(d)
            and (a.facts.group == b.facts.group or b.facts.policy != "same"))


def condition_3_group_only(a, b, d):
    return a.facts.depth_rank(d) >= b.facts.depth_rank(d) and a.facts.group == b.facts.group


def condition_3_specialist_less(a, b, d):
    rank = {"contact": 0, "overview": 1, "specialist": 2, "comprehensive": 3}
    return (rank[a.facts.depth_of(d)] >= rank[b.facts.depth_of(d)]
            and ORIGINAL["condition_3"](a, b, d))


def condition_5_one_sided(a, b):
    return not (b.agency in a.event.joint_with and rule.days_apart(a.start, b.start) <= 1)


def condition_5_other_side(a, b):
    return not (a.agency in b.event.joint_with and rule.days_apart(a.start, b.start) <= 1)


def condition_5_any_day(a, b):
    return not (b.agency in a.event.joint_with or a.agency in b.event.joint_with)


def condition_5_same_day(a, b):
    named = b.agency in a.event.joint_with or a.agency in b.event.joint_with
    return not (named and rule.days_apart(a.start, b.start) < 1)


def condition_6_bent(same_day_kinds, first_day_too=True, b_itself=False):
    def bent(a, b, d, history):
        for event, domains in history.resetting:
            if (event is b.event and not b_itself) or d not in domains:
                continue
            day = event.start.date
            after_a = a.end.date <= day if event.kind in same_day_kinds else a.end.date < day
            if after_a and (day <= b.start.date if first_day_too else day < b.start.date):
                return False
        return True
    return bent


def resets_without(kind):
    def bent(event, history):
        return set() if event.kind == kind else ORIGINAL["resets_of"](event, history)
    return bent


def resets_others_ignored(event, history):
    if event.kind not in ("change", "concern", "admission"):
        return set()
    return ORIGINAL["resets_of"](event, history)


def resets_none_ignored(event, history):
    if event.resets != "none":
        return ORIGINAL["resets_of"](event, history)
    event.resets = ""
    result = ORIGINAL["resets_of"](event, history)
    event.resets = "none"
    return result


def resets_own_ignored(event, history):
    if event.kind not in ("change", "admission") or event.resets == "none":
        return ORIGINAL["resets_of"](event, history)
    sent, event.resets = event.resets, ""
    result = ORIGINAL["resets_of"](event, history)
    event.resets = sent
    return result


def transfer_without_next_day(x, y):
    return y.sent_end is None or x.start.date <= y.sent_end.date


def transfer_without_last_day(x, y):
    return y.sent_end is None or x.start.date < y.sent_end.date


def transfer_open_forgotten(x, y):
    return y.sent_end is not None and (x.start.date - y.sent_end.date).days <= 1


def transfer_simultaneous_ignored(x, history):
    return any(y is not x and y.kind == "admission" and y.status in ("completed", "in-progress")
               and rule.spans_a_night(y) and rule.before(y.start, x.start)
               and rule.begins_by_the_day_after(x, y) for y in history.events)


def transfer_of_day_case(x, history):
    night, rule.spans_a_night = rule.spans_a_night, yes
    result = ORIGINAL["is_transfer"](x, history)
    rule.spans_a_night = night
    return result


def transfer_of_cancelled(x, history):
    sent = [(y, y.status) for y in history.events]
    for y, _ in sent:
        y.status = "completed"
    result = ORIGINAL["is_transfer"](x, history)
    for y, status in sent:
        y.status = status
    return result


def condition_7_at_any_time(a, b, d, history):
    return not any(rule.condition_1(o, b, rule.same_agency) and rule.condition_2(o, b, d, history)
                   and rule.condition_3(o, b, d) and rule.condition_4(o, b)
                   and rule.condition_6(o, b, d, history) for o in history.knowns)


def condition_7_without(part):
    """6 is not among them: what has reset d since O has reset it since A, which ended before O."""
    def bent(a, b, d, history):
        return not any(rule.condition_1(o, b, rule.same_agency) and rule.before(a.end, o.end)
                       and (part == 2 or rule.condition_2(o, b, d, history))
                       and (part == 3 or (d in o.facts.domains and rule.condition_3(o, b, d)))
                       and (part == 4 or rule.condition_4(o, b))
                       and rule.condition_6(o, b, d, history)
                       for o in history.knowns)
    return bent


def condition_7_and_5(a, b, d, history):
    return not any(rule.condition_1(o, b, rule.same_agency) and rule.before(a.end, o.end)
                   and rule.condition_2(o, b, d, history) and rule.condition_3(o, b, d)
                   and rule.condition_4(o, b) and rule.condition_5(o, b)
                   and rule.condition_6(o, b, d, history) for o in history.knowns)


def any_other_agency(a, b):
    return a != b


def neither_unknown(a, b):
    return a != b and rule.UNKNOWN_AGENCY not in (a, b)


def stage_without_passed(event, today):
    return {"in-progress": "under-way", "completed": "done"}.get(event.status, "planned")


def stage_passed_early(event, today):
    stage = ORIGINAL["stage_of_assessment"](event, today)
    return "passed" if stage == "planned" and (today.date - event.start.date).days >= 14 else stage


def may_be_judged_without(part):
    def bent(history, b):
        return ((part == "policy" or b.facts.policy != "never")
                and (part == "review_of" or b.event.review_of == "")
                and (part == "death" or history.death is None or b.start.date <= history.death)
                and len(history.counted_domains(b.facts)) > 0)
    return bent


def dead_that_day(history, b):
    return (ORIGINAL["History.may_be_judged"](history, b)
            and (history.death is None or b.start.date < history.death))


def request_bent(agency=None, start=None, answered=False):
    def bent(history, event):
        if event.kind != "request" or event.to_agency == "" or event.status not in rule.JUDGED_STATUSES:
            return None
        if event.responded_on != "" and not answered:
            return None
        return rule.Asked(event, history.facts_of(event), agency or event.to_agency,
                          start(event) if start else history.today, "requested")
    return bent


def request_from_own_agency(history, event):
    b = ORIGINAL["History.asked_request"](history, event)
    if b is not None:
        b.agency = event.agency
    return b


def judged_with_reuses(b, history, threshold, within_agency=False):
    sent, b.event.reuses = b.event.reuses, ""
    finding = ORIGINAL["judge"](b, history, threshold, within_agency)
    b.event.reuses = sent
    return finding


def review_of_ignored(history, review):
    return None


def review_of_own_agency_only(history, review):
    target = ORIGINAL["History.named_by_review_of"](history, review)
    return target if target is not None and target.agency == review.agency else None


def review_of_assessments_only(history, review):
    target = ORIGINAL["History.named_by_review_of"](history, review)
    return target if target is not None and target.kind == "assessment" else None


def depth_without_own_entry(facts, d):
    return facts.own_depth or facts.below.depth_of(d)


def depth_sent_first(facts, d):
    return facts.own_depth or facts.own_entries.get(d) or facts.below.depth_of(d)


def depth_entry_of_instrument_ignored(facts, d):
    if isinstance(facts.below, rule.NothingSaid):
        return facts.own_depth or "overview"
    return ORIGINAL["Facts.depth_of"](facts, d)


def code_needs_system(catalogue, system, code):
    return ORIGINAL["Catalogue.instrument_of_code"](catalogue, system, code) if system else ""


def code_of_any_system(catalogue, system, code):
    return ORIGINAL["Catalogue.instrument_of_code"](catalogue, "", code)


def everything_counted(catalogue, d):
    return True


def before_dates_only(x, y):
    return x.date < y.date


def before_midnight(x, y):
    return (x.date, x.time or (0, 0, 0, 0)) < (y.date, y.time or (0, 0, 0, 0))


def together_requests_too(b):
    return b.event.reuses == "" and b.stage in ("planned", "under-way", "requested")


def together_passed_too(b):
    return (b.event.kind == "assessment" and b.event.reuses == ""
            and b.stage in ("planned", "under-way", "passed"))


def together_reuses_too(b):
    return b.event.kind == "assessment" and b.stage in ("planned", "under-way")


def together_bent(days=28, joint=True, subject=True):
    def bent(x, y):
        return (rule.another_agency(x.agency, y.agency) and rule.another_agency(y.agency, x.agency)
                and (not subject or x.facts.subject == y.facts.subject)
                and rule.days_apart(x.start, y.start) <= days
                and (not joint or rule.condition_5(x, y)))
    return bent


def later_by_reference(x, y):
    return x.event.key > y.event.key


def later_by_address(x, y):
    if rule.before(y.start, x.start) or rule.before(x.start, y.start):
        return rule.before(y.start, x.start)
    return x.event.address > y.event.address


def together_forward_only(history, threshold):
    original, seen = rule.would_answer, {}

    def forward_only(a, b, h):
        share, domains = original(a, b, h)
        later = rule.is_later(b, a)
        return (share, domains) if later else (Fraction(0), set())
    rule.would_answer = forward_only
    findings = ORIGINAL["together"](history, threshold)
    rule.would_answer = original
    return findings


def together_backward_on_ties(history, threshold):
    original = rule.would_answer

    def a_little_less(a, b, h):
        share, domains = original(a, b, h)
        return (share - Fraction(1, 100000) if rule.is_later(b, a) and share > threshold else share, domains)
    rule.would_answer = a_little_less
    findings = ORIGINAL["together"](history, threshold)
    rule.would_answer = original
    return findings


BENT = [
    ("1 another agency", {"another_agency": yes}),
    ("1 UNKNOWN is another", {"another_agency": any_other_agency}),
    ("1 UNKNOWN has no other (R11)", {"another_agency": neither_unknown}),
    ("1 policy never", {"condition_1": condition_1_any_policy}),
    ("1 subject", {"condition_1": condition_1_any_subject}),
    ("1 a review's review_of", {"History.named_by_review_of": review_of_ignored}),
    ("1 review_of AGENCY:source_ref", {"History.named_by_review_of": review_of_own_agency_only}),
    ("1 a review of a review", {"History.named_by_review_of": review_of_assessments_only}),
    ("2 A's end before B's start", {"condition_2": condition_2_any_order}),
    ("2 times of one day", {"condition_2": condition_2_dates_only}),
    ("2 current", {"condition_2": condition_2_ever_current}),
    ("2 until that day (R5)", {"is_current": current_one_day_short}),
    ("2 no day longer", {"is_current": current_one_day_more}),
    ("2 valid_until", {"is_current": current_without_valid_until}),
    ("2 max_days", {"is_current": current_without_max_days}),
    ("2 validity_days", {"is_current": current_without_validity_days}),
    ("3 all", {"condition_3": yes}),
    ("3 depth", {"condition_3": condition_3_any_depth}),
    ("3 group or class", {"condition_3": condition_3_any_group}),
    ("3 policy same", {"condition_3": condition_3_policy_same_ignored}),
    ("3 class needs", {"condition_3": condition_3_class_ignored}),
    ("3 class needs answers class needs", {"condition_3": condition_3_group_only}),
    ("3 specialist = comprehensive", {"condition_3": condition_3_specialist_less}),
    ("4 follows", {"condition_4": yes}),
    ("5 joint", {"condition_5": yes}),
    ("5 B names A's agency", {"condition_5": condition_5_one_sided}),
    ("5 A names B's agency", {"condition_5": condition_5_other_side}),
    ("5 at most one day apart", {"condition_5": condition_5_any_day}),
    ("5 one day apart too", {"condition_5": condition_5_same_day}),
    ("6 resets", {"condition_6": yes}),
    ("6 change of the same day", {"condition_6": condition_6_bent(("concern",))}),
    ("6 concern of the same day", {"condition_6": condition_6_bent(("change",))}),
    ("6 only these of the same day", {"condition_6": condition_6_bent(rule.KINDS)}),
    ("6 on the day B starts", {"condition_6": condition_6_bent(("change", "concern"), False)}),
    ("6 other than B", {"condition_6": condition_6_bent(("change", "concern"), True, True)}),
    ("6 change", {"resets_of": resets_without("change")}),
    ("6 concern", {"resets_of": resets_without("concern")}),
    ("6 admission", {"resets_of": resets_without("admission")}),
    ("6 any other event", {"resets_of": resets_others_ignored}),
    ("6 resets=none", {"resets_of": resets_none_ignored}),
    ("6 own resets over the default", {"resets_of": resets_own_ignored}),
    ("6 spans a night", {"spans_a_night": yes}),
    ("6 transfer", {"is_transfer": no}),
    ("6 transfer: the day after", {"begins_by_the_day_after": transfer_without_next_day}),
    ("6 transfer: the day it ends", {"begins_by_the_day_after": transfer_without_last_day}),
    ("6 transfer: within an open one", {"begins_by_the_day_after": transfer_open_forgotten}),
    ("6 transfer: at once", {"is_transfer": transfer_simultaneous_ignored}),
    ("6 transfer: not of a day case", {"is_transfer": transfer_of_day_case}),
    ("6 transfer: not of a cancelled one", {"is_transfer": transfer_of_cancelled}),
    ("7 all", {"condition_7": yes}),
    ("7 O after A", {"condition_7": condition_7_at_any_time}),
    ("7 2 in A's place", {"condition_7": condition_7_without(2)}),
    ("7 3 in A's place", {"condition_7": condition_7_without(3)}),
    ("7 4 in A's place", {"condition_7": condition_7_without(4)}),
    ("7 5 is not asked of O", {"condition_7": condition_7_and_5}),
    ("times: before", {"before": before_dates_only}),
    ("times: no time is not midnight", {"before": before_midnight}),
    ("facts: own entry's depth", {"Facts.depth_of": depth_without_own_entry}),
    ("facts: entry before depth sent", {"Facts.depth_of": depth_sent_first}),
    ("facts: the instrument's entry", {"Facts.depth_of": depth_entry_of_instrument_ignored}),
    ("facts: code without system", {"Catalogue.instrument_of_code": code_needs_system}),
    ("facts: code of another system", {"Catalogue.instrument_of_code": code_of_any_system}),
    ("facts: max_days 0", {"Catalogue.counted": everything_counted}),
    ("B policy never", {"History.may_be_judged": may_be_judged_without("policy")}),
    ("B review_of", {"History.may_be_judged": may_be_judged_without("review_of")}),
    ("B death", {"History.may_be_judged": may_be_judged_without("death")}),
    ("B on the day of death", {"History.may_be_judged": dead_that_day}),
    ("B reuses", {"judge": judged_with_reuses}),
    ("request: judged", {"History.asked_request": nothing}),
    ("request: to_agency's", {"History.asked_request": request_from_own_agency}),
    ("request: today", {"History.asked_request": request_bent(start=lambda e: e.start)}),
    ("request: open", {"History.asked_request": request_bent(answered=True)}),
    ("stage passed", {"stage_of_assessment": stage_without_passed}),
    ("stage passed at 15 days", {"stage_of_assessment": stage_passed_early}),
    ("together: 28 days", {"could_be_joint": together_bent(days=27)}),
    ("together: no longer", {"could_be_joint": together_bent(days=29)}),
    ("together: joint", {"could_be_joint": together_bent(joint=False)}),
    ("together: subject", {"could_be_joint": together_bent(subject=False)}),
    ("together: not passed", {"may_be_together": together_passed_too}),
    ("together: reuses", {"may_be_together": together_reuses_too}),
    ("together: no requests (R15)", {"may_be_together": together_requests_too}),
    ("together: the later one", {"is_later": later_by_reference}),
    ("together: (agency, source_ref), no joined text", {"is_later": later_by_address}),
    ("together: either direction", {"together": together_forward_only}),
    ("together: ties", {"together": together_backward_on_ties}),
]


def holder(name):
    """Where a name of the rule lives: the module, or one of its classes."""
    if "." in name:
        owner, attribute = name.split(".")
        return getattr(rule, owner), attribute
    return rule, name


ORIGINAL = {name: getattr(*holder(name)) for _, parts in BENT for name in parts}


@contextlib.contextmanager
def bent(parts):
    for name, replacement in parts.items():
        setattr(*holder(name), replacement)
    try:
        yield
    finally:
        for name in parts:
            setattr(*holder(name), ORIGINAL[name])


def everything(folders, catalogue):
    rows = set()
    for seed, folder in folders.items():
        for within in (False, True):
            for row in rule.rows_of(rule.Locality(folder), catalogue, rule.Moment(TODAY), within_agency=within):
                rows.add((seed, within) + tuple(row.values()))
    return rows


def unit_tests_fail():
    import test_rule
    suite = unittest.defaultTestLoader.loadTestsFromModule(test_rule)
    result = unittest.TextTestRunner(stream=io.StringIO(), failfast=True).run(suite)
    return not result.wasSuccessful()


def seeds_of(text):
    first, _, last = text.partition("-")
    return range(int(first), int(last or first) + 1)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--catalogue", required=True)
    parser.add_argument("--seeds", type=seeds_of, default=seeds_of("1-20"))
    parser.add_argument("--people", type=int, default=60)
    parser.add_argument("--unit", action="store_true")
    parser.add_argument("--readings", action="store_true")
    args = parser.parse_args()
    catalogue = rule.Catalogue.read(args.catalogue)
    with tempfile.TemporaryDirectory() as top:
        folders = {}
        for seed in args.seeds:
            folders[seed] = "%s/%d" % (top, seed)
            locality.write_locality(folders[seed], seed, args.people, datetime.date.fromisoformat(TODAY),
                                    args.readings)
        right = everything(folders, catalogue)
        print("findings: %d across agencies, %d within one" % (
            sum(not r[1] for r in right), sum(r[1] for r in right)))
        for name, column in (("stage", 7), ("kind", 8), ("policy", 9)):
            count = collections.Counter(r[column] for r in right if not r[1])
            print("  %s: %s" % (name, ", ".join("%s %d" % c for c in sorted(count.items()))))
        idle = 0
        for name, parts in BENT:
            with bent(parts):
                wrong = everything(folders, catalogue)
                caught = not args.unit or unit_tests_fail()
            changed = len(right ^ wrong)
            idle += changed == 0 or not caught
            print("%-46s changes %5d rows%s%s" % (name, changed, "" if changed else "   NOT TRIED",
                                                 "" if caught else "   NO UNIT TEST FAILS"))
    return 1 if idle else 0


if __name__ == "__main__":
    sys.exit(main())
