/*
 * Backups: who makes one is in the audit before it is made.
 */
#include "backup.h"

#include "care/work.h"
#include "store_backup.h"

enum status backup_make(struct session *s, const struct backup_order *order,
	struct backup_made *made, struct err *err)
{
	struct deed deed = {.deed = "backup", .detail = order->key_file ? "encrypted" : "not encrypted"};
	enum status st = case_look(s, &deed, err);

	return st == ST_OK ? store_backup(s->store, order, made, err) : st;
}

enum status backup_restore(const struct restore_order *order, struct arena *arena,
	struct restored *out, struct err *err)
{
	struct restore_order named = *order;
	char label[WORKER_LABEL_ROOM];
	enum status st = worker_label(order->worker, label, err);

	named.worker = label;
	return st == ST_OK ? store_restore(&named, arena, out, err) : st;
}
