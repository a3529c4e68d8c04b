/* A second person in the row of the first, "Joint tenant", "Tenant 2 Name": left out, and offered. */
#include "ingest/profile/draft.h"

#include <stdlib.h>
#include <string.h>


enum { FIRST_OTHER = 2, LAST_OTHER = 4, FIELDS_MOST = 16 };

/* Whose columns are called by a number, and those who are so by their name alone. */
static const char PEOPLE[] = "tenant;resident;client;customer;applicant;person;occupant;occupier;householder;leaseholder;patient;"
	"member;service user";
static const char BESIDE[] = "joint tenant;co tenant;joint applicant;joint customer;joint resident;joint leaseholder;spouse;"
	"partner;second tenant;second applicant;second resident;2nd tenant;2nd applicant;2nd resident;2nd person;second person";

struct second_field { const char *field; struct look_column *column; };
struct second {
	int number;
	struct second_field list[FIELDS_MOST];
	size_t n;
};

/* What of the words is left behind the phrase, NULL where they do not begin with it. */
static const char *behind(const char *words, const char *phrase, size_t n)
{
	if (strncmp(words, phrase, n) != 0 || (words[n] && words[n] != ' '))
		return NULL;
	return words + n + (words[n] == ' ');
}

static const char *behind_any(const char *words, const char *phrases)
{
	const char *rest = NULL;

	for (; *phrases && !rest; phrases += strcspn(phrases, ";"), phrases += *phrases == ';')
		rest = behind(words, phrases, strcspn(phrases, ";"));
	return rest;
}

/* "tenant 2 date of birth" is the second's "date of birth"; "surname 2" their surname.  NULL: nobody's. */
static const char *told_of(const char *words, int number, char room[static 128])
{
	const char *rest = number == FIRST_OTHER ? behind_any(words, BESIDE) : NULL;
	size_t n = strlen(words);

	if (rest)
		return rest;
	rest = behind_any(words, PEOPLE);
	if (rest && *rest == '0' + number && (!rest[1] || rest[1] == ' '))
		return rest + 1 + (rest[1] == ' ');
	if (n < 3 || n >= 128 || words[n - 2] != ' ' || words[n - 1] != '0' + number)
		return NULL;
	memcpy(room, words, n - 2);
	room[n - 2] = 0;
	return room;
}

static const char *field_told(const struct look_column *c, int number, bool *is_numbered)
{
	static const char *const OWN[] = { "full_name", "family_name", "given_name", "date_of_birth", "sex", "nhs_number" };
	const char *words = *c->parts ? c->parts : c->words, *rest, *field;
	char room[128];

	rest = told_of(words, number, room);
	if (!rest)
		return NULL;
	field = guess_field(c, TABLE_PEOPLE, *rest ? rest : "name");
	*is_numbered = rest == room;
	/* "Phone 2" is nobody else's. */
	for (size_t i = 0; field && *is_numbered && i < sizeof OWN / sizeof *OWN; i++)
		if (strcmp(field, OWN[i]) == 0)
			return field;
	return *is_numbered ? NULL : field;
}

static struct look_column *held(const struct second *s, const char *field)
{
	for (size_t i = 0; i < s->n; i++)
		if (strcmp(s->list[i].field, field) == 0)
			return s->list[i].column;
	return NULL;
}

/* Columns that fill a field of theirs, the first for each. */
static void second_find(const struct draft *d, int number, struct second *s)
{
	*s = (struct second){ .number = number };
	for (size_t i = 0; i < d->look->n && s->n < FIELDS_MOST; i++) {
		struct look_column *c = &d->look->column[i];
		bool is_numbered = false;
		const char *field = c->claimed || !c->filled ? NULL : field_told(c, number, &is_numbered);

		/* "Surname 2" is somebody else's where there is a surname. */
		if (!field || held(s, field) || (is_numbered && !guesses_find(d->guesses, TABLE_PEOPLE, field)))
			continue;
		s->list[s->n++] = (struct second_field){ field, c };
	}
}

/* Whose they are where the file has no number for them: the row's, and which of its people. */
static void id_write(const struct draft *d, const struct second *s, const struct look_column *name)
{
	const struct look_column *own = held(s, "local_id"), *row = guesses_find(d->guesses, TABLE_PEOPLE, "local_id");
	const struct look_column *born = held(s, "date_of_birth");

	draft_line(d, "local_id", NULL);
	if (!own && !row)
		fputs("hashed ", d->out);
	draft_column(d, own ? own : row ? row : name);
	if (!own && row)
		fprintf(d->out, " + '/%d'   # no column numbers them: as one of the row's people\n", s->number);
	else if (!own && born) {
		fputs(" + '/' + ", d->out);
		draft_column(d, born);
		fputs("   # no column numbers them\n", d->out);
	} else
		fputc('\n', d->out);
}

/* They live where the first does. */
static void home_write(const struct draft *d, const struct second *s)
{
	static const char *const HOME[] = { "address", "town", "postcode" };
	bool has_lines = !held(s, "address") && draft_address_lines(d);

	for (size_t i = 0; i < d->guesses->n; i++) {
		const struct guess *g = &d->guesses->list[i];

		for (size_t k = has_lines; k < sizeof HOME / sizeof *HOME; k++)
			if (g->table == TABLE_PEOPLE && strcmp(g->field, HOME[k]) == 0 && !held(s, HOME[k]))
				draft_field(d, g);
	}
}

static void section_write(const struct draft *d, const struct second *s, const struct look_column *name)
{
	fputs("people\n", d->out);
	draft_line(d, "when", name);
	fputs(" is filled\n", d->out);
	id_write(d, s, name);
	for (size_t i = 0; i < s->n; i++) {
		const struct guess g = { s->list[i].field, TABLE_PEOPLE, s->list[i].column, false };

		s->list[i].column->claimed = s->list[i].field;
		if (strcmp(g.field, "local_id") != 0)
			draft_field(d, &g);
	}
	home_write(d, s);
}

/* Each line behind a `#`. */
static void lines_offer(FILE *out, const char *text)
{
	for (; *text; text += strcspn(text, "\n"), text += *text == '\n')
		fprintf(out, "# %.*s\n", (int)strcspn(text, "\n"), text);
}

static bool second_write(const struct draft *d, const struct second *s, const struct look_column *name)
{
	struct draft offer = *d;
	char *written = NULL;
	size_t size;

	offer.out = open_memstream(&written, &size);
	if (!offer.out)
		return false;
	section_write(&offer, s, name);
	if (fclose(offer.out) != 0) {
		free(written);
		return false;
	}
	fprintf(d->out, "\n# Left out: %s person in %s%lld row%s, ", s->number == FIRST_OTHER ? "a second" : "one more",
		d->look->rows >= LOOK_ROWS ? "at least " : "", (long long)name->filled, name->filled == 1 ? "" : "s");
	draft_column(d, name);
	fputs(".  To bring them in as people of their own, whose\n# visits stay the first's, take the # off each of these lines:\n",
		d->out);
	lines_offer(d->out, written);
	free(written);
	return true;
}

bool draft_seconds(const struct draft *d)
{
	bool ok = true;

	for (int number = FIRST_OTHER; number <= LAST_OTHER && ok && d->guesses->has_people; number++) {
		const struct look_column *name;
		struct second s;

		second_find(d, number, &s);
		name = held(&s, "full_name");
		name = name ? name : held(&s, "family_name");
		if (name)
			ok = second_write(d, &s, name);
	}
	return ok;
}
