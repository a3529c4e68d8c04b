/* How workers want to see their lists. */
#include "lists.h"

#include "care/work.h"
#include "store_desk.h"

struct keeping { const char *worker, *list, *text; };

static enum status keep_fn(struct txn *txn, void *arg, struct err *err)
{
	const struct keeping *k = arg;

	return store_list_setting_put(txn, k->worker, k->list, k->text, err);
}

enum status list_setting_keep(struct session *s, const char *list, const char *text, struct err *err)
{
	struct keeping k = {s->worker, list, text};

	return case_keep(s, keep_fn, &k, err);
}

enum status list_setting_get(struct session *s, const char *list, struct arena *arena, const char **text,
	struct err *err)
{
	return store_list_setting_get(s->store, s->worker, list, arena, text, err);
}
