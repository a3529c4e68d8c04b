"""The national rules for Client Level Data written a second time, from their text: which rows tell of
one event and which of these is kept (DHSC), which requests are one (NHS England), what a quarter that
is sent again replaces.  `Council` takes files in as the program does, one import after another, and
says which events ought to stand.  Likewise `Quarters` makes up a council's quarters by seed.

Where the text leaves room (C1 to C7) the reading is the program's own, so that it is written down:
C1  A person is the council's own number for them: DHSC's key begins with the NHS number, which here
    is what links records, not what names one.
C2  What is missing from a later file means nothing: an open service is not closed by its absence.
C3  Of two files of one period that come in two imports, the later import's word stands.
C4  A request's route is no part of its key: two of the same days are one cluster in any case.
C5  Requests of a service user and of a carer are never one.
C6  A service whose end lies after the period's end is still open.
C7  A death cuts back the end of services alone: the other events are known by their ends. A service
    that begins after it ends on the day it begins; no service of somebody who has died is open.
    Whose death it is is a person's detail: what their rows of the latest period say, whichever rows,
    of every service of theirs, whichever quarter told of it; rows of a later period that tell of no
    death have taken it back.
    A file without a column for it says nothing of it.
C8  A cluster has the name of its first request, and what the reason of a review tells of follows
    from the review that stands: neither depends on the order in which files came.
C9  Of a person's other details an empty cell says nothing: what was said of it before stays. Of an
    import of several periods all of a person is of their latest.
"""
import csv
import datetime
import io
import random

DAY = datetime.timedelta(1)
GAP = 4  # days between the end of one request and the start of the next: a long weekend
NEVER = datetime.date.max

# DHSC's order of outcomes, in both releases' words; the first is kept before the others.
RANKS = {name: rank for rank, names in enumerate((
    ("Progress to Reablement/ST-Max", "Progress to reablement/ST-Max"),
    ("Progress to Assessment", "Progress to Re-assessment / Unplanned Review", "Progress to assessment, review or reassessment"),
    ("Progress to End of Life Care", "Progress to financial assessment"),
    ("Progress to Support Planning / Services", "Progress to support planning or services"),
    ("No change in package", "Provision of service", "Continuation of support or services"),
    ("Admitted to hospital",),
    ("NFA - Moved to another LA", "NFA: Responsibility moved to another local authority"),
    ("NFA - 100% NHS funded care", "NFA: Referral to NHS services or NHS funded social care"),
    ("NFA - Self-funded client (Inc. 12wk disregard)", "NFA: Self-funded client or under 12wk disregard"),
    ("NFA - Information & Advice / Signposting only", "NFA: Information and advice or signposting"),
    ("NFA: Referral to other service within the local authority",),
    ("NFA - Support declined", "NFA: Support declined"),
    ("NFA - Deceased", "NFA: Deceased"),
    ("Service ended as planned", "NFA: Support ended as planned"),
    ("NFA - Support ended: Other reason", "NFA: Support ended for other reason"),
    ("NFA - No services offered: Other reason", "NFA: No services offered for other reason"),
    ("NFA- Other", "NFA: Other")), 1) for name in names}
SECOND = {n for n in RANKS if n.startswith("NFA:")} | {
    "Progress to reablement/ST-Max", "Progress to assessment, review or reassessment", "Progress to support planning or services",
    "Continuation of support or services", "Admitted to hospital"}
OUTCOMES = (sorted(n for n in RANKS if n not in SECOND or n == "Admitted to hospital"), sorted(SECOND))
# What a review's reason stands for: told by how it begins, in either release's words.
REASONS = (("Planned", None), ("Unplanned - Hospital (Planned and unplanned episodes)", "admission"),
           ("Unplanned - Carer related", "change"), ("Unplanned - Safeguarding concern", "concern"),
           ("Unplanned - Provider Failure", "change"), ("Unplanned - Other Reason", None),
           ("Unplanned - Change in Commissioning arrangements", None), ("Review of short term support", None),
           ("Unplanned: Hospital (planned and unplanned episodes)", "admission"), ("Unplanned: Unpaid carer related", "change"),
           ("Planned: Hospital (planned and unplanned episodes)", None), ("", None))


class Row:
    """One row, told as what it means; `words` is what stands in the file."""

    def __init__(self, person, client, event, start, end, what=(), outcome="", description="", reason="", route="", died=None, adults=(),
                 cost="", postcode="", hearing=""):
        self.person, self.client, self.event, self.start, self.end = person, client, event, start, end
        self.what, self.outcome, self.description, self.reason, self.route = what, outcome, description, reason, route
        self.died, self.adults, self.cost = died, adults, cost
        self.details = {"postcode": postcode, "hearing": hearing}

    def ref(self):
        """A request's name."""
        return "request/%s/%s/%s%s" % (self.person, self.start, self.end, "/carer" if self.client == "carer" else "")

    def key(self):
        """DHSC's unique event, the council apart."""
        said = tuple(w.lower().replace("unpaid carer", "carer") for w in self.what)
        if self.event == "Service":
            return (self.person, self.client, self.event, self.start) + said
        return (self.person, self.client, self.event, self.start, self.end) + said

    def order(self, period, place):
        """The greatest is kept: latest period, open or latest end, outcome, conversation, newest row."""
        return (period, self.end or NEVER, -RANKS.get(self.outcome, 99), "conversation" in self.description.lower(), place)


class Council:
    def __init__(self):
        self.events = {}    # key → (period, row), save requests
        self.requests = {}  # the same of requests
        self.deaths = {}    # person → (period, day or None)
        self.details = {}   # (person, which) → (period, value)
        self.ties = {}      # (carer, whom they care for) → the latest period that tells of it

    def take(self, files):
        """One import: files are (period's end, rows)."""
        best = {}
        self.take_people(files)
        for place, (period, row) in enumerate((p, r) for p, rows in files for r in rows):
            if not row.event:
                continue
            order = row.order(period, place)
            if row.key() not in best or order > best[row.key()][0]:
                best[row.key()] = (order, period, row)
        for key, (_, period, row) in best.items():
            held = self.requests if row.event == "Request" else self.events
            if key not in held or held[key][0] <= period:
                held[key] = (period, row)

    def take_people(self, files):
        said = {}
        for period, row in ((p, r) for p, rows in files for r in rows):
            for adult in row.adults:
                self.ties[row.person, adult] = max(period, self.ties.get((row.person, adult), period))
            if row.person not in said or period > said[row.person][0]:
                said[row.person] = (period, row.died)
            elif period == said[row.person][0] and row.died:
                said[row.person] = (period, row.died)
        for person, word in said.items():
            if person not in self.deaths or self.deaths[person][0] <= word[0]:
                self.deaths[person] = word

        told = {}
        for period, row in ((p, r) for p, rows in files for r in rows):
            for which, value in row.details.items():
                if value and period >= told.get((row.person, which), (period,))[0]:
                    told[row.person, which] = (period, value)
        for (person, which), (_, value) in told.items():
            period = said[person][0]
            if self.details.get((person, which), (period,))[0] <= period:
                self.details[person, which] = (period, value)

    def known(self):
        """What is said of each person: when they died, where they live, what to know before one speaks with them."""
        def of(person, which):
            return self.details.get((person, which), (None, None))[1]
        return {p: (str(d) if d else None, of(p, "postcode"), "Hearing impairment" if of(p, "hearing") == "Yes" else None)
                for p, (_, d) in self.deaths.items()}

    def died(self, person):
        return self.deaths.get(person, (None, None))[1]

    def stands(self):
        """(kind, person, start, end, status, outcome, cost), sorted, as ISO dates."""
        out = []
        for period, row in self.events.values():
            if row.event == "Service":
                end, died = row.end, self.died(row.person)
                if died and died < (end or NEVER):
                    end = max(died, row.start)  # "cut back to date of death when death comes first"
                is_open = not died and (end is None or end > period)
                out.append(("service", row.person, row.start, end, "in-progress" if is_open else "completed", row.outcome, row.cost))
            else:
                out.append((row.event.lower(), row.person, row.start, row.end, "completed", row.outcome, row.cost))
            kind = dict(REASONS).get(row.reason) if row.event == "Review" else None
            if kind:
                out.append((kind, row.person, row.start, row.start if kind == "admission" else None, "completed", "", ""))
        for person, start, end, _, _, outcome in self.clusters():
            out.append(("request", person, start, end, "completed", outcome, ""))
        for (carer, adult), period in self.ties.items():  # a note on each of the two who is known
            out += [("note", who, period, None, "completed", "", "") for who in (carer, adult) if who in self.deaths]
        return sorted((k, p, str(s), str(e) if e else "", *more) for k, p, s, e, *more in out)

    def clusters(self):
        """NHS England's: one with the last that ended no more than four days before it began; the latest route; all names; the
        latest outcome."""
        out, last = [], None
        for _, row in sorted(self.requests.values(), key=lambda t: (t[1].person, t[1].client, t[1].start, t[1].end)):
            if last and last[0] == (row.person, row.client) and (row.start - last[2]) <= GAP * DAY:
                last[2:4] = max(last[2], row.end), row.route
                last[4].append(row.ref())
                last[5] = row.outcome
            else:
                last = [(row.person, row.client), row.start, row.end, row.route, [row.ref()], row.outcome]
                out.append(last)
        return [(who[0], *rest) for who, *rest in out]


def nhs_number(n):
    """A valid one that is nobody's."""
    first = "999%06d" % (n * 7919 % 1000000)
    check = 11 - sum(int(d) * (10 - i) for i, d in enumerate(first)) % 11
    return nhs_number(n + 100) if check == 10 else first + str(check % 11)


class Quarters:
    """A council's year by seed: every quarter sends the twelve months before it anew, with what has changed, and
    each file is dressed as another system would write it."""

    ENDS = [datetime.date(2024, 9, 30), datetime.date(2024, 12, 31), datetime.date(2025, 3, 31), datetime.date(2025, 6, 30)]
    HEADS = ("LA Code,Reporting Period Start Date,Reporting Period End Date,LA Person Unique Identifier,Client Type,Event Type,Event Start Date,"
             "Event End Date,Date of Death,Event Description,Event Outcome,Request: Route of Access,Assessment Type,Service Type,Service Component,Review Reason,"
             "NHS Number,Adult 1 Linked Person_ID,Unit Cost,Postcode,Hearing Impairment",
             "LA_Code,Reporting_Period_Start_Date,Reporting_Period_End_Date,LA_Person_Unique_Identifier,Client_Type,Event_Type,Event_Start_Date,"
             "Event_End_Date,Date_of_Death,Event_Description,Event_Outcome,Request_Route_of_Access,Assessment_Type,Service_Type,Service_Component,Review_Reason,"
             "NHS_Number,Adult_1_Linked_Person_ID,Unit_Cost,Postcode,Hearing_Impairment")
    TYPES = (("Long Term Assessment", "Short Term Assessment"), ("Long term assessment", "Short term assessment"))
    SERVICES = ((("Long Term Support: Community", "Home Support"), ("Long Term Support: Nursing Care", ""), ("Short Term Support: ST-Max", "Reablement"),
                 ("Carer Support: Direct to Carer", "")),
                (("Long term support: Community", "Home support"), ("Long term support: Nursing care", ""), ("Short term support: ST-Max", "Reablement"),
                 ("Unpaid carer support: Direct to unpaid carer", "")))
    ROUTES = ("Discharge from Hospital", "Community / Other route", "Self-Funder", "Prison")

    def __init__(self, seed, people=25):
        self.dice = random.Random(seed)
        self.people = ["NHS-%s" % nhs_number(i) if i % 9 == 8 else str(10000 + i) for i in range(people)]
        self.deaths = {p: datetime.date(2024, 6, 1) + self.dice.randrange(390) * DAY for p in self.people[:6]}
        self.mistaken = {p: self.dice.choice(self.ENDS) for p in self.people[4:6]}  # alive after all, from this quarter on
        self.facts = [self.fact() for _ in range(people * 12)]

    def fact(self):
        d, event = self.dice, self.dice.choice(("Request", "Request", "Request", "Assessment", "Service", "Service", "Review"))
        start = datetime.date(2023, 10, 1) + d.randrange(630) * DAY
        # Requests come in bunches, so that the gap of four days is met from both sides.
        if event == "Request" and d.random() < 0.7:
            start = datetime.date(2024, 2, 1) + (d.randrange(12) * 40 + d.randrange(16)) * DAY
        end = start + d.randrange(5 if event == "Request" else 40) * DAY
        if event == "Service" and d.random() < 0.5:
            end = None
        return {"person": d.choice(self.people), "client": d.choice(("user", "user", "user", "carer")), "event": event, "start": start,
                "end": end, "pick": d.randrange(4), "outcome": d.randrange(9), "again": d.random() < 0.15, "ends": d.random() < 0.4,
                "change": d.random() < 0.3, "conversation": d.random() < 0.2, "late": d.random() < 0.1, "moves": d.random() < 0.1,
                "cost": d.choice(("", "18.50", "-18.50", "NULL"))}

    def row(self, fact, quarter, release, changed):
        start, end, event = fact["start"], fact["end"], fact["event"]
        outcome = OUTCOMES[release][(fact["outcome"] + changed) % len(OUTCOMES[release])]
        what, reason, route, adults, cost = (), "", "", (), ""
        if end and fact["moves"] and changed:
            end += changed * DAY  # its end was another after all: of all but a service that is another event
        if event == "Service" and end is None and fact["ends"] and quarter - start > 120 * DAY:
            end = start + 100 * DAY  # it has ended since
        if event == "Service":
            what = self.SERVICES[release][fact["pick"]]
            cost = fact["cost"] if fact["cost"] in ("", "NULL") else str(float(fact["cost"]) + changed)
        elif event == "Assessment":
            what = (self.TYPES[release][fact["pick"] % 2],)
        elif event == "Review":
            reason = REASONS[(fact["pick"] + fact["outcome"] + changed) % len(REASONS)][0]
        else:
            route = self.ROUTES[(fact["pick"] + changed) % 4]
        if fact["client"] == "carer" and fact["pick"] < 2:
            adults = (self.people[(fact["outcome"] * 3 + changed) % len(self.people)],)
            adults = () if adults[0] == fact["person"] else adults
        return Row(fact["person"], fact["client"], event, start, end, what, outcome, "Conversation" if fact["conversation"] else "",
                   reason, route, self.died(fact["person"], quarter), adults, "" if cost == "NULL" else cost,
                   **self.detail(fact["person"], self.ENDS.index(quarter)))

    def detail(self, person, n):
        """It changes from quarter to quarter, and not each row has it."""
        home = int(person[-4:]) + (n if person[-1] in "13579" else 0)
        return {"postcode": "LS9%d 9ZZ" % (home % 10) if self.dice.random() < 0.2 else "",
                "hearing": ("Yes", "No", "Yes", "")[home % 4] if self.dice.random() < 0.2 else ""}

    def died(self, person, quarter):
        """As far as the council knows by then."""
        if person not in self.deaths or quarter < self.deaths[person] or quarter >= self.mistaken.get(person, NEVER):
            return None
        return self.deaths[person] if self.dice.random() < 0.7 else None  # not every row has it

    def quarter(self, n):
        """(the period's end, its rows, the file's text)"""
        end, release = self.ENDS[n], n % 2
        begins, rows = end - 365 * DAY, []
        for fact in self.facts:
            if fact["start"] >= end or (fact["end"] or NEVER) < begins:
                continue
            if fact["event"] != "Service" and fact["end"] > end:
                continue
            if fact["event"] == "Service" and fact["end"] is None and fact["pick"] == 3 and n == 3:
                continue  # one that a later quarter forgets
            if fact["late"] and n < 3 and self.ENDS[n] - fact["start"] < 200 * DAY:
                continue  # it comes with a later quarter
            rows.append(self.row(fact, end, release, n if fact["change"] else 0))
            if fact["again"]:
                rows.append(self.row(dict(fact, conversation=False), end, release, 5))
        for i in range(6):  # who cares for whom, and nothing else of them
            carer, adult = self.dice.sample(self.people + ["20%d" % i], 2)
            rows.append(Row(carer, "association", "", None, None, adults=(adult,), died=self.died(carer, end), **self.detail(carer, n)))
        self.dice.shuffle(rows)
        return end, rows, self.text(end, rows, release)

    def text(self, period, rows, release):
        """As bytes."""
        dice = self.dice
        form = dice.choice((lambda d: d.strftime("%d/%m/%Y"), lambda d: d.isoformat(), lambda d: d.strftime("%d/%m/%Y 00:00:00"),
                            lambda d: d.strftime("%Y-%m-%d 00:00:00.000"), lambda d: d.strftime("%d-%b-%Y"), lambda d: d.strftime("%Y%m%d"),
                            lambda d: str((d - datetime.date(1899, 12, 30)).days)))
        spelt = dice.choice((str, str, lambda i: i + ".0", lambda i: i[:-3] + "," + i[-3:] if len(i) > 3 else i))
        nothing = dice.choice(("", "NULL", "null"))
        clients = {"user": ("Service User", "Service user"), "carer": ("Carer", "Unpaid carer"),
                   "association": ("Carer known by association", "Unpaid carer known by association")}
        names = self.HEADS[release].split(",")

        def whose(person):
            return (spelt(person), "") if person.isdigit() else (nothing, person[4:])

        def cells(r):
            service, (local, nhs) = r.what if r.event == "Service" else ("", ""), whose(r.person)
            adults = [spelt(a) if a.isdigit() else a for a in r.adults]
            return ["903", form(period - 365 * DAY), form(period), local, clients[r.client][release], r.event, r.start and form(r.start),
                    r.end and form(r.end), r.died and form(r.died), r.description, r.outcome, r.route, r.what[0] if r.event == "Assessment" else "",
                    service[0], service[1], r.reason, nhs, adults[0] if adults else "", r.cost,
                    r.details["postcode"], r.details["hearing"]]

        order = list(range(len(names)))
        if dice.random() < 0.5:
            dice.shuffle(order)
        head = [names[i] for i in order] + dice.choice(([], ["Team"], [""]))
        head = [dice.choice((str, str.upper, str.lower))(h) for h in head]
        out = io.StringIO(newline="")
        sheet = csv.writer(out, lineterminator=dice.choice(("\r\n", "\n", "\r")))
        sheet.writerow(head)
        for r in rows:
            cell = [c or nothing for c in cells(r)]
            sheet.writerow([cell[i] for i in order] + [""] * (len(head) - len(order)))
        for _ in range(dice.randrange(3)):
            sheet.writerow([dice.choice(("", "NULL"))] * len(order))
        return out.getvalue().encode(dice.choice(("utf-8", "utf-8-sig", "utf-16", "cp1252")))
