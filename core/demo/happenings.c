#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "demo/locality.h"
#include "demo/words.h"

const char *text_make(struct making *m, const char *format, ...)
{
	char text[600];
	const char *kept;
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	kept = arena_dup(m->arena, text);
	m->no_memory |= !kept;
	return kept;
}

/* Words for the person that a text is about: `~her daughter`, `~herself`. */
static const char *in_person(struct making *m, const char *text)
{
	static const struct {
		const char *mark, *woman, *man;
	} WORDS[] = {
		{ "~herself", "herself", "himself" },
		{ "~her", "her", "his" },
		{ "~she", "she", "he" },
		{ "~spouse", "husband", "wife" },
	};
	const char *at = strchr(text, '~');

	for (size_t i = 0; at && i < sizeof WORDS / sizeof *WORDS; i++) {
		size_t n = strlen(WORDS[i].mark);

		if (strncmp(at, WORDS[i].mark, n) == 0)
			return in_person(m,
				text_make(m, "%.*s%s%s", (int)(at - text), text,
					m->who.sex == 'F' ? WORDS[i].woman : WORDS[i].man, at + n));
	}
	return text;
}

const char *pick_text(struct making *m, const char *const *texts, size_t n)
{
	return in_person(m, texts[dice_below(&m->dice, n)]);
}

const char *day_text(struct making *m, int32_t day)
{
	char iso[11];

	civil_iso(day, iso);
	return text_make(m, "%s", iso);
}

int32_t workday(int32_t day)
{
	int weekday = civil_weekday(day);

	return weekday > 4 ? day + 7 - weekday : day;
}

int32_t after(struct making *m, int32_t day, int low, int high)
{
	return workday(day + dice_between(&m->dice, low, high));
}

const char *ref_text(struct making *m, enum place p, const struct event *ev)
{
	return text_make(m, "%s:%s", LOCALITY[p].code, ev->source_ref);
}

/* Each agency has nine people of each role. */
const char *practitioner_pick(struct making *m, enum place p, const char *role)
{
	struct dice d = { 0 };
	const struct heritage *h;
	char initial;
	uint64_t which = (uint64_t)p * 131 + dice_below(&m->dice, 9);

	for (const char *c = role; *c; c++)
		which = which * 31 + (unsigned char)*c;
	d = dice_for(77, which, 0);
	h = heritage_pick(&d);
	initial = "ABCDEFGHJKLMNPRSTW"[dice_below(&d, 18)];
	return text_make(m, "%c. %s", initial, name_pick(&d, h->families));
}

/* Hospital and practice systems keep the time, the others the day. */
static const char *start_text(struct making *m, enum place p, int32_t day)
{
	char iso[11];
	int hour;

	civil_iso(day, iso);
	if (p != P_AGH && p != P_GPF && p != P_POL)
		return text_make(m, "%s", iso);
	hour = dice_between(&m->dice, 9, 16);
	return text_make(m, "%sT%02d:%02d", iso, hour, dice_between(&m->dice, 0, 11) * 5);
}

struct event *happen(
	struct making *m, enum place p, enum event_kind kind, int32_t day, const char *title)
{
	bool is_kept = m->n < JOURNEY_MAX && (m->may_plan || day < m->today - 1);
	struct happening *h = &m->list[is_kept ? m->n : JOURNEY_MAX];

	*h = (struct happening){ .by = p, .day = day };
	h->event.kind = kind;
	h->event.status = day > m->today ? ES_PLANNED : ES_COMPLETED;
	h->event.local_id = local_id_make(m, p);
	h->event.starts_on = start_text(m, p, day);
	h->event.title = title;
	h->event.source_ref = text_make(m, "%s-%d", h->event.local_id, m->refs[p] + 1);
	if (!is_kept)
		return &h->event;
	m->n++;
	m->refs[p]++;
	m->is_known[p] = true;
	if (day <= m->today && day > m->last[p])
		m->last[p] = day;
	return &h->event;
}

struct event *assess(struct making *m, enum place p, const char *instrument, int32_t day)
{
	const struct told *told = told_of(instrument);
	struct event *ev = happen(m, p, EV_ASSESSMENT, day, told->title);

	ev->instrument = instrument;
	ev->role = told->role;
	ev->practitioner = practitioner_pick(m, p, told->role);
	if (day <= m->today && dice_in_1000(&m->dice, 650))
		ev->summary = pick_text(m, told->summary, told->summary_n);
	if (day <= m->today && dice_in_1000(&m->dice, 500))
		ev->minutes = text_make(m, "%d", told->minutes + dice_between(&m->dice, -2, 4) * 5);
	return ev;
}

struct event *ask_for(
	struct making *m, enum place from, enum place to, int32_t day, const char *title)
{
	struct event *ev = happen(m, from, EV_REQUEST, day, title);

	ev->to_agency = LOCALITY[to].code;
	ev->role = from == P_GPF ? "GP" : from == P_AGH ? "discharge coordinator" : "duty worker";
	ev->practitioner = practitioner_pick(m, from, ev->role);
	return ev;
}

struct event *stay(struct making *m, int32_t from, int32_t until, const char *title)
{
	struct event *ev = happen(m, P_AGH, EV_ADMISSION, from, title);
	const char *end;

	if (until == CIVIL_NONE) {
		ev->status = ES_IN_PROGRESS;
		return ev;
	}
	end = start_text(m, P_AGH, until);
	ev->ends_on = end;
	ev = happen(m, P_AGH, EV_DISCHARGE, until, "Discharged home");
	ev->starts_on = end;
	ev->summary = PICK(m, DISCHARGE_WORDS);
	return ev;
}
