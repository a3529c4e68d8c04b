/*
 * Workers' names as the viewer may see them: whose worker somebody is tells that the
 * agency is there.
 */
#include "governance/gate.h"

#include <string.h>

#include "store_events.h"
#include "store_workers.h"
#include "writing.h"

static const char SOMEBODY[] = "a worker of another agency";

/* Of what the agency holds of the person the best that is seen; of one that holds nothing
 * what the viewer would see of an everyday event of theirs. */
static enum status agency_seen(const struct session *s, int64_t person, int64_t agency, struct arena *arena,
	enum seen *out, struct err *err)
{
	const struct event everyday = {.agency = agency, .kind = EV_CONTACT, .status = ES_COMPLETED};
	const struct sharing *sh = NULL;
	struct record *r;
	bool holds = false;
	size_t n = 0;
	enum status st = store_person_records(s->store, person, arena, &r, &n, err);

	if (st == ST_OK)
		st = sharing_of(s, person, &sh, err);
	*out = SEE_NOTHING;
	for (size_t i = 0; st == ST_OK && i < n; i++)
		if (r[i].agency == agency) {
			enum seen seen = may_see_record(&s->viewer, sh, &r[i]);

			holds = true;
			*out = seen < *out ? seen : *out;
		}
	if (st == ST_OK && !holds)
		*out = may_see(&s->viewer, sh, &everyday);
	return st;
}

/* With nobody in particular in view, by the agency alone. */
static enum status agency_seen_at_all(const struct session *s, const struct agency *a, enum seen *out, struct err *err)
{
	enum tells tells;
	enum status st = agency_told(s, a, &tells, err);

	*out = st != ST_OK || tells == TELLS_NOTHING ? SEE_NOTHING : tells == TELLS_ALL ? SEE_FULL : SEE_EXISTS;
	return st;
}

static const char *named(const char *worker, const struct agency *a, enum seen seen, struct arena *arena)
{
	bool has_veil = a->shown_as && *a->shown_as;

	if (seen == SEE_NOTHING)
		return SOMEBODY;
	return seen == SEE_FULL || !has_veil ? worker : arena_printf(arena, "a worker of %s", a->shown_as);
}

/* Those who keep the log or say who works here know all of them. */
static bool knows_workers(const struct session *s)
{
	return sees_all(s) || (s->viewer.is_owner && (session_may(s, MAY_AUDIT) || session_may(s, MAY_WORKERS)));
}

static const char *of_agency(const struct session *s, const char *worker, const char *code, int64_t person,
	struct arena *arena)
{
	const struct agency *a = code ? session_agency_by_code((struct session *)s, code) : NULL;
	enum seen seen = SEE_NOTHING;
	enum status st;

	if (!code || (s->viewer.agency && strcmp(s->viewer.agency, code) == 0))
		return worker;
	if (!a) /* of one that has sent nothing yet */
		return SOMEBODY;
	st = person ? agency_seen(s, person, a->id, arena, &seen, NULL) : agency_seen_at_all(s, a, &seen, NULL);
	return named(worker, a, st == ST_OK ? seen : SEE_NOTHING, arena);
}

const char *worker_shown(const struct session *s, const char *worker, int64_t person, struct arena *arena)
{
	struct arena *scratch;
	struct worker_row w;
	const char *shown;
	enum status st;

	if (!worker || !*worker || strcmp(worker, s->worker) == 0 || knows_workers(s))
		return worker;
	scratch = arena_new();
	st = scratch ? store_worker_get(s->store, worker, scratch, &w, NULL) : ST_NOMEM;
	shown = st == ST_NONE ? worker /* the owner's account, or from before there were workers */
		: st != ST_OK ? SOMEBODY : of_agency(s, worker, w.agency, person, arena);
	arena_free(scratch);
	return shown ? shown : SOMEBODY;
}

/* As "j.obi of ASC" has both. */
const char *author_shown(const struct session *s, const struct event *e, int64_t person, struct arena *arena)
{
	const char *of = is_made_here(e->source_ref) && e->practitioner ? strstr(e->practitioner, WRITTEN_OF) : NULL;
	const char *worker, *code, *shown;

	if (!of || sees_all(s))
		return e->practitioner;
	code = of + strlen(WRITTEN_OF);
	worker = arena_printf(arena, "%.*s", (int)(of - e->practitioner), e->practitioner);
	if (!worker)
		return SOMEBODY;
	if (knows_workers(s) || strcmp(worker, s->worker) == 0 || strcmp(code, WRITTEN_OF_ALL) == 0)
		return e->practitioner;
	shown = of_agency(s, worker, code, person, arena);
	return !shown ? SOMEBODY : shown == worker ? e->practitioner : shown;
}

const char *author_for_them(const struct event *e, struct arena *arena)
{
	const char *of = is_made_here(e->source_ref) && e->practitioner ? strstr(e->practitioner, WRITTEN_OF) : NULL;
	bool is_name = of && !memchr(e->practitioner, ' ', (size_t)(of - e->practitioner)); /* else it tells none already */

	return is_name ? arena_printf(arena, "%.*s", (int)(of - e->practitioner), e->practitioner) : e->practitioner;
}

const struct decision *decision_shown(const struct session *s, const struct decision *d, int64_t person,
	struct arena *arena)
{
	const char *worker = d ? worker_shown(s, d->worker, person, arena) : NULL;
	struct decision *shown;

	if (!d || worker == d->worker)
		return d;
	shown = arena_alloc(arena, sizeof *shown);
	if (!shown)
		return NULL;
	*shown = *d;
	shown->worker = worker;
	return shown;
}
