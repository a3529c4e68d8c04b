/* Services of the community for one person, as sentences. */
#include <string.h>

#include "screens/services.h"

#include "plain/part.h"

static const char *const NEARNESS[NEAR_COUNT] = { "near", "not far", "online, by phone, or they come", "further away" };

static void say_lines(const struct service *s, enum service_line kind, const char *label)
{
	for (size_t i = 0; i < s->line_n[kind]; i++)
		say("%s: %s.", label, s->line[kind][i]);
}

static void say_field_of(const char *label, const char *value)
{
	if (value && *value)
		say("%s: %s.", label, value);
}

static void say_service(struct plain *p, const struct service *s)
{
	say("%s%s%s.", s->name, s->organisation ? ", of " : "", s->organisation ? s->organisation : "");
	if (!service_is_active(s))
		say_field_of("Note", s->status);
	say_field_of("Note", s->alert);
	for (size_t i = 0; i < s->contact_n; i++)
		say_field_of("Contact", service_contact_text(&s->contact[i], p->arena));
	say_field_of("E-mail", s->email);
	say_lines(s, SERVICE_OPEN, "When");
	say_field_of("Where", service_where(s, p->arena));
	say_field_of("Ages", service_ages(s, p->arena));
	say_lines(s, SERVICE_WHO, "Who may come");
	say_lines(s, SERVICE_HOW, "How to get in");
	say_lines(s, SERVICE_COST, "Cost");
	say_lines(s, SERVICE_LANGUAGE, "Language");
	say_lines(s, SERVICE_ACCESS, "Access");
	say_field_of("About", s->description);
	say_lines(s, SERVICE_FUNDING, "Paid for by");
}

/* One need by its number, 0 for any. */
static domains_t need_choose(struct plain *p)
{
	const struct catalogue *c = session_catalogue(p->session);
	size_t n = catalogue_domain_count(c), chosen;

	for (size_t i = 0; i < n; i++)
		say("%zu. %s", i + 1, catalogue_domain(c, i)->name);
	chosen = choose(p, "For which need? Enter for any:", n);
	return chosen ? (domains_t)1 << (chosen - 1) : 0;
}

static void say_offer(struct plain *p, const struct offer *offer, domains_t needs, size_t shown)
{
	char names[400];

	catalogue_domains_name(session_catalogue(p->session), needs, names, sizeof names);
	if (offer->all == 1)
		say("1 service of the community for %s.", needs ? names : "any need");
	else
		say("%zu services of the community for %s; the nearest first.", offer->all, needs ? names : "any need");
	for (size_t i = 0; i < shown; i++)
		say("%zu. %s, %s.", i + 1, offer->service[i].name, NEARNESS[service_nearness(&offer->service[i], offer->home)]);
	say_also(shown, true, "For another need.");
}

enum status services_menu(struct plain *p, const struct person *who, int64_t event, struct err *err)
{
	struct offer offer;
	domains_t needs = services_needs(who, event);
	bool is_told = false;
	size_t shown = 0, chosen = 1;
	enum status st = ST_OK;

	while (st == ST_OK && chosen && plain_stays(p)) {
		if (!is_told)
			st = directory_offer(p->session, who, needs, p->arena, &offer, err);
		if (st != ST_OK)
			return st;
		shown = offer.n < LINES_AT_ONCE ? offer.n : LINES_AT_ONCE;
		if (!is_told)
			say_offer(p, &offer, needs, shown);
		chosen = menu(p, "Which one? Enter to go back:", shown + 1);
		is_told = chosen <= shown;
		if (chosen > shown)
			needs = need_choose(p);
		else if (chosen) {
			say_service(p, &offer.service[chosen - 1]);
			st = refer_menu(p, who, &offer.service[chosen - 1], err);
		}
	}
	return st;
}
