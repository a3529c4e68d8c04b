#include "directory/terms.h"

#include <string.h>

#include "text.h"

extern const char catalogue_terms_tsv[]; /* words, tab, domain; sorted by words */

static bool has_words(const char *folded, const char *words, size_t n)
{
	for (const char *at = folded; *at; at++) {
		if (strncmp(at, words, n) == 0)
			return true;
		at += strcspn(at, " ");
		if (!*at)
			break;
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

domains_t terms_domains(const struct catalogue *c, const char *text)
{
	char folded[1024];
	domains_t out;
	const char *line = strchr(catalogue_terms_tsv, '\n');

	text_fold(text, folded, sizeof folded);
	out = own_names(c, folded);
	if (out)
		return out;
	while (line && line[1]) {
		const char *words = line + 1, *tab = strchr(words, '\t');
		size_t n = tab ? strcspn(tab + 1, "\n") : 0;
		int domain = tab ? catalogue_domain_find(c, tab + 1, n) : -1;

		if (domain >= 0 && has_words(folded, words, (size_t)(tab - words)))
			out |= (domains_t)1 << domain;
		line = strchr(words, '\n');
	}
	return out;
}
