/*
 * What an event is made of: its parts, and what these hold or come from, wherever that
 * is.  Another file may tell of it, before or after (fold_rows.h).
 */
#include <string.h>

#include "ingest/fhir/fhir.h"
#include "ingest/fold_rows.h"
#include "text.h"

struct listing { const char **item; size_t n; };

static void item_add(struct fhir_state *state, struct listing *l, const char *text)
{
	state->batch->no_memory = state->batch->no_memory || !text;
	if (text)
		l->item[l->n++] = text;
}

/* As the resource is called that is referred to, also where no file has it. */
static void refs_add(struct fhir_state *state, struct listing *l, const struct fhir_resource *from,
	const struct fhir_refs *refs, const char *what, const char *only)
{
	for (size_t i = 0; i < refs->n; i++) {
		const struct fhir_resource *found = fhir_find(state, &refs->v[i], from);
		char key[256] = "";

		if (found && strlen(found->ref) < sizeof key)
			memcpy(key, found->ref, strlen(found->ref) + 1);
		else if (!refs->v[i].to || !fhir_relative(refs->v[i].to, key, sizeof key))
			continue;
		if (!only || strncmp(key, only, strlen(only)) == 0)
			item_add(state, l, arena_printf(state->arena, "%s%s", what, key));
	}
}

static size_t room_of(const struct fhir_group *group)
{
	size_t n = 0;

	for (size_t i = 0; i < group->part_n; i++)
		n += 1 + group->part[i]->members.n + group->part[i]->derived.n;
	return n;
}

const char *fhir_parts(struct fhir_state *state, const struct fhir_group *group)
{
	struct listing l = {.item = arena_alloc(state->arena, (room_of(group) + 1) * sizeof *l.item)};
	const char *list;

	state->batch->no_memory = state->batch->no_memory || !l.item;
	for (size_t i = 0; l.item && i < group->part_n; i++) {
		const struct fhir_resource *r = group->part[i];

		item_add(state, &l, r->ref);
		refs_add(state, &l, r, &r->members, PART_HOLDS, NULL);
		refs_add(state, &l, r, &r->derived, PART_FROM, "QuestionnaireResponse/");
	}
	if (l.n < 2)
		return NULL;
	list = texts_join(l.item, texts_sort(l.item, l.n), state->arena);
	state->batch->no_memory = state->batch->no_memory || !list;
	return list;
}
