/* Columns whose values name needs: "Support Needs", "Risk", "Vulnerability". */
#include "ingest/profile/draft.h"

#include <string.h>

#include "directory/terms.h"
#include "text.h"

/* What such a column is called, beside those that are known by their header alone. */
static const char CALLED[] = "need;needs;risk;risks;vulnerability;vulnerabilities;vulnerable;concern;concerns;issue;issues;area;"
	"areas;theme;themes;topic;topics;support;factor;factors;problem;problems;hazard;hazards";
/* What one should know before a visit. */
static const char WARNS[] = "risk;risks;alert;alerts;warning;warnings;flag;flags;hazard;hazards;marker;markers;"
	"cautionary;caution";

/* What parts the topics, so that each can be looked up; 0: nothing does. */
static char separator_of(const struct look_column *c)
{
	static const char TRIED[] = ";,/|";

	for (const char *s = TRIED; *s; s++)
		for (size_t i = 0; i < c->value_n; i++)
			if (strchr(c->value[i].text, *s))
				return *s;
	return 0;
}

struct topics { const char *text[LOOK_DISTINCT]; size_t length[LOOK_DISTINCT], n; };

static void topic_add(struct topics *t, const char *text, size_t n)
{
	while (n && *text == ' ')
		text++, n--;
	while (n && text[n - 1] == ' ')
		n--;
	for (size_t i = 0; i < t->n; i++)
		if (t->length[i] == n && memcmp(t->text[i], text, n) == 0)
			return;
	if (!n || t->n == LOOK_DISTINCT)
		return;
	t->text[t->n] = text;
	t->length[t->n++] = n;
}

static void topics_take(struct topics *t, const struct look_column *c, char separator)
{
	for (size_t i = 0; i < c->value_n; i++) {
		const char *at = c->value[i].text;

		while (*at) {
			size_t n = 0;

			while (at[n] && at[n] != separator)
				n++;
			topic_add(t, at, n);
			at += n + (at[n] != 0);
		}
	}
}

static domains_t topic_domains(const struct draft *d, const struct topics *t, size_t i, char topic[static 128])
{
	if (t->length[i] >= 128)
		return 0;
	memcpy(topic, t->text[i], t->length[i]);
	topic[t->length[i]] = 0;
	return terms_domains_closest(d->catalogue, topic);
}

/* How many of its topics name a need, of how many. */
static size_t named(const struct draft *d, const struct look_column *c, size_t *of)
{
	struct topics topics = { .n = 0 };
	char topic[128];
	size_t n = 0;

	topics_take(&topics, c, separator_of(c));
	for (size_t i = 0; i < topics.n; i++)
		n += topic_domains(d, &topics, i, topic) != 0;
	*of = topics.n;
	return n;
}

static bool names_needs(const struct draft *d, const struct look_column *c)
{
	size_t of, n = named(d, c, &of);

	return n > 0 && n * 2 >= of;
}

/* One list is parted in one way. */
static bool parts_alike(const struct look_column *a, const struct look_column *b)
{
	char one = separator_of(a), two = separator_of(b);

	return !one || !two || one == two;
}

static void unclaim(struct guesses *g, const char *field)
{
	for (size_t i = 0; i < g->n; i++) {
		if (g->list[i].table != TABLE_EVENTS || strcmp(g->list[i].field, field) != 0)
			continue;
		g->list[i].column->claimed = NULL;
		memmove(&g->list[i], &g->list[i + 1], (--g->n - i) * sizeof *g->list);
		return;
	}
}

void draft_needs_claim(struct draft *d)
{
	struct look_column *first = guesses_find(d->guesses, TABLE_EVENTS, "domains");
	size_t of;

	/* "Yes" beneath "Support needs" names none. */
	if (first && first->filled && !named(d, first, &of)) {
		unclaim(d->guesses, "domains");
		first = NULL;
	}
	for (size_t i = 0; d->guesses->has_events && i < d->look->n; i++) {
		struct look_column *c = &d->look->column[i];

		if (c->claimed || !guess_has_one(c->words, CALLED) || !names_needs(d, c) || (first && !parts_alike(first, c)))
			continue;
		guess_claim(d->guesses, c, "domains", TABLE_EVENTS, true);
		first = first ? first : c;
	}
}

static void topics_write(const struct draft *d, const struct topics *topics)
{
	char topic[128], codes[200];

	for (size_t i = 0; i < topics->n; i++) {
		domains_t found = topic_domains(d, topics, i, topic);

		if (topics->length[i] >= sizeof topic)
			continue;
		catalogue_domains_show(d->catalogue, found, ";", codes, sizeof codes);
		fputs(found ? "    " : "    # ", d->out);
		draft_quoted(d->out, topic);
		fprintf(d->out, " is '%s'%s\n", found ? codes : "…", found ? "" : "   # which domain?");
	}
}

void draft_domains(const struct draft *d, const struct look_column *c)
{
	struct topics topics = { .n = 0 };
	char separator = separator_of(c);

	draft_line(d, "domains", c);
	fprintf(d->out, " list '%c'   # by its header; the needs that were asked about\n", separator ? separator : ';');
	topics_take(&topics, c, separator);
	topics_write(d, &topics);
}

void draft_needs(const struct draft *d)
{
	struct topics topics = { .n = 0 };
	bool by_values = false;
	char separator = 0;
	size_t n = 0;

	for (size_t i = 0; i < d->guesses->n; i++)
		if (strcmp(d->guesses->list[i].field, "domains") == 0 && !separator)
			separator = separator_of(d->guesses->list[i].column);
	for (size_t i = 0; i < d->guesses->n; i++) {
		const struct guess *g = &d->guesses->list[i];

		if (strcmp(g->field, "domains") != 0)
			continue;
		if (n++) {
			fprintf(d->out, " + '%c' + ", separator ? separator : ';');
			draft_column(d, g->column);
		} else {
			draft_line(d, "domains", g->column);
		}
		by_values |= g->by_values;
		topics_take(&topics, g->column, separator);
	}
	if (!n)
		return;
	fprintf(d->out, " list '%c'   # by %s; the needs that were asked about%s\n", separator ? separator : ';',
		by_values ? n > 1 ? "their values" : "its values" : "its header", by_values ? ": were they?" : "");
	topics_write(d, &topics);
}

/* What is not placed ------------------------------------------------------------------- */

/* Whose, and from when: the day that the row was brought up to date, else one that somebody says. */
static void offer_whose(const struct draft *d, const struct look_column *c, const char *kind)
{
	const struct look_column *id = guesses_find(d->guesses, TABLE_PEOPLE, "local_id");
	const struct look_column *date = guesses_find(d->guesses, TABLE_EVENTS, "starts_on");
	bool is_hashed = !id && draft_is_known(d);

	date = date ? date : guesses_find(d->guesses, TABLE_PEOPLE, "updated_at");
	fputs("# events\n#   when           ", d->out);
	draft_column(d, c);
	fprintf(d->out, " is filled\n#   source_ref     %s", is_hashed ? "hashed " : "");
	if (!draft_whose(d, id))
		fputs("\"…\"", d->out);
	fputs(" + '/", d->out);
	for (const char *at = c->folded; *at; at++)
		fputc(*at == ' ' ? '-' : *at, d->out);
	fprintf(d->out, "'\n#   local_id       %s", is_hashed ? "hashed " : "");
	if (!draft_whose(d, id))
		fputs("\"…\"", d->out);
	fputs("\n#   starts_on      ", d->out);
	if (date)
		draft_column(d, date);
	else
		fputs("'2025-…'   # from what day?", d->out);
	fprintf(d->out, "\n#   kind           '%s'\n", kind);
}

static void offer_needs(const struct draft *d, const struct look_column *c)
{
	struct topics topics = { .n = 0 };
	char topic[128], codes[200], separator = separator_of(c);

	fputs("\n# ", d->out);
	draft_column(d, c);
	fputs(" names needs.  If it was an assessment that found them, say of what day it is,\n"
		"# and take the # off each of these lines:\n", d->out);
	offer_whose(d, c, "assessment");
	fputs("#   domains        ", d->out);
	draft_column(d, c);
	fprintf(d->out, " list '%c'\n", separator ? separator : ';');
	topics_take(&topics, c, separator);
	for (size_t i = 0; i < topics.n; i++) {
		domains_t found = topic_domains(d, &topics, i, topic);

		if (!found)
			continue;
		catalogue_domains_show(d->catalogue, found, ";", codes, sizeof codes);
		fputs("#     ", d->out);
		draft_quoted(d->out, topic);
		fprintf(d->out, " is '%s'\n", codes);
	}
	fputs("#     other is nothing\n", d->out);
}

static void offer_warnings(const struct draft *d, const struct look_column *c)
{
	fputs("\n# ", d->out);
	draft_column(d, c);
	fputs(" may be what to know before a visit.  Then each is a warning: say from what day, and take the # off\n"
		"# each of these lines:\n", d->out);
	offer_whose(d, c, "warning");
	fputs("#   summary        ", d->out);
	draft_column(d, c);
	fputc('\n', d->out);
}

bool draft_is_yes_or_no(const struct look_column *c)
{
	char folded[16];

	for (size_t i = 0; i < c->value_n; i++) {
		text_fold(c->value[i].text, folded, sizeof folded);
		if (!text_list_has("y;n;yes;no;true;false;0;1", folded))
			return false;
	}
	return c->value_n > 0 && !c->has_more;
}

void draft_needs_offer(const struct draft *d)
{
	for (size_t i = 0; i < d->look->n; i++) {
		struct look_column *c = &d->look->column[i];

		if (c->claimed || !c->filled || !*c->folded || draft_is_yes_or_no(c) || guess_is_level(c) || guess_is_date(c) ||
			look_is(c, LK_NUMBER))
			continue;
		if (guess_has_one(c->words, CALLED) && names_needs(d, c))
			offer_needs(d, c);
		else if (guess_has_one(c->words, WARNS))
			offer_warnings(d, c);
		else
			continue;
		c->claimed = "offered";
	}
}
