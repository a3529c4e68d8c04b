/*
 * FORMAT_FHIR: a Bundle or one resource as a JSON file, or one resource a line.
 * Files are read resource by resource (document.c) and then put together, a big
 * run in parts.
 */
#include <stdlib.h>
#include <string.h>

#include "ingest/files/encoding.h"
#include "ingest/files/packed.h"
#include "ingest/fhir/reading.h"
#include "ingest/fhir/spill.h"
#include "ingest/fhir/told.h"

#define LOOKED_THROUGH_MAX ((size_t)64 << 20) /* no resource is longer */

static bool is_lines_name(const char *path)
{
	return path_has_ending(path, ".ndjson") || path_has_ending(path, ".jsonl");
}

/* resourceType may be the last key of a long resource, but none is longer than that. */
static bool holds_resource(const char *path)
{
	static const char WORD[] = "\"resourceType\"";
	enum { BETWEEN = sizeof WORD - 2 }; /* so much of a word may end one piece */
	char seam[2 * BETWEEN];
	struct source *source = NULL;
	const char *piece;
	size_t length = 0, all = 0, kept = 0, next;
	bool found = false;
	struct err unused;

	if (source_open(&source, path, "", &unused) != ST_OK)
		return true; /* reading it says why not */
	while (!found && all < LOOKED_THROUGH_MAX &&
	       source_read(source, &piece, &length, &unused) == ST_OK && length) {
		next = length < BETWEEN ? length : BETWEEN;
		memcpy(seam + kept, piece, next);
		found = fhir_contains(seam, kept + next, WORD) || fhir_contains(piece, length, WORD);
		kept = next;
		memmove(seam, piece + length - next, next);
		all += length;
	}
	source_close(source);
	return found;
}

static bool fhir_recognise(struct batch *b, const char *path, const char *head, size_t length)
{
	size_t left;
	const char *text = fhir_first_char(head, length, &left);

	(void)b;
	if (memchr(head, 0, length)) /* an archive in which one lies */
		return false;
	if (fhir_is_xml(text, left) || fhir_contains(text, left, "\"resourceType\""))
		return true;
	if (!left)
		return is_lines_name(path);
	return (text[0] == '{' || text[0] == '[' || is_lines_name(path)) && holds_resource(path);
}

static enum status fhir_begin(struct batch *batch, void **out, struct err *err)
{
	struct fhir_state *state = calloc(1, sizeof *state);

	if (!state)
		return err_nomem(err);
	state->batch = batch;
	state->arena = batch->arena;
	state->spill = fhir_spill_new(batch->bytes_within);
	state->told = fhir_told_new();
	*out = state;
	return ST_OK;
}

static void layer_done(struct fhir_state *state, enum fhir_layer layer)
{
	int i;

	for (i = 0; i < FHIR_INDEX_COUNT; i++)
		fhir_map_done(&state->index[layer][i]);
}

static void fhir_end(void *arg)
{
	struct fhir_state *state = arg;
	struct fhir_map *const maps[] = {&state->agency_by_identifier, &state->agency_by_name,
		&state->agency_by_code, &state->left_out};
	size_t i;

	for (i = 0; i < sizeof maps / sizeof *maps; i++)
		fhir_map_done(maps[i]);
	layer_done(state, FHIR_KEPT);
	layer_done(state, FHIR_PART);
	fhir_spill_free(state->spill);
	fhir_told_free(state->told);
	if (state->arena != state->batch->arena)
		arena_free(state->arena);
	vec_done(&state->all);
	vec_done(&state->agencies);
	vec_done(&state->left_out_names);
	free(state);
}

/* Reading ------------------------------------------------------------------------ */

static enum status fhir_read(struct batch *batch, void *arg, const char *path, struct err *err)
{
	struct fhir_reading reading = {.state = arg, .err = err};

	/* One copy a file: what is of one file is told by the pointer. */
	reading.origin.file = arena_dup(batch->arena, batch->label ? batch->label : path);
	if (!reading.origin.file)
		return err_nomem(err);
	return fhir_read_file(&reading, path, is_lines_name(path));
}

/* What was read becomes rows. */
static enum status put_together(struct fhir_state *state, struct err *err)
{
	enum status status;

	fhir_supersede(state);
	status = fhir_agencies_build(state, err);
	if (status == ST_OK)
		status = fhir_people_find(state, err);
	fhir_people_group(state);
	return status == ST_OK ? fhir_emit(state, err) : status;
}

static enum status take_again(void *arg, struct span text, const char *url, struct origin origin,
	struct err *err)
{
	struct fhir_reading reading = {.state = arg, .origin = origin, .err = err};

	return fhir_build(&reading, text, url);
}

static enum status part_do(struct fhir_state *state, size_t part, struct err *err)
{
	enum status status;

	status = fhir_spill_each(state->spill, part, take_again, state, err);
	if (status == ST_OK)
		status = put_together(state, err);
	if (status == ST_OK)
		status = batch_drain(state->batch, err);
	layer_done(state, FHIR_PART);
	state->all.n = state->part_from;
	arena_reset(state->arena);
	return status;
}

/* First what is kept throughout, then one part after another. */
static enum status parts_do(struct fhir_state *state, struct err *err)
{
	enum status status = put_together(state, err);
	size_t part;

	if (status == ST_OK)
		status = fhir_spill_settle(state, err);
	state->layer = FHIR_PART;
	state->part_from = state->all.n;
	state->arena = arena_new();
	if (!state->arena) {
		state->arena = state->batch->arena;
		return err_nomem(err);
	}
	for (part = 0; part < fhir_spill_parts(state->spill) && status == ST_OK; part++)
		status = part_do(state, part, err);
	if (status != ST_OK)
		return status;
	fhir_spill_free(state->spill);
	state->spill = NULL;
	/* Which of those that are kept came to have rows is known now. */
	state->part_from = 0;
	return fhir_agency_refs(state, err);
}

static enum status fhir_finish(struct batch *batch, void *arg, struct err *err)
{
	struct fhir_state *state = arg;
	enum status status = state->spill ? parts_do(state, err) : put_together(state, err);

	(void)batch;
	return status == ST_OK ? fhir_notes(state, err) : status;
}

const struct format FORMAT_FHIR = {
	.name = "fhir", .recognise = fhir_recognise, .begin = fhir_begin, .read = fhir_read,
	.finish = fhir_finish, .end = fhir_end,
};
