/*
 * CareTeam → who looks after somebody: one support for each agency that is in it, with
 * the first of its workers.  A team that a plan or a service names is told with that.
 */
#include <string.h>

#include "ingest/fhir/fhir.h"

static bool is_worker(const struct fhir_ref *ref)
{
	return (ref->to && (strstr(ref->to, "Practitioner") || strstr(ref->to, "Organization"))) || ref->to_organisation;
}

void fhir_read_team(struct fhir_state *state, json_t *json, struct fhir_resource *resource)
{
	const json_t *list = json_object_get(json, "participant"), *item;
	struct fhir_team *team = arena_alloc(state->arena, sizeof *team);
	size_t i;

	if (team)
		team->who = arena_alloc(state->arena, (json_array_size(list) + 1) * sizeof *team->who);
	if (!team || !team->who) {
		state->batch->no_memory = true;
		return;
	}
	resource->team = team;
	team->of = fhir_reference(state, resource, json_object_get(json, "subject"));
	json_array_foreach(list, i, item)
		team->who[team->n++] = (struct fhir_participant){
			.member = fhir_reference(state, resource, json_object_get(item, "member")),
			.behalf = fhir_reference(state, resource, json_object_get(item, "onBehalfOf")),
			.role = fhir_words(state, json_object_get(item, "role")),
		};
	resource->status = fhir_string(state, json, "status");
	fhir_time(state, resource, json, "period");
	/* It speaks through the first of its people, as a role does. */
	for (i = 0; i < team->n && !resource->subject.to; i++)
		if (team->who[i].member.to && strstr(team->who[i].member.to, "Practitioner")) {
			resource->subject = team->who[i].member;
			resource->role = team->who[i].role;
		}
}

void fhir_teams_mark(struct fhir_state *state)
{
	size_t i, k;

	for (i = state->part_from; i < state->all.n; i++) {
		const struct fhir_resource *r = state->all.v[i];

		for (k = 0; !r->gone && k < r->who.n; k++) {
			struct fhir_resource *team = fhir_find(state, &r->who.v[k], r);

			if (team && team->type == FHIR_TEAM)
				team->staged = true;
		}
	}
}

/* Its participant's, by whom they work for; else the team's own. */
static struct fhir_agency *agency_of(struct fhir_state *state, struct fhir_resource *r, const struct fhir_participant *p)
{
	struct fhir_ref both[2] = {p->behalf, p->member};
	struct fhir_agency *agency = fhir_agency_of_refs(state, &(struct fhir_refs){both, 2, 2}, r);

	return agency ? agency : fhir_agency_of(state, r);
}

static const char *name_of(struct fhir_state *state, const struct fhir_resource *r, const struct fhir_participant *p)
{
	const struct fhir_resource *found = fhir_find(state, &p->member, r), *role = NULL;

	if (found && found->type == FHIR_ROLE) {
		role = found;
		found = fhir_find(state, &role->subject, role);
	}
	return found && found->name ? found->name : role && role->subject.display ? role->subject.display : p->member.display;
}

/* All who are in it, with what they are to the person. */
static const char *listed(struct fhir_state *state, const struct fhir_resource *r)
{
	const char *all = NULL;

	for (size_t i = 0; i < r->team->n; i++) {
		const struct fhir_participant *p = &r->team->who[i];
		const char *name = name_of(state, r, p);

		if (!name && !p->role)
			continue;
		all = arena_printf(state->arena, "%s%s%s%s%s%s", all ? all : "", all ? "; " : "", name ? name : p->role,
			name && p->role ? " (" : "", name && p->role ? p->role : "", name && p->role ? ")" : "");
		state->batch->no_memory = state->batch->no_memory || !all;
	}
	return all;
}

static struct event event_of(struct fhir_state *state, struct fhir_resource *r)
{
	bool known;

	return (struct event){.kind = EV_SERVICE, .source_ref = r->ref, .start = r->start, .end = r->end,
		.starts_on = r->starts_on, .ends_on = r->ends_on, .status = fhir_status(r->type, r->status, &known),
		.title = r->name ? fhir_copy(state, arena_printf(state->arena, "Care team: %s", r->name)) : "Care team",
		.summary = r->summary};
}

static bool has_come(struct fhir_state *state, struct fhir_resource *r, size_t i, const struct fhir_agency *agency)
{
	for (size_t k = 0; k < i; k++)
		if (is_worker(&r->team->who[k].member) && agency_of(state, r, &r->team->who[k]) == agency)
			return true;
	return false;
}

/* Those of one agency: the first who is named, and in what role. */
static enum status part_stage(struct fhir_state *state, struct fhir_resource *r, size_t from, struct fhir_agency *agency,
	struct err *err)
{
	struct event event = event_of(state, r);

	for (size_t i = from; i < r->team->n && !event.practitioner; i++) {
		const struct fhir_participant *p = &r->team->who[i];

		if (!p->member.to || !strstr(p->member.to, "Practitioner") || agency_of(state, r, p) != agency)
			continue;
		event.practitioner = name_of(state, r, p);
		event.role = p->role;
	}
	return fhir_stage(state, r, agency, &event, NULL, err);
}

enum status fhir_team_stage(struct fhir_state *state, struct fhir_resource *r, struct err *err)
{
	struct fhir_agency *agency;
	bool is_told = false;
	enum status status;

	if (r->staged)
		return ST_OK;
	agency = fhir_agency_of(state, r);
	if (!agency)
		return err_nomem(err);
	r->summary = listed(state, r);
	status = fhir_undated(state, r, agency, err);
	for (size_t i = 0; i < r->team->n && status == ST_OK && r->starts_on; i++) {
		if (!is_worker(&r->team->who[i].member))
			continue;
		agency = agency_of(state, r, &r->team->who[i]);
		if (!agency)
			return err_nomem(err);
		is_told = true;
		if (!has_come(state, r, i, agency))
			status = part_stage(state, r, i, agency, err);
	}
	if (!is_told)
		fhir_leave_out(state, "CareTeam (of nobody from an agency)");
	return status;
}
