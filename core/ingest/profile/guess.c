#include "ingest/profile/guess.h"

#include <stdio.h>
#include <string.h>

#include "text.h"

enum shape { ANY, DATE, PHONE, POSTCODE, EMAIL, NAME, SEX, NUMBER, NOT_DATE, FEW, ID_ALONE, ID, NOT_MRS };

/* Phrases by weight: a header that is one of them, before one that has its words. */
struct rule {
	const char *field;
	enum table table;
	enum shape shape;
	const char *phrases; /* `;` between; folded */
	const char *never;   /* words that speak against it */
};

/* Words of a column that is about somebody beside the person. */
#define SOMEBODY_ELSE "kin;nok;emergency;gp;doctor;worker;officer;landlord;joint;partner;spouse;referrer"

#define P TABLE_PEOPLE
#define E TABLE_EVENTS
static const struct rule RULES[] = {
	{ "nhs_number_status", P, FEW, "nhs number status;nhs no status;nhs number status code;nhs number status indicator", "" },
	{ "nhs_number", P, ANY, "nhs number;nhs no;nhs num;nhs", "status;verified;traced" },
	{ "date_of_birth", P, DATE, "date of birth;dob;d o b;birth date;birthdate;born", SOMEBODY_ELSE },
	{ "date_of_death", P, DATE, "date of death;dod;date deceased;deceased on;death date", "" },
	{ "updated_at", P, DATE, "last updated;updated at;updated on;last modified;date updated;last changed", "" },
	{ "local_id", P, ID_ALONE, "patient;person;client;tenant;customer;resident;service user;member;tenancy;household;nominal", "" },
	{ "source_ref", E, NOT_DATE, "visit ref;visit id;visit no;event ref;event id;assessment id;assessment ref;assessment no;"
		"call ref;call id;call number;call no;voucher number;voucher no;order number;order no;booking ref;booking id;ppn ref;ppn id;"
		"session id;encounter id;spell id;attendance id;visit reference;visit number;"
		"workflow step id;step id;referral id;referral ref;contact id;activity id;activity ref;appointment id;job no;case note id;interaction id;action id", "client;person;patient;tenant" },
	{ "source_ref", E, NOT_DATE, "occurrence no;occurrence number;incident no;incident number;incident ref;crime ref;"
		"crime number;log number;niche ref;niche no;niche number", "" },
	{ "local_id", P, NOT_DATE, "person id;person ref;person urn;person no;person number;per no;per ref;per id;tenant ref;tenant id;client id;client contact id;client ref;"
		"client no;service user id;customer id;customer ref;customer no;patient id;resident id;local id;household ref;"
		"member no;membership no;swift id;mosaic id;liquidlogic id;"
		"hospital no;hospital number;pat id;patient no;patient number;mrn;crn;emis number;emis no;systmone id;rio id;rio no;"
		"carer id;carer no;participant id;beneficiary id;client number;client reference;customer number;resident no;tenancy ref;tenancy reference;tenancy no;"
		"case ref;case no;case id;case number;record id;upn;unique pupil number;pupil id;student id;child id;unique id;rec id;voter id;voter reg num;ncid;nominal id;nominal urn;nominal no;nominal ref;urn;id;ref;reference;ref no;id no;account no", "worker;staff;officer;visit;event;call;voucher;order" },
	{ "source_ref", E, NOT_DATE, "id;ref;reference", "" },
	{ "family_name", P, ANY, "surname;family name;last name;lastname;last", "visit;contact;seen" },
	{ "given_name", P, ANY, "forename;forenames;first name;firstname;given name;given names;christian name;first;given", "visit;contact;seen" },
	{ "preferred_name", P, ANY, "preferred name;known as;likes to be called;preferred", "" },
	{ "practitioner", E, ANY, "assessor;practitioner;visited by;completed by;seen by;assessed by;key worker;keyworker;"
		"support worker;housing officer;case worker;case owner;lead worker;lead professional;allocated worker;allocated to;assigned to;caseworker;social worker;worker;officer;staff member;staff", "phone;email" },
	{ "practitioner", E, ANY, "officer in case;oic;action by;actioned by;recorded by;care coordinator;clinician;therapist;consultant;consulter;nurse;physio;"
		"adviser;advisor;volunteer;prescriber;facilitator;tutor;operator;driver;crew;professional;doctor",
		"phone;email;date;type;notes;comments;reason;visit;outcome" },
	{ "gp_practice", P, NOT_DATE, "gp practice;gp surgery;registered practice;surgery;gp;registered gp;usual gp;named gp", "" },
	{ "full_name", P, NAME, "full name;tenant name;tenant;client name;client;customer name;customer;service user name;"
		"service user;resident name;resident;patient name;patient;person name;person;occupant;occupier;householder;"
		"leaseholder;applicant;complainant;user name;user;name", "gp;kin;contact;carer;cared;worker;officer;landlord;house;building;property;street;"
		"scheme;project;service name;service type;team;ward;hospital;practice;school;event;organisation;agency;file;giving" },
	{ "full_name", P, NAME, "carer name;carer;cared for name;cared for", "worker;agency" },
	{ "practitioner", E, ANY, "carer name;carer;care worker", "phone;email;cared;date;type;id" },
	{ "sex", P, SEX, "sex;gender;sex at birth", "" },
	{ "postcode", P, POSTCODE, "postcode;post code;postal code", SOMEBODY_ELSE },
	{ "postcode", P, ANY, "zip;zip code;postcode;post code;postal code", SOMEBODY_ELSE },
	{ "address", P, ANY, "full address;home address;property address;current address;postal address;address;"
		"house number and road;house number and street;street;road", "mail;ip;" SOMEBODY_ELSE },
	{ "town", P, ANY, "town;city;suburb;city village;res city description;mailing city;home city;post town;city town", "" },
	{ "phone", P, PHONE, "phone;telephone;tel no;tel;mobile;home phone;contact number;contact no;phone number;mobile no", SOMEBODY_ELSE },
	{ "email", P, EMAIL, "email;e mail;email address", SOMEBODY_ELSE },
	{ "safe_contact", P, ANY, "safe contact;best way to contact;contact preference;how to contact", "" },
	{ "language", P, ANY, "first language;preferred language;main language;language", "" },
	{ "communication_needs", P, ANY, "communication needs;communication need;accessible information;sensory needs;"
		"reasonable adjustments;hearing or sight", "" },
	{ "responded_on", E, DATE, "date of reply;date replied;response date;responded on;date responded;outcome date;date of outcome", "" },
	{ "valid_until", E, DATE, "valid until;valid to;review due;next review", "" },
	{ "ends_on", E, DATE, "end date;date ended;date closed;closed on;date completed;finish date;discharge date;"
		"completed on;exit date;date of exit;actual end;actual end time;end time;visit end;date of discharge;date discharged;discharged on;"
		"case closed date;completed;finished;support end;support ended;ended on;closed date;case closed;close date;date time closed;left on;closed;end;stop", "tenancy;contract;lease" },
	{ "starts_on", E, DATE, "actual start;actual start time;visit date;date of visit;session date;clinic date;date 1st seen;date first seen;first seen;"
		"date of contact;call date time;call date;delivery date;"
		"assessment date;date of assessment;assessed on;date assessed;event date;contact date;date of contact;"
		"appointment date;appointment;referral date;date of referral;date referred;interaction date;activity date;"
		"last visit;date seen;date received;start date;date started;incident date;date of incident;date attended;visited;started on;"
		"occurrence date;occ date time;"
		"concern received;referred on;reported on;received on;referral received;triage date;registration date;order date;issue date;admit date;date admitted;"
		"admitted on;attended on;seen on;"
		"intake date;admission date;date opened;opened date;date time opened;case opened;open date;opened on;opened;date created;"
		"created on;created;reported;date reported;raised;date raised;raised on;logged;date logged;logged on;date;start", "tenancy;contract;lease;birth;print;rent;next;due;planned" },
	{ "to_agency", E, ANY, "referred to;agency referred to;referral to;referral made to;referred on to;to agency", "date" },
	{ "kind", E, FEW, "visit type;session type;event type;contact type;call type;consultation type;contact method;method of contact;mode of contact;"
		"what was done;assessment tool;tool used;tool;support type;type of support;activity type;type of visit;type of contact;interaction type;"
		"reason for visit;action type;assessment type;workflow step type;step type;"
		"record type;recordtype;job type;inspection type;case type;activity;type;category;kind;event", "tenancy;property;tenure;name;number;no;ref;id;date;time" },
	{ "status", E, FEW, "visit status;step status;status;state", "tenancy;marital;employment" },
	{ "domains", E, ANY, "areas of need;needs discussed;support needs;needs;domains;topics;areas discussed;support area;issues", "communication" },
	{ "outcome", E, ANY, "outcome;result;visit outcome;disposal;disposition;response;conveyed;action;exit reason;reason for leaving;closure reason;reason closed;"
		"discharge destination;destination;action taken", "date" },
	{ "minutes", E, NUMBER, "minutes;duration mins;duration minutes;duration;mins", "" },
	{ "score", E, NUMBER, "score;total score;frat score;risk score", "" },
	{ "role", E, ANY, "job title;role;team", "" },
	{ "code", E, ANY, "code", "" },
	{ "title", E, NOT_MRS, "subject;title;purpose;referral reason;reason for call;clinic;clinic name;session;session name;call reason;crisis type;meal type;meal;intervention type;intervention;"
		"chief complaint;presenting complaint;equipment;advice area;type of abuse;abuse type;concern type;nature of incident;offence;"
		"what was done;group;course;reason;description;incident type;occurrence type;occ type;type of incident;referral type;type of referral;"
		"enquiry type;service type;project;programme;program;incident;enquiry", "notes;comments;details" },
	{ "summary", E, ANY, "notes;case notes;session notes;tasks completed;enquiry details;free text;observations;remarks;further information;comments;summary;details;narrative;visit notes", "" },
};
#undef P
#undef E
enum { RULE_COUNT = sizeof RULES / sizeof *RULES };

/* Half of what people wrote as dates may be none. */
bool guess_is_date(const struct look_column *c)
{
	static const enum look_kind WRITTEN[] = { LK_DMY, LK_MDY, LK_YMD };

	for (size_t i = 0; i < sizeof WRITTEN / sizeof *WRITTEN; i++)
		if (c->filled && c->is[WRITTEN[i]] * 2 >= c->filled)
			return true;
	return look_is(c, LK_EXCEL);
}

/* "Mrs", "Dr": what people are called by, not what was done. */
static bool is_address_of_people(const struct look_column *c)
{
	char folded[64];

	for (size_t i = 0; i < c->value_n; i++) {
		text_fold(c->value[i].text, folded, sizeof folded);
		if (!guess_has_one(folded, "mr;mrs;ms;miss;mx;dr;prof;rev;revd;sir;dame"))
			return false;
	}
	return c->value_n > 0;
}

static bool shape_fits(const struct look_column *c, enum shape s)
{
	if (!c->filled)
		return s != NAME && s != DATE && s != FEW;
	switch (s) {
	case DATE:
		return guess_is_date(c);
	case NOT_DATE:
		return !guess_is_date(c) || look_is(c, LK_NUMBER);
	case PHONE: /* a spreadsheet drops the first nought, and numbers abroad have none */
		return (c->is[LK_PHONE] + c->is[LK_DIGITS]) * 2 >= c->filled;
	case POSTCODE:
		return c->is[LK_POSTCODE] * 2 >= c->filled;
	case EMAIL:
		return look_is(c, LK_EMAIL);
	case SEX:
		return look_is(c, LK_SEX);
	case NUMBER:
		return look_is(c, LK_NUMBER);
	case NAME:
		return (c->is[LK_COMMA_NAME] + c->is[LK_NAME]) * 2 >= c->filled;
	case FEW:
		return !c->has_more && !guess_is_date(c) && !guess_is_level(c);
	case ID_ALONE:
		return c->is[LK_NAME] + c->is[LK_COMMA_NAME] == 0 && !guess_is_date(c);
	case ID: /* 70012 may be a spreadsheet's day, too */
		return c->is[LK_NAME] + c->is[LK_COMMA_NAME] == 0 && (!guess_is_date(c) || look_is(c, LK_NUMBER));
	case NOT_MRS:
		return !is_address_of_people(c);
	case ANY:
		break;
	}
	return true;
}

void guess_words(const char *folded, char *out, size_t room)
{
	static const struct { const char *brief, *word; } WORDS[] = {
		{ "addr", "address" }, { "appt", "appointment" }, { "assess", "assessment" }, { "assmt", "assessment" },
		{ "asst", "assessment" }, { "birthdt", "birth date" }, { "bday", "birth date" }, { "cl", "client" },
		{ "clt", "client" }, { "cmts", "comments" }, { "cust", "customer" }, { "deathdate", "death date" },
		{ "desc", "description" }, { "dt", "date" }, { "dte", "date" }, { "fname", "first name" },
		{ "lname", "last name" }, { "mob", "mobile" }, { "nbr", "no" }, { "ofcr", "officer" }, { "ot", "occupational therapy" },
		{ "pcode", "postcode" }, { "pers", "person" }, { "ph", "phone" }, { "refno", "ref no" }, { "rslt", "result" }, { "sname", "surname" },
		{ "ten", "tenancy" }, { "tm", "time" }, { "tncy", "tenancy" }, { "tnt", "tenant" }, { "typ", "type" },
		{ "vst", "visit" }, { "wkr", "worker" },
	};
	bool after_letter = false;
	size_t at = 0;

	*out = 0;
	while (*folded && at < room) {
		size_t n = strcspn(folded, " "), w = 0;

		/* "N.H.S. No." is "n h s no" */
		if (n == 1 && at && after_letter && folded[0] >= 'a' && folded[0] <= 'z') {
			at += (size_t)snprintf(out + at, room - at, "%c", *folded);
			folded += n + (folded[n] == ' ');
			continue;
		}
		after_letter = n == 1 && folded[0] >= 'a' && folded[0] <= 'z';
		while (w < sizeof WORDS / sizeof *WORDS &&
			(strlen(WORDS[w].brief) != n || strncmp(WORDS[w].brief, folded, n) != 0))
			w++;
		at += (size_t)snprintf(out + at, room - at, "%s%.*s", at ? " " : "",
			w < sizeof WORDS / sizeof *WORDS ? (int)strlen(WORDS[w].word) : (int)n,
			w < sizeof WORDS / sizeof *WORDS ? WORDS[w].word : folded);
		folded += n + (folded[n] == ' ');
	}
}

/* How well a header fits: 1,000 less its place among the phrases for one that
 * is a phrase, 500 less that for one that has its words; 0: not. */
static int words_score(const char *words, const struct rule *r)
{
	const char *phrases = r->phrases;
	int place = 0, best = 0;

	if (guess_has_one(words, r->never))
		return 0;
	for (; *phrases; place++) {
		size_t n = strcspn(phrases, ";");

		if (strlen(words) == n && strncmp(words, phrases, n) == 0)
			return 1000 - place;
		/* One short word inside a longer header says too little. */
		if (!best && r->shape != ID_ALONE && (n > 4 || strchr("nd", *phrases)) && guess_has_words(words, phrases, n))
			best = 500 - place;
		phrases += n + (phrases[n] == ';');
	}
	return best;
}

bool guess_is_header(const char *text)
{
	char folded[256], words[128];

	text_fold(text, folded, sizeof folded);
	guess_words(folded, words, sizeof words);
	for (size_t i = 0; *words && i < RULE_COUNT; i++)
		if (words_score(words, &RULES[i]) >= 500)
			return true;
	return false;
}

/* One number in every row is the sender's, a county's: nobody is told by it. */
static bool is_of_all(const struct look_column *c)
{
	return c->filled > 3 && c->value_n == 1 && !c->has_more;
}

static int header_score(const struct look_column *c, const struct rule *r)
{
	int whole, parts;

	if (!*c->words || c->claimed || !shape_fits(c, r->shape) ||
		(strcmp(r->field, "local_id") == 0 && (c->is_shared || is_of_all(c))))
		return 0;
	whole = words_score(c->words, r);
	parts = *c->parts ? words_score(c->parts, r) : 0;
	return whole > parts ? whole : parts;
}

const char *guess_field(const struct look_column *c, enum table t, const char *words)
{
	const char *field = NULL;
	int most = 0;

	for (size_t i = 0; i < RULE_COUNT; i++) {
		int score = RULES[i].table == t && shape_fits(c, RULES[i].shape) ? words_score(words, &RULES[i]) : 0;

		if (score > most) {
			most = score;
			field = RULES[i].field;
		}
	}
	return field;
}

void guess_claim(struct guesses *g, struct look_column *c, const char *field, enum table t, bool by_values)
{
	if (g->n == GUESSES_MAX)
		return;
	c->claimed = field;
	g->list[g->n++] = (struct guess){ field, t, c, by_values };
}

struct look_column *guesses_find(const struct guesses *g, enum table t, const char *field)
{
	for (size_t i = 0; i < g->n; i++)
		if (g->list[i].table == t && strcmp(g->list[i].field, field) == 0)
			return g->list[i].column;
	return NULL;
}

static void by_header(struct guesses *g, struct look *l, const struct rule *r)
{
	bool is_named = strcmp(r->field, "full_name") == 0 && guesses_find(g, TABLE_PEOPLE, "family_name");
	struct look_column *best = NULL;
	int most = 0;

	if (is_named || guesses_find(g, r->table, r->field))
		return;
	for (size_t k = 0; k < l->n; k++) {
		int score = header_score(&l->column[k], r);

		if (score > most) {
			most = score;
			best = &l->column[k];
		}
	}
	if (best)
		guess_claim(g, best, r->field, r->table, false);
}

static void by_headers(struct guesses *g, struct look *l)
{
	for (size_t i = 0; i < RULE_COUNT; i++)
		by_header(g, l, &RULES[i]);
}

static void unclaim(struct guesses *g, enum table t, const char *field)
{
	for (size_t i = 0; i < g->n; i++) {
		if (g->list[i].table != t || strcmp(g->list[i].field, field) != 0)
			continue;
		g->list[i].column->claimed = NULL;
		memmove(&g->list[i], &g->list[i + 1], (--g->n - i) * sizeof *g->list);
		return;
	}
}

/* People of several birth dates under one number: it is a family's, or a home's. */
static bool is_shared(const struct look_column *id, const struct look_column *born)
{
	if (!id || !born || id->is_unique)
		return false;
	if (born->is_unique || (born->has_more && !id->has_more))
		return true;
	return !born->has_more && born->value_n * 4 >= id->value_n * 5 && born->value_n > id->value_n + 1;
}

static void shared_settle(struct guesses *g, struct look *l)
{
	struct look_column *born = guesses_find(g, TABLE_PEOPLE, "date_of_birth"), *id = guesses_find(g, TABLE_PEOPLE, "local_id");

	while (is_shared(id, born)) {
		id->is_shared = true;
		unclaim(g, TABLE_PEOPLE, "local_id");
		for (size_t i = 0; i < RULE_COUNT; i++)
			if (strcmp(RULES[i].field, "local_id") == 0)
				by_header(g, l, &RULES[i]);
		id = guesses_find(g, TABLE_PEOPLE, "local_id");
	}
}

/* "NHS / DOB" holds no NHS number that can be read. */
static void nhs_settle(struct guesses *g)
{
	static const struct rule WHOLE = { "nhs_number", TABLE_PEOPLE, ANY, "nhs number;nhs no;nhs num;nhs", "" };
	const struct look_column *c = guesses_find(g, TABLE_PEOPLE, "nhs_number");

	if (c && c->filled > 2 && !c->is[LK_NHS] && words_score(c->words, &WHOLE) < 500)
		unclaim(g, TABLE_PEOPLE, "nhs_number");
}

static bool has_name(const struct guesses *g)
{
	return guesses_find(g, TABLE_PEOPLE, "full_name") || guesses_find(g, TABLE_PEOPLE, "family_name");
}

static void by_values(struct guesses *g, struct look *l)
{
	static const struct { const char *field; enum look_kind kind; } TOLD[] = { { "nhs_number", LK_NHS },
		{ "email", LK_EMAIL }, { "postcode", LK_POSTCODE }, { "phone", LK_PHONE },
		{ "address", LK_HOLDS_POSTCODE }, { "full_name", LK_COMMA_NAME } };

	for (size_t t = 0; t < sizeof TOLD / sizeof *TOLD; t++) {
		if (guesses_find(g, TABLE_PEOPLE, TOLD[t].field) || (TOLD[t].kind == LK_COMMA_NAME && has_name(g)))
			continue;
		for (size_t i = 0; i < l->n; i++) {
			struct look_column *c = &l->column[i];

			if (c->claimed || (!*c->name && !l->is_bare) || !look_is(c, TOLD[t].kind) || c->filled < 2 ||
				guess_has_one(c->words, SOMEBODY_ELSE))
				continue;
			guess_claim(g, c, TOLD[t].field, TABLE_PEOPLE, true);
			break;
		}
	}
}

/* Where one name comes twice, a column that never repeats numbers something else: of few names any, of many
 * that many share, and of surnames alone, where it is most of them. */
static bool people_repeat(const struct guesses *g)
{
	const struct look_column *whole = guesses_find(g, TABLE_PEOPLE, "full_name");
	const struct look_column *name = whole ? whole : guesses_find(g, TABLE_PEOPLE, "family_name");

	if (!name || name->is_unique)
		return false;
	return (whole && !whole->has_more) || name->value_n * 2 <= (size_t)name->filled;
}

/* What numbers a home, or counts: no person's own number. */
static const char NOBODYS[] = "row;line;index;total;attended;count;sum;hours;visits;percent;score;email;e mail;time;age;phone;telephone;tel;mobile;fax;rent;arrears;balance;uprn;usrn;property;address;house;flat;plot;block;room;door;unit;bed;bay;ward;slot;position;rank;queue;nhs;dob;birth";

static bool ends_as_id(const char *words)
{
	static const char *const ENDINGS[] = { " ref", " reference", " id", " no", " number" };
	size_t length = strlen(words);

	for (size_t k = 0; k < sizeof ENDINGS / sizeof *ENDINGS; k++)
		if (length > strlen(ENDINGS[k]) && strcmp(words + length - strlen(ENDINGS[k]), ENDINGS[k]) == 0)
			return true;
	return false;
}

/* A number of the agency's own, though in no list. */
static bool is_own_number(const struct look *l, const struct look_column *c, const char *others)
{
	static const char OTHERS[] = "ni;national insurance;nino;pnc;phone;telephone;tel;mobile;fax;passport;licence;bank;payment;"
		"rent;worker;officer;staff;number of;no of;nhs";
	const char *words = *c->parts ? c->parts : c->words;

	return !c->claimed && !c->is_shared && c->filled == l->rows && c->filled && shape_fits(c, ID) && ends_as_id(words) &&
		!guess_has_one(words, OTHERS) && !guess_has_one(words, others) && !guess_has_one(words, NOBODYS);
}

/* "Let No" */
static void id_by_ending(struct guesses *g, struct look *l)
{
	for (size_t i = 0; i < l->n && !guesses_find(g, TABLE_PEOPLE, "local_id"); i++)
		if (is_own_number(l, &l->column[i], "visit;event;job;assessment;referral;occurrence;incident;log"))
			guess_claim(g, &l->column[i], "local_id", TABLE_PEOPLE, false);
}

/* Another such number that never comes twice is the row's. */
static void ref_by_ending(struct guesses *g, struct look *l)
{
	for (size_t i = 0; i < l->n && !guesses_find(g, TABLE_EVENTS, "source_ref"); i++)
		if (l->rows > 1 && l->column[i].is_unique && is_own_number(l, &l->column[i], ""))
			guess_claim(g, &l->column[i], "source_ref", TABLE_EVENTS, false);
}

/* Where the header names NHS numbers and nothing that tells people apart, they do. */
static void id_by_nhs_number(struct guesses *g, struct look *l)
{
	struct look_column *c = guesses_find(g, TABLE_PEOPLE, "nhs_number");
	size_t i = 0;

	while (i < g->n && g->list[i].column != c)
		i++;
	if (c && c->is[LK_NHS] == l->rows && !g->list[i].by_values && !guesses_find(g, TABLE_PEOPLE, "local_id") &&
		g->n < GUESSES_MAX)
		g->list[g->n++] = (struct guess){ "local_id", TABLE_PEOPLE, c, true };
}

/* The first column that never repeats stands for the missing id; where people come again, for the row's. */
static void id_by_values(struct guesses *g, struct look *l)
{
	bool is_rows = people_repeat(g);
	enum table t = is_rows ? TABLE_EVENTS : TABLE_PEOPLE;
	const char *field = is_rows ? "source_ref" : "local_id";

	for (size_t i = 0; i < l->n && !guesses_find(g, TABLE_PEOPLE, "local_id") && !guesses_find(g, t, field); i++) {
		struct look_column *c = &l->column[i];

		if (is_rows && !look_is(c, LK_OWN))
			continue;
		if (!c->claimed && *c->name && c->is_unique && c->filled == l->rows && l->rows > 1 && !guess_is_date(c) &&
			!look_is(c, LK_TIME) && !guess_has_one(c->words, NOBODYS) && !c->is[LK_NAME] && !c->is[LK_COMMA_NAME])
			guess_claim(g, c, field, t, true);
	}
}

/* "Completed", "No access" under "Result": that is the status. */
static void status_by_values(struct guesses *g)
{
	const struct look_column *c = guesses_find(g, TABLE_EVENTS, "outcome");

	if (!c || c->has_more || !c->value_n || guesses_find(g, TABLE_EVENTS, "status"))
		return;
	for (size_t i = 0; i < c->value_n; i++)
		if (!guess_meaning("status", c->value[i].text))
			return;
	for (size_t i = 0; i < g->n; i++)
		if (g->list[i].column == c)
			g->list[i].field = g->list[i].column->claimed = "status";
}

/* A "Contact ID" beside the number of a case is whom the case is about; so is what comes again beside what never does. */
static void ids_settle(struct guesses *g)
{
	struct guess *whose = NULL, *ref = NULL, *either;

	for (size_t i = 0; i < g->n; i++) {
		either = &g->list[i];
		if (strcmp(either->field, "local_id") == 0 && either->table == TABLE_PEOPLE)
			whose = either;
		if (strcmp(either->field, "source_ref") == 0)
			ref = either;
	}
	if (!whose || !ref || !whose->column->is_unique || !guess_has_one(whose->column->words, "case") ||
		(ref->column->is_unique && !guess_has_one(ref->column->words, "contact")))
		return;
	whose->field = whose->column->claimed = "source_ref";
	ref->field = ref->column->claimed = "local_id";
	whose->table = TABLE_EVENTS;
	ref->table = TABLE_PEOPLE;
}

/* Who came and who did not: whatever says yes or no of it, but no count of them. */
static void attended_claim(struct guesses *g, struct look *l)
{
	for (size_t i = 0; i < l->n && !guesses_find(g, TABLE_EVENTS, "status"); i++) {
		struct look_column *c = &l->column[i];
		bool says = !c->claimed && c->value_n > 1 && !c->has_more && guess_has_one(c->words, GUESS_ATTENDED);

		for (size_t k = 0; k < c->value_n && says; k++)
			says = guess_status(c, c->value[k].text) != NULL;
		if (says)
			guess_claim(g, c, "status", TABLE_EVENTS, false);
	}
}

/* "OccurrenceNo", "PersonURN", "Given1" in their parts; "" where there is only one. */
static void name_part(const char *name, char *out, size_t room)
{
	size_t n = 0, parts = 0;

	for (size_t i = 0; name[i] && n + 2 < room; i++) {
		bool is_upper = name[i] >= 'A' && name[i] <= 'Z', is_digit = name[i] >= '0' && name[i] <= '9';
		char before = i ? name[i - 1] : ' ', after = name[i + 1];
		bool was_lower = before >= 'a' && before <= 'z', was_upper = before >= 'A' && before <= 'Z';

		if ((is_upper && (was_lower || (was_upper && after >= 'a' && after <= 'z'))) || (is_digit && (was_lower || was_upper)) || (is_upper && before >= '0' && before <= '9')) {
			out[n++] = ' ';
			parts++;
		}
		out[n++] = name[i];
	}
	out[parts ? n : 0] = 0;
}

/* "Date" beneath "Referral" and again beneath "Assessment". */
static bool says_too_little(const struct look *l, const struct look_column *c)
{
	static const char GENERAL[] = "date;type;id;ref;reference;no;number;name;outcome;status;by;notes;time;reason;result;score;start;end;method;tool";

	for (size_t i = 0; i < l->n; i++)
		if (&l->column[i] != c && strcmp(l->column[i].folded, c->folded) == 0)
			return true;
	return text_list_has(GENERAL, c->folded);
}

static void column_words(const struct look *l, struct look_column *c)
{
	char parts[128], folded[256];

	c->is_grouped = *c->group && *c->folded && says_too_little(l, c);
	if (c->is_grouped) {
		snprintf(parts, sizeof parts, "%.60s %.60s", c->group, c->name);
		text_fold(parts, folded, sizeof folded);
	}
	if (*c->beneath) {
		snprintf(parts, sizeof parts, "%.60s %.60s", c->group, c->beneath);
		text_fold(parts, folded, sizeof folded);
	}
	guess_words(c->is_grouped || *c->beneath ? folded : c->folded, c->words, sizeof c->words);
	name_part(c->name, parts, sizeof parts);
	text_fold(parts, folded, sizeof folded);
	guess_words(folded, c->parts, sizeof c->parts);
}

void guess_columns_word(struct look *l)
{
	for (size_t i = 0; i < l->n; i++)
		column_words(l, &l->column[i]);
}

void guesses_make(struct guesses *g, struct look *l)
{
	*g = (struct guesses){ .n = 0 };
	if (l->is_bare)
		guesses_of_bare(g, l);
	by_headers(g, l);
	shared_settle(g, l);
	ids_settle(g);
	nhs_settle(g);
	status_by_values(g);
	if (guesses_find(g, TABLE_EVENTS, "starts_on"))
		attended_claim(g, l);
	by_values(g, l);
	id_by_ending(g, l);
	id_by_nhs_number(g, l);
	id_by_values(g, l);
	g->has_events = guesses_find(g, TABLE_EVENTS, "starts_on") != NULL;
	if (g->has_events)
		ref_by_ending(g, l);
	g->has_people = has_name(g) || guesses_find(g, TABLE_PEOPLE, "date_of_birth") ||
		guesses_find(g, TABLE_PEOPLE, "nhs_number") || !g->has_events;
}

const char *guess_shape(const struct look_column *c)
{
	if (!c->filled)
		return "nothing in it";
	if (guess_is_date(c))
		return "dates";
	if (look_is(c, LK_EMAIL))
		return "e-mail addresses";
	if (look_is(c, LK_PHONE))
		return "phone numbers";
	if (look_is(c, LK_NUMBER))
		return "numbers";
	if (look_is(c, LK_COMMA_NAME) || look_is(c, LK_NAME))
		return "names or words";
	return !c->has_more ? "a few words" : "texts";
}
