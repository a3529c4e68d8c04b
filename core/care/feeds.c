#include "care/feeds.h"

#include <stdio.h>

#include "care/clock.h"
#include "text.h"

#define KEY_ROOM 80

static void feed_key(const struct agency *agency, char out[static KEY_ROOM])
{
	snprintf(out, KEY_ROOM, "feed.last.%s", agency->code);
}

bool feeds_note(struct feeds *feeds, const struct event *event, int32_t today)
{
	struct feed *known;

	if (!civil_is_set(event->start) || event->start.day > today || is_made_here(event->source_ref) ||
		(event->status != ES_COMPLETED && event->status != ES_IN_PROGRESS))
		return true;
	if (feeds->at >= feeds->feed.n || feeds->feed.v[feeds->at].agency != event->agency)
		for (feeds->at = 0; feeds->at < feeds->feed.n; feeds->at++)
			if (feeds->feed.v[feeds->at].agency == event->agency)
				break;
	if (feeds->at == feeds->feed.n)
		return vec_push(&feeds->feed, (struct feed){event->agency, event->start.day});
	known = &feeds->feed.v[feeds->at];
	if (event->start.day > known->last)
		known->last = event->start.day;
	return true;
}

static enum status last_read(const struct store *store, const struct agency *agency,
	struct arena *arena, int32_t *last, struct err *err)
{
	char key[KEY_ROOM];
	const char *text;
	struct civil day;
	enum status st;

	feed_key(agency, key);
	st = store_setting_get(store, key, arena, &text, err);
	if (st != ST_OK && st != ST_NONE)
		return st;
	*last = st == ST_OK && civil_parse(text, &day) ? day.day : CIVIL_NONE;
	return ST_OK;
}

enum status feeds_keep(const struct feeds *feeds, struct work *work, bool anew, struct err *err)
{
	enum status st = ST_OK;
	size_t i;

	for (i = 0; i < feeds->feed.n && st == ST_OK; i++) {
		const struct feed *feed = &feeds->feed.v[i];
		const struct agency *agency = session_agency(work->session, feed->agency);
		char key[KEY_ROOM], day[11];
		int32_t before;

		st = last_read(txn_store(work->txn), agency, work->arena, &before, err);
		if (st != ST_OK || before == feed->last || (!anew && before > feed->last))
			continue;
		feed_key(agency, key);
		civil_iso(feed->last, day);
		st = store_setting_put(work->txn, key, day, err);
	}
	return st;
}

enum status feed_last(const struct session *s, const struct agency *agency, int32_t *last,
	struct err *err)
{
	struct arena *arena = arena_new();
	enum status st = arena ? last_read(s->store, agency, arena, last, err) : err_nomem(err);

	arena_free(arena);
	return st;
}

int32_t import_day(const struct import_row *import)
{
	struct civil at;

	return import->at && civil_parse(import->at, &at) ? clock_day_at(&at) : CIVIL_NONE;
}

const struct import_row *feed_received(const struct import_row *import, size_t n,
	const struct agency *agency, int32_t today)
{
	const struct import_row *newest = NULL;

	for (size_t i = 0; i < n; i++)
		if (text_list_has(import[i].agency, agency->code) && import_day(&import[i]) != CIVIL_NONE &&
			import_day(&import[i]) <= today &&
			(!newest || import_day(&import[i]) > import_day(newest)))
			newest = &import[i];
	return newest;
}
