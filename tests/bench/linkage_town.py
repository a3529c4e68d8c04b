"""A made-up town whose people six agencies hold, for scoring the linker: households, twins, fathers and sons of one
name, nicknames, moves, marriages, slips of the hand, blanks and birth dates that stand for "not known".  The same
seed gives the same town.  Nobody in it exists: NHS numbers are from the 999 range, phone numbers and postcodes are
given out to nobody."""
import random

GIVEN = {
    "female": "Olivia Amelia Emily Jessica Sophie Chloe Grace Lily Ruby Megan Hannah Lucy Charlotte Susan Margaret Karen Julie "
              "Patricia Christine Elizabeth Dorothy Jean Sheila Maureen Joan Catherine Victoria Samantha Deborah Rebecca Aisha Fatima "
              "Zainab Priya Anjali Wanjiru Chioma Ngozi Agnieszka Katarzyna Mei Siobhan Niamh Rhian Bronwen Isla Freya Phoebe".split(),
    "male": "Oliver Jack Harry George Thomas James William Daniel Joshua Samuel David Paul Mark Andrew Stephen Michael Peter Robert "
            "John Christopher Anthony Kenneth Ronald Brian Derek Mohammed Ahmed Yusuf Imran Arjun Rajesh Chinedu Emeka Kwame Piotr Tomasz "
            "Wei Liam Sean Rhys Gareth Owen Alfie Edward Benjamin Matthew Joseph Alexander".split(),
}
NICK = {"Elizabeth": "Betty Liz Beth Lizzie", "Margaret": "Peggy Maggie", "William": "Bill Will", "Robert": "Bob Rob", "Thomas": "Tom",
        "Catherine": "Kate Cathy", "Susan": "Sue", "Patricia": "Pat Trish", "Jessica": "Jess", "Samuel": "Sam", "Michael": "Mike Mick",
        "Christopher": "Chris", "Anthony": "Tony", "Andrew": "Andy", "Daniel": "Dan Danny", "Joshua": "Josh", "Dorothy": "Dot",
        "Christine": "Chris Chrissie", "Edward": "Ted Eddie", "Benjamin": "Ben", "Matthew": "Matt", "Joseph": "Joe", "Alexander": "Alex Sandy",
        "Victoria": "Vicky", "Samantha": "Sam", "Deborah": "Debbie", "Rebecca": "Becky", "Charlotte": "Lottie", "Kenneth": "Ken",
        "Ronald": "Ron", "Mohammed": "Mo", "Stephen": "Steve"}
COMMON = "Smith Jones Taylor Brown Williams Wilson Johnson Davies Patel Khan Hussain Evans Thomas Roberts Walker Wright Hughes".split()
FIRST = "Ash Bar Black Brad Carr Chad Cole Dar East El Fair Gar Hal Har Hol Kirk Lang Lin Mar New Nor Oak Pen Rad Rush Sel Shar Stan Thorn Wake Wal Whit Wool Wyn".split()
LAST = "bourne bridge bury by combe croft dale den field ford gate ham hurst land ley low man mere more ridge shaw stead ton ward well wick wood worth".split()
STREET = "Bridge Church Mill Station Park Victoria Albert Chapel Spring Orchard Meadow Heath Garden Lime Elm Cedar Quarry Canal Castle Abbey".split()
KIND = {"Road": "Rd", "Street": "St", "Avenue": "Ave", "Close": "Cl", "Lane": "Ln", "Gardens": "Gdns", "Crescent": "Cres", "Terrace": "Terr"}
TOWN = [a + b for a, b in zip("Wex Bram Dun Hart Lang Mar Thorn Pen Quar Rad Sel Yar".split(), "ham ford mere low wick stead ley wick ry stone by dale".split())]

# What an agency writes down, per field; how it writes; how often it enters the same person twice.
FIELDS = "middle_name date_of_birth sex address postcode phone email nhs_number".split()
AGENCY = {  # middle  born  sex  home  code phone email  nhs
    "health": (.35, .97, .96, .93, .95, .70, .25, .94),
    "council": (.15, .92, .85, .95, .95, .58, .42, .25),
    "housing": (.10, .84, .60, .97, .96, .66, .40, .01),
    "police": (.30, .88, .96, .70, .60, .45, .05, .01),
    "outreach": (.03, .62, .80, .32, .25, .34, .05, .07),
    "school": (.40, .97, .95, .88, .88, .80, .40, .04),
}
COLUMNS = "record_id entity_id source given_name middle_name surname date_of_birth sex address town postcode phone email nhs_number other_id".split()


def nhs_number(r):
    while True:
        d = "999%06d" % r.randrange(10 ** 6)
        check = 11 - sum(int(c) * (10 - i) for i, c in enumerate(d)) % 11
        if check != 10:
            return d + str(check % 11)


def surname(r):
    return r.choice(COMMON) if r.random() < .3 else r.choice(FIRST) + r.choice(LAST)


def born(r, low, high):
    return (r.randint(low, high), r.randint(1, 12), r.randint(1, 28))


def home(r):
    town = r.randrange(len(TOWN))
    return {"address": "%s%d %s %s" % ("Flat %d " % r.randint(1, 30) if r.random() < .2 else "", r.randint(1, 99), r.choice(STREET), r.choice(list(KIND))),
            "town": TOWN[town], "postcode": "X%s%d %d%s%s" % (chr(65 + town), r.randint(1, 20), r.randint(1, 9), r.choice("ABDEFGHJ"), r.choice("ABDEFGHJ")),
            "phone": "01%03d %06d" % (40 + town, r.randrange(10 ** 6))}


def person(r, sex, family, where, low, high, given=None, date=None):
    given = given or r.choice(GIVEN[sex][:12] if r.random() < .4 else GIVEN[sex])
    return {"given": given, "middle": r.choice(GIVEN[sex]) if r.random() < .6 else "", "families": [family], "born": date or born(r, low, high),
            "sex": sex, "homes": [where], "mobile": "07%03d %06d" % (r.randint(700, 799), r.randrange(10 ** 6)) if r.random() < .8 else "",
            "email": "%s.%s%d@example.org" % (given.lower(), family.lower(), r.randint(1, 99)) if r.random() < .6 else "", "nhs": nhs_number(r)}


def household(r):
    """One to seven people: a couple or not, children, twins, a grandparent, a son named after his father."""
    where, family = home(r), surname(r)
    head = person(r, r.choice(["female", "male"]), family, where, 1930, 1995)
    people = [head]
    if r.random() < .5:
        other = "male" if head["sex"] == "female" else "female"
        year = head["born"][0]
        people.append(person(r, other, family if r.random() < .75 else surname(r), where, year - 5, year + 5))
    while head["born"][0] > 1945 and r.random() < .45:
        sex, parent = r.choice(["female", "male"]), head["born"][0]
        named = head["given"] if sex == head["sex"] and r.random() < .06 else None
        child = person(r, sex, family, where, parent + 20, min(parent + 38, 2023), given=named)
        people.append(child)
        if r.random() < .04:
            people.append(person(r, r.choice([sex, "female", "male"]), family, where, 0, 0, date=child["born"]))
    for p in people:
        if r.random() < .25:
            p["homes"].append(home(r))
        if p["sex"] == "female" and p["born"][0] < 2003 and r.random() < .2:
            p["families"].append(surname(r) if r.random() < .7 else "%s-%s" % (p["families"][0], surname(r)))
    return people


def slip(r, text):
    if len(text) < 3:
        return text
    i = r.randrange(len(text) - 1)
    how = r.randrange(4)
    if how == 0:
        return text[:i] + text[i + 1] + text[i] + text[i + 2:]
    if how == 1:
        return text[:i] + text[i + 1:]
    letter = r.choice("abcdefghijklmnopqrstuvwxyz" if text[i].isalpha() else "0123456789")
    return text[:i] + letter + text[i + (how == 2):]


def date_written(r, date, errors):
    y, m, d = date
    if r.random() < .02 * errors:
        return r.choice(["1900-01-01", "%d-01-01" % y])
    if r.random() < .03 * errors:
        how = r.randrange(4)
        if how == 0 and d <= 12:
            m, d = d, m
        elif how == 1:
            d = r.randint(1, 28)
        elif how == 2:
            m = r.randint(1, 12)
        else:
            y += r.choice([-10, -1, 1, 10])
    return "%04d-%02d-%02d" % (y, m, d)


def record(r, p, source, errors):
    chance = dict(zip(FIELDS, AGENCY[source]))
    has = {f: r.random() < c ** errors for f, c in chance.items()}
    where = r.choice(p["homes"])
    given, family = p["given"], r.choice(p["families"])
    if given in NICK and r.random() < .15 * errors:
        given = r.choice(NICK[given].split())
    elif r.random() < .01 * errors:
        given = given[0]
    if r.random() < .04 * errors:
        given = slip(r, given)
    if r.random() < .04 * errors:
        family = slip(r, family)
    if r.random() < .008 * errors:
        given, family = family, given
    address = where["address"]
    for whole, short in KIND.items():
        if address.endswith(whole) and r.random() < .3:
            address = address[:-len(whole)] + short
    phone = p["mobile"] if p["mobile"] and r.random() < .6 else where["phone"]
    row = {"given_name": given, "middle_name": p["middle"] if has["middle_name"] else "", "surname": family,
           "date_of_birth": date_written(r, p["born"], errors) if has["date_of_birth"] else "", "sex": p["sex"] if has["sex"] else "",
           "address": slip(r, address) if r.random() < .03 * errors else address, "town": where["town"], "postcode": where["postcode"] if has["postcode"] else "",
           "phone": r.choice([phone, phone.replace(" ", ""), "+44" + phone[1:].replace(" ", "")]) if has["phone"] else "",
           "email": p["email"] if has["email"] else "", "nhs_number": "", "other_id": ""}
    if not has["address"]:
        row["address"] = ""
        row["town"] = row["town"] if r.random() < .5 else ""
    if has["nhs_number"]:
        row["nhs_number"] = slip(r, p["nhs"]) if r.random() < .01 * errors else p["nhs"]
    if source == "police":
        row = {k: v.upper() if k in ("given_name", "middle_name", "surname", "address", "town") else v for k, v in row.items()}
    elif source == "outreach":
        row = {k: v.lower() if k in ("given_name", "middle_name", "surname", "address", "town") else v for k, v in row.items()}
    return row


def town(records, seed, errors=1.0):
    """Rows as of a labelled set.  errors 1: as agencies are; 2: twice as bad."""
    r = random.Random("town %s" % seed)
    rows, entity = [], 0
    while len(rows) < records:
        for p in household(r):
            entity += 1
            weights = [.9, .6, .45, .4, .35, .3 if p["born"][0] > 2005 else 0]
            for source, w in zip(AGENCY, weights):
                while r.random() < w * .75:
                    rows.append(dict(record(r, p, source, errors), source=source, entity_id="e%d" % entity))
                    w *= .4
    r.shuffle(rows)
    return [dict(row, record_id="t%06d" % i) for i, row in enumerate(rows[:records])]
