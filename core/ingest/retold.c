#include "ingest/retold.h"

#include <string.h>

#include "ingest/fold_rows.h"
#include "ingest/telling.h"
#include "text.h"

/* One import's rows go ----------------------------------------------------------------- */

static bool is_told_by(const struct retelling *x, int64_t import)
{
	for (size_t i = 0; i < x->sent.n; i++)
		if (x->sent.v[i].import == import)
			return true;
	return false;
}

/* What nobody else told goes as whole as it came. */
static bool is_told_by_others(const struct retelling *x, int64_t import)
{
	for (size_t i = 0; i < x->sent.n; i++)
		if (x->sent.v[i].import != import)
			return true;
	return false;
}

static enum status event_without(struct work *w, int64_t event, int64_t import, struct arena *a, struct retold *out,
	struct err *e)
{
	struct retelling x = retelling_new(w->session, w, a, e);
	enum status st;

	x.gone = import;
	retelling_event(&x, event);
	if (x.status == ST_OK && !is_told_by_others(&x, import))
		return retelling_done(&x, ST_OK);
	retelling_rest(&x);
	st = x.status;
	if (st == ST_OK && x.plain && is_told_by(&x, import))
		st = telling_anew(&x, out);
	return retelling_done(&x, st);
}

enum status retold_without(struct work *w, int64_t record, int64_t import, struct arena *a, struct retold *out,
	struct err *e)
{
	int64_t *event;
	size_t n = 0;
	enum status st = store_events_carrying(txn_store(w->txn), record, a, &event, &n, e);

	*out = (struct retold){0};
	for (size_t i = 0; i < n && st == ST_OK; i++)
		st = event_without(w, event[i], import, a, out, e);
	return st;
}

/* A row comes -------------------------------------------------------------------------- */

static struct event_sent *sent_by(const struct retelling *x, int64_t import, int64_t agency, const char *ref)
{
	for (size_t i = 0; i < x->sent.n; i++)
		if (x->sent.v[i].import == import && x->sent.v[i].event.agency == agency &&
			strcmp(x->sent.v[i].event.source_ref, ref) == 0)
			return &x->sent.v[i];
	return NULL;
}

/* The row, or its part of that name where that is another agency's. */
static struct event_sent *sent_of(const struct retelling *x, int64_t import, const struct event *row)
{
	struct event_sent *own = sent_by(x, import, row->agency, row->source_ref);

	for (size_t i = 0; i < x->sent.n && !own; i++)
		if (x->sent.v[i].import == import && strcmp(x->sent.v[i].event.source_ref, row->source_ref) == 0)
			own = &x->sent.v[i];
	return own;
}

static enum status event_of_row(struct retelling *x, const struct event_sent *sent, struct retold *out)
{
	const struct told_event *told = retelling_find(x, sent->event_id);
	struct event now;
	int64_t newest = 0;
	enum status st = store_event_import(x->store, sent->event_id, &newest, x->err);

	if (st == ST_OK)
		st = store_event_get(x->store, sent->event_id, x->arena, &now, x->err);
	if (st == ST_NONE) /* its record is out of force */
		return ST_OK;
	out->behind = newest > sent->import;
	if (st == ST_OK && !out->behind)
		out->put = !told || !told->was ? PUT_NEW : event_says_same(&now, &told->before) ? PUT_SAME : PUT_CHANGED;
	return st;
}

/* In place of what it told of the same before; *is_same: it did, and says no more. */
static enum status sent_put(struct retelling *x, const struct event *row, int64_t import, bool *is_same)
{
	struct event_sent *held = sent_by(x, import, row->agency, row->source_ref);

	*is_same = held && event_says_same(&held->event, row);
	if (*is_same)
		return ST_OK;
	if (held)
		held->event = *row;
	else
		retelling_sent(x, (struct event_sent){.import = import, .event = *row});
	return x->status;
}

static enum status row_sent(struct retelling *x, const struct event *row, const char *told, int64_t import, bool *is_same)
{
	struct event *part;
	size_t n;
	enum status st = ST_OK;

	if (!told)
		return sent_put(x, row, import, is_same);
	if (!told_rows_read(told, row, x->arena, &part, &n))
		return err_nomem(x->err);
	*is_same = true;
	for (size_t i = 0; i < n && st == ST_OK; i++) {
		bool is_this = false;

		st = store_told_whose(x->store, &part[i], x->err);
		if (part[i].agency == row->agency)
			part[i].agency_code = row->agency_code;
		if (st == ST_OK)
			st = sent_put(x, &part[i], import, &is_this);
		*is_same = *is_same && is_this;
	}
	return st;
}

static enum status row_put(struct retelling *x, const struct event *row, const char *told, int64_t import, struct retold *out)
{
	bool is_same = false;
	int64_t now = 0;
	enum status st = row_sent(x, row, told, import, &is_same);

	out->put = PUT_SAME;
	if (st == ST_OK && is_same) {
		out->is_done = true;
		st = store_event_import(x->store, sent_of(x, import, row)->event_id, &now, x->err);
		out->behind = now > import;
		return st == ST_NONE ? ST_OK : st;
	}
	if (st == ST_OK)
		st = telling_anew(x, out);
	return st == ST_OK ? event_of_row(x, sent_of(x, import, row), out) : st;
}

enum status retold_is_apart(const struct store *s, const struct event *row, const char *told, struct arena *a, bool *is,
	struct err *e)
{
	struct event *part = NULL;
	size_t n = 0;
	enum status st = ST_OK;

	*is = false;
	if (told && !told_rows_read(told, row, a, &part, &n))
		return err_nomem(e);
	for (size_t i = 0; i < n && st == ST_OK && !*is; i++) {
		if (text_same(part[i].agency_code, row->agency_code))
			continue;
		st = store_told_whose(s, &part[i], e);
		if (st == ST_OK && part[i].record != row->record)
			st = kin_are_said_apart(s, row->record, part[i].record, a, is, e);
	}
	return st;
}

/* It has to do with what is there, waits for that, or is of two people. */
static bool is_to_tell(struct retelling *x, const struct event *row, const char *told)
{
	bool is = x->plain && (x->sent.n || row_waits(row));

	if (x->status == ST_OK && x->plain && !is)
		x->status = retold_is_apart(x->store, row, told, x->arena, &is, x->err);
	return is && x->status == ST_OK;
}

enum status retold_with(struct work *w, const struct event *row, const char *told, int64_t import, struct arena *a,
	struct retold *out, struct err *e)
{
	struct retelling x = retelling_new(w->session, w, a, e);

	*out = (struct retold){0};
	retelling_row(&x, row);
	retelling_rest(&x);
	if (x.status != ST_OK || !is_to_tell(&x, row, told))
		return retelling_done(&x, x.status);
	return retelling_done(&x, row_put(&x, row, told, import, out));
}

/* What would come of it -------------------------------------------------------------------- */

/* Another import told of it, and it is there. */
static bool was_seen(const struct retelling *x, const struct event_sent *sent, int64_t import)
{
	const struct told_event *told = sent->import != import ? retelling_find(x, sent->event_id) : NULL;

	return told && told->was;
}

static enum status row_would(struct retelling *x, const struct event *row, const char *told, int64_t import, struct retold *out)
{
	struct told_row *rows;
	struct telling t;
	struct event whole;
	size_t at = 0, kept;
	bool is_same = false, is_others = false;
	enum status st = row_sent(x, row, told, import, &is_same);

	if (st != ST_OK)
		return st;
	out->is_done = true;
	kept = telling_sort(x);
	st = telling_rows(x, kept, &rows);
	if (st != ST_OK)
		return st;
	while (x->sent.v[at].import != import || strcmp(x->sent.v[at].event.source_ref, row->source_ref) != 0)
		at++;
	st = telling_of(x, rows, kept, told_root(rows, at), &t);
	if (st == ST_OK)
		st = telling_end(&t, &whole);
	for (size_t i = 0; i < t.n && st == ST_OK; i++)
		is_others |= was_seen(x, &x->sent.v[t.which[i]], import);
	out->put = telling_is_answers(&t) ? PUT_SAME : is_others ? PUT_CHANGED : PUT_NEW;
	for (size_t i = 0; i < x->event.n && st == ST_OK; i++)
		if (x->event.v[i].was && event_says_same(&x->event.v[i].before, &whole))
			out->put = PUT_SAME;
	return st;
}

enum status retold_would(const struct session *s, const struct event *row, const char *told, int64_t import, struct arena *a,
	struct retold *out, struct err *e)
{
	struct retelling x = retelling_new(s, NULL, a, e);

	*out = (struct retold){0};
	retelling_row(&x, row);
	retelling_rest(&x);
	if (x.status != ST_OK || !is_to_tell(&x, row, told))
		return retelling_done(&x, x.status);
	return retelling_done(&x, row_would(&x, row, told, import ? import : INT64_MAX, out));
}
