/*
 * journey_related.c - findings and their evidence: which events of the journey knew what
 * the one under the cursor asks again, and which reset what was known.
 */
#include "screens/journey_tab.h"

static bool is_evidence(const struct finding *f, int64_t event)
{
	for (size_t i = 0; f && i < f->evidence_n; i++)
		if (f->evidence[i] == event)
			return true;
	return false;
}

/* Answers that stand, of those that the event gave; and those that it reset. */
static int answers_by(const struct person *p, const struct answer *an, size_t n, const struct journey_row *r, bool is_reset)
{
	int count = 0;

	for (size_t i = 0; i < n; i++) {
		bool stands = answer_holds(&an[i]);
		size_t at = is_reset ? an[i].reset_by : an[i].by;

		if (is_reset ? an[i].state == AN_RESET : stands)
			count += person_row_at(p, at) == r;
	}
	return count;
}

static void related_add(struct journey_tab *t, const struct journey_row *r, const char *text, enum look look)
{
	for (size_t i = 0; i < t->related_n; i++)
		if (t->related[i].row == r)
			return;
	if (r && text)
		t->related[t->related_n++] = (struct journey_related){r, text, look};
}

static const char *knew_text(const struct finding *f, int n, struct arena *a)
{
	const char *mark = LOOKS[LOOK_KNOWN].mark;

	if (f->kind == FK_TOGETHER)
		return arena_printf(a, "%s asks too", mark);
	return n ? arena_printf(a, "%s knew %d of %d", mark, n, f->cover_den) : arena_printf(a, "%s knew too", mark);
}

void journey_related_find(struct journey_tab *t, const struct journey_row *r)
{
	const struct finding *f = r ? journey_finding(r) : NULL;
	const struct person *p = t->person;
	struct arena *a = t->followed_arena;
	struct answer *an = NULL;
	struct err e = {0};
	size_t n = 0, index;

	t->related_n = 0;
	t->lanes.knew_n = 0;
	if (!f)
		return;
	if (!r->finding || !person_event_index(p, r, &index) ||
		duplicates_explain(p->history, index, a, &an, &n, &e) != ST_OK)
		n = 0;
	t->related = arena_alloc(a, (f->evidence_n + n + 1) * sizeof *t->related);
	t->knew = arena_alloc(a, (f->evidence_n + 1) * sizeof *t->knew);
	if (!t->related || !t->knew)
		return;
	for (size_t i = 0; i < f->evidence_n; i++) {
		const struct journey_row *by = person_row(p, f->evidence[i]);

		if (!by)
			continue;
		related_add(t, by, knew_text(f, answers_by(p, an, n, by, false), a), LOOK_KNOWN);
		t->knew[t->lanes.knew_n++] = by;
	}
	t->lanes.knew = t->knew;
	for (size_t i = 0; i < n; i++) {
		const struct journey_row *by = an[i].state == AN_RESET ? person_row_at(p, an[i].reset_by) : NULL;

		if (by)
			related_add(t, by, arena_printf(a, "%s reset %d of %d", LOOKS[LOOK_LAPSED].mark,
				answers_by(p, an, n, by, true), f->cover_den), LOOK_LAPSED);
	}
}

/* The newest event that asks again what this one knew. */
static const struct journey_row *asks_what_it_knew(const struct person *p, int64_t event)
{
	for (size_t i = 0; i < p->row_n; i++)
		if (is_evidence(p->row[i].finding, event) || is_evidence(p->row[i].together, event))
			return &p->row[i];
	return NULL;
}

/* Its evidence newest first: the row that follows `after`, or the newest; NULL after the last. */
static const struct journey_row *evidence_after(const struct person *p, const struct finding *f, const struct journey_row *after)
{
	const struct journey_row *next = NULL;

	for (size_t i = 0; i < f->evidence_n; i++) {
		const struct journey_row *r = person_row(p, f->evidence[i]);

		if (r && (!after || r > after) && (!next || r < next))
			next = r;
	}
	return next;
}

int64_t journey_evidence_next(struct journey_tab *t)
{
	const struct journey_row *here = journey_tab_row(t), *asks, *next;

	if (!here)
		return 0;
	asks = t->walked ? person_row(t->person, t->walked) : NULL;
	if (asks && asks != here && journey_finding(asks) && is_evidence(journey_finding(asks), here->event.id)) {
		next = evidence_after(t->person, journey_finding(asks), here);
		return next ? next->event.id : asks->event.id;
	}
	if (journey_finding(here)) {
		t->walked = here->event.id;
		next = evidence_after(t->person, journey_finding(here), NULL);
		return next ? next->event.id : 0;
	}
	asks = asks_what_it_knew(t->person, here->event.id);
	t->walked = asks ? asks->event.id : 0;
	return t->walked;
}

bool journey_evidence_has(const struct journey_tab *t)
{
	const struct journey_row *here = journey_tab_row(t);

	return here && (journey_finding(here) || asks_what_it_knew(t->person, here->event.id));
}
