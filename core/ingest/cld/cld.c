#include "ingest/cld/cld.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ingest/stored.h"

struct cld_file { const char *path, *label; };
struct council { const char *la_code, *name; struct origin origin; int32_t period; /* the latest of its rows; CIVIL_NONE */ };

struct cld {
	struct batch *batch;
	VEC(struct cld_file) files;
	VEC(struct council) councils;
	VEC(const char *) agencies; /* each council's code in the store */
	struct cld_people people;
	struct cld_choices choices;
	struct cld_quarters quarters;
	int64_t told; /* events of which a later quarter told before */
	size_t handed_on;
};

struct reading { struct cld *cld; uint32_t file; bool lacks[COLUMNS_KNOWN_MAX]; /* by column */ };

/* What a file is -------------------------------------------------------------------- */

static enum status header_look(void *arg, const struct csv_row *row, struct err *e)
{
	bool *has = arg;
	char name[COLUMN_NAME_ROOM];

	(void)e;
	for (size_t i = 0; i < row->n; i++) {
		int column;

		column_name(row, i, name);
		column = cld_column_find(name);
		if (column >= 0)
			has[column] = true;
	}
	return ST_OK;
}

static bool cld_recognise(struct batch *b, const char *path, const char *head, size_t length)
{
	bool has[CLD_COLUMN_COUNT] = { false };

	(void)path;
	if (memchr(head, 0, length) || !batch_first_row(b, head, length, header_look, has))
		return false;
	return has[CLD_CLIENT_TYPE] && has[CLD_EVENT_TYPE] && has[CLD_START] &&
		(has[CLD_PERSON] || has[CLD_LA_CODE]);
}

static enum status cld_begin(struct batch *b, void **state, struct err *e)
{
	struct cld *x = calloc(1, sizeof *x);

	if (!x || !rowindex_init(&x->people.by_id, 1024) || !rowindex_init(&x->choices.by_ref, 1024)) {
		if (x)
			rowindex_done(&x->people.by_id);
		free(x);
		return err_nomem(e);
	}
	x->batch = b;
	*state = x;
	return ST_OK;
}

/* The first reading ----------------------------------------------------------------- */

static enum status council_of(struct cld *x, const struct cld_row *row, uint32_t *council, struct err *e)
{
	struct council fresh = { .origin = row->origin, .period = CIVIL_NONE };

	for (*council = 0; *council < x->councils.n; ++*council)
		if (strcmp(x->councils.v[*council].la_code, row->council) == 0)
			return ST_OK;
	fresh.la_code = arena_dup(x->batch->arena, row->council);
	fresh.name = arena_dup(x->batch->arena, row->value[CLD_LA_NAME]);
	if (!fresh.la_code || (row->value[CLD_LA_NAME] && !fresh.name) ||
		!vec_push(&x->councils, fresh))
		return err_nomem(e);
	return ST_OK;
}

/* Nothing but the text NULL. */
static bool is_blank(const struct cld_row *row)
{
	for (size_t i = 0; i < CLD_COLUMN_COUNT; i++)
		if (row->value[i])
			return false;
	return true;
}

static enum status row_note(void *arg, const char *const *value, struct origin origin,
	struct arena *scratch, struct err *e)
{
	const struct reading *r = arg;
	struct batch *b = r->cld->batch;
	const char *field, *reason;
	struct cld_row row;
	uint32_t council;
	bool is_read = cld_row_read(value, origin, b->agency, scratch, &row, &field, &reason);
	enum status st;

	if (row.no_memory)
		return err_nomem(e);
	if (!is_read && is_blank(&row))
		return ST_OK;
	if (!is_read)
		return batch_reject_of(b, origin, field, reason, row.value[CLD_REFERENCE], row.value[CLD_PERSON], e);
	st = council_of(r->cld, &row, &council, e);
	if (st == ST_OK && row.period > r->cld->councils.v[council].period)
		r->cld->councils.v[council].period = row.period;
	row.tells_deaths = !r->lacks[CLD_DEATH];
	if (st == ST_OK)
		st = cld_people_note(&r->cld->people, b, council, &row, e);
	if (st == ST_OK && row.ref)
		st = cld_choice_note(&r->cld->choices, b, council, r->file, &row, e);
	return st;
}

static enum status cld_read(struct batch *b, void *state, const char *path, struct err *e)
{
	struct cld *x = state;
	struct reading r = { .cld = x, .file = (uint32_t)x->files.n };
	struct cld_file f = { arena_dup(b->arena, path), arena_dup(b->arena, b->label) };

	if (!f.path || !f.label || !vec_push(&x->files, f))
		return err_nomem(e);
	return columns_read(b, &CLD_TABLE, &(struct columns_file){ .path = f.path, .label = f.label, .lacks = r.lacks },
		row_note, &r, e);
}

/* Whose rows they are ----------------------------------------------------------------- */

static const char *council_code(struct arena *a, const char *la_code)
{
	char *code = arena_printf(a, "LA-%.60s", la_code);

	for (char *at = code; at && *at; at++)
		*at = isalnum((unsigned char)*at) && (unsigned char)*at < 128
			? (char)toupper((unsigned char)*at) : '-';
	return code;
}

/* Each import says it, for its name to stay when the first that said it is taken back;
 * what others have named it stands. */
static enum status council_say(struct batch *b, const struct council *c, const char *code, struct err *e)
{
	const struct agency *known = b->session ? session_agency_by_code(b->session, code) : NULL;
	struct staged_agency staged = { .origin = c->origin };

	staged.agency = (struct agency){
		.code = code,
		.name = c->name ? c->name : arena_printf(b->arena, "Council %s", c->la_code),
		.sector = "adult_care",
	};
	if (!staged.agency.name)
		return err_nomem(e);
	if (batch_has_agency(b, code) || (known && known->name && *known->name &&
		strcmp(known->name, staged.agency.name) != 0))
		return ST_OK;
	return batch_agency(b, &staged, e);
}

/* `--agency` says it once; from then on the store knows whose LA Code that is. */
static enum status council_settle(struct cld *x, const struct council *c, const char **agency, struct err *e)
{
	struct batch *b = x->batch;
	const char *known = NULL, *ref = arena_printf(b->arena, "urn:cld:la-code:%s", c->la_code);
	const char *own = council_code(b->arena, c->la_code);
	enum status st = ref && own ? ST_OK : err_nomem(e);

	*agency = b->agency;
	if (st != ST_OK || !*c->la_code)
		return st;
	st = stored_agency(b, ref, &known, e);
	if (st != ST_OK)
		return st;
	if (!known && (ref = arena_printf(b->arena, "urn:cld:la-code:%s.0", c->la_code)))
		st = stored_agency(b, ref, &known, e); /* as a spreadsheet wrote it, taken in before */
	if (st != ST_OK)
		return st;
	ref = arena_printf(b->arena, "urn:cld:la-code:%s", c->la_code);
	if (!ref)
		return err_nomem(e);
	if (b->agency && known && strcmp(b->agency, known) != 0)
		return err_set(e, ST_FORMAT,
			"%s: LA Code %.20s came in as agency %s before; leave --agency out, or give that one",
			c->origin.file, c->la_code, known);
	*agency = b->agency ? b->agency : known ? known : own;
	if ((!b->agency || known) && strcmp(*agency, own) == 0)
		st = council_say(b, c, own, e);
	if (st == ST_OK && !known && !vec_push(&b->refs, (struct staged_ref){ ref, *agency }))
		st = err_nomem(e);
	return st;
}

static enum status councils_settle(struct cld *x, struct err *e)
{
	size_t named = 0;
	enum status st = ST_OK;

	for (size_t i = 0; i < x->councils.n; i++)
		named += *x->councils.v[i].la_code != '\0';
	if (x->batch->agency && named > 1)
		return err_set(e, ST_FORMAT,
			"these files hold rows of %zu councils; --agency would mix their people: leave it out",
			named);
	for (size_t i = 0; i < x->councils.n && st == ST_OK; i++) {
		const char *agency;

		st = council_settle(x, &x->councils.v[i], &agency, e);
		if (st == ST_OK && (!vec_push(&x->agencies, agency) ||
			!vec_push(&x->batch->periods, x->councils.v[i].period)))
			st = err_nomem(e);
	}
	return st;
}

/* The second reading ------------------------------------------------------------------ */

static enum status row_hand_on(void *arg, const char *const *value, struct origin origin,
	struct arena *scratch, struct err *e)
{
	const struct reading *r = arg;
	struct cld *x = r->cld;
	const struct cld_choice *c;
	const char *field, *reason;
	struct cld_row row;
	uint32_t council;
	bool is_told = false, is_read = cld_row_read(value, origin, x->batch->agency, scratch, &row, &field, &reason);
	enum status st;

	if (row.no_memory)
		return err_nomem(e);
	if (!is_read || !row.ref)
		return ST_OK;
	st = council_of(x, &row, &council, e);
	if (st != ST_OK)
		return st;
	c = cld_choice_find(&x->choices, council, r->file, &row);
	if (!c)
		return ST_OK;
	x->handed_on++;
	st = row.event == CLD_REQUEST
		? cld_quarters_request(&x->quarters, x->batch, x->agencies.v[council], &x->choices, c, &is_told, e)
		: cld_quarters_event(&x->quarters, x->batch, x->agencies.v[council], row.ref, row.period, &is_told, e);
	x->told += is_told;
	if (st != ST_OK)
		return st;
	return cld_event_stage(x->batch, x->agencies.v[council], is_told,
		cld_people_died(&x->people, council, row.local_id), &x->choices, c, &row, scratch, e);
}

static enum status files_read_again(struct cld *x, struct err *e)
{
	enum status st = ST_OK;

	for (size_t i = 0; i < x->files.n && st == ST_OK; i++) {
		struct reading r = { .cld = x, .file = (uint32_t)i };

		st = columns_read(x->batch, &CLD_TABLE,
			&(struct columns_file){
				.path = x->files.v[i].path, .label = x->files.v[i].label, .again = true },
			row_hand_on, &r, e);
	}
	if (st == ST_OK && x->handed_on != x->choices.chosen)
		st = err_set(e, ST_FORMAT, "a file changed while it was read; try again");
	return st;
}

static enum status rules_tell(const struct cld *x, struct err *e)
{
	enum status st = ST_OK;

	if (x->choices.folded > 0)
		st = batch_note(x->batch, e,
			"%lld row%s of Client Level Data told again of an event that another row tells of; "
			"one was kept by DHSC's rule: latest period, open or latest end, outcome",
			(long long)x->choices.folded, x->choices.folded == 1 ? "" : "s");
	if (st == ST_OK && x->choices.clustered > 0)
		st = batch_note(x->batch, e,
			"%lld request%s began within four days of the end of another and became one with it "
			"(NHS England's rule)",
			(long long)x->choices.clustered, x->choices.clustered == 1 ? "" : "s");
	if (st == ST_OK && x->told > 0)
		st = batch_note(x->batch, e,
			"%lld event%s left as a later quarter, which came in before, tells of %s",
			(long long)x->told, x->told == 1 ? " was" : "s were", x->told == 1 ? "it" : "them");
	return st;
}

static enum status cld_finish(struct batch *b, void *state, struct err *e)
{
	struct cld *x = state;
	enum status st = councils_settle(x, e);

	if (st == ST_OK)
		st = cld_quarters_read(&x->quarters, b, e);
	if (st == ST_OK)
		st = cld_requests_cluster(&x->choices, b, x->agencies.v, e);
	if (st == ST_OK)
		st = cld_people_stage(&x->people, b, x->agencies.v, e);
	if (st == ST_OK)
		st = cld_ties_stage(&x->people, b, x->agencies.v, x->agencies.n, e);
	if (st == ST_OK)
		st = files_read_again(x, e);
	return st == ST_OK ? rules_tell(x, e) : st;
}

static void cld_end(void *state)
{
	struct cld *x = state;

	if (!x)
		return;
	vec_done(&x->files);
	vec_done(&x->councils);
	vec_done(&x->agencies);
	vec_done(&x->people.list);
	vec_done(&x->people.ties);
	rowindex_done(&x->people.by_id);
	vec_done(&x->choices.list);
	rowindex_done(&x->choices.by_ref);
	free(x);
}

const struct format FORMAT_CLD = {
	.name = "cld",
	.recognise = cld_recognise,
	.begin = cld_begin,
	.read = cld_read,
	.finish = cld_finish,
	.end = cld_end,
};
