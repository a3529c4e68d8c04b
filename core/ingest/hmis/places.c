#include "ingest/hmis/hmis.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "text.h"

/* Ids ---------------------------------------------------------------------------- */

struct wanted { const struct hmis_ids *ids; const char *id; };

static bool is_same(const void *arg, uint32_t row)
{
	const struct wanted *w = arg;

	return strcmp(w->ids->id.v[row], w->id) == 0;
}

uint32_t hmis_find(const struct hmis_ids *x, const char *id)
{
	const uint32_t *n = id ? rowindex_find(&x->index, rowindex_hash(0, id), is_same,
		&(struct wanted){ x, id }) : NULL;

	return n ? *n : HMIS_NONE;
}

static enum status hmis_add(struct hmis_ids *x, struct arena *a, const char *id, uint32_t *n, struct err *e)
{
	const char *kept;

	*n = hmis_find(x, id);
	if (*n != HMIS_NONE)
		return ST_OK;
	kept = arena_dup(a, id);
	*n = (uint32_t)x->id.n;
	if (!kept || *n >= HMIS_NONE - 1 || !vec_push(&x->id, kept) ||
		!rowindex_add(&x->index, rowindex_hash(0, kept), *n))
		return err_nomem(e);
	return ST_OK;
}

enum status hmis_set_begin(struct hmis_set *x, struct batch *b, int64_t *group, struct err *e)
{
	*x = (struct hmis_set){ .batch = b, .group = group };
	if (!rowindex_init(&x->organization_ids.index, 16) ||
		!rowindex_init(&x->project_ids.index, 64) ||
		!rowindex_init(&x->enrollment_ids.index, 1024) ||
		!rowindex_init(&x->person_ids.index, 1024) || !rowindex_init(&x->withheld.index, 16))
		return err_nomem(e);
	return ST_OK;
}

void hmis_set_end(struct hmis_set *x)
{
	struct hmis_ids *const ids[] = { &x->organization_ids, &x->project_ids,
		&x->enrollment_ids, &x->person_ids, &x->withheld };

	for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
		vec_done(&ids[i]->id);
		rowindex_done(&ids[i]->index);
	}
	vec_done(&x->organizations);
	vec_done(&x->projects);
	vec_done(&x->enrollments);
	vec_done(&x->clients);
	vec_done(&x->stays);
}

/* Rows --------------------------------------------------------------------------- */

static enum status keep(const struct hmis_set *x, const char *text, const char **kept, struct err *e)
{
	*kept = arena_dup(x->batch->arena, text);
	return *kept || !text ? ST_OK : err_nomem(e);
}

static enum status missing(const struct hmis_set *x, enum hmis_file file, size_t column,
	struct origin origin, const char *id, struct err *e)
{
	return batch_reject(x->batch, origin, hmis_column(file, column), "is missing", id, e);
}

enum status hmis_export_row(void *arg, const char *const *v, struct origin origin,
	struct arena *scratch, struct err *e)
{
	struct hmis_set *x = arg;

	(void)origin, (void)scratch;
	x->is_hashed |= v[HX_HASH] && strcmp(v[HX_HASH], "1") != 0;
	return x->source ? ST_OK : keep(x, v[HX_SOURCE], &x->source, e);
}

/* Names of those who are withheld, so that no other row gives them away. */
static enum status withhold(struct hmis_set *x, const char *name, struct err *e)
{
	char folded[300];
	uint32_t n;

	x->has_withheld = true;
	text_fold(name ? name : "", folded, sizeof folded);
	return *folded ? hmis_add(&x->withheld, x->batch->arena, folded, &n, e) : ST_OK;
}

static bool is_one_of(const char *sent, const char *const *words)
{
	while (sent && *words && strcasecmp(sent, *words) != 0)
		words++;
	return sent && *words;
}

enum status hmis_organization_row(void *arg, const char *const *v, struct origin origin,
	struct arena *scratch, struct err *e)
{
	struct hmis_set *x = arg;
	const char *victim = v[HO_VICTIM] ? v[HO_VICTIM] : v[HO_VICTIM_OLD];
	bool is_none = is_one_of(victim, (const char *const[]){ "0", "no", "false", NULL });
	struct hmis_organization o = { .is_withheld = !is_none, .is_deleted = v[HO_DELETED], .origin = origin };
	uint32_t n, known = (uint32_t)x->organizations.n;
	enum status st;

	(void)scratch;
	o.is_victims = is_one_of(victim, (const char *const[]){ "1", "yes", "true", NULL });
	if (!v[HO_ID])
		return missing(x, HF_ORGANIZATION, HO_ID, origin, NULL, e);
	st = hmis_add(&x->organization_ids, x->batch->arena, v[HO_ID], &n, e);
	if (st == ST_OK && o.is_withheld) {
		x->unsaid += !o.is_victims;
		x->batch->read--;
		st = withhold(x, v[HO_NAME], e);
		if (st == ST_OK)
			st = withhold(x, v[HO_COMMON], e);
	} else if (st == ST_OK) {
		st = keep(x, v[HO_NAME], &o.name, e);
		if (st == ST_OK)
			st = keep(x, v[HO_COMMON], &o.common, e);
	}
	if (st != ST_OK)
		return st;
	if (n < known) { /* told twice: what is withheld once stays so */
		x->organizations.v[n].is_withheld |= o.is_withheld;
		x->organizations.v[n].is_victims |= o.is_victims;
		return ST_OK;
	}
	return vec_push(&x->organizations, o) ? ST_OK : err_nomem(e);
}

enum status hmis_project_row(void *arg, const char *const *v, struct origin origin,
	struct arena *scratch, struct err *e)
{
	struct hmis_set *x = arg;
	struct hmis_project p = { .organization = hmis_find(&x->organization_ids, v[HP_ORGANIZATION]),
		.is_deleted = v[HP_DELETED] };
	uint32_t n, known = (uint32_t)x->projects.n;
	enum status st;

	(void)scratch;
	if (p.organization != HMIS_NONE && x->organizations.v[p.organization].is_withheld)
		x->batch->read--;
	p.is_deleted |= p.organization != HMIS_NONE && x->organizations.v[p.organization].is_deleted;
	if (!v[HP_ID])
		return missing(x, HF_PROJECT, HP_ID, origin, NULL, e);
	st = hmis_add(&x->project_ids, x->batch->arena, v[HP_ID], &n, e);
	if (st == ST_OK && p.organization != HMIS_NONE &&
		x->organizations.v[p.organization].is_withheld)
		st = withhold(x, v[HP_NAME], e);
	else if (st == ST_OK)
		st = keep(x, v[HP_NAME], &p.name, e);
	if (st == ST_OK)
		st = keep(x, v[HP_TYPE], &p.type, e);
	if (st != ST_OK || n < known)
		return st;
	return vec_push(&x->projects, p) ? ST_OK : err_nomem(e);
}

enum status hmis_enrollment_note(void *arg, const char *const *v, struct origin origin,
	struct arena *scratch, struct err *e)
{
	struct hmis_set *x = arg;
	struct hmis_enrollment en = { .entry = CIVIL_NONE, .exit = CIVIL_NONE };
	char iso[11];
	uint32_t n, organization;
	enum hmis_fate fate;
	enum status st;

	(void)scratch, (void)origin;
	if (!v[HE_ID] || !v[HE_PERSON])
		return ST_OK; /* set aside when it becomes an event */
	en.project = hmis_find(&x->project_ids, v[HE_PROJECT]);
	en.is_deleted = v[HE_DELETED] || (en.project != HMIS_NONE && x->projects.v[en.project].is_deleted);
	if (!hmis_date(x, v[HE_ENTRY], &en.entry, iso))
		en.entry = CIVIL_NONE;
	st = hmis_add(&x->person_ids, x->batch->arena, v[HE_PERSON], &en.person, e);
	if (st == ST_OK && en.person == x->clients.n &&
		!vec_push(&x->clients, (struct hmis_client){ false, false, false }))
		st = err_nomem(e);
	if (st == ST_OK)
		st = hmis_add(&x->enrollment_ids, x->batch->arena, v[HE_ID], &n, e);
	if (st != ST_OK)
		return st;
	if (n < x->enrollments.n)
		x->enrollments.v[n] = en;
	else if (!vec_push(&x->enrollments, en))
		return err_nomem(e);
	fate = hmis_whose(x, n, &organization);
	x->clients.v[en.person].has_withheld |= fate == HMIS_WITHHOLD;
	x->clients.v[en.person].has_deleted |= en.is_deleted;
	if (en.is_deleted || fate != HMIS_TAKE)
		return ST_OK;
	return vec_push(&x->stays, (struct hmis_stay){ en.person, organization }) ? ST_OK : err_nomem(e);
}

enum status hmis_exit_row(void *arg, const char *const *v, struct origin origin,
	struct arena *scratch, struct err *e)
{
	struct hmis_set *x = arg;
	uint32_t organization, n = hmis_find(&x->enrollment_ids, v[HZ_ENROLLMENT]);
	struct hmis_enrollment *en = n == HMIS_NONE ? NULL : &x->enrollments.v[n];
	char iso[11];

	(void)scratch;
	if (en && hmis_whose(x, n, &organization) == HMIS_WITHHOLD) {
		x->batch->read--;
		return ST_OK;
	}
	if (v[HZ_DELETED])
		return ST_OK;
	if (!en)
		return batch_reject_of(x->batch, origin, hmis_column(HF_EXIT, HZ_ENROLLMENT),
			"is no enrollment of these files", v[HZ_ID], v[HZ_PERSON], e);
	if (!hmis_date(x, v[HZ_EXIT], &en->exit, iso)) {
		en->exit = CIVIL_NONE;
		return batch_reject_of(x->batch, origin, hmis_column(HF_EXIT, HZ_EXIT),
			"is no date; write YYYY-MM-DD (the enrollment was taken in as open)", v[HZ_ID],
			x->person_ids.id.v[en->person], e);
	}
	if (!v[HZ_DESTINATION])
		return ST_OK;
	en->destination = hmis_destination(x->batch->arena, v[HZ_DESTINATION],
		hmis_tells(x, v[HZ_OTHER_DESTINATION]) ? NULL : v[HZ_OTHER_DESTINATION]);
	return en->destination ? ST_OK : err_nomem(e);
}

/* Whose ---------------------------------------------------------------------------- */

static enum hmis_fate of_project(const struct hmis_set *x, uint32_t project, uint32_t *organization)
{
	*organization = project == HMIS_NONE ? HMIS_NONE : x->projects.v[project].organization;
	if (*organization == HMIS_NONE)
		return x->batch->agency ? HMIS_TAKE : HMIS_NOBODYS;
	return x->organizations.v[*organization].is_withheld ? HMIS_WITHHOLD : HMIS_TAKE;
}

enum hmis_fate hmis_whose(const struct hmis_set *x, uint32_t enrollment, uint32_t *organization)
{
	*organization = HMIS_NONE;
	return enrollment == HMIS_NONE ? HMIS_NOBODYS
				       : of_project(x, x->enrollments.v[enrollment].project, organization);
}

/* The words of a folded name among the words of a folded text. */
static bool holds_words(const char *text, const char *name)
{
	size_t n = strlen(name);

	for (const char *at = text; (at = strstr(at, name)); at++)
		if ((at == text || at[-1] == ' ') && (at[n] == ' ' || at[n] == '\0'))
			return true;
	return false;
}

bool hmis_tells(const struct hmis_set *x, const char *text)
{
	char folded[1000];

	if (!text || x->withheld.id.n == 0)
		return false;
	text_fold(text, folded, sizeof folded);
	for (size_t i = 0; i < x->withheld.id.n; i++)
		if (holds_words(folded, x->withheld.id.v[i]))
			return true;
	return false;
}

enum hmis_fate hmis_location(
	const struct hmis_set *x, const char *sent, uint32_t *project, const char **shown)
{
	uint32_t organization;

	*project = hmis_find(&x->project_ids, sent);
	*shown = sent;
	if (!sent)
		return HMIS_TAKE;
	if (*project != HMIS_NONE) {
		*shown = x->projects.v[*project].name;
		return of_project(x, *project, &organization) == HMIS_WITHHOLD ? HMIS_WITHHOLD
									       : HMIS_TAKE;
	}
	return hmis_tells(x, sent) ? HMIS_WITHHOLD : HMIS_TAKE;
}

/* "DEMO999-96": the ids of organisations are their export's own. */
const char *hmis_code(const struct hmis_set *x, const char *id)
{
	char *code = arena_printf(x->batch->arena, "%.30s-%.32s", x->source ? x->source : "HMIS", id);

	for (char *at = code; at && *at; at++)
		*at = (unsigned char)*at < 128 && isalnum((unsigned char)*at)
			? (char)toupper((unsigned char)*at) : '-';
	return code;
}

enum status hmis_agency(struct hmis_set *x, uint32_t organization, const char **code, struct err *e)
{
	struct staged_agency staged = { 0 };
	struct hmis_organization *o;
	const char *id;

	*code = x->batch->agency;
	if (organization == HMIS_NONE)
		return ST_OK;
	o = &x->organizations.v[organization];
	*code = o->code;
	if (o->code)
		return ST_OK;
	id = x->organization_ids.id.v[organization];
	o->code = *code = hmis_code(x, id);
	staged.origin = o->origin;
	staged.agency = (struct agency){
		.code = o->code,
		.name = o->name ? o->name : o->code,
		.sector = "housing",
		.shown_as = o->common,
	};
	return o->code ? batch_agency(x->batch, &staged, e) : err_nomem(e);
}
