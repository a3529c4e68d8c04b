#include "sent.h"

enum status write_agency(struct txn *t, void *arg, struct err *err)
{
	struct writing *w = arg;

	return store_agency_put(t, &w->agency, &w->id, &w->put, err);
}

enum status write_record(struct txn *t, void *arg, struct err *err)
{
	struct writing *w = arg;

	return store_record_put(t, &w->record, w->import_id, &w->id, &w->put, err);
}

enum status write_event(struct txn *t, void *arg, struct err *err)
{
	struct writing *w = arg;

	return store_event_put(t, &w->event, w->import_id, &w->id, &w->was, &w->put, err);
}

enum status write_import(struct txn *t, void *arg, struct err *err)
{
	struct writing *w = arg;

	return store_import_add(t, &w->import, &w->import_id, err);
}

void wrote(struct shelf *s, store_fn *fn, struct writing *w)
{
	works(store_write(s->store, STORE_FULL, fn, w, &the_err));
}
