#include "directory/terms.h"

#include <string.h>

#include "text.h"

extern const char catalogue_terms_tsv[]; /* words, tab, domain; sorted by words */

/* Where the text has these words, each place once; NULL: no more. */
static const char *words_find(const char *at, const char *words, size_t n)
{
	while (*at) {
		if (strncmp(at, words, n) == 0)
			return at;
		at += strcspn(at, " ");
		at += *at == ' ';
	}
	return NULL;
}

static const char *line_next(const char *line)
{
	line = strchr(line, '\n');
	return line && line[1] ? line + 1 : NULL;
}

/* Whether longer words that stand in the list cover these, as "mental health" does "health". */
static bool is_covered(const char *folded, const char *at, size_t n)
{
	for (const char *line = line_next(catalogue_terms_tsv); line; line = line_next(line)) {
		size_t longer = strcspn(line, "\t");
		const char *found = longer > n ? words_find(folded, line, longer) : NULL;

		if (found && found <= at && found + longer >= at + n)
			return true;
	}
	return false;
}

static domains_t own_names(const struct catalogue *c, const char *folded)
{
	char name[128];
	domains_t out = 0;

	for (size_t i = 0; i < catalogue_domain_count(c); i++) {
		text_fold(catalogue_domain(c, i)->name, name, sizeof name);
		if (strcmp(name, folded) == 0)
			out |= (domains_t)1 << i;
		text_fold(catalogue_domain(c, i)->code, name, sizeof name);
		if (strcmp(name, folded) == 0)
			out |= (domains_t)1 << i;
	}
	return out;
}

static domains_t domains_of(const struct catalogue *c, const char *text, bool is_closest)
{
	char folded[1024];
	domains_t out;

	text_fold(text, folded, sizeof folded);
	out = own_names(c, folded);
	if (out)
		return out;
	for (const char *line = line_next(catalogue_terms_tsv); line; line = line_next(line)) {
		size_t n = strcspn(line, "\t");
		int domain = line[n] ? catalogue_domain_find(c, line + n + 1, strcspn(line + n + 1, "\n")) : -1;
		const char *at = domain >= 0 ? words_find(folded, line, n) : NULL;

		while (at && is_closest && is_covered(folded, at, n)) {
			at += strcspn(at, " ");
			at = *at ? words_find(at + 1, line, n) : NULL;
		}
		if (at)
			out |= (domains_t)1 << domain;
	}
	return out;
}

domains_t terms_domains(const struct catalogue *c, const char *text)
{
	return domains_of(c, text, false);
}

domains_t terms_domains_closest(const struct catalogue *c, const char *text)
{
	return domains_of(c, text, true);
}
