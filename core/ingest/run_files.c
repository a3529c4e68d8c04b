/* The files of a run: what each is, and its rows into the batch. */
#include "ingest/run.h"

#include <string.h>

#include "ingest/files/csv.h"
#include "ingest/files/encoding.h"
#include "ingest/files/packed.h"
#include "ingest/foreign.h"
#include "ingest/profile/mapping.h"
#include "text.h"
#include "text/json_memory.h"

static enum status options_take(struct run *r, struct err *e)
{
	const struct ingest_options *o = r->options;

	r->forced = -1;
	if (ingest_format_check(o->format, e) != ST_OK)
		return ST_USAGE;
	if (o->format && *o->format && strcmp(o->format, "auto") != 0)
		r->forced = format_find(o->format);
	if (!o->agency)
		return ST_OK;
	if (!code_fold(o->agency, r->agency))
		return err_set(e, ST_USAGE, "%s is no agency code (letters, digits and - only)",
			o->agency);
	r->batch.agency = r->agency;
	return ST_OK;
}

/* The profile that is asked for, else those that are kept. */
static enum status profiles_take(struct run *r, struct err *e)
{
	const struct ingest_options *o = r->options;
	struct batch *b = &r->batch;
	struct profile *list = NULL;
	enum status st;

	b->profile_is_asked = o->profile != NULL;
	if (o->profile && r->forced >= 0 && r->forced != format_find("csv") &&
		r->forced != format_find("profile"))
		return err_set(e, ST_USAGE, "--profile reads tables; leave --format out");
	if (o->profile)
		r->forced = format_find("profile");
	st = o->profile ? profile_named(r->session, o->profile, b->arena, &list, e)
			: profiles_load(r->session, b->arena, &list, e);
	b->profiles = list;
	return st;
}

enum status run_options(struct run *r, struct err *e)
{
	enum status st = options_take(r, e);

	return st == ST_OK ? profiles_take(r, e) : st;
}

static bool profile_is_meant(struct run *r, const struct input *in)
{
	struct batch *b = &r->batch;
	const struct profile *rival;

	if (b->profile_is_asked && !in->is_found)
		return true;
	if (!b->profile_is_asked && r->forced >= 0 && r->forced != format_find("csv"))
		return false;
	return profile_recognise(b, in->path, &rival) != NULL;
}

/* What else a file is, NULL where nothing tells.  Packed and broken off early it gives not a byte. */
static const char *kind_told(const struct input *in, const char *head, size_t n)
{
	return n == 0 && path_is_packed(in->path)
		? "is packed and holds nothing, or its end is missing: ask its sender for the whole file"
		: foreign_kind(head, n);
}

/* What the file is: -1 where it is to be left out. */
static enum status format_choose(struct run *r, const struct input *in, int *format, struct err *e)
{
	char head[4096];
	size_t n;
	char names[FORMAT_NAMES_ROOM];
	enum status st = source_head(in->path, in->label, head, sizeof head, &n, e);

	if (st != ST_OK)
		return st;
	format_names(", ", names);
	*format = format_find("profile");
	if (profile_is_meant(r, in))
		return ST_OK;
	*format = r->forced;
	if (r->forced >= 0 && !in->is_found)
		return ST_OK;
	*format = format_recognise(&r->batch, in->path, head, n);
	if (*format >= 0 && (r->forced < 0 || r->forced == *format))
		return ST_OK;
	*format = -1;
	if (in->is_found && kind_told(in, head, n)) {
		r->foreign = r->foreign ? r->foreign : in->label;
		r->foreign_kind = r->foreign_kind ? r->foreign_kind : kind_told(in, head, n);
		return batch_note(&r->batch, e, "%s was left out: it %s", in->label, kind_told(in, head, n));
	}
	if (in->is_found) {
		r->unknown = r->unknown && r->unknown->size >= in->size ? r->unknown : in;
		return batch_note(&r->batch, e,
			"%s is in no format that was asked for and was left out", in->label);
	}
	if (kind_told(in, head, n))
		return err_set(e, ST_FORMAT, "%s %s", in->label, kind_told(in, head, n));
	if (memchr(head, 0, n))
		return err_set(e, ST_FORMAT,
			"%s is a binary file in no format that is known (%s)", in->label, names);
	return err_set(e, ST_FORMAT,
		"%s is in no format that is known (%s); the first line of a table must name its "
		"columns, as those of agencies.csv, people.csv and events.csv do, or those of a kept "
		"profile: `throughline profile new FILE` drafts one",
		in->label, names);
}

/* Without memory a file reads like a broken one: that is no fault of its sender. */
static enum status memory_judge(struct batch *b, enum status st, struct err *e)
{
	b->no_memory |= json_memory_ran_out();
	return b->no_memory ? err_nomem(e) : st;
}

static enum status file_take(struct run *r, const struct input *in, struct err *e)
{
	struct batch *b = &r->batch;
	int i = -1;
	enum status st = memory_judge(b, format_choose(r, in, &i, e), e);

	if (st != ST_OK || i < 0)
		return st;
	if (!r->is_begun[i]) {
		st = format_at((size_t)i)->begin(b, &r->state[i], e);
		if (st != ST_OK)
			return st;
		r->is_begun[i] = true;
	}
	r->files++;
	b->label = in->label;
	b->profile = NULL;
	st = format_at((size_t)i)->read(b, r->state[i], in->path, e);
	if (!vec_push(&r->taken, (struct known_file){in->path, in->label, format_at((size_t)i)->name, b->profile}))
		return err_nomem(e);
	return memory_judge(b, st, e);
}

/* An empty sheet beside a table says nothing of that. */
static bool is_foreign_told(const struct run *r)
{
	return r->foreign && !(r->unknown && strcmp(r->foreign_kind, foreign_kind("", 0)) == 0);
}

static enum status nothing_told(const struct run *r, const char *names, struct err *e)
{
	if (is_foreign_told(r))
		return err_set(e, ST_FORMAT, "there is nothing here in a format that is known (%s); %s %s", names, r->foreign,
			r->foreign_kind);
	if (r->unknown)
		return err_set(e, ST_FORMAT, "there is nothing here in a format that is known (%s); `throughline profile new "
			"%.160s` drafts a profile of a table", names, r->unknown->path);
	return err_set(e, ST_FORMAT, "there is nothing here in a format that is known (%s)", names);
}

enum status run_files(struct run *r, struct err *e)
{
	enum status st = ST_OK;
	char names[FORMAT_NAMES_ROOM];

	for (size_t i = 0; i < r->inputs.list.n && st == ST_OK; i++)
		st = file_take(r, &r->inputs.list.v[i], e);
	for (size_t i = 0; i < FORMATS_COUNT && st == ST_OK; i++) {
		if (!r->is_begun[i])
			continue;
		st = format_at(i)->finish(&r->batch, r->state[i], e);
		if (st == ST_OK)
			st = batch_drain(&r->batch, e);
	}
	st = memory_judge(&r->batch, st, e);
	format_names(", ", names);
	return st == ST_OK && r->files == 0 ? nothing_told(r, names, e) : st;
}
