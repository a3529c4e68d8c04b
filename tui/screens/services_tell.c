/*
 * services_tell.c - a few services that fit, in a line beneath a form: there may be help
 * nearby before anybody asks anything.
 */
#include "screens/services.h"

enum { FEW = 2 };

/* "Strength and balance class, LS6 3CD, 0113 496 7002" */
static const char *service_told(const struct service *s, struct arena *a)
{
	const char *where = service_where(s, a), *phone = NULL;

	for (size_t i = 0; i < s->contact_n && !phone; i++)
		phone = s->contact[i].phone;
	return arena_printf(a, "%s%s%s%s%s", s->name, where && *where ? ", " : "", where ? where : "", phone ? ", " : "",
		phone ? phone : "");
}

void services_tell(struct page *page, const struct app *app, const struct person *p, domains_t needs, struct arena *a)
{
	const char *text = NULL;
	struct offer offer;
	struct err e = {0};
	size_t shown;

	if (!app->services || !needs || directory_offer(app->session, p, needs, a, &offer, &e) != ST_OK || !offer.n)
		return;
	shown = offer.n < FEW ? offer.n : FEW;
	for (size_t i = 0; i < shown; i++) {
		const char *one = service_told(&offer.service[i], a);

		text = !one ? text : text ? arena_printf(a, "%s; %s", text, one) : one;
	}
	if (text)
		page_add(page, LOOK_PLAIN, NULL, arena_printf(a, "Services that fit: %s. Once out of here, f lists all %zu.", text,
			offer.all));
}
