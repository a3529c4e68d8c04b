/*
 * Events as the viewer may see them.
 */
#include "governance/gate.h"
#include "governance/nature.h"

#include "store_events.h"

const char *whom_to_ask(const struct session *s, int64_t agency, struct arena *arena)
{
	const struct agency *a = session_agency((struct session *)s, agency);

	return a->phone && *a->phone ? arena_printf(arena, "%s, %s", agency_shown(a), a->phone)
		: arena_dup(arena, agency_shown(a));
}

static const char *title_of(const struct session *s, int64_t agency, enum seen seen, struct arena *arena)
{
	const char *whom = whom_to_ask(s, agency, arena);

	return whom ? arena_printf(arena, "%s: ask %s",
		seen == SEE_REASON ? "Withheld until you say why" : "Withheld", whom) : NULL;
}

static const char *code_veiled(const struct session *s, const struct event *event)
{
	const struct agency *agency = session_agency((struct session *)s, event->agency);

	return agency->shown_as && *agency->shown_as ? agency->shown_as : event->agency_code;
}

/* What is left of a warning for who visits and sees nothing else like it: its short wording, and of whose it is no
 * more than they are told elsewhere. */
static void warning_cut(const struct session *s, struct event *event, enum seen warner)
{
	struct event whole = *event;

	*event = (struct event){.id = whole.id, .record = whole.record, .agency = warner == SEE_NOTHING ? 0 : whole.agency,
		.agency_code = warner == SEE_NOTHING ? "" : code_veiled(s, &whole), .local_id = "", .source_ref = "",
		.kind = whole.kind, .status = whole.status, .start = whole.start, .end = whole.end, .starts_on = whole.starts_on,
		.ends_on = whole.ends_on, .valid_until = whole.valid_until, .title = whole.title, .received = whole.received};
}

static void whole_cut(const struct session *s, const struct sharing *sh, struct event *event, int64_t person,
	struct arena *arena)
{
	enum seen warner = event->kind == EV_WARNING ? may_see_warner(&s->viewer, sh, event) : SEE_FULL;

	event_mask(s, event);
	if (warner != SEE_FULL) {
		warning_cut(s, event, warner);
		return;
	}
	if (!may_see_reason(&s->viewer, event))
		event->summary = NULL;
	event->practitioner = author_shown(s, event, person, arena);
}

/* What is left of an event: whole; or that there is something, its month, and whom to ask. */
static void event_cut(const struct session *s, const struct sharing *sh, struct event *event, enum seen seen, int64_t person,
	struct arena *arena)
{
	struct event whole = *event;
	int year, month, mday;

	if (seen == SEE_FULL) {
		whole_cut(s, sh, event, person, arena);
		return;
	}
	*event = (struct event){
		.id = whole.id, .record = whole.record, .agency = whole.agency, .agency_code = code_veiled(s, &whole),
		.local_id = "", .source_ref = "", .kind = EV_NOTE, .status = ES_COMPLETED,
		.start = CIVIL_ABSENT, .end = CIVIL_ABSENT, .title = title_of(s, whole.agency, seen, arena),
	};
	if (!civil_is_set(whole.start))
		return;
	civil_parts(whole.start.day, &year, &month, &mday);
	event->start.day = civil_day(year, month, 1);
	event->starts_on = arena_printf(arena, "%04d-%02d", year, month);
}

/* None where nothing is withheld. */
static enum status natures_of(const struct sharing *sh, const struct event *event, size_t n, struct arena *arena,
	struct nature **out, struct err *err)
{
	*out = NULL;
	return sh ? event_natures(sh->rules, event, n, sh->record, sh->record_n, arena, out, err) : ST_OK;
}

enum status existing_events(const struct session *s, int64_t person, struct arena *arena, struct existing *out,
	struct err *err)
{
	const struct sharing *sh = NULL;
	struct nature *nature;
	struct event *event;
	size_t n, kept = 0;
	enum status st = store_person_events(s->store, person, arena, &event, &n, err);

	if (st == ST_OK)
		st = sharing_of(s, person, &sh, err);
	if (st == ST_OK)
		st = natures_of(sh, event, n, arena, &nature, err);
	if (st != ST_OK)
		return st;
	*out = (struct existing){.event = event, .seen = arena_alloc(arena, (n + 1) * sizeof *out->seen)};
	if (!out->seen)
		return err_nomem(err);
	for (size_t i = 0; i < n; i++) {
		enum seen seen = may_see_as(&s->viewer, sh, &event[i], nature ? &nature[i] : NULL);

		if (seen == SEE_NOTHING)
			continue;
		event[kept] = event[i];
		out->seen[kept++] = seen;
	}
	out->n = kept;
	out->has_gone = kept < n;
	return ST_OK;
}

/* By all that is shown of what is withheld: of one month its agency, and whether it waits for a reason. */
static bool is_after_withheld(const struct event *e, enum seen its, const struct event *one, enum seen ones)
{
	if (e->start.day != one->start.day || its == SEE_FULL)
		return e->start.day >= one->start.day;
	return e->agency != one->agency ? e->agency > one->agency : its > ones;
}

/* Where one stands among others would tell its day: by what is shown of it. */
static void by_shown_day(struct event *event, enum seen *seen, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		struct event one = event[i];
		enum seen its = seen[i];
		size_t at = i;

		for (; its != SEE_FULL && at && civil_is_set(one.start) &&
			is_after_withheld(&event[at - 1], seen[at - 1], &one, its); at--) {
			event[at] = event[at - 1];
			seen[at] = seen[at - 1];
		}
		event[at] = one;
		seen[at] = its;
	}
}

enum status seen_events(const struct session *s, int64_t person, struct arena *arena, struct seen_events *out,
	struct err *err)
{
	const struct sharing *sh = NULL;
	struct existing all;
	enum status st = existing_events(s, person, arena, &all, err);

	if (st == ST_OK)
		st = sharing_of(s, person, &sh, err);
	if (st != ST_OK)
		return st;
	*out = (struct seen_events){all.event, all.seen, all.n, !all.has_gone};
	for (size_t i = 0; i < all.n; i++) {
		out->is_all &= all.seen[i] == SEE_FULL;
		event_cut(s, sh, &all.event[i], all.seen[i], person, arena);
	}
	by_shown_day(all.event, all.seen, all.n);
	return ST_OK;
}

enum status events_whole(const struct session *s, int64_t person, const struct event *event, size_t n,
	struct arena *arena, struct event **out, size_t *out_n, struct err *err)
{
	struct event *whole = arena_alloc(arena, (n + 1) * sizeof *whole);
	const struct sharing *sh = NULL;
	struct nature *nature;
	size_t kept = 0;
	enum status st = whole ? sharing_of(s, person, &sh, err) : err_nomem(err);

	if (st == ST_OK)
		st = natures_of(sh, event, n, arena, &nature, err);
	if (st != ST_OK)
		return st;
	for (size_t i = 0; i < n; i++)
		if (may_see_as(&s->viewer, sh, &event[i], nature ? &nature[i] : NULL) == SEE_FULL) {
			whole[kept] = event[i];
			event_cut(s, sh, &whole[kept++], SEE_FULL, person, arena);
		}
	*out = whole;
	*out_n = kept;
	return ST_OK;
}

enum status seen_whole(const struct session *s, int64_t person, struct arena *arena, struct event **out, size_t *n,
	struct err *err)
{
	enum status st = store_person_events(s->store, person, arena, out, n, err);

	if (st != ST_OK || (sees_all(s) && !s->hides_names))
		return st;
	return events_whole(s, person, *out, *n, arena, out, n, err);
}

/* What a review is rests on what else there is of the person. */
static enum status nature_of(const struct session *s, const struct sharing *sh, int64_t person, const struct event *e,
	struct nature *out, struct err *err)
{
	struct arena *arena;
	struct nature *nature;
	struct event *event;
	size_t n;
	enum status st;

	*out = event_nature(sh->rules, e);
	if (!nature_rests(sh->rules, e))
		return ST_OK;
	arena = arena_new();
	st = arena ? store_person_events(s->store, person, arena, &event, &n, err) : err_nomem(err);
	if (st == ST_OK)
		st = event_natures(sh->rules, event, n, sh->record, sh->record_n, arena, &nature, err);
	for (size_t i = 0; st == ST_OK && i < n; i++)
		if (event[i].id == e->id)
			*out = nature[i];
	arena_free(arena);
	return st;
}

/* *person: who holds it, 0 where that was not asked for the viewer sees all; with what is known of them. */
static enum status event_seen(const struct session *s, const struct event *e, enum seen *seen, int64_t *person,
	const struct sharing **sh, struct err *err)
{
	struct nature nature;
	enum status st;

	*person = 0;
	*sh = NULL;
	*seen = SEE_FULL;
	if (sees_all(s))
		return ST_OK;
	st = store_person_of(s->store, e->record, person, err);
	if (st == ST_OK)
		st = sharing_of(s, *person, sh, err);
	if (st == ST_OK)
		st = nature_of(s, *sh, *person, e, &nature, err);
	if (st == ST_OK)
		*seen = may_see_as(&s->viewer, *sh, e, &nature);
	return st;
}

bool event_is_whole(const struct session *s, const struct event *e)
{
	const struct sharing *sh;
	enum seen seen;
	int64_t person;

	return event_seen(s, e, &seen, &person, &sh, NULL) == ST_OK && seen == SEE_FULL;
}

enum status seen_event(const struct session *s, int64_t id, struct arena *arena, struct event *out, enum seen *seen,
	struct err *err)
{
	const struct sharing *sh = NULL;
	int64_t person = 0;
	enum status st = store_event_get(s->store, id, arena, out, err);

	if (st == ST_OK)
		st = event_seen(s, out, seen, &person, &sh, err);
	if (st == ST_OK && *seen == SEE_NOTHING)
		st = err_set(err, ST_NONE, "there is no such event");
	if (st == ST_OK)
		event_cut(s, sh, out, *seen, person, arena);
	return st;
}
