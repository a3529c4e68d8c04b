/*
 * What an event is, as far as that bears on who sees it.
 */
#include <strings.h>

#include "governance/nature.h"

#include "governance/facts.h"
#include "text.h"

#define FINANCIAL "CA-FIN"

static int instrument_of(const struct catalogue *c, const struct event *e)
{
	int i = text_is_sent(e->instrument) ? catalogue_instrument_find(c, e->instrument) : -1;

	return i < 0 && text_is_sent(e->code) ? catalogue_code_find(c, e->code_system, e->code) : i;
}

static enum sensitivity higher(enum sensitivity a, enum sensitivity b)
{
	return a > b ? a : b;
}

static enum depth mood_sent(const struct sharing_rules *rules, const struct event *e, const unsigned char own[DOMAINS_MAX])
{
	enum depth depth;

	if (own[rules->mood])
		return (enum depth)own[rules->mood];
	return text_is_sent(e->depth) && depth_parse(e->depth, &depth) ? depth : 0;
}

/* Mood is asked in passing everywhere; in depth it is a mental health matter. */
static bool mood_is_deep(const struct sharing_rules *rules, const struct event *e, const struct instrument *i,
	const unsigned char own[DOMAINS_MAX])
{
	enum depth sent = mood_sent(rules, e, own);

	if (sent >= DEPTH_SPECIALIST)
		return true;
	if (!i || (sent && !(i->domains >> rules->mood & 1)))
		return false;
	return (i->entry_depth[rules->mood] ? i->entry_depth[rules->mood] : (unsigned char)i->depth) >=
		DEPTH_SPECIALIST;
}

/* A code that touches all there is tells of nothing in particular. */
static domains_t domains_of_change(const struct catalogue *c, const struct event *e)
{
	size_t touched = 0, all = catalogue_domain_count(c);
	domains_t resets;

	if (e->kind != EV_CHANGE || !text_is_sent(e->code) || !catalogue_change_find(c, e->code, &resets, NULL))
		return 0;
	for (size_t d = 0; d < all; d++)
		touched += resets >> d & 1;
	return touched < all ? resets : 0;
}

/* All that its row, its instrument and what it resets name. */
static domains_t domains_named(const struct catalogue *c, const struct event *e, const struct instrument *i,
	unsigned char own[DOMAINS_MAX])
{
	domains_t domains = i ? i->domains : 0;

	if (text_is_sent(e->domains))
		domains |= catalogue_domains_parse(c, e->domains, own, NULL);
	if (text_is_sent(e->resets))
		domains |= catalogue_domains_parse(c, e->resets, NULL, NULL);
	return domains | domains_of_change(c, e);
}

static bool domains_are_sensitive(const struct sharing_rules *rules, const struct event *e, const struct instrument *i,
	domains_t *domains)
{
	unsigned char own[DOMAINS_MAX] = {0};

	*domains = domains_named(rules->catalogue, e, i, own);
	return (*domains & rules->sensitive) || (rules->mood >= 0 && (*domains >> rules->mood & 1) &&
		mood_is_deep(rules, e, i, own));
}

static bool is_about_carer(const struct event *e, const struct instrument *i)
{
	if (e->kind != EV_ASSESSMENT && e->kind != EV_REVIEW && e->kind != EV_PLAN && e->kind != EV_REQUEST)
		return false;
	return text_is_sent(e->subject) ? subject_is_carer(e) : i && i->subject == SUBJECT_CARER;
}

bool subject_is_carer(const struct event *e)
{
	return text_is_sent(e->subject) && strncasecmp(e->subject + strspn(e->subject, " \t"), "carer", 5) == 0;
}

struct nature nature_said(const struct sharing_rules *rules, const struct event *e)
{
	int at = instrument_of(rules->catalogue, e);
	const struct instrument *i = at >= 0 ? catalogue_instrument(rules->catalogue, at) : NULL;
	struct nature nature = {SN_STANDARD, i && strcmp(i->group_code, FINANCIAL) == 0, is_about_carer(e, i), 0};
	enum sensitivity own;

	/* What nobody here understands is not taken for harmless. */
	if (text_is_sent(e->sensitivity))
		nature.sensitivity = sensitivity_parse(e->sensitivity, &own) ? own : SN_SENSITIVE;
	for (size_t k = 0; k < rules->instrument_n; k++)
		if (rules->instrument[k].instrument == at)
			nature.sensitivity = higher(nature.sensitivity, rules->instrument[k].least);
	if (domains_are_sensitive(rules, e, i, &nature.domains) || e->kind == EV_CONCERN)
		nature.sensitivity = higher(nature.sensitivity, SN_SENSITIVE);
	return nature;
}

bool nature_rests(const struct sharing_rules *rules, const struct event *e)
{
	return text_is_sent(e->review_of) && instrument_of(rules->catalogue, e) < 0;
}

struct nature nature_resting(struct nature own, const struct event *e, const struct nature *on)
{
	own.sensitivity = higher(own.sensitivity, on->sensitivity);
	own.domains |= on->domains;
	own.is_financial |= on->is_financial;
	own.is_carers |= on->is_carers && !text_is_sent(e->subject);
	return own;
}

struct nature nature_of_agency(const struct sharing_rules *rules, struct nature own, int64_t agency)
{
	own.sensitivity = higher(own.sensitivity, rules_agency(rules, agency).least);
	return own;
}

struct nature event_nature(const struct sharing_rules *rules, const struct event *e)
{
	return nature_of_agency(rules, nature_said(rules, e), e->agency);
}
