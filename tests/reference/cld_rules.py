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
C8  A cluster has the name of its first request, and what the reason of a review tells of follows
    from the review that stands: neither depends on the order in which files came.
"""
import csv
import datetime
import io
import random

DAY = datetime.timedelta(1)
GAP = 4  # days between the end of one request and the start of the next: a long weekend
NEVER = datetime.date.max

# DHSC's order of outcomes; the first is kept before the others.
RANKS = {name: rank for rank, names in enumerate((
    ("Progress to Reablement/ST-Max", "Progress to reablement/ST-Max"),
    ("Progress to Assessment", "Progress to Re-assessment / Unplanned Review", "Progress to assessment, review or reassessment"),
    ("Progress to End of Life Care",),
    ("Progress to Support Planning / Services", "Progress to support planning or services"),
    ("No change in package", "Continuation of support or services"),
    ("Admitted to hospital",),
    ("NFA - Moved to another LA", "NFA: Responsibility moved to another local authority"),
    ("NFA - 100% NHS funded care", "NFA: Referral to NHS services or NHS funded social care"),
    ("NFA - Support declined", "NFA: Support declined"),
    ("NFA- Other", "NFA: Other")), 1) for name in names}
OUTCOMES = ([n for n in RANKS if not n.startswith("NFA:") and n not in ("Progress to reablement/ST-Max", "Continuation of support or services")],
            [n for n in RANKS if n.startswith("NFA:") or n in ("Progress to reablement/ST-Max", "Continuation of support or services",
                                                               "Progress to support planning or services", "Admitted to hospital")])
# What a review's reason stands for: release 1's words, and release 2's as they begin.
REASONS = (("Planned", None), ("Unplanned - Hospital (Planned and unplanned episodes)", "admission"),
           ("Unplanned - Carer related", "change"), ("Unplanned - Safeguarding concern", "concern"),
           ("Unplanned - Provider Failure", "change"), ("Unplanned - Other Reason", None))


class Row:
    """One row, told as what it means; `words` is what stands in the file."""

    def __init__(self, person, client, event, start, end, what=(), outcome="", description="", reason="", route="", died=None):
        self.person, self.client, self.event, self.start, self.end = person, client, event, start, end
        self.what, self.outcome, self.description, self.reason, self.route = what, outcome, description, reason, route
        self.died = died

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

    def take(self, files):
        """One import: files are (period's end, rows)."""
        best = {}
        self.take_deaths(files)
        for place, (period, row) in enumerate((p, r) for p, rows in files for r in rows):
            order = row.order(period, place)
            if row.key() not in best or order > best[row.key()][0]:
                best[row.key()] = (order, period, row)
        for key, (_, period, row) in best.items():
            held = self.requests if row.event == "Request" else self.events
            if key not in held or held[key][0] <= period:
                held[key] = (period, row)

    def take_deaths(self, files):
        said = {}
        for period, row in ((p, r) for p, rows in files for r in rows):
            if row.person not in said or period > said[row.person][0]:
                said[row.person] = (period, row.died)
            elif period == said[row.person][0] and row.died:
                said[row.person] = (period, row.died)
        for person, word in said.items():
            if person not in self.deaths or self.deaths[person][0] <= word[0]:
                self.deaths[person] = word

    def died(self, person):
        return self.deaths.get(person, (None, None))[1]

    def stands(self):
        """(kind, person, start, end, status), sorted, as ISO dates."""
        out = []
        for period, row in self.events.values():
            if row.event == "Service":
                end, died = row.end, self.died(row.person)
                if died and died < (end or NEVER):
                    end = max(died, row.start)  # "cut back to date of death when death comes first"
                is_open = not died and (end is None or end > period)
                out.append(("service", row.person, row.start, end, "in-progress" if is_open else "completed"))
            else:
                out.append((row.event.lower(), row.person, row.start, row.end, "completed"))
            kind = dict(REASONS).get(row.reason) if row.event == "Review" else None
            if kind:
                out.append((kind, row.person, row.start, row.start if kind == "admission" else None, "completed"))
        for person, start, end, _, _ in self.clusters():
            out.append(("request", person, start, end, "completed"))
        return sorted((k, p, str(s), str(e) if e else "", t) for k, p, s, e, t in out)

    def clusters(self):
        """NHS England's: one with the last that ended no more than four days before it began; the latest route; all names."""
        out, last = [], None
        for _, row in sorted(self.requests.values(), key=lambda t: (t[1].person, t[1].client, t[1].start, t[1].end)):
            if last and last[0] == (row.person, row.client) and (row.start - last[2]) <= GAP * DAY:
                last[2], last[3] = max(last[2], row.end), row.route
                last[4].append(row.ref())
            else:
                last = [(row.person, row.client), row.start, row.end, row.route, [row.ref()]]
                out.append(last)
        return [(who[0], start, end, route, names) for who, start, end, route, names in out]


class Quarters:
    """A council's year by seed: every quarter sends the twelve months before it anew, with what has changed."""

    ENDS = [datetime.date(2024, 9, 30), datetime.date(2024, 12, 31), datetime.date(2025, 3, 31), datetime.date(2025, 6, 30)]
    HEADS = ("LA Code,Reporting Period Start Date,Reporting Period End Date,LA Person Unique Identifier,Client Type,Event Type,Event Start Date,"
             "Event End Date,Date of Death,Event Description,Event Outcome,Request: Route of Access,Assessment Type,Service Type,Service Component,Review Reason",
             "LA_Code,Reporting_Period_Start_Date,Reporting_Period_End_Date,LA_Person_Unique_Identifier,Client_Type,Event_Type,Event_Start_Date,"
             "Event_End_Date,Date_of_Death,Event_Description,Event_Outcome,Request_Route_of_Access,Assessment_Type,Service_Type,Service_Component,Review_Reason")
    TYPES = (("Long Term Assessment", "Short Term Assessment"), ("Long term assessment", "Short term assessment"))
    SERVICES = ((("Long Term Support: Community", "Home Support"), ("Long Term Support: Nursing Care", ""), ("Short Term Support: ST-Max", "Reablement"),
                 ("Carer Support: Direct to Carer", "")),
                (("Long term support: Community", "Home support"), ("Long term support: Nursing care", ""), ("Short term support: ST-Max", "Reablement"),
                 ("Unpaid carer support: Direct to unpaid carer", "")))
    ROUTES = ("Discharge from Hospital", "Community / Other route", "Self-Funder", "Prison")

    def __init__(self, seed, people=25):
        self.dice = random.Random(seed)
        self.people = ["P%03d" % i for i in range(people)]
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
                "change": d.random() < 0.3, "conversation": d.random() < 0.2}

    def row(self, fact, quarter, release, changed):
        start, end, event = fact["start"], fact["end"], fact["event"]
        outcome = OUTCOMES[release][(fact["outcome"] + changed) % len(OUTCOMES[release])]
        what, reason, route = (), "", ""
        if event == "Service" and end is None and fact["ends"] and quarter - start > 120 * DAY:
            end = start + 100 * DAY  # it has ended since
        if event == "Service":
            what = self.SERVICES[release][fact["pick"]]
        elif event == "Assessment":
            what = (self.TYPES[release][fact["pick"] % 2],)
        elif event == "Review":
            reason = REASONS[(fact["pick"] + fact["outcome"] + changed) % len(REASONS)][0]
        else:
            route = self.ROUTES[(fact["pick"] + changed) % 4]
        return Row(fact["person"], fact["client"], event, start, end, what, outcome,
                   "Conversation" if fact["conversation"] else "", reason, route, self.died(fact["person"], quarter))

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
            rows.append(self.row(fact, end, release, n if fact["change"] else 0))
            if fact["again"]:
                rows.append(self.row(dict(fact, conversation=False), end, release, 5))
        self.dice.shuffle(rows)
        return end, rows, self.text(end, rows, release)

    def text(self, period, rows, release):
        def day(d):
            return "" if d is None else d.strftime("%d/%m/%Y") if release == 0 else d.isoformat()

        clients = {"user": ("Service User", "Service user"), "carer": ("Carer", "Unpaid carer")}
        out = io.StringIO(newline="")
        sheet = csv.writer(out, lineterminator="\r\n" if release == 0 else "\n")
        sheet.writerow(self.HEADS[release].split(","))
        for r in rows:
            service = r.what if r.event == "Service" else ("", "")
            sheet.writerow(["903", day(period - 365 * DAY), day(period), r.person, clients[r.client][release], r.event, day(r.start), day(r.end),
                            day(r.died), r.description or "NULL", r.outcome, r.route, r.what[0] if r.event == "Assessment" else "", service[0], service[1], r.reason])
        return out.getvalue()
