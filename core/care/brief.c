/*
 * One page about a person, gathered from what the journey, the rule and the desk say.
 */
#include <string.h>
#include <strings.h>

#include "care/brief_lines.h"
#include "governance/gate.h"
#include "writing.h"

const char *const BRIEF_HEADINGS[BRIEF_COUNT] = {
	[BRIEF_WARNINGS] = "Warnings", [BRIEF_INVOLVED] = "Who is involved, since when, and last in contact",
	[BRIEF_LATELY] = "The last 90 days", [BRIEF_AHEAD] = "Planned", [BRIEF_KNOWN] = "Known", [BRIEF_LAPSED] = "No longer holds",
	[BRIEF_REFERRALS] = "Referrals without reply", [BRIEF_ASKED] = "Asked again, undecided",
	[BRIEF_ACTIONS] = "Actions",
};

const char *brief_field_name(enum brief_part part, enum brief_field field)
{
	static const char *const NAMES[BRIEF_COUNT][BRIEF_FIELDS] = {
		[BRIEF_WARNINGS] = {"on", "review", "agency", "agency_name", "warning", NULL},
		[BRIEF_INVOLVED] = {"since", "last_contact", "agency", "agency_name", "worker", "phone"},
		[BRIEF_LATELY] = {"on", "until", "agency", "agency_name", "what", "note", "words"},
		[BRIEF_AHEAD] = {"on", "until", "agency", "agency_name", "what", "note", "words"},
		[BRIEF_KNOWN] = {"on", "until", "agency", "agency_name", "domains", "from"},
		[BRIEF_LAPSED] = {"on", "until", "agency", "agency_name", "domains", "why"},
		[BRIEF_REFERRALS] = {"sent", NULL, "agency", "agency_name", "what", "waiting"},
		[BRIEF_ASKED] = {"on", NULL, "agency", "agency_name", "what", "known"},
		[BRIEF_ACTIONS] = {"by", NULL, "agency", "who", "what", NULL},
	};

	return NAMES[part][field];
}

enum status brief_room(struct briefing *b, enum brief_part part, size_t most, struct err *err)
{
	b->brief->part[part].n = 0;
	b->brief->part[part].line = arena_alloc(b->arena, (most + 1) * sizeof(struct brief_line));
	return b->brief->part[part].line ? ST_OK : err_nomem(err);
}

/* A page that is taken along tells no code in place of a name that tells too much. */
static bool has_veil(const struct session *s, const struct agency *a)
{
	return a->shown_as && *a->shown_as && !sees_all(s);
}

void brief_add(struct briefing *b, enum brief_part part, int64_t agency, struct brief_line line)
{
	if (agency) {
		const struct agency *a = session_agency(b->session, agency);

		line.code = has_veil(b->session, a) ? a->shown_as : person_agency_code(b->person, a);
		line.who = agency_shown(a);
	}
	b->brief->part[part].line[b->brief->part[part].n++] = line;
}

const char *brief_day(const struct briefing *b, int32_t day)
{
	char text[12];

	day_shown(day, b->brief->today, text);
	return arena_dup(b->arena, text);
}

/* Who they are -------------------------------------------------------------- */

static const char *field(const struct briefing *b, enum record_field f)
{
	if (b->person->field[f].value && b->person->field[f].is_disputed)
		b->brief->disputed |= 1u << f;
	return b->person->field[f].value;
}

static enum status words_fill(struct briefing *b, struct err *err)
{
	const struct person *p = b->person;

	for (size_t i = 0; p->own_words && i < p->row_n; i++) {
		const struct event *e = &p->row[i].event;

		if (e->kind != EV_VIEW || (e->summary != p->own_words && e->title != p->own_words))
			continue;
		b->brief->words = p->own_words;
		b->brief->words_from = arena_printf(b->arena, "%s, %s",
			agency_called(b->session, e->agency), brief_day(b, e->start.day));
		return b->brief->words_from ? ST_OK : err_nomem(err);
	}
	return ST_OK;
}

static const char *likes_of(const struct person *p)
{
	const char *likes = p->field[RF_PREFERRED_NAME].value, *given = p->field[RF_GIVEN_NAME].value;

	return likes && given && strcasecmp(likes, given) == 0 ? NULL : likes;
}

static enum status header_fill(struct briefing *b, struct err *err)
{
	struct brief *out = b->brief;
	const struct person *p = b->person;
	const char *town;

	out->uuid = p->uuid;
	out->name = shown_listed(p->field, b->arena);
	out->likes = likes_of(p);
	field(b, RF_FAMILY_NAME);
	field(b, RF_GIVEN_NAME);
	field(b, RF_DATE_OF_BIRTH);
	out->born = p->born;
	out->death = p->death;
	out->age = civil_age(p->born, death_age_day(p->death, out->today));
	out->sex = field(b, RF_SEX);
	out->nhs_number = field(b, RF_NHS_NUMBER);
	out->safe_contact = field(b, RF_SAFE_CONTACT);
	out->phone = field(b, RF_PHONE);
	if (!out->safe_contact && !out->phone) {
		out->address = field(b, RF_ADDRESS);
		town = field(b, RF_TOWN);
		if (out->address && town)
			out->address = arena_printf(b->arena, "%s, %s", out->address, town);
	}
	out->language = field(b, RF_LANGUAGE);
	out->needs = field(b, RF_COMMUNICATION_NEEDS);
	return out->name ? words_fill(b, err) : err_nomem(err);
}

/* Who is involved ----------------------------------------------------------- */

static enum status warnings_fill(struct briefing *b, struct err *err)
{
	const struct person *p = b->person;
	enum status st = brief_room(b, BRIEF_WARNINGS, p->warning_n, err);

	for (size_t i = 0; st == ST_OK && i < p->warning_n; i++)
		brief_add(b, BRIEF_WARNINGS, p->warning[i].agency, (struct brief_line){
			.on = p->warning[i].since, .until = p->warning[i].review, .what = p->warning[i].text,
			.who = agency_called(b->session, p->warning[i].agency)});
	return st;
}

static enum status involved_fill(struct briefing *b, struct err *err)
{
	const struct person *p = b->person;
	enum status st = brief_room(b, BRIEF_INVOLVED, p->involved_n, err);

	for (size_t i = 0; st == ST_OK && i < p->involved_n; i++) {
		const struct involved *in = &p->involved[i];
		struct brief_line line = {.on = in->since, .until = in->last, .what = in->practitioner,
			.note = session_agency(b->session, in->agency)->phone};

		if (in->practitioner && in->role && !(line.what = arena_printf(b->arena, "%s, %s", in->practitioner, in->role)))
			return err_nomem(err);
		brief_add(b, BRIEF_INVOLVED, in->agency, line);
	}
	return st;
}

/* What is to be done ------------------------------------------------------- */

static enum status actions_fill(struct briefing *b, struct err *err)
{
	struct action_line *line;
	size_t n = 0;
	enum status st = actions_of(b->session, b->person->id, b->arena, &line, &n, err);

	if (st == ST_OK)
		st = brief_room(b, BRIEF_ACTIONS, n, err);
	for (size_t i = 0; st == ST_OK && i < n; i++)
		if (!line[i].is_done)
			brief_add(b, BRIEF_ACTIONS, line[i].agency, (struct brief_line){.on = line[i].by, .until = CIVIL_NONE,
				.who = line[i].worker, .what = line[i].what});
	return st;
}

/* A text that there was no memory for. */
static bool is_short(const struct brief *b)
{
	for (int part = 0; part < BRIEF_COUNT; part++)
		for (size_t i = 0; i < b->part[part].n; i++)
			if (!b->part[part].line[i].what && part != BRIEF_INVOLVED)
				return true;
	return false;
}

enum status brief_reread(struct session *s, int64_t person, struct arena *arena, struct brief *out, struct err *err)
{
	static enum status (*const FILL[])(struct briefing *, struct err *) = {
		header_fill, warnings_fill, involved_fill, brief_events, brief_known, brief_referrals, brief_asked, actions_fill,
	};
	struct brief made = {.today = session_today(s), .from = session_today(s) - BRIEF_DAYS, .worker = session_worker(s),
		.never_asked = ""};
	struct person *p;
	struct briefing b = {.session = s, .arena = arena, .brief = &made};
	enum status st = person_reread(s, person, arena, &p, err);

	b.person = p;
	for (size_t i = 0; st == ST_OK && i < sizeof FILL / sizeof *FILL; i++)
		st = FILL[i](&b, err);
	if (st == ST_OK && is_short(&made))
		st = err_nomem(err);
	if (st == ST_OK)
		*out = made;
	return st;
}

enum status brief_open(struct session *s, int64_t person, struct arena *arena, struct brief *out, struct err *err)
{
	struct deed deed = {.deed = "export", .person = person, .detail = "brief"};
	enum status st = case_look(s, &deed, err);

	return st == ST_OK ? brief_reread(s, person, arena, out, err) : st;
}
