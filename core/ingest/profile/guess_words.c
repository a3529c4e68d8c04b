/* guess_words.c - what a header's words are, spelt out. */
#include "ingest/profile/guess.h"

#include <stdio.h>
#include <string.h>

#include "text.h"

void guess_words(const char *folded, char *out, size_t room)
{
	static const struct { const char *brief, *word; } WORDS[] = {
		{ "addr", "address" }, { "appt", "appointment" }, { "assess", "assessment" }, { "assmt", "assessment" },
		{ "asst", "assessment" }, { "birthdt", "birth date" }, { "bday", "birth date" }, { "cl", "client" },
		{ "clt", "client" }, { "cmts", "comments" }, { "cust", "customer" }, { "deathdate", "death date" },
		{ "desc", "description" }, { "dt", "date" }, { "dte", "date" }, { "fname", "first name" },
		{ "lname", "last name" }, { "mob", "mobile" }, { "nbr", "no" }, { "ofcr", "officer" }, { "ot", "occupational therapy" },
		{ "pcode", "postcode" }, { "pers", "person" }, { "ph", "phone" }, { "refno", "ref no" }, { "rslt", "result" }, { "sname", "surname" },
		{ "ten", "tenancy" }, { "tm", "time" }, { "tncy", "tenancy" }, { "tnt", "tenant" }, { "typ", "type" },
		{ "vst", "visit" }, { "wkr", "worker" },
	};
	bool after_letter = false;
	size_t at = 0;

	*out = 0;
	while (*folded && at < room) {
		size_t n = strcspn(folded, " "), w = 0;

		/* "N.H.S. No." is "n h s no" */
		if (n == 1 && at && after_letter && folded[0] >= 'a' && folded[0] <= 'z') {
			at += (size_t)snprintf(out + at, room - at, "%c", *folded);
			folded += n + (folded[n] == ' ');
			continue;
		}
		after_letter = n == 1 && folded[0] >= 'a' && folded[0] <= 'z';
		while (w < sizeof WORDS / sizeof *WORDS &&
			(strlen(WORDS[w].brief) != n || strncmp(WORDS[w].brief, folded, n) != 0))
			w++;
		at += (size_t)snprintf(out + at, room - at, "%s%.*s", at ? " " : "",
			w < sizeof WORDS / sizeof *WORDS ? (int)strlen(WORDS[w].word) : (int)n,
			w < sizeof WORDS / sizeof *WORDS ? WORDS[w].word : folded);
		folded += n + (folded[n] == ' ');
	}
}

/* "OccurrenceNo", "PersonURN", "Given1" in their parts; "" where there is only one. */
static void name_part(const char *name, char *out, size_t room)
{
	size_t n = 0, parts = 0;

	for (size_t i = 0; name[i] && n + 2 < room; i++) {
		bool is_upper = name[i] >= 'A' && name[i] <= 'Z', is_digit = name[i] >= '0' && name[i] <= '9';
		char before = i ? name[i - 1] : ' ', after = name[i + 1];
		bool was_lower = before >= 'a' && before <= 'z', was_upper = before >= 'A' && before <= 'Z';

		if ((is_upper && (was_lower || (was_upper && after >= 'a' && after <= 'z'))) || (is_digit && (was_lower || was_upper)) || (is_upper && before >= '0' && before <= '9')) {
			out[n++] = ' ';
			parts++;
		}
		out[n++] = name[i];
	}
	out[parts ? n : 0] = 0;
}

/* "Date" beneath "Referral" and again beneath "Assessment". */
static bool says_too_little(const struct look *l, const struct look_column *c)
{
	static const char GENERAL[] = "date;type;id;ref;reference;no;number;name;outcome;status;by;notes;time;reason;"
		"result;score;start;end;method;tool";

	for (size_t i = 0; i < l->n; i++)
		if (&l->column[i] != c && strcmp(l->column[i].folded, c->folded) == 0)
			return true;
	return text_list_has(GENERAL, c->folded);
}

static void column_words(const struct look *l, struct look_column *c)
{
	char parts[128], folded[256];

	c->is_grouped = *c->group && *c->folded && says_too_little(l, c);
	if (c->is_grouped) {
		snprintf(parts, sizeof parts, "%.60s %.60s", c->group, c->name);
		text_fold(parts, folded, sizeof folded);
	}
	if (*c->beneath) {
		snprintf(parts, sizeof parts, "%.60s %.60s", c->group, c->beneath);
		text_fold(parts, folded, sizeof folded);
	}
	guess_words(c->is_grouped || *c->beneath ? folded : c->folded, c->words, sizeof c->words);
	name_part(c->name, parts, sizeof parts);
	text_fold(parts, folded, sizeof folded);
	guess_words(folded, c->parts, sizeof c->parts);
}

void guess_columns_word(struct look *l)
{
	for (size_t i = 0; i < l->n; i++)
		column_words(l, &l->column[i]);
}
