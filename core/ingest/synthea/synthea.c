#include "ingest/synthea/synthea.h"

#include <stdlib.h>
#include <string.h>

#include "ingest/files/encoding.h"
#include "ingest/files/packed.h"

/* People sent as one are numbered apart from those of other formats. */
#define FIRST_GROUP ((int64_t)1 << 41)

static enum status header_look(void *arg, const struct csv_row *row, struct err *e)
{
	(void)e;
	*(enum synthea_file *)arg = synthea_file_of(row);
	return ST_OK;
}

static enum synthea_file file_of(struct batch *b, const char *head, size_t length)
{
	enum synthea_file what = SF_COUNT;

	return !memchr(head, 0, length) && batch_first_row(b, head, length, header_look, &what) ? what : SF_COUNT;
}

static bool is_patients(struct batch *b, const char *path)
{
	char head[4096];
	int64_t size;
	size_t n;
	struct err unread;

	return path_is_file(path, &size) && source_head(path, "", head, sizeof head, &n, &unread) == ST_OK &&
		file_of(b, head, n) == SF_PATIENTS;
}

/* Every export has its patients.csv, under that name. */
static bool is_beside_patients(struct batch *b, const char *path)
{
	static const char *const NAMES[] = { "patients.csv", "patients.csv.gz" };
	const char *slash = strrchr(path, '/');
	const int folder = slash ? (int)(slash + 1 - path) : 0;
	bool is = false;

	for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES && !is; i++) {
		const char *beside = arena_printf(b->arena, "%.*s%s", folder, path, NAMES[i]);

		b->no_memory |= !beside;
		is = beside && is_patients(b, beside);
	}
	return is;
}

/* What else an export has, others have too: a list of staff, events by patient and code. */
static bool synthea_recognise(struct batch *b, const char *path, const char *head, size_t length)
{
	const enum synthea_file what = file_of(b, head, length);

	return what == SF_PATIENTS || (what != SF_COUNT && is_beside_patients(b, path));
}

static enum status synthea_begin(struct batch *b, void **state, struct err *e)
{
	struct synthea *x = calloc(1, sizeof *x);
	enum status st;

	if (!x)
		return err_nomem(e);
	x->batch = b;
	*state = x;
	st = FORMAT_FHIR.begin(b, &x->fhir, e);
	if (st == ST_OK)
		((struct fhir_state *)x->fhir)->groups = FIRST_GROUP;
	return st;
}

/* Only which file it is: rows refer to each other across files. */
static enum status synthea_read(struct batch *b, void *state, const char *path, struct err *e)
{
	struct synthea *x = state;
	struct synthea_input f = { arena_dup(b->arena, path), arena_dup(b->arena, b->label), SF_COUNT };
	char head[4096];
	size_t n;
	enum status st = source_head(path, b->label, head, sizeof head, &n, e);

	if (st == ST_OK)
		st = csv_first_row(head, n, header_look, &f.what, e);
	if (st == ST_OK && f.what == SF_COUNT)
		st = err_set(e, ST_FORMAT, "%s has the columns of no file of a Synthea export", b->label);
	if (st != ST_OK)
		return st;
	return f.path && f.label && vec_push(&x->files, f) ? ST_OK : err_nomem(e);
}

static enum status files_read(struct synthea *x, enum synthea_file what, columns_row_fn *give, struct err *e)
{
	enum status st = ST_OK;

	for (size_t i = 0; i < x->files.n && st == ST_OK; i++) {
		const struct synthea_input *f = &x->files.v[i];

		if (f->what == what)
			st = columns_read(x->batch, &SYNTHEA_COLUMNS, &(struct columns_file){ .path = f->path, .label = f->label },
				give, x, e);
		if (st == ST_OK)
			st = synthea_answers_end(x, e);
	}
	return st;
}

static enum status others_note(struct synthea *x, struct err *e)
{
	long long n = 0;

	for (size_t i = 0; i < x->files.n; i++)
		n += x->files.v[i].what == SF_OTHER;
	if ((size_t)n == x->files.n)
		return err_set(e, ST_FORMAT, "%s holds nothing that is kept here; give the whole folder of the Synthea export",
			x->files.v[0].label);
	return n == 0 ? ST_OK : batch_note(x->batch, e, "%lld file%s of the Synthea export hold%s nothing that is kept here", n,
		n == 1 ? "" : "s", n == 1 ? "s" : "");
}

static enum status synthea_finish(struct batch *b, void *state, struct err *e)
{
	static const struct { enum synthea_file what; columns_row_fn *give; } STEPS[] = {
		{ SF_ORGANIZATIONS, synthea_organization }, { SF_PROVIDERS, synthea_provider }, { SF_PATIENTS, synthea_patient },
		{ SF_ENCOUNTERS, synthea_encounter }, { SF_CAREPLANS, synthea_careplan }, { SF_PROCEDURES, synthea_procedure },
		{ SF_OBSERVATIONS, synthea_observation },
	};
	struct synthea *x = state;
	enum status st = others_note(x, e);

	for (size_t i = 0; i < sizeof STEPS / sizeof *STEPS && st == ST_OK; i++)
		st = files_read(x, STEPS[i].what, STEPS[i].give, e);
	return st == ST_OK ? FORMAT_FHIR.finish(b, x->fhir, e) : st;
}

static void synthea_end(void *state)
{
	struct synthea *x = state;

	if (!x)
		return;
	if (x->fhir)
		FORMAT_FHIR.end(x->fhir);
	json_decref(x->answers);
	vec_done(&x->files);
	free(x);
}

const struct format FORMAT_SYNTHEA = {
	.name = "synthea",
	.recognise = synthea_recognise,
	.begin = synthea_begin,
	.read = synthea_read,
	.finish = synthea_finish,
	.end = synthea_end,
};
