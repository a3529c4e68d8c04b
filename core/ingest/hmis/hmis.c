#include "ingest/hmis/hmis.h"

#include <stdlib.h>
#include <string.h>

#include "ingest/files/encoding.h"

struct file {
	const char *path, *label;
	size_t folder; /* length of the path up to its last / */
	enum hmis_file what;
	bool is_done;
};
struct hmis {
	VEC(struct file) files;
	int64_t group;
};

/* People sent as one are numbered apart from those of other formats. */
#define FIRST_GROUP ((int64_t)1 << 40)

/* What a file is -------------------------------------------------------------------- */

static enum status header_look(void *arg, const struct csv_row *row, struct err *e)
{
	(void)e;
	*(enum hmis_file *)arg = hmis_file_of(row);
	return ST_OK;
}

static bool hmis_recognise(struct batch *b, const char *path, const char *head, size_t length)
{
	enum hmis_file what = HF_COUNT;

	(void)path;
	return !memchr(head, 0, length) && batch_first_row(b, head, length, header_look, &what) && what != HF_COUNT;
}

static enum status hmis_begin(struct batch *b, void **state, struct err *e)
{
	struct hmis *x = calloc(1, sizeof *x);

	(void)b;
	if (!x)
		return err_nomem(e);
	x->group = FIRST_GROUP;
	*state = x;
	return ST_OK;
}

/* Only which file it is: rows refer to each other across files. */
static enum status hmis_read(struct batch *b, void *state, const char *path, struct err *e)
{
	struct hmis *x = state;
	const char *slash = strrchr(path, '/');
	struct file f = {
		.path = arena_dup(b->arena, path), .label = arena_dup(b->arena, b->label),
		.folder = slash ? (size_t)(slash - path) : 0, .what = HF_COUNT,
	};
	char head[4096];
	size_t n;
	enum status st = source_head(path, b->label, head, sizeof head, &n, e);

	if (st != ST_OK)
		return st;
	if (!f.path || !f.label)
		return err_nomem(e);
	st = csv_first_row(head, n, header_look, &f.what, e);
	if (st == ST_OK && f.what == HF_COUNT)
		st = err_set(e, ST_FORMAT, "%s has the columns of no file of an HMIS export", b->label);
	if (st != ST_OK)
		return st;
	return vec_push(&x->files, f) ? ST_OK : err_nomem(e);
}

/* One folder -------------------------------------------------------------------------- */

static bool is_beside(const struct file *f, const struct file *of)
{
	return f->folder == of->folder && strncmp(f->path, of->path, f->folder) == 0;
}

static enum status table_read(struct hmis *x, const struct file *of, enum hmis_file what,
	columns_row_fn *give, bool again, struct hmis_set *set, struct err *e)
{
	enum status st = ST_OK;

	for (size_t i = 0; i < x->files.n && st == ST_OK; i++) {
		const struct file *f = &x->files.v[i];

		if (f->what == what && is_beside(f, of))
			st = columns_read(set->batch, &HMIS_TABLES[what],
				&(struct columns_file){ .path = f->path, .label = f->label, .again = again },
				give, set, e);
	}
	return st;
}

/* Without these nobody can tell whose rows they are, and whose must be left out. */
static enum status places_are_there(const struct hmis *x, const struct file *of, struct err *e)
{
	static const enum hmis_file NEEDED[] = { HF_ORGANIZATION, HF_PROJECT, HF_ENROLLMENT };

	for (size_t n = 0; n < sizeof NEEDED / sizeof *NEEDED; n++) {
		bool is_there = false;

		for (size_t i = 0; i < x->files.n; i++)
			is_there |= x->files.v[i].what == NEEDED[n] && is_beside(&x->files.v[i], of);
		if (!is_there)
			return err_set(e, ST_FORMAT,
				"beside %s lies no %s: without it nobody can tell whose rows these are "
				"and which a victim service provider's; give the whole folder",
				of->label, HMIS_TABLES[NEEDED[n]].called);
	}
	return ST_OK;
}

static enum status set_read(struct hmis *x, const struct file *of, struct hmis_set *set, struct err *e)
{
	static const struct { enum hmis_file what; columns_row_fn *give; bool again; } STEPS[] = {
		{ HF_EXPORT, hmis_export_row, false },
		{ HF_ORGANIZATION, hmis_organization_row, false },
		{ HF_PROJECT, hmis_project_row, false },
		{ HF_ENROLLMENT, hmis_enrollment_note, false },
		{ HF_EXIT, hmis_exit_row, false },
		{ HF_CLIENT, hmis_client_row, false },
		{ HF_ENROLLMENT, hmis_enrollment_row, true },
		{ HF_ASSESSMENT, hmis_assessment_row, false },
		{ HF_EVENT, hmis_event_row, false },
		{ HF_SERVICES, hmis_service_row, false },
	};
	enum status st = places_are_there(x, of, e);

	for (size_t i = 0; i < sizeof STEPS / sizeof *STEPS && st == ST_OK; i++) {
		if (STEPS[i].what == HF_CLIENT)
			st = hmis_stays_sort(set, e);
		if (st == ST_OK)
			st = table_read(x, of, STEPS[i].what, STEPS[i].give, STEPS[i].again, set, e);
	}
	if (st == ST_OK)
		st = hmis_victims_take_back(set, e);
	return st;
}

static enum status set_notes(const struct hmis_set *set, const struct file *of, int64_t left, struct err *e)
{
	struct batch *b = set->batch;
	enum status st = ST_OK;

	if (set->has_withheld)
		st = batch_note(b, e, "rows of victim service providers were left out");
	if (st == ST_OK && set->unsaid > 0)
		st = batch_note(b, e,
			"Organization.csv beside %s does not say of every organization whether it is a victim "
			"service provider; those it does not were left out", of->label);
	if (st == ST_OK && set->hashed_names > 0)
		st = batch_note(b, e, "%lld client%s hashed names, though Export.csv says that none are; "
			"those names were left out", (long long)set->hashed_names, set->hashed_names == 1 ? " has" : "s have");
	if (st == ST_OK && set->unhashed_names > 0)
		st = batch_note(b, e, "%lld client%s plain names, though Export.csv says that names are "
			"hashed; they were left out, ask the sender", (long long)set->unhashed_names,
			set->unhashed_names == 1 ? " has" : "s have");
	if (st == ST_OK && set->deleted_clients > 0)
		st = batch_note(b, e, "%lld client%s deleted at the sender: their events were left out or "
			"taken back; records that came in before stay", (long long)set->deleted_clients,
			set->deleted_clients == 1 ? " is" : "s are");
	if (st == ST_OK && set->dirty_updates > 0)
		st = batch_note(b, e, "%lld client%s a DateUpdated that could be several days; it was left out",
			(long long)set->dirty_updates, set->dirty_updates == 1 ? " has" : "s have");
	if (st == ST_OK && left > 0)
		st = batch_note(b, e, "%lld file%s of the HMIS export hold%s nothing that is kept here",
			(long long)left, left == 1 ? "" : "s", left == 1 ? "s" : "");
	return st;
}

static enum status folder_take(struct hmis *x, struct batch *b, const struct file *of, struct err *e)
{
	struct hmis_set set;
	int64_t left = 0;
	enum status st = hmis_set_begin(&set, b, &x->group, e);

	for (size_t i = 0; i < x->files.n; i++) {
		struct file *f = &x->files.v[i];

		if (!is_beside(f, of))
			continue;
		f->is_done = true;
		left += f->what == HF_OTHER;
	}
	if (st == ST_OK)
		st = set_read(x, of, &set, e);
	if (st == ST_OK)
		st = set_notes(&set, of, left, e);
	hmis_set_end(&set);
	return st;
}

static enum status hmis_finish(struct batch *b, void *state, struct err *e)
{
	struct hmis *x = state;
	enum status st = ST_OK;

	for (size_t i = 0; i < x->files.n && st == ST_OK; i++)
		if (!x->files.v[i].is_done)
			st = folder_take(x, b, &x->files.v[i], e);
	return st;
}

static void hmis_end(void *state)
{
	struct hmis *x = state;

	if (!x)
		return;
	vec_done(&x->files);
	free(x);
}

const struct format FORMAT_HMIS = {
	.name = "hmis",
	.recognise = hmis_recognise,
	.begin = hmis_begin,
	.read = hmis_read,
	.finish = hmis_finish,
	.end = hmis_end,
};
