/*
 * Backups: who makes one is in the audit before it is made.
 */
#include "backup.h"

#include "care/work.h"
#include "store_backup.h"
#include "store_workers.h"

enum status backup_make(struct session *s, const struct backup_order *order,
	struct backup_made *made, struct err *err)
{
	struct deed deed = {.deed = "backup", .detail = order->key_file ? "encrypted" : "not encrypted"};
	enum status st = case_look(s, &deed, err);

	return st == ST_OK ? store_backup(s->store, order, made, err) : st;
}

/* Who it is by the workers that it holds: one of them, or the account that owns it as none. */
static enum status brought_allows(const struct store *store, void *arg, struct err *err)
{
	const struct restore_order *order = arg;
	struct arena *arena = arena_new();
	struct worker_row w = {.role = ROLE_OWNER};
	bool any = false;
	enum status st = arena ? store_worker_any(store, &any, err) : err_nomem(err);

	if (st == ST_OK && any && order->worker)
		st = store_worker_get(store, order->worker, arena, &w, err);
	if (st == ST_NONE || (st == ST_OK && any && (w.ended || !role_may(w.role, MAY_SET))))
		st = err_set(err, ST_DENIED, "%.64s is nobody who may put this backup in place: a steward of it does, or the account "
			"that owns the store as no worker", order->worker ? order->worker : "");
	arena_free(arena);
	return st;
}

enum status backup_restore(const struct restore_order *order, struct arena *arena,
	struct restored *out, struct err *err)
{
	struct restore_order named = *order;
	char label[WORKER_LABEL_ROOM];
	enum status st = worker_label(order->worker, label, err);

	named.worker = label;
	if (!order->is_allowed) {
		named.allow = brought_allows;
		named.allow_arg = (void *)order;
	}
	return st == ST_OK ? store_restore(&named, arena, out, err) : st;
}
