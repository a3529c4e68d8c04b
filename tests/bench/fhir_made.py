#!/usr/bin/env python3
"""Writes a made-up Bulk Data export: fhir_made.py LINES FOLDER.  The same for the same
number; of a hundred lines 2 are people, 3 places and workers and the like, 35 visits and
assessments, the rest what no journey is made of.  Files are split, as servers do."""
import json
import os
import random
import sys

SURVEYS = ("72172-0", "44261-6", "93025-5", "70274-6", "75626-2", "72106-8", "59460-6")
MEASURED = ("8302-2", "29463-7", "8867-4", "4548-4", "2339-0", "6299-2")
PROCEDURES = ("710824005", "171207006", "225386006", "762993000")
FAMILIES = ("Okafor", "Reed", "Hughes", "Begum", "Novak", "Larkin", "Shah", "Doyle", "Ibrahim", "Webb")
LOINC, SNOMED = "http://loinc.org", "http://snomed.info/sct"


def meta(dice):
    return {"versionId": "1", "lastUpdated": "2025-0%d-1%dT10:00:00.000+00:00" % (dice.randint(1, 9), dice.randint(0, 9)),
            "profile": ["http://hl7.org/fhir/us/core/StructureDefinition/us-core-resource"]}


def day(dice):
    return "%d-%02d-%02dT%02d:%02d:00+00:00" % (dice.randint(2019, 2025), dice.randint(1, 12), dice.randint(1, 28),
                                               dice.randint(8, 17), dice.randint(0, 59))


def concept(system, code, text):
    return {"coding": [{"system": system, "code": code, "display": text}], "text": text}


def person(i, dice):
    return {"resourceType": "Patient", "id": "p%d" % i, "meta": meta(dice), "active": True,
            "identifier": [{"system": "https://x.org/mrn", "value": "M%07d" % i}],
            "name": [{"use": "official", "family": "%s%d" % (dice.choice(FAMILIES), i % 977), "given": ["Ann%d" % (i % 89)]}],
            "gender": dice.choice(("male", "female")), "birthDate": "19%02d-%02d-%02d" % (dice.randint(20, 69), dice.randint(1, 12), dice.randint(1, 28)),
            "address": [{"use": "home", "line": ["%d Mill Lane" % dice.randint(1, 300)], "city": "Aldersham", "postalCode": "AX1 %dGA" % (i % 10)}]}


def of_somebody(i, dice, people, agencies):
    """An event: its type goes by chance."""
    who = dice.randrange(people)
    told = {"id": "e%d" % i, "meta": meta(dice), "subject": {"reference": "Patient/p%d" % who}}
    where, throw = "Organization/o%d" % ((who * 7 + dice.randrange(3)) % agencies), dice.random()
    if throw < 0.16:
        told.update(resourceType="Encounter", status="finished", **{"class": {"code": dice.choice(("AMB", "AMB", "IMP"))}},
                    type=[concept(SNOMED, "185349003", "Encounter for check up")], period={"start": day(dice)},
                    serviceProvider={"reference": where}, participant=[{"individual": {"reference": "Practitioner/w%d" % dice.randrange(500)}}])
    elif throw < 0.32:
        told.update(resourceType="Observation", status="final", category=[concept("http://terminology.hl7.org/CodeSystem/observation-category", "survey", "survey")],
                    code=concept(LOINC, dice.choice(SURVEYS), "Score of an assessment"), effectiveDateTime=day(dice),
                    performer=[{"reference": where}], valueQuantity={"value": dice.randint(0, 27), "unit": "{score}"})
    elif throw < 0.36:
        told.update(resourceType="Procedure", status="completed", code=concept(SNOMED, dice.choice(PROCEDURES), "Assessment (procedure)"),
                    performedPeriod={"start": day(dice)}, performer=[{"actor": {"reference": where}}])
    elif throw < 0.80:
        told.update(resourceType="Observation", status="final", category=[concept("http://terminology.hl7.org/CodeSystem/observation-category",
                                                                                  dice.choice(("vital-signs", "laboratory")), "measured")],
                    code=concept(LOINC, dice.choice(MEASURED), "Something that was measured"), effectiveDateTime=day(dice),
                    issued=day(dice), valueQuantity={"value": round(dice.uniform(1, 200), 4), "unit": "mmol/L", "system": "http://unitsofmeasure.org", "code": "mmol/L"})
    elif throw < 0.9:
        told.update(resourceType="Claim", status="active", use="claim", billablePeriod={"start": day(dice), "end": day(dice)}, priority={"coding": [{"code": "normal"}]},
                    item=[{"sequence": 1, "productOrService": concept(SNOMED, "162673000", "General examination of patient")}])
    else:
        told.update(resourceType="Condition", clinicalStatus=concept("http://terminology.hl7.org/CodeSystem/condition-clinical", "active", "Active"),
                    code=concept(SNOMED, "59621000", "Essential hypertension"), onsetDateTime=day(dice), recordedDate=day(dice))
    return told


def write(folder, name, resources):
    with open(os.path.join(folder, name + ".ndjson"), "w", encoding="utf-8") as f:
        for r in resources:
            f.write(json.dumps(r, separators=(",", ":")) + "\n")


def main(lines, folder):
    dice, people, agencies = random.Random(7), max(1, lines // 50), 40
    os.makedirs(folder, exist_ok=True)
    write(folder, "Organization", ({"resourceType": "Organization", "id": "o%d" % i, "name": "Agency %d" % i} for i in range(agencies)))
    write(folder, "Practitioner", ({"resourceType": "Practitioner", "id": "w%d" % i, "name": [{"text": "Worker %d" % i}]} for i in range(500)))
    write(folder, "Patient", (person(i, dice) for i in range(people)))
    left, part = lines - people - agencies - 500, 0
    while left > 0:
        n = min(left, 150000)
        write(folder, "Events.%d" % part, (of_somebody(part * 150000 + i, dice, people, agencies) for i in range(n)))
        left, part = left - n, part + 1


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
