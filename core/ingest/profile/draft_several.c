/* Several events in one row: "Visit 1 Date", "Visit 1 Type", "Visit 2 Date" …, or the same names again and again. */
#include "ingest/profile/draft.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"

enum { SEVERAL_MOST = 20 };

/* What is numbered, and is nothing that happened. */
static const char NO_EVENTS[] = "tenant;resident;client;customer;applicant;person;occupant;occupier;householder;leaseholder;patient;"
	"member;child;carer;partner;spouse;joint;contact;emergency;kin;address;phone;tel;telephone;mobile;email;tenancy;"
	"contract;lease;birth;dob;rent;payment";
/* Words that say what of an event, and not which: "Date 1", "Type 1". */
static const char FIELD_WORDS[] = "date;type;outcome;result;status;notes;comments;officer;worker;assessor;score;time;reason;by;of;end;"
	"start";

/* Its place among its like, and the words without that: "visit 2 date" is the second "visit date".  0: it has none. */
static int number_split(const char *words, char stem[static 128])
{
	const char *at = words;
	int number = 0;
	size_t n = 0;

	*stem = 0;
	for (; *at; at += strcspn(at, " "), at += *at == ' ') {
		size_t length = strcspn(at, " ");
		bool is_number = strspn(at, "0123456789") == length && length <= 2;

		if (is_number && !number) {
			number = atoi(at);
			continue;
		}
		n += (size_t)snprintf(stem + n, 128 - n, "%s%.*s", n ? " " : "", (int)length, at);
		if (n >= 128)
			return 0;
	}
	return number <= SEVERAL_MOST ? number : 0;
}

/* How often the same words came before, counted from 1; 0: they come once. */
static int turn_of(const struct look *l, size_t column)
{
	int before = 0, all = 0;

	for (size_t i = 0; i < l->n; i++) {
		if (strcmp(l->column[i].words, l->column[column].words) != 0)
			continue;
		before += i < column;
		all++;
	}
	return all > 1 && *l->column[column].words ? before + 1 : 0;
}

struct part { int number; bool is_turn; char stem[128]; const char *field; };

static void part_take(const struct look *l, size_t i, struct part *out)
{
	const struct look_column *c = &l->column[i];

	*out = (struct part){.number = 0};
	if (c->claimed || c->is_day)
		return;
	out->number = number_split(c->words, out->stem);
	if (!out->number && *c->parts)
		out->number = number_split(c->parts, out->stem);
	if (out->number)
		return;
	out->number = turn_of(l, i);
	out->is_turn = out->number > 0;
	snprintf(out->stem, sizeof out->stem, "%s", c->words);
}

/* What is numbered: "visit"; "" where only its field is called. */
static void family_of(const char *stem, char out[static 32])
{
	for (; *stem; stem += strcspn(stem, " "), stem += *stem == ' ') {
		snprintf(out, 32, "%.*s", (int)strcspn(stem, " "), stem);
		if (!text_list_has(FIELD_WORDS, out))
			return;
	}
	*out = 0;
}

static bool is_event(const char *stem)
{
	for (const char *at = stem; *at; at += strcspn(at, " "), at += *at == ' ') {
		char word[32];

		snprintf(word, sizeof word, "%.*s", (int)strcspn(at, " "), at);
		if (text_list_has(NO_EVENTS, word))
			return false;
	}
	return *stem != 0;
}

/* "Visit" is the day of one where days stand in it, else what kind it was. */
static const char *field_of(const struct look_column *c, const char *stem)
{
	const char *field;
	size_t n = strlen(stem);

	if (guess_is_date(c) && n > 4 && strcmp(stem + n - 4, " end") == 0)
		return "ends_on";
	field = guess_field(c, TABLE_EVENTS, stem);
	if (guess_is_date(c) && !look_is(c, LK_TIME))
		return field && text_list_has("starts_on;ends_on;valid_until;responded_on", field) ? field
			: guess_meaning("kind", stem) ? "starts_on" : NULL;
	if (look_is(c, LK_TIME))
		return guess_has_one(stem, "time") ? "time" : NULL;
	if (!field && guess_meaning("kind", stem) && !c->has_more)
		return "kind";
	return field;
}

/* One field for all that are called alike, by the fullest of them. */
static void fields_find(const struct look *l, struct part *part)
{
	for (size_t i = 0; i < l->n; i++) {
		size_t best = i;

		if (!part[i].number || !is_event(part[i].stem))
			continue;
		for (size_t k = 0; k < l->n; k++)
			if (part[k].number && strcmp(part[k].stem, part[i].stem) == 0 && l->column[k].filled > l->column[best].filled)
				best = k;
		part[i].field = field_of(&l->column[best], part[best].stem);
	}
}

static bool has_date(const struct look *l, const struct part *part, int number, const char *family, bool is_turn)
{
	char own[32];

	for (size_t i = 0; i < l->n; i++) {
		family_of(part[i].stem, own);
		if (part[i].number == number && part[i].is_turn == is_turn && part[i].field && strcmp(part[i].field, "starts_on") == 0 &&
			strcmp(own, family) == 0)
			return true;
	}
	return false;
}

/* "Visit ID": a number of what happened says that a row is one of it. */
static bool is_numbered(const struct look *l)
{
	for (size_t i = 0; i < l->n; i++) {
		const struct look_column *c = &l->column[i];
		const char *field = c->is_unique && c->filled == l->rows ? guess_field(c, TABLE_EVENTS, c->words) : NULL;

		if (field && strcmp(field, "source_ref") == 0 && !guess_field(c, TABLE_PEOPLE, c->words))
			return true;
	}
	return false;
}

/* The same names again are several events only where more than a date comes again. */
static bool comes_again(const struct look *l, const struct part *part, const char *family)
{
	char own[32];
	int fields = 0;

	if (is_numbered(l))
		return false;
	for (size_t i = 0; i < l->n; i++) {
		family_of(part[i].stem, own);
		fields += part[i].is_turn && part[i].number == 2 && part[i].field && strcmp(own, family) == 0;
	}
	return fields > 1;
}

static void claim(struct look *l, const struct part *part, size_t i, const char *family)
{
	struct look_column *c = &l->column[i];

	for (size_t k = 0; k < i; k++)
		if (l->column[k].number == part[i].number && strcmp(l->column[k].several, family) == 0 &&
			strcmp(l->column[k].claimed, part[i].field) == 0)
			return; /* a second column of the same field */
	c->claimed = part[i].field;
	c->number = part[i].number;
	snprintf(c->several, sizeof c->several, "%s", family);
}

void draft_several_claim(struct look *l)
{
	struct part *part = calloc(l->n ? l->n : 1, sizeof *part);
	char family[32];

	if (!part)
		return; /* they are drafted one by one */
	for (size_t i = 0; i < l->n; i++)
		part_take(l, i, &part[i]);
	fields_find(l, part);
	for (size_t i = 0; i < l->n; i++) {
		bool is_turn = part[i].is_turn;

		if (!part[i].field)
			continue;
		family_of(part[i].stem, family);
		/* "Type 1" is the visit's where there is no "Date 1". */
		if (!*family && !has_date(l, part, 1, "", is_turn))
			for (size_t k = 0; k < l->n && !*family; k++)
				if (part[k].field && strcmp(part[k].field, "starts_on") == 0 && part[k].is_turn == is_turn)
					family_of(part[k].stem, family);
		if (*family && !has_date(l, part, 1, family, is_turn) && has_date(l, part, 1, "", is_turn))
			*family = 0;
		if (has_date(l, part, 1, family, is_turn) && has_date(l, part, 2, family, is_turn) &&
			has_date(l, part, part[i].number, family, is_turn) && (!is_turn || comes_again(l, part, family)))
			claim(l, part, i, family);
	}
	free(part);
}

/* Written --------------------------------------------------------------------------- */

static const struct look_column *of(const struct look *l, const char *family, int number, const char *field)
{
	for (size_t i = 0; i < l->n; i++)
		if (l->column[i].number == number && strcmp(l->column[i].several, family) == 0 &&
			strcmp(l->column[i].claimed, field) == 0)
			return &l->column[i];
	return NULL;
}

/* The column with the values that any of its like has: what stands in the second today stands in the first tomorrow. */
static struct look_column values_of_all(const struct look *l, const struct look_column *c)
{
	struct look_column all = *c;

	for (size_t i = 0; i < l->n; i++) {
		const struct look_column *o = &l->column[i];

		if (o == c || !o->number || strcmp(o->several, c->several) != 0 || strcmp(o->claimed, c->claimed) != 0)
			continue;
		all.has_more |= o->has_more;
		for (size_t v = 0; v < o->value_n; v++) {
			size_t at = 0;

			while (at < all.value_n && strcmp(all.value[at].text, o->value[v].text) != 0)
				at++;
			if (at < all.value_n)
				all.value[at].count += o->value[v].count;
			else if (at < LOOK_DISTINCT)
				all.value[all.value_n++] = o->value[v];
			else
				all.has_more = true;
		}
	}
	return all;
}

/* Whether every date has one beside it, in each of them: what a reference is made of must not be missing. */
static bool is_always_there(const struct look *l, const char *family, const char *field)
{
	const struct look_column *date, *c;

	for (int number = 1; (date = of(l, family, number, "starts_on")); number++) {
		c = of(l, family, number, field);
		if (!c || c->filled < date->filled)
			return false;
	}
	return true;
}

static void ref_write(const struct draft *d, const char *family, int number)
{
	const struct look_column *id = guesses_find(d->guesses, TABLE_PEOPLE, "local_id");
	const struct look_column *own = of(d->look, family, number, "source_ref");
	static const char *const ALSO[] = { "time", "kind" };

	draft_line(d, "source_ref", NULL);
	if (own) {
		draft_column(d, own);
		fputs("   # by its header\n", d->out);
		return;
	}
	if (!id && draft_is_known(d))
		fputs("hashed ", d->out);
	if (!draft_whose(d, id))
		fputs("\"\xe2\x80\xa6\"", d->out);
	fprintf(d->out, " + '/%s/' + ", *family ? family : "event");
	draft_column(d, of(d->look, family, number, "starts_on"));
	for (size_t i = 0; i < sizeof ALSO / sizeof *ALSO; i++) {
		if (!is_always_there(d->look, family, ALSO[i]))
			continue;
		fputs(" + '/' + ", d->out);
		draft_column(d, of(d->look, family, number, ALSO[i]));
	}
	fputs("   # these together must not come twice\n", d->out);
}

static void kind_write(const struct draft *d, const struct look_column *date, const struct look_column *kind)
{
	const char *told = guess_meaning("kind", date->words);
	struct look_column all;

	if (!kind) {
		fprintf(d->out, "  kind           '%s'   # the same for every one; or assessment, review, request \xe2\x80\xa6\n",
			told ? told : "contact");
		if (*date->several)
			fprintf(d->out, "  title          '%c%s'\n", date->several[0] & ~0x20, date->several + 1);
		if (told && strcmp(told, "assessment") == 0)
			fputs("  # instrument   'HOUS-UK'   # without a type or domains nothing can be judged\n", d->out);
		return;
	}
	all = values_of_all(d->look, kind);
	draft_line(d, "kind", kind);
	fputs("   # by its header\n", d->out);
	draft_values(d, "kind", &all);
	draft_line(d, "title", kind);
	fputc('\n', d->out);
	draft_instrument(d, &all);
}

static void others_write(const struct draft *d, const char *family, int number)
{
	static const char DONE[] = "source_ref;starts_on;kind;time;title;code;domains";

	for (size_t i = 0; i < d->look->n; i++) {
		const struct look_column *c = &d->look->column[i];
		struct look_column all;

		if (c->number != number || strcmp(c->several, family) != 0 || text_list_has(DONE, c->claimed))
			continue;
		all = values_of_all(d->look, c);
		draft_field(d, &(struct guess){ c->claimed, TABLE_EVENTS, &all, false });
	}
	if (of(d->look, family, number, "domains"))
		draft_domains(d, of(d->look, family, number, "domains"));
}

static void one_write(const struct draft *d, const char *family, int number)
{
	const struct look_column *id = guesses_find(d->guesses, TABLE_PEOPLE, "local_id");
	const struct look_column *date = of(d->look, family, number, "starts_on"), *time = of(d->look, family, number, "time");

	fputs("\nevents\n  when           ", d->out);
	draft_column(d, date);
	fprintf(d->out, " is filled   # number %d of the row's\n", number);
	ref_write(d, family, number);
	draft_whom(d, id);
	draft_line(d, "starts_on", date);
	if (time) {
		fputs(" + ' ' + ", d->out);
		draft_column(d, time);
	}
	fputc('\n', d->out);
	kind_write(d, date, of(d->look, family, number, "kind"));
	others_write(d, family, number);
}

void draft_several(const struct draft *d)
{
	for (size_t i = 0; i < d->look->n; i++) {
		const struct look_column *c = &d->look->column[i];

		if (c->number && strcmp(c->claimed, "starts_on") == 0)
			one_write(d, c->several, c->number);
	}
}
