#include "care/named.h"

#include <string.h>

#include "store_requests.h"
#include "text.h"

static enum status name_anew(struct work *w, const char *name, struct err *e)
{
	int64_t *record = NULL;
	size_t n = 0;
	enum status st = text_is_sent(name) ? store_requests_asking(w->txn, name, w->arena, &record, &n, e) : ST_OK;

	for (size_t i = 0; i < n && st == ST_OK; i++) {
		int64_t person = 0;

		st = store_person_of(txn_store(w->txn), record[i], &person, e);
		if (st == ST_OK && !work_touch(w, person))
			st = err_nomem(e);
		st = st == ST_NONE ? ST_OK : st;
	}
	return st;
}

static enum status names_anew(struct work *w, const struct agency *a, struct err *e)
{
	enum status st = name_anew(w, a->code, e);

	if (st == ST_OK)
		st = name_anew(w, a->name, e);
	return st == ST_OK ? name_anew(w, a->shown_as, e) : st;
}

static bool is_called_same(const struct agency *a, const struct agency *b)
{
	return text_same(a->name, b->name) && text_same(a->shown_as, b->shown_as);
}

/* Those of one list that the other has not, or not so. */
static enum status others_anew(struct work *w, const struct agency *of, size_t n, const struct agency *in, size_t in_n,
	struct err *e)
{
	enum status st = ST_OK;

	for (size_t i = 0; i < n && st == ST_OK; i++) {
		size_t k = 0;

		while (k < in_n && strcmp(of[i].code, in[k].code) != 0)
			k++;
		if (k == in_n || !is_called_same(&of[i], &in[k]))
			st = names_anew(w, &of[i], e);
	}
	return st;
}

enum status named_anew(struct work *w, struct err *e)
{
	const struct session *s = w->session;
	struct agency *now = NULL;
	size_t n = 0;
	enum status st = store_agency_all(txn_store(w->txn), w->arena, &now, &n, e);

	if (st == ST_OK)
		st = others_anew(w, now, n, s->agency, s->agency_n, e);
	return st == ST_OK ? others_anew(w, s->agency, s->agency_n, now, n, e) : st;
}
