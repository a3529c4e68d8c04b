/* A service in few words: where, for whom, whom to ask, how near. */
#include "directory/shown.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

bool service_is_online(const struct service *s)
{
	for (size_t i = 0; i < s->place_n; i++)
		if (s->place[i].kind && strcasecmp(s->place[i].kind, "virtual") == 0)
			return true;
	return false;
}

static bool is_area(const struct service_place *p)
{
	return p->kind && strcmp(p->kind, "area") == 0;
}

static bool is_to_go_to(const struct service_place *p)
{
	return !is_area(p) && !(p->kind && strcasecmp(p->kind, "virtual") == 0);
}

const char *service_where(const struct service *s, struct arena *a)
{
	const struct service_place *first = NULL, *area = NULL;
	const char *where;
	size_t more = 0;

	for (size_t i = 0; i < s->place_n; i++) {
		const struct service_place *p = &s->place[i];

		if (is_area(p) && !area)
			area = p;
		else if (is_to_go_to(p)) {
			more += first != NULL;
			first = first ? first : p;
		}
	}
	if (!first)
		return service_is_online(s) ? "online" : area ? area->name : "";
	where = first->address ? first->address : first->name;
	where = where && first->postcode ? arena_printf(a, "%s, %s", where, first->postcode)
		: where ? where : first->postcode ? first->postcode : "";
	if (where && more)
		where = arena_printf(a, "%s, and %zu more place%s", where, more, more == 1 ? "" : "s");
	return where ? where : "";
}

bool service_is_active(const struct service *s)
{
	return !s->status || strcasecmp(s->status, "active") == 0;
}

const char *service_ages(const struct service *s, struct arena *a)
{
	if (s->minimum_age <= 0 && s->maximum_age < 0)
		return NULL;
	if (s->maximum_age < 0)
		return arena_printf(a, "%d and over", s->minimum_age);
	return arena_printf(a, "%d to %d", s->minimum_age < 0 ? 0 : s->minimum_age, s->maximum_age);
}

const char *service_contact_text(const struct service_contact *c, struct arena *a)
{
	const char *who = c->name && c->title ? arena_printf(a, "%s (%s)", c->name, c->title)
		: c->name ? c->name : c->title ? c->title : "";

	return who ? arena_printf(a, "%s%s%s%s%s", who, *who && c->phone ? " " : "", c->phone ? c->phone : "",
		c->email && (*who || c->phone) ? " " : "", c->email ? c->email : "") : NULL;
}

/* "LS6 2AB" → "LS6"; a code without a blank ("78229") is its own district. */
static size_t district_length(const char *postcode)
{
	return strcspn(postcode, " ");
}

/* "LS6 2AB" → "LS"; of figures alone the first three. */
static size_t area_length(const char *postcode)
{
	size_t n = 0;

	while (isalpha((unsigned char)postcode[n]))
		n++;
	return n ? n : strlen(postcode) < 3 ? strlen(postcode) : 3;
}

static bool shares(const char *a, const char *b, size_t (*length)(const char *))
{
	return length(a) == length(b) && strncasecmp(a, b, length(a)) == 0;
}

enum nearness service_nearness(const struct service *s, const char *home)
{
	enum nearness best = NEAR_ELSEWHERE;
	bool any_place = false;

	for (size_t i = 0; i < s->place_n; i++) {
		const char *postcode = s->place[i].postcode;

		any_place |= is_to_go_to(&s->place[i]);
		if (!postcode || !home)
			continue;
		if (shares(postcode, home, district_length))
			return NEAR_DISTRICT;
		if (shares(postcode, home, area_length))
			best = NEAR_AREA;
	}
	return best == NEAR_ELSEWHERE && (!any_place || service_is_online(s)) ? NEAR_ONLINE : best;
}

const char *service_referral(const struct service *s, struct arena *a)
{
	const char *contact = s->contact_n ? service_contact_text(&s->contact[0], a) : s->email;

	return arena_printf(a, "Refer to %s%s%s", s->name, contact ? ", " : "", contact ? contact : "");
}
