/* Directories of community services: Open Referral UK and HSDS. */
#include <stdlib.h>
#include <string.h>

#include "ingest/files/encoding.h"
#include "ingest/openreferral/openreferral.h"

static bool recognise(struct batch *b, const char *path, const char *head, size_t n)
{
	return hsds_csv_table(b, path, head, n) >= 0 || hsds_is_json(head, n);
}

static enum status begin(struct batch *b, void **state, struct err *e)
{
	(void)b;
	*state = calloc(1, sizeof(struct hsds));
	return *state ? ST_OK : err_nomem(e);
}

static enum status read_file(struct batch *b, void *state, const char *path, struct err *e)
{
	char head[4096];
	size_t n;
	int table;
	enum status st = source_head(path, b->label, head, sizeof head, &n, e);

	if (st != ST_OK)
		return st;
	table = hsds_csv_table(b, path, head, n);
	if (table == HS_TABLES)
		return ST_OK;
	if (table >= 0)
		return hsds_read_csv(state, b, (enum hsds_table)table, path, e);
	while (n && strchr(" \t\r\n\xef\xbb\xbf", head[0]))
		memmove(head, head + 1, --n);
	if (n && head[0] != '{' && head[0] != '[')
		return err_set(e, ST_FORMAT,
			"%s is no JSON and no table of Open Referral (services.csv, organizations.csv …)", b->label);
	return hsds_read_json(state, b, path, e);
}

static enum status finish(struct batch *b, void *state, struct err *e)
{
	struct hsds *h = state;
	enum status st = hsds_sites_make(h, b, e);

	b->paged = h->paged;
	b->told = h->told;
	return st == ST_OK ? hsds_assemble(h, b, e) : st;
}

static void end(void *state)
{
	if (state)
		hsds_done(state);
	free(state);
}

const struct format FORMAT_OPENREFERRAL = {
	.name = "openreferral",
	.recognise = recognise,
	.begin = begin,
	.read = read_file,
	.finish = finish,
	.end = end,
};
