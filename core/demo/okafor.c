#include "demo/locality.h"

/*
 * Mrs Okafor's journey, written by hand: a fall, seventeen nights in hospital,
 * and everybody asking about the bath.  Five agencies know her; this spring they
 * asked her the same again, and next week they are about to.
 */
struct written {
	enum place by;
	enum event_kind kind;
	bool is_open; /* a service that goes on */
	const char *on, *until, *title, *instrument, *domains;
	const char *who, *role, *summary;
	enum place to; /* of a request */
	const char *replied, *valid_until, *code; /* code of a change */
};

static const struct written JOURNEY[] = {
	{ .by = P_GPF,
		.kind = EV_CONTACT,
		.on = "2025-03-20T10:20",
		.title = "GP appointment",
		.who = "S. Rahman",
		.role = "GP",
		.summary = "Dizzy on standing; blood pressure tablets halved" },
	{ .by = P_GPF,
		.kind = EV_ASSESSMENT,
		.on = "2025-04-03T09:40",
		.title = "Timed up and go",
		.instrument = "TUG",
		.who = "K. Holroyd",
		.role = "practice nurse",
		.summary = "17 seconds with a stick; does not like the stick" },
	{ .by = P_GPF,
		.kind = EV_REQUEST,
		.on = "2025-04-08T11:05",
		.title = "Help at home",
		.who = "S. Rahman",
		.role = "GP",
		.to = P_ASC,
		.replied = "2025-05-27",
		.summary = "Struggles with the bath; daughter works in Leeds" },
	{ .by = P_AGH,
		.kind = EV_CHANGE,
		.on = "2025-05-02T07:50",
		.title = "Fall at home",
		.code = "fall",
		.summary = "Found by the milkman; on the kitchen floor since the evening" },
	{ .by = P_AGH,
		.kind = EV_ADMISSION,
		.on = "2025-05-02T09:15",
		.until = "2025-05-19T14:00",
		.title = "Emergency admission: fractured wrist",
		.who = "E. Danso",
		.role = "ward sister" },
	{ .by = P_AGH,
		.kind = EV_ASSESSMENT,
		.on = "2025-05-16T10:30",
		.title = "Discharge assessment",
		.instrument = "HDA",
		.who = "M. Whittaker",
		.role = "hospital discharge team",
		.summary = "Was independent with a stick. Now a frame, and one to help with "
			   "washing. Lives alone; daughter Ada rings daily" },
	{ .by = P_AGH,
		.kind = EV_DISCHARGE,
		.on = "2025-05-19T14:00",
		.title = "Discharged home",
		.who = "E. Danso",
		.role = "ward sister",
		.summary = "Home with a frame; Ada stays until Sunday" },
	{ .by = P_AGE,
		.kind = EV_CONTACT,
		.on = "2025-05-20",
		.title = "Call after discharge",
		.who = "Jean P.",
		.role = "volunteer",
		.summary = "Milk and bread brought; pleased to be home" },
	{ .by = P_ASC,
		.kind = EV_ASSESSMENT,
		.on = "2025-05-27",
		.title = "First conversation",
		.instrument = "CA-SHORT",
		.who = "L. Sykes",
		.role = "contact officer",
		.summary = "Asked about meals, washing, getting about and the house. \"I told the "
			   "hospital all this.\"" },
	{ .by = P_ASC,
		.kind = EV_ASSESSMENT,
		.on = "2025-06-10",
		.title = "Care Act needs assessment",
		.instrument = "CA-NEEDS",
		.who = "J. Obi",
		.role = "social worker",
		.summary = "Eligible: washing, dressing, keeping safe at home. Wants to stay where "
			   "she is" },
	{ .by = P_ASC,
		.kind = EV_VIEW,
		.on = "2025-06-10",
		.title = "In her own words",
		.who = "J. Obi",
		.role = "social worker",
		.summary = "Please don't ask me everything again. I want to stay at home." },
	{ .by = P_ASC,
		.kind = EV_PLAN,
		.on = "2025-06-17",
		.title = "Care and support plan",
		.who = "J. Obi",
		.role = "social worker",
		.summary = "Morning call, rails, a bath lift; someone to talk to" },
	{ .by = P_CARE,
		.kind = EV_ASSESSMENT,
		.on = "2025-06-20",
		.title = "Start of care assessment",
		.instrument = "PROV-INIT",
		.who = "D. Bartley",
		.role = "care manager",
		.summary = "One call in the morning, 45 minutes; likes her tea first" },
	{ .by = P_CARE,
		.kind = EV_SERVICE,
		.is_open = true,
		.on = "2025-06-23",
		.title = "Home care, one call a day",
		.who = "D. Bartley",
		.role = "care manager" },
	{ .by = P_AGE,
		.kind = EV_ASSESSMENT,
		.on = "2025-07-01",
		.title = "Wellbeing conversation",
		.instrument = "WELLB",
		.who = "R. Lomax",
		.role = "link worker",
		.summary = "Choir and church until the fall. Misses the altos" },
	{ .by = P_AGE,
		.kind = EV_SERVICE,
		.on = "2025-07-08",
		.until = "2025-09-12",
		.title = "Befriending",
		.who = "Jean P.",
		.role = "volunteer" },
	{ .by = P_GPF,
		.kind = EV_ASSESSMENT,
		.on = "2025-07-17T14:10",
		.title = "Medicines review",
		.instrument = "MEDREC",
		.who = "A. Mistry",
		.role = "pharmacist",
		.summary = "Eleven medicines to eight; weekly box" },
	{ .by = P_ASC,
		.kind = EV_WARNING,
		.on = "2025-08-04",
		.title = "Falls",
		.who = "J. Obi",
		.role = "social worker",
		.valid_until = "2026-02-04",
		.summary = "Uses a frame and is slow to the door: please wait" },
	{ .by = P_GPF,
		.kind = EV_CONTACT,
		.on = "2025-08-05T09:00",
		.title = "Blood test",
		.who = "K. Holroyd",
		.role = "practice nurse" },
	{ .by = P_ASC,
		.kind = EV_ASSESSMENT,
		.on = "2025-09-02",
		.title = "Occupational therapy",
		.instrument = "OT-FUNC",
		.domains = "PCARE;CONT;MOBIL;HOME",
		.who = "F. Marsden",
		.role = "occupational therapist",
		.summary = "Bath lift fitted, second rail on the stairs. Steady with the frame, "
			   "unsteady on turning" },
	{ .by = P_AGE,
		.kind = EV_CONTACT,
		.on = "2025-09-12",
		.title = "Home visit",
		.who = "Jean P.",
		.role = "volunteer",
		.summary = "Last visit, Jean is moving away; new volunteer to be found" },
	{ .by = P_GPF,
		.kind = EV_CONTACT,
		.on = "2025-10-02T10:00",
		.title = "Flu vaccination",
		.who = "K. Holroyd",
		.role = "practice nurse" },
	{ .by = P_AGH,
		.kind = EV_ASSESSMENT,
		.on = "2025-10-14T11:30",
		.title = "Occupational therapy",
		.instrument = "OT-FUNC",
		.who = "C. Prosser",
		.role = "occupational therapist",
		.summary = "Seen in fracture clinic. Bath, stairs, toilet, kitchen gone through; "
			   "has a bath lift already" },
	{ .by = P_CARE,
		.kind = EV_NOTE,
		.on = "2025-11-03",
		.title = "Care note",
		.who = "T. Moyo",
		.role = "carer",
		.summary =
			"Sang along to the radio. Asks when the lady from Age Well comes again" },
	{ .by = P_GPF,
		.kind = EV_CONTACT,
		.on = "2025-11-06T15:20",
		.title = "Social prescriber call",
		.who = "H. Quinn",
		.role = "link worker" },
	{ .by = P_GPF,
		.kind = EV_REQUEST,
		.on = "2025-11-14T12:15",
		.title = "Occupational therapy",
		.instrument = "OT-FUNC",
		.who = "S. Rahman",
		.role = "GP",
		.to = P_ASC,
		.summary = "Daughter asks whether more can be done about the stairs" },
	{ .by = P_GPF,
		.kind = EV_ASSESSMENT,
		.on = "2025-11-24T10:00",
		.title = "Wellbeing conversation",
		.instrument = "WELLB",
		.who = "H. Quinn",
		.role = "link worker" },
	{ .by = P_AGE,
		.kind = EV_ASSESSMENT,
		.on = "2025-11-27",
		.title = "Wellbeing conversation",
		.instrument = "WELLB",
		.who = "R. Lomax",
		.role = "link worker" },
};

void okafor_live(struct making *m)
{
	for (size_t i = 0; i < sizeof JOURNEY / sizeof *JOURNEY; i++) {
		const struct written *w = &JOURNEY[i];
		struct civil when;
		struct event *ev;

		if (!civil_parse(w->on, &when))
			continue;
		ev = happen(m, w->by, w->kind, when.day, w->title);
		if (w->is_open)
			ev->status = ES_IN_PROGRESS;
		ev->starts_on = w->on;
		ev->ends_on = w->until;
		ev->instrument = w->instrument;
		ev->domains = w->domains;
		ev->practitioner = w->who;
		ev->role = w->role;
		ev->summary = w->summary;
		ev->valid_until = w->valid_until;
		ev->responded_on = w->replied;
		ev->to_agency = w->kind == EV_REQUEST ? LOCALITY[w->to].code : NULL;
		ev->code = w->code;
		ev->code_system = w->code ? "urn:throughline:change" : NULL;
	}
}

/* Nobody told Vale Homes that she married, and the tenancy states no birth date:
 * too little to link her by itself, and its visit asks again what is known. */
void okafor_tenancy(struct record *out, struct event *visit)
{
	*out = (struct record){.local_id = "T-1194307",
		.field = {[RF_FAMILY_NAME] = "Eze", [RF_GIVEN_NAME] = "Grace", [RF_SEX] = "female",
			[RF_ADDRESS] = "14 Mill Lane", [RF_TOWN] = "Aldersham",
			[RF_POSTCODE] = "AX1 2GA", [RF_UPDATED_AT] = "2025-11-12"}};
	*visit = (struct event){.source_ref = "T-1194307-1", .local_id = out->local_id,
		.kind = EV_ASSESSMENT, .status = ES_PLANNED, .starts_on = "2025-12-02",
		.title = "Visit about rails and a bath lift", .instrument = "OT-FUNC",
		.practitioner = "L. Ackroyd", .role = "housing officer"};
}
