/* Whether what a session shows may be more than it would show now. */
#include "access.h"

#include "care/work.h"
#include "store_admin.h"

int64_t access_row(struct session *s)
{
	struct audit_end end;
	struct err unread;

	return store_audit_end(s->store, &end, &unread) == ST_OK ? end.row : 0;
}

/* Where that cannot be read, it may. */
bool access_narrowed(struct session *s, int64_t person, int64_t since)
{
	struct arena *arena = arena_new();
	struct record r = {0};
	struct err unread;
	bool has = true;
	enum status st = arena ? ST_OK : ST_NOMEM;

	if (st == ST_OK && person)
		st = store_record_get(s->store, person, arena, &r, &unread);
	if (st == ST_OK)
		st = store_audit_narrowed(s->store, since, r.uuid, &has, &unread);
	arena_free(arena);
	return st != ST_OK || has;
}
