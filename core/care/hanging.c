/*
 * Whose record it hangs on that a worker writes: the one they stand on, else their
 * agency's, else one made for it.
 */
#include "care/hanging.h"

#include <string.h>

#include "governance/gate.h"

/* Of several the one that the agency sent, the elder first. */
static const struct record *record_of(const struct record *r, size_t n, int64_t agency)
{
	const struct record *made = NULL;

	for (size_t i = 0; i < n; i++) {
		if (r[i].agency != agency)
			continue;
		if (!is_made_here(r[i].local_id))
			return &r[i];
		made = made ? made : &r[i];
	}
	return made;
}

/* Records that are not open to the writer are as if they were not: which they are would tell that they are there. */
static enum status open_records(struct session *s, const struct store *store, int64_t person, struct arena *arena,
	struct record **r, size_t *n, struct err *err)
{
	const struct sharing *sh = NULL;
	size_t all = 0, kept = 0;
	enum status st = store_person_records(store, person, arena, r, &all, err);

	if (st == ST_OK && !all)
		st = err_set(err, ST_NONE, "this person's records were linked or taken back meanwhile; look again");
	if (st == ST_OK)
		st = sharing_of(s, person, &sh, err);
	for (size_t i = 0; st == ST_OK && i < all; i++)
		if (may_see_record(&s->viewer, sh, &(*r)[i]) == SEE_FULL)
			(*r)[kept++] = (*r)[i];
	*n = kept;
	return st;
}

/* Whatever records there are: what one may not see is not told by a refusal. */
static bool writes_for(struct session *s, const struct agency *a)
{
	if (s->viewer.is_alone)
		return true;
	if (s->viewer.agency)
		return strcmp(s->viewer.agency, a->code) == 0;
	return session_may(s, MAY_WRITE_FOR);
}

static enum status refuse(struct session *s, const struct agency *a, const char **refused, struct err *err)
{
	*refused = "writing for another agency";
	return err_set(err, ST_DENIED, "you write for %s; for %s only on a record of theirs that you see whole: give it as PERSON",
		s->viewer.agency ? s->viewer.agency : "no agency", a->code);
}

static enum status nobodys(const struct session *s, struct err *err)
{
	if (s->viewer.agency)
		return err_set(err, ST_USAGE, "your agency, %s, is not known here; the one who runs the store can add it",
			s->viewer.agency);
	return err_set(err, ST_USAGE, "which agency writes this? name it, or set worker.agency once");
}

static void hang_on(struct hanging *h, const struct record *r)
{
	*h = (struct hanging){r->agency, r->id, r->agency_code, r->local_id};
}

static const struct record *stood_on(const struct record *r, size_t n, int64_t record, const struct agency *named)
{
	for (size_t i = 0; i < n; i++)
		if (r[i].id == record && (!named || r[i].agency == named->id))
			return &r[i];
	return NULL;
}

enum status hanging_find(struct session *s, const struct store *store, const struct writing *w, struct arena *arena,
	struct hanging *h, const char **refused, struct err *err)
{
	const struct agency *agency = NULL;
	const struct record *on;
	struct record *r;
	size_t n;
	enum status st = open_records(s, store, w->person, arena, &r, &n, err);

	if (st == ST_OK)
		st = agency_named(s, w->agency, w->person, &agency, err);
	if (st != ST_OK)
		return st;
	on = stood_on(r, n, w->record, agency);
	if (!on) {
		agency = agency ? agency : session_own_agency(s);
		if (!agency)
			return nobodys(s, err);
		if (!writes_for(s, agency))
			return refuse(s, agency, refused, err);
		on = record_of(r, n, agency->id);
	}
	if (on)
		hang_on(h, on);
	else
		*h = (struct hanging){.agency = agency->id, .code = agency->code};
	return ST_OK;
}

const char *hanging_author(struct session *s, const struct hanging *h, struct arena *arena)
{
	const struct agency *own = session_own_agency(s);

	if (!s->viewer.is_alone && !s->viewer.agency)
		return arena_printf(arena, "%s" WRITTEN_OF WRITTEN_OF_ALL, s->worker);
	if (own && own->id != h->agency)
		return arena_printf(arena, "%s" WRITTEN_OF "%s", s->worker, own->code);
	return arena_dup(arena, s->worker);
}

/* Where it may hang ------------------------------------------------------------- */

static bool is_among(const struct record *r, size_t n, int64_t agency)
{
	for (size_t i = 0; i < n; i++)
		if (r[i].agency == agency)
			return true;
	return false;
}

enum status writing_places(struct session *s, int64_t person, struct arena *arena, struct writing_place **out,
	size_t *n, struct err *err)
{
	size_t agencies = 0, record_n = 0, kept = 0;
	const struct agency **agency;
	struct writing_place *place;
	struct record *r;
	enum status st = open_records(s, s->store, person, arena, &r, &record_n, err);

	if (st == ST_OK)
		st = agencies_known(s, person, arena, &agency, &agencies, err);
	place = st == ST_OK ? arena_alloc(arena, (record_n + agencies + 1) * sizeof *place) : NULL;
	if (st == ST_OK && !place)
		st = err_nomem(err);
	for (size_t i = 0; st == ST_OK && i < record_n; i++)
		place[kept++] = (struct writing_place){r[i].id, r[i].agency, r[i].agency_code, r[i].local_id};
	for (size_t i = 0; st == ST_OK && i < agencies; i++)
		if (writes_for(s, agency[i]) && !is_among(r, record_n, agency[i]->id))
			place[kept++] = (struct writing_place){0, agency[i]->id, agency[i]->code, NULL};
	*out = place;
	*n = kept;
	return st;
}
