/* Findings and answers in short English. */
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>

#include "history.h"
#include "text.h"

#define LABEL_CELLS 60

struct namer { agency_name_fn *name; void *arg; };

/* A sentence in the making; what does not fit is left out. */
struct line {
	char text[2000];
	size_t n;
};

__attribute__((format(printf, 2, 3)))
static void line_add(struct line *line, const char *format, ...)
{
	size_t room = sizeof line->text - line->n;
	va_list args;
	int n;

	va_start(args, format);
	n = vsnprintf(line->text + line->n, room, format, args);
	va_end(args);
	if (n >= 0 && (size_t)n < room)
		line->n += (size_t)n;
	line->text[line->n] = '\0';
}

/* "17 Mar", with the year where it is not today's. */
static const char *day_text(const struct history *h, int32_t day, char out[static 12])
{
	int year, this_year, month, mday;

	civil_parts(day, &year, &month, &mday);
	civil_parts(h->rule.today, &this_year, &month, &mday);
	if (year == this_year)
		civil_day_month(day, out);
	else
		civil_short(day, out);
	return out;
}

/* What to call an event: its title, else its instrument, change or kind. */
static void label_add(const struct history *h, const struct event *e, struct line *line)
{
	int instrument = history_facts(h, (size_t)(e - h->event))->instrument;
	const char *label = e->kind == EV_ADMISSION ? "hospital stay" :
		e->kind == EV_CHANGE ? "change of circumstances" :
		e->kind == EV_CONCERN ? "concern" :
		e->kind == EV_REVIEW ? "review" : "assessment";
	size_t length;
	domains_t resets;

	if (text_is_sent(e->title))
		label = e->title;
	else if (instrument >= 0)
		label = catalogue_instrument(h->rule.catalogue, instrument)->name;
	else if (e->kind == EV_CHANGE && text_is_sent(e->code))
		catalogue_change_find(h->rule.catalogue, e->code, &resets, &label);
	length = text_fit(label, LABEL_CELLS, NULL);
	if (!text_is_sent(e->title) && strstr(label, " ("))
		length = (size_t)(strstr(label, " (") - label);
	line_add(line, "%.*s", (int)length, label);
}

static void domains_add(const struct history *h, domains_t domains, bool is_first, struct line *line)
{
	char names[600];

	catalogue_domains_name(h->rule.catalogue, domains, names, sizeof names);
	if (is_first)
		names[0] = (char)toupper((unsigned char)names[0]);
	line_add(line, "%s", names);
}

static const struct asked *asked_by_id(const struct history *h, int64_t id)
{
	for (size_t i = 0; i < h->asked_n; i++)
		if (asked_event(h, &h->asked[i])->id == id)
			return &h->asked[i];
	return NULL;
}

/* Whoever asks; a request's is the agency asked, which may have no record here. */
static const char *asker_name(const struct history *h, const struct asked *a, const struct namer *namer)
{
	const struct event *e = asked_event(h, a);

	return e->kind == EV_REQUEST ? namer->name(namer->arg, 0, a->agency_code)
		: namer->name(namer->arg, e->agency, e->agency_code);
}

/* The newest evidence, but for that of `apart` where it is given; NULL: none. */
static const struct asked *newest_evidence(const struct history *h, const struct finding *f,
	const struct asked *apart)
{
	const struct asked *newest = NULL;

	for (size_t i = 0; i < f->evidence_n; i++) {
		const struct asked *a = asked_by_id(h, f->evidence[i]);

		if (!a || (apart && a->agency == apart->agency))
			continue;
		if (!newest || a->end.day > newest->end.day ||
			(a->end.day == newest->end.day && a->end.ms > newest->end.ms))
			newest = a;
	}
	return newest;
}

/* "3 days after Riverside NHS (discharge assessment, 14 Mar)" */
static void after_add(const struct history *h, const struct asked *b, const struct asked *a,
	const struct namer *namer, struct line *line)
{
	int32_t days = b->start.day - a->end.day;
	char day[12];

	if (days == 0)
		line_add(line, "on the same day as ");
	else
		line_add(line, "%d day%s after ", (int)days, days == 1 ? "" : "s");
	line_add(line, "%s (", a->agency == b->agency ? "its own assessment" : asker_name(h, a, namer));
	label_add(h, asked_event(h, a), line);
	line_add(line, ", %s)", day_text(h, a->end.day, day));
}

/* "; and 2 earlier ones" */
static void rest_add(size_t named, size_t all, struct line *line)
{
	if (all > named)
		line_add(line, "; and %zu earlier one%s", all - named, all - named == 1 ? "" : "s");
}

static void requested_add(const struct history *h, const struct finding *f, const struct asked *b,
	const struct asked *newest, const struct asked *second, const struct namer *namer, struct line *line)
{
	char day[12];

	line_add(line, "%s is asked to assess ", asker_name(h, b, namer));
	domains_add(h, f->answered, false, line);
	line_add(line, ", which %s already knows (",
		newest->agency == b->agency ? "it" : asker_name(h, newest, namer));
	label_add(h, asked_event(h, newest), line);
	line_add(line, ", %s)", day_text(h, newest->end.day, day));
	if (second) {
		line_add(line, ", as does %s (", asker_name(h, second, namer));
		label_add(h, asked_event(h, second), line);
		line_add(line, ", %s)", day_text(h, second->end.day, day));
	}
	rest_add(second ? 2 : 1, f->evidence_n, line);
}

static void repeated_add(const struct history *h, const struct finding *f, const struct asked *b,
	const struct asked *newest, const struct asked *second, const struct namer *namer, struct line *line)
{
	bool is_one = domains_count(f->answered) == 1;
	const char *who = asker_name(h, b, namer);
	char day[12];

	day_text(h, b->start.day, day);
	domains_add(h, f->answered, true, line);
	if (f->stage == SG_UNDER_WAY)
		line_add(line, " %s being assessed again by %s (since %s), ", is_one ? "is" : "are", who, day);
	else if (f->stage == SG_PLANNED)
		line_add(line, " will be asked about again by %s on %s, ", who, day);
	else if (f->stage == SG_PASSED)
		line_add(line, " %s to be asked about again by %s on %s, ", is_one ? "was" : "were", who, day);
	else
		line_add(line, " %s assessed again by %s (%s) ", is_one ? "was" : "were", who, day);
	after_add(h, b, newest, namer, line);
	if (second) {
		line_add(line, " and ");
		after_add(h, b, second, namer, line);
	}
	rest_add(second ? 2 : 1, f->evidence_n, line);
	if (f->stage == SG_PASSED)
		line_add(line, ": did it happen?");
}

static void together_add(const struct history *h, const struct finding *f, const struct asked *b,
	const struct namer *namer, struct line *line)
{
	char day[12];

	for (size_t i = 0; i < f->evidence_n; i++) {
		const struct asked *a = asked_by_id(h, f->evidence[i]);

		if (a)
			line_add(line, "%s%s (%s)", i ? ", " : "", asker_name(h, a, namer),
				day_text(h, a->start.day, day));
	}
	line_add(line, " and %s (%s) %s plan to ask about ", asker_name(h, b, namer),
		day_text(h, b->start.day, day), f->evidence_n == 1 ? "both" : "all");
	domains_add(h, f->answered, false, line);
	line_add(line, ": propose one joint visit");
}

const char *finding_sentence(const struct history *h, const struct finding *f, agency_name_fn *name,
	void *arg, struct arena *arena)
{
	struct line line = {.n = 0};
	struct namer namer = {name, arg};
	const struct asked *b = asked_by_id(h, f->event), *newest = newest_evidence(h, f, NULL), *second;

	if (!b || !newest)
		return arena_dup(arena, "");
	second = newest_evidence(h, f, newest);
	if (f->kind == FK_TOGETHER)
		together_add(h, f, b, &namer, &line);
	else if (f->stage == SG_REQUESTED)
		requested_add(h, f, b, newest, second, &namer, &line);
	else
		repeated_add(h, f, b, newest, second, &namer, &line);
	return arena_dup(arena, line.text);
}

/* "; reset on 5 Oct: hospital stay (Riverside NHS)" */
static void reset_add(const struct history *h, const struct event *e, const struct namer *namer,
	struct line *line)
{
	char day[12];

	line_add(line, "; reset on %s: ", day_text(h, e->start.day, day));
	label_add(h, e, line);
	line_add(line, " (%s)", namer->name(namer->arg, e->agency, e->agency_code));
}

static void received_add(const struct history *h, const struct event *e, struct line *line)
{
	struct civil received;
	char day[12];

	if (civil_parse(e->received, &received))
		line_add(line, "; reached the store only on %s", day_text(h, received.day, day));
}

const char *answer_sentence(const struct history *h, const struct answer *answer,
	agency_name_fn *name, void *arg, struct arena *arena)
{
	struct line line = {.n = 0};
	struct namer namer = {name, arg};
	const struct event *by;
	char day[12];

	domains_add(h, (domains_t)1 << answer->domain, true, &line);
	if (answer->state == AN_NEVER) {
		line_add(&line, ": no earlier answer");
		return arena_dup(arena, line.text);
	}
	by = &h->event[answer->by];
	line_add(&line, ": %s, %s, ", name(arg, by->agency, by->agency_code),
		day_text(h, h->asked[h->asked_of[answer->by]].end.day, day));
	if (answer->state != AN_RESET)
		line_add(&line, "%s until %s, ", answer->state == AN_CURRENT ? "holds" : "held",
			day_text(h, answer->until, day));
	line_add(&line, "%s", depth_name(answer->depth));
	if (answer->state == AN_RESET)
		reset_add(h, &h->event[answer->reset_by], &namer, &line);
	if (answer->too_shallow)
		line_add(&line, "; less deep than asked");
	if (answer->own_since)
		line_add(&line, "; answered since by the asking agency itself");
	if (answer->came_later)
		received_add(h, by, &line);
	return arena_dup(arena, line.text);
}
