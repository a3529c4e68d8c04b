/* guess_rules.c - which header is which field, and how well one fits. */
#include "ingest/profile/guessing.h"

#include <string.h>

#include "text.h"

#define P TABLE_PEOPLE
#define E TABLE_EVENTS
const struct rule GUESS_RULES[] = {
	{ "nhs_number_status", P, FEW, "nhs number status;nhs no status;nhs number status code;nhs number status indicator", "" },
	{ "nhs_number", P, ANY, "nhs number;nhs no;nhs num;nhs", "status;verified;traced" },
	{ "date_of_birth", P, DATE, "date of birth;dob;d o b;birth date;birthdate;born", SOMEBODY_ELSE },
	{ "date_of_death", P, DATE, "date of death;dod;date deceased;deceased on;death date", "" },
	{ "updated_at", P, DATE, "last updated;updated at;updated on;last modified;date updated;last changed", "" },
	{ "local_id", P, ID_ALONE, "patient;person;client;tenant;customer;resident;service user;member;tenancy;household;"
		"nominal", "" },
	{ "source_ref", E, NOT_DATE, "visit ref;visit id;visit no;event ref;event id;assessment id;assessment ref;assessment no;"
		"call ref;call id;call number;call no;voucher number;voucher no;order number;order no;booking ref;booking id;"
		"ppn ref;ppn id;"
		"session id;encounter id;spell id;attendance id;visit reference;visit number;"
		"workflow step id;step id;referral id;referral ref;contact id;activity id;activity ref;appointment id;job no;"
		"case note id;interaction id;action id", "client;person;patient;tenant" },
	{ "source_ref", E, NOT_DATE, "occurrence no;occurrence number;incident no;incident number;incident ref;crime ref;"
		"crime number;log number;niche ref;niche no;niche number", "" },
	{ "local_id", P, NOT_DATE, "person id;person ref;person urn;person no;person number;per no;per ref;per id;"
		"tenant ref;tenant id;client id;client contact id;client ref;"
		"client no;service user id;customer id;customer ref;customer no;patient id;resident id;local id;household ref;"
		"member no;membership no;swift id;mosaic id;liquidlogic id;"
		"hospital no;hospital number;pat id;patient no;patient number;mrn;crn;emis number;emis no;systmone id;rio id;rio no;"
		"carer id;carer no;participant id;beneficiary id;client number;client reference;customer number;resident no;"
		"tenancy ref;tenancy reference;tenancy no;"
		"case ref;case no;case id;case number;record id;upn;unique pupil number;pupil id;student id;child id;"
		"unique id;rec id;voter id;voter reg num;ncid;nominal id;nominal urn;nominal no;nominal ref;urn;id;ref;"
		"reference;ref no;id no;account no", "worker;staff;officer;visit;event;call;voucher;order" },
	{ "source_ref", E, NOT_DATE, "id;ref;reference", "" },
	{ "family_name", P, ANY, "surname;family name;last name;lastname;last", "visit;contact;seen" },
	{ "given_name", P, ANY, "forename;forenames;first name;firstname;given name;given names;christian name;first;"
		"given", "visit;contact;seen" },
	{ "preferred_name", P, ANY, "preferred name;known as;likes to be called;preferred", "" },
	{ "practitioner", E, ANY, "assessor;practitioner;visited by;completed by;seen by;assessed by;key worker;keyworker;"
		"support worker;housing officer;case worker;case owner;lead worker;lead professional;allocated worker;"
		"allocated to;assigned to;caseworker;social worker;worker;officer;staff member;staff", "phone;email" },
	{ "practitioner", E, ANY, "officer in case;oic;action by;actioned by;recorded by;care coordinator;clinician;"
		"therapist;consultant;consulter;nurse;physio;"
		"adviser;advisor;volunteer;prescriber;facilitator;tutor;operator;driver;crew;professional;doctor",
		"phone;email;date;type;notes;comments;reason;visit;outcome" },
	{ "gp_practice", P, NOT_DATE, "gp practice;gp surgery;registered practice;surgery;gp;registered gp;usual gp;"
		"named gp", "" },
	{ "full_name", P, NAME, "full name;tenant name;tenant;client name;client;customer name;customer;service user name;"
		"service user;resident name;resident;patient name;patient;person name;person;occupant;occupier;householder;"
		"leaseholder;applicant;complainant;user name;user;name", "gp;kin;contact;carer;cared;worker;officer;landlord;"
		"house;building;property;street;"
		"scheme;project;service name;service type;team;ward;hospital;practice;school;event;organisation;agency;file;giving" },
	{ "full_name", P, NAME, "carer name;carer;cared for name;cared for", "worker;agency" },
	{ "practitioner", E, ANY, "carer name;carer;care worker", "phone;email;cared;date;type;id" },
	{ "sex", P, SEX, "sex;gender;sex at birth", "" },
	{ "postcode", P, POSTCODE, "postcode;post code;postal code", SOMEBODY_ELSE },
	{ "postcode", P, ANY, "zip;zip code;postcode;post code;postal code", SOMEBODY_ELSE },
	{ "address", P, ANY, "full address;home address;property address;current address;postal address;address;"
		"house number and road;house number and street;street;road", "mail;ip;" SOMEBODY_ELSE },
	{ "town", P, ANY, "town;city;suburb;city village;res city description;mailing city;home city;post town;city town", "" },
	{ "phone", P, PHONE, "phone;telephone;tel no;tel;mobile;home phone;contact number;contact no;phone number;"
		"mobile no", SOMEBODY_ELSE },
	{ "email", P, EMAIL, "email;e mail;email address", SOMEBODY_ELSE },
	{ "safe_contact", P, ANY, "safe contact;best way to contact;contact preference;how to contact", "" },
	{ "language", P, ANY, "first language;preferred language;main language;language", "" },
	{ "communication_needs", P, ANY, "communication needs;communication need;accessible information;sensory needs;"
		"reasonable adjustments;hearing or sight", "" },
	{ "responded_on", E, DATE, "date of reply;date replied;response date;responded on;date responded;outcome date;"
		"date of outcome", "" },
	{ "valid_until", E, DATE, "valid until;valid to;review due;next review", "" },
	{ "ends_on", E, DATE, "end date;date ended;date closed;closed on;date completed;finish date;discharge date;"
		"completed on;exit date;date of exit;actual end;actual end time;end time;visit end;date of discharge;"
		"date discharged;discharged on;"
		"case closed date;completed;finished;support end;support ended;ended on;closed date;case closed;close date;"
		"date time closed;left on;closed;end;stop", "tenancy;contract;lease" },
	{ "starts_on", E, DATE, "actual start;actual start time;visit date;date of visit;session date;clinic date;"
		"date 1st seen;date first seen;first seen;"
		"date of contact;call date time;call date;delivery date;"
		"assessment date;date of assessment;assessed on;date assessed;event date;contact date;date of contact;"
		"appointment date;appointment;referral date;date of referral;date referred;interaction date;activity date;"
		"last visit;date seen;date received;start date;date started;incident date;date of incident;date attended;"
		"visited;started on;"
		"occurrence date;occ date time;"
		"concern received;referred on;reported on;received on;referral received;triage date;registration date;"
		"order date;issue date;admit date;date admitted;"
		"admitted on;attended on;seen on;"
		"intake date;admission date;date opened;opened date;date time opened;case opened;open date;opened on;opened;"
		"date created;"
		"created on;created;reported;date reported;raised;date raised;raised on;logged;date logged;logged on;date;"
		"start", "tenancy;contract;lease;birth;print;rent;next;due;planned" },
	{ "to_agency", E, ANY, "referred to;agency referred to;referral to;referral made to;referred on to;to agency", "date" },
	{ "kind", E, FEW, "visit type;session type;event type;contact type;call type;consultation type;contact method;"
		"method of contact;mode of contact;"
		"what was done;assessment tool;tool used;tool;support type;type of support;activity type;type of visit;"
		"type of contact;interaction type;"
		"reason for visit;action type;assessment type;workflow step type;step type;"
		"record type;recordtype;job type;inspection type;case type;activity;type;category;kind;event", "tenancy;"
		"property;tenure;name;number;no;ref;id;date;time" },
	{ "status", E, FEW, "visit status;step status;status;state", "tenancy;marital;employment" },
	{ "domains", E, ANY, "areas of need;needs discussed;support needs;needs;domains;topics;areas discussed;"
		"support area;issues", "communication" },
	{ "outcome", E, ANY, "outcome;result;visit outcome;disposal;disposition;response;conveyed;action;exit reason;"
		"reason for leaving;closure reason;reason closed;"
		"discharge destination;destination;action taken", "date" },
	{ "minutes", E, NUMBER, "minutes;duration mins;duration minutes;duration;mins", "" },
	{ "score", E, NUMBER, "score;total score;frat score;risk score", "" },
	{ "role", E, ANY, "job title;role;team", "" },
	{ "code", E, ANY, "code", "" },
	{ "title", E, NOT_MRS, "subject;title;purpose;referral reason;reason for call;clinic;clinic name;session;"
		"session name;call reason;crisis type;meal type;meal;intervention type;intervention;"
		"chief complaint;presenting complaint;equipment;advice area;type of abuse;abuse type;concern type;"
		"nature of incident;offence;"
		"what was done;group;course;reason;description;incident type;occurrence type;occ type;type of incident;"
		"referral type;type of referral;"
		"enquiry type;service type;project;programme;program;incident;enquiry", "notes;comments;details" },
	{ "summary", E, ANY, "notes;case notes;session notes;tasks completed;enquiry details;free text;observations;"
		"remarks;further information;comments;summary;details;narrative;visit notes", "" },
};
#undef P
#undef E
const size_t GUESS_RULE_COUNT = sizeof GUESS_RULES / sizeof *GUESS_RULES;

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

bool guess_shape_fits(const struct look_column *c, enum shape s)
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

int guess_words_score(const char *words, const struct rule *r)
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
	for (size_t i = 0; *words && i < GUESS_RULE_COUNT; i++)
		if (guess_words_score(words, &GUESS_RULES[i]) >= 500)
			return true;
	return false;
}

/* One number in every row is the sender's, a county's: nobody is told by it. */
static bool is_of_all(const struct look_column *c)
{
	return c->filled > 3 && c->value_n == 1 && !c->has_more;
}

int guess_column_score(const struct look_column *c, const struct rule *r)
{
	int whole, parts;

	if (!*c->words || c->claimed || !guess_shape_fits(c, r->shape) ||
		(strcmp(r->field, "local_id") == 0 && (c->is_shared || is_of_all(c))))
		return 0;
	whole = guess_words_score(c->words, r);
	parts = *c->parts ? guess_words_score(c->parts, r) : 0;
	return whole > parts ? whole : parts;
}

const char *guess_field(const struct look_column *c, enum table t, const char *words)
{
	const char *field = NULL;
	int most = 0;

	for (size_t i = 0; i < GUESS_RULE_COUNT; i++) {
		int score = GUESS_RULES[i].table == t && guess_shape_fits(c, GUESS_RULES[i].shape) ? guess_words_score(words, &GUESS_RULES[i]) : 0;

		if (score > most) {
			most = score;
			field = GUESS_RULES[i].field;
		}
	}
	return field;
}
