#include "ingest/interchange.h"

#include <string.h>
#include <strings.h>

#include "text.h"

/* Codes are cut for the sentence: a column may hold anything. */
#define CODE_CELLS 60

struct noting {
	struct batch *batch;
	const char *column;
	struct err *err;
	enum status st;
};

static enum status unknown(struct batch *b, const char *what, const char *code, size_t length,
	const char *then, struct err *e)
{
	int n = length > CODE_CELLS ? CODE_CELLS : (int)length;

	return batch_note(b, e, "the catalogue has no %s \"%.*s\": %s", what, n, code, then);
}

static void domain_note(void *arg, const char *item, size_t length)
{
	struct noting *n = arg;
	const char *colon = memchr(item, ':', length);
	size_t code = colon ? (size_t)(colon - item) : length;

	if (n->st == ST_OK && catalogue_domain_find(n->batch->catalogue, item, code) < 0)
		n->st = unknown(n->batch, "domain", item, code, "it was left aside", n->err);
}

static enum status domains_note(struct batch *b, const char *list, struct err *e)
{
	struct noting n = { .batch = b, .err = e, .st = ST_OK };

	if (list && strcasecmp(list, "none") != 0)
		text_list(list, domain_note, &n);
	return n.st;
}

static enum status instrument_note(struct batch *b, const struct event *ev, struct err *e)
{
	if (ev->instrument && catalogue_instrument_find(b->catalogue, ev->instrument) >= 0)
		return ST_OK;
	if (ev->instrument)
		return unknown(b, "instrument", ev->instrument, strlen(ev->instrument),
			"it is treated as not sent", e);
	if (ev->code && ev->kind == EV_ASSESSMENT &&
		catalogue_code_find(b->catalogue, ev->code_system, ev->code) < 0)
		return unknown(
			b, "code", ev->code, strlen(ev->code), "it is treated as not sent", e);
	return ST_OK;
}

static enum status change_note(struct batch *b, const struct event *ev, struct err *e)
{
	domains_t resets;

	if (ev->kind != EV_CHANGE || !ev->code || ev->resets ||
		catalogue_change_find(b->catalogue, ev->code, &resets, NULL))
		return ST_OK;
	return unknown(
		b, "change", ev->code, strlen(ev->code), "it is taken to change every domain", e);
}

enum status event_notes(struct batch *b, const struct event *ev, struct err *e)
{
	enum depth depth;
	enum status st = instrument_note(b, ev, e);

	if (st == ST_OK)
		st = change_note(b, ev, e);
	if (st == ST_OK)
		st = domains_note(b, ev->domains, e);
	if (st == ST_OK)
		st = domains_note(b, ev->resets, e);
	if (st == ST_OK && ev->depth && !depth_parse(ev->depth, &depth))
		st = unknown(
			b, "depth", ev->depth, strlen(ev->depth), "it is treated as not sent", e);
	if (st == ST_OK && ev->subject && strcasecmp(ev->subject, "person") != 0 &&
		strcasecmp(ev->subject, "carer") != 0)
		st = unknown(b, "subject", ev->subject, strlen(ev->subject),
			"it is treated as not sent", e);
	return st;
}
