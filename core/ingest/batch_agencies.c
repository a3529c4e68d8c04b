/* What a run says of agencies. */
#include "ingest/batch.h"

#include <string.h>
#include <strings.h>

#include "care/work.h"
#include "ingest/staging.h"
#include "text.h"

enum status batch_expect(struct batch *b, const char *code, struct err *e)
{
	uint32_t index;

	if (!code)
		return ST_OK;
	if (!staging_agency(b->staging, code, &index))
		return err_nomem(e);
	b->staging->agencies.v[index].is_expected = true;
	return ST_OK;
}

bool batch_has_agency(const struct batch *b, const char *code)
{
	const struct held_agency *held = staging_agency_known(b->staging, code);

	return held && held->sent.code;
}

/* Agency rows say more, field by field; the later word stands. */
static void agency_fill(struct arena *a, struct agency *into, const struct agency *from, bool *ok)
{
	const char **to[] = { &into->name, &into->sector, &into->ods_code, &into->phone,
		&into->email, &into->cost_per_hour, &into->area, &into->shown_as };
	const char *said[] = { from->name, from->sector, from->ods_code, from->phone, from->email,
		from->cost_per_hour, from->area, from->shown_as };

	for (size_t i = 0; i < sizeof to / sizeof *to; i++) {
		if (!said[i] || !*said[i])
			continue;
		*to[i] = arena_dup(a, said[i]);
		*ok = *ok && *to[i];
	}
}

enum status batch_agency(struct batch *b, const struct staged_agency *sent, struct err *e)
{
	uint32_t i;
	bool ok = !b->no_memory && staging_agency(b->staging, sent->agency.code, &i);
	struct held_agency *a;

	if (!ok)
		return err_nomem(e);
	a = &b->staging->agencies.v[i];
	a->sent.code = a->code;
	agency_fill(b->staging->arena, &a->sent, &sent->agency, &ok);
	return ok ? ST_OK : err_nomem(e);
}

/* The agencies of a run and of its store that are called by a text: the first one's code, and whether there
 * is another. */
struct called { const char *by, *code; bool is_two; };

static void called_look(struct called *c, const struct agency *a)
{
	bool is = a->code && ((a->name && strcasecmp(a->name, c->by) == 0) || (a->shown_as && strcasecmp(a->shown_as, c->by) == 0));

	if (!is || (c->code && strcmp(c->code, a->code) == 0))
		return;
	c->is_two = c->code != NULL;
	c->code = a->code;
}

/* The code of the one agency of the run or its store that has this name, or is shown so; NULL: none, or several. */
static const char *batch_agency_called(struct batch *b, const char *name)
{
	struct called c = {.by = name};

	for (size_t i = 0; i < b->staging->agencies.n && !c.is_two; i++)
		called_look(&c, &b->staging->agencies.v[i].sent);
	for (size_t i = 0; b->session && i < b->session->agency_n && !c.is_two; i++)
		called_look(&c, &b->session->agency[i]);
	return c.is_two ? NULL : c.code;
}

/* By its code, folded, or by its name; NULL: nobody here. */
static const char *agency_meant(struct batch *b, const char *sent, struct arena *a)
{
	char code[65];

	if (code_fold(sent, code) && (batch_has_agency(b, code) || (b->session && session_agency_by_code(b->session, code))))
		return arena_dup(a, code);
	return batch_agency_called(b, sent);
}

/* A word that could be a code is told from one by what stands behind it. */
enum status batch_agency_asked(struct batch *b, const char **sent, struct arena *a, struct err *e)
{
	static const char OUTSIDE[] = " (outside)";
	const char *meant = *sent ? agency_meant(b, *sent, a) : NULL;
	char code[65];
	bool is_word;

	if (!*sent || meant) {
		*sent = meant;
		return ST_OK;
	}
	is_word = code_fold(*sent, code);
	*sent = is_word ? arena_printf(a, "%s%s", code, OUTSIDE) : *sent;
	if (!*sent)
		return err_nomem(e);
	return batch_note(b, e, "no agency here is called \"%.60s\", or two are: it is kept as a text, and counts as no agency "
		"until one is",
		is_word ? code : *sent);
}

enum status batch_agencies_named(struct batch *b, const char **list, struct arena *a, struct err *e)
{
	const char *out = "";

	for (const char *at = *list; at && *at && out; at += *at == ';') {
		const char *from = at + strspn(at, " ");
		size_t n = strcspn(from, ";");
		const char *item, *meant;
		char code[65];

		at = from + n;
		while (n && from[n - 1] == ' ')
			n--;
		item = arena_dup_n(a, from, n);
		meant = item && *item ? agency_meant(b, item, a) : NULL;
		if (item && !meant)
			meant = code_fold(item, code) ? arena_dup(a, code) : item;
		out = meant ? arena_printf(a, "%s%s%s", out, *out && *meant ? ";" : "", meant) : NULL;
	}
	if (!out)
		return err_nomem(e);
	if (*list)
		*list = out;
	return ST_OK;
}
