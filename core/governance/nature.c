/*
 * What an event is, as far as that bears on who sees it.
 */
#include <strings.h>

#include "sharing.h"

#define FINANCIAL "CA-FIN"

static const struct agency_rule *agency_rule(const struct sharing_rules *rules, int64_t agency)
{
	size_t low = 0, high = rules->agency_n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (rules->agency[middle].agency < agency)
			low = middle + 1;
		else
			high = middle;
	}
	return low < rules->agency_n && rules->agency[low].agency == agency ? &rules->agency[low] : NULL;
}

static bool is_sent(const char *text)
{
	return text && text[strspn(text, " \t")];
}

static int instrument_of(const struct catalogue *c, const struct event *e)
{
	int i = is_sent(e->instrument) ? catalogue_instrument_find(c, e->instrument) : -1;

	return i < 0 && is_sent(e->code) ? catalogue_code_find(c, e->code_system, e->code) : i;
}

static enum sensitivity higher(enum sensitivity a, enum sensitivity b)
{
	return a > b ? a : b;
}

/* Mood is asked in passing everywhere; in depth it is a mental health matter. */
static bool mood_is_deep(const struct sharing_rules *rules, const struct event *e, const struct instrument *i,
	const unsigned char own[DOMAINS_MAX])
{
	enum depth depth;

	if (own[rules->mood])
		return own[rules->mood] >= DEPTH_SPECIALIST;
	if (is_sent(e->depth) && depth_parse(e->depth, &depth))
		return depth >= DEPTH_SPECIALIST;
	if (!i)
		return false;
	return (i->entry_depth[rules->mood] ? i->entry_depth[rules->mood] : (unsigned char)i->depth) >=
		DEPTH_SPECIALIST;
}

static bool domains_are_sensitive(const struct sharing_rules *rules, const struct event *e, const struct instrument *i)
{
	unsigned char own[DOMAINS_MAX] = {0};
	int unknown = 0;
	domains_t domains = is_sent(e->domains)
		? catalogue_domains_parse(rules->catalogue, e->domains, own, &unknown) : 0;

	if (!domains && i)
		domains = i->domains;
	return (domains & rules->sensitive) || (rules->mood >= 0 && (domains >> rules->mood & 1) &&
		mood_is_deep(rules, e, i, own));
}

static bool is_about_carer(const struct event *e, const struct instrument *i)
{
	if (e->kind != EV_ASSESSMENT && e->kind != EV_REVIEW && e->kind != EV_PLAN && e->kind != EV_REQUEST)
		return false;
	if (is_sent(e->subject)) {
		const char *word = e->subject + strspn(e->subject, " \t");

		return strncasecmp(word, "carer", 5) == 0;
	}
	return i && i->subject == SUBJECT_CARER;
}

struct nature event_nature(const struct sharing_rules *rules, const struct event *e)
{
	const struct agency_rule *agency = agency_rule(rules, e->agency);
	int at = instrument_of(rules->catalogue, e);
	const struct instrument *i = at >= 0 ? catalogue_instrument(rules->catalogue, at) : NULL;
	struct nature nature = {SN_STANDARD, i && strcmp(i->group_code, FINANCIAL) == 0, is_about_carer(e, i)};
	enum sensitivity own;

	/* What nobody here understands is not taken for harmless. */
	if (is_sent(e->sensitivity))
		nature.sensitivity = sensitivity_parse(e->sensitivity, &own) ? own : SN_SENSITIVE;
	if (agency)
		nature.sensitivity = higher(nature.sensitivity, agency->least);
	for (size_t k = 0; k < rules->instrument_n; k++)
		if (rules->instrument[k].instrument == at)
			nature.sensitivity = higher(nature.sensitivity, rules->instrument[k].least);
	if (nature.sensitivity < SN_SENSITIVE && (e->kind == EV_CONCERN || domains_are_sensitive(rules, e, i)))
		nature.sensitivity = SN_SENSITIVE;
	return nature;
}
