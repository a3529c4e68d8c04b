/*
 * heard.c - agencies that have gone silent: where nothing was received, nobody
 * knows that nothing happened.
 */
#include "care/feeds.h"
#include "care/limits.h"
#include "journey/timeline.h"

/* Nobody's file brings what workers write here: an agency that never sent anything is
 * not silent for that. */
static enum status one_heard(struct session *s, struct involved *in, const struct import_row *import,
	size_t n, struct err *err)
{
	const struct agency *agency = session_agency(s, in->agency);
	const struct import_row *newest = feed_received(import, n, agency, s->rule.today);
	enum status st = feed_last(s, agency, &in->heard, err);

	if (newest && import_day(newest) > in->heard)
		in->heard = import_day(newest);
	return st;
}

/* Most agencies are heard of daily: the imports are read only where one is not. */
enum status involved_hear(struct session *s, struct person *p, struct arena *arena, struct err *err)
{
	struct import_row *import = NULL;
	size_t n = 0, i;
	int days = 0;
	enum status st = limit_days(s, SETTING_QUIET_DAYS, &days, err);

	for (i = 0; st == ST_OK && i < p->involved_n; i++) {
		struct involved *in = &p->involved[i];

		st = one_heard(s, in, import, n, err);
		if (st == ST_OK && !import && (in->heard == CIVIL_NONE || s->rule.today - in->heard > days)) {
			st = store_import_all(s->store, arena, &import, &n, err);
			if (st == ST_OK)
				st = one_heard(s, in, import, n, err);
		}
		in->is_silent = in->heard != CIVIL_NONE && s->rule.today - in->heard > days;
	}
	return st;
}
