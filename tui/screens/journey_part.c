/*
 * journey_part.c - only a part of a journey: one agency's, one kind, one need.
 */
#include "screens/journey_tab.h"
#include "screens/show.h"

/* What a pick stands for: its value, counted from here on. */
enum { PICK_WHOLE = 0, PICK_KIND = 1, PICK_DOMAIN = 100, PICK_AGENCY = 200, DOMAIN_BITS = 8 * sizeof(domains_t) };

static size_t rows_of(const struct person *p, const struct journey_part *part)
{
	size_t n = 0;

	for (size_t i = 0; i < p->row_n; i++)
		n += journey_part_has(part, &p->row[i]);
	return n;
}

struct parts { struct app *app; const struct person *p; struct picker_item *item; size_t n; };

static void part_add(struct parts *parts, const char *what, const char *name, const struct journey_part *part, bool is_chosen,
	int value)
{
	struct arena *a = parts->app->picker_arena;
	size_t n = rows_of(parts->p, part);
	const char *label = arena_printf(a, "%s: %s", what, name), *about;

	if (!n && !is_chosen)
		return;
	about = arena_printf(a, "%zu event%s%s", n, n == 1 ? "" : "s", is_chosen ? ", chosen: no longer" : "");
	if (label && about)
		parts->item[parts->n++] = (struct picker_item){.label = label, .about = about, .value = value};
}

bool journey_tab_is_part(const struct journey_tab *t)
{
	return t->part.agency || t->part.kind >= 0 || t->part.domains;
}

void journey_tab_ask_part(struct journey_tab *t, struct app *app, answer_fn *answer)
{
	const struct catalogue *c = session_catalogue(app->session);
	size_t domains = catalogue_domain_count(c);
	struct parts parts = {app, t->person, app_items(app, t->person->involved_n + domains + EV_KIND_COUNT + 1), 0};
	char name[200];

	if (!parts.item)
		return;
	if (journey_tab_is_part(t))
		parts.item[parts.n++] = (struct picker_item){.label = "All of it", .value = PICK_WHOLE};
	for (size_t i = 0; i < t->person->involved_n; i++) {
		int64_t agency = t->person->involved[i].agency;
		struct journey_part part = JOURNEY_WHOLE;

		part.agency = agency;
		part_add(&parts, "Agency", show_agency(app, agency), &part, t->part.agency == agency, PICK_AGENCY + (int)i);
	}
	for (int k = 0; k < EV_KIND_COUNT; k++) {
		struct journey_part part = JOURNEY_WHOLE;

		part.kind = k;
		part_add(&parts, "Kind", show_kind((enum event_kind)k), &part, t->part.kind == k, PICK_KIND + k);
	}
	for (int d = 0; d < (int)domains; d++) {
		struct journey_part part = JOURNEY_WHOLE;

		part.domains = (domains_t)1 << d;
		catalogue_domains_name(c, (domains_t)1 << d, name, sizeof name);
		part_add(&parts, "About", name, &part, t->part.domains == (domains_t)1 << d, PICK_DOMAIN + d);
	}
	app_pick(app, "Only a part of the journey; picked again it is all of it", parts.item, parts.n, answer);
}

void journey_tab_choose_part(struct journey_tab *t, int picked)
{
	struct journey_part *part = &t->part;

	if (picked >= PICK_AGENCY && (size_t)(picked - PICK_AGENCY) < t->person->involved_n) {
		int64_t agency = t->person->involved[picked - PICK_AGENCY].agency;

		part->agency = part->agency == agency ? 0 : agency;
	} else if (picked >= PICK_DOMAIN && picked < PICK_DOMAIN + DOMAIN_BITS) {
		domains_t need = (domains_t)1 << (picked - PICK_DOMAIN);

		part->domains = part->domains == need ? 0 : need;
	} else if (picked >= PICK_KIND && picked < PICK_DOMAIN) {
		part->kind = part->kind == picked - PICK_KIND ? -1 : picked - PICK_KIND;
	} else if (picked == PICK_WHOLE) {
		*part = JOURNEY_WHOLE;
	}
	journey_tab_moved(t);
}
