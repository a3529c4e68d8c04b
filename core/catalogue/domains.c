/* domains.c - the areas of need: their table, sets of them, and how sets are written. */
#include "catalogue/parts.h"
#include "catalogue/table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "text.h"

enum { D_CODE, D_NAME, D_COVERS, D_MAX_DAYS, D_OUTCOMES, D_COLUMNS };

static const char *const COLUMNS[D_COLUMNS] = {
	"domain", "name", "covers", "max_days", "care_act_outcomes",
};

static const char *const DEPTH_NAMES[] = {
	[DEPTH_CONTACT] = "contact",
	[DEPTH_OVERVIEW] = "overview",
	[DEPTH_SPECIALIST] = "specialist",
};

bool depth_parse(const char *text, enum depth *out)
{
	if (!text)
		return false;
	for (int d = DEPTH_CONTACT; d <= DEPTH_SPECIALIST; d++) {
		if (strcasecmp(text, DEPTH_NAMES[d]) == 0) {
			*out = (enum depth)d;
			return true;
		}
	}
	if (strcasecmp(text, "comprehensive") != 0)
		return false;
	*out = DEPTH_SPECIALIST;
	return true;
}

const char *depth_name(enum depth depth)
{
	return DEPTH_NAMES[depth];
}

static void domains_sort(struct catalogue *c)
{
	for (size_t i = 0; i < c->domain_n; i++) {
		size_t at = i;

		while (at > 0 &&
			strcmp(c->domain[c->by_code[at - 1]].code, c->domain[i].code) > 0) {
			c->by_code[at] = c->by_code[at - 1];
			at--;
		}
		c->by_code[at] = (unsigned char)i;
	}
}

enum status domains_read(struct catalogue *c, const char *text, struct err *err)
{
	struct table t;
	enum status st = table_open(
		&t, "domains.tsv", text, COLUMNS, D_COLUMNS, D_MAX_DAYS + 1, c->arena, err);
	char *end;
	long days;

	while (st == ST_OK && table_next(&t)) {
		struct domain *d = &c->domain[c->domain_n];

		days = strtol(t.cell[D_MAX_DAYS], &end, 10);
		if (c->domain_n == DOMAINS_MAX)
			return table_error(&t, err, "there are more than 32 domains", "");
		if (!*t.cell[D_CODE] || strpbrk(t.cell[D_CODE], " ;:,"))
			return table_error(&t, err, "this is no domain code:", t.cell[D_CODE]);
		if (catalogue_domain_find(c, t.cell[D_CODE], strlen(t.cell[D_CODE])) >= 0)
			return table_error(&t, err, "this domain is there twice:", t.cell[D_CODE]);
		if (!*t.cell[D_MAX_DAYS] || *end || days < 0 || days > 36525)
			return table_error(
				&t, err, "max_days is no number of days:", t.cell[D_MAX_DAYS]);
		*d = (struct domain){t.cell[D_CODE], t.cell[D_NAME], t.cell[D_COVERS], (int)days,
			t.cell[D_OUTCOMES]};
		if (days > 0)
			c->countable |= (domains_t)1 << c->domain_n;
		c->domain_n++;
	}
	domains_sort(c);
	return st;
}

size_t catalogue_domain_count(const struct catalogue *c)
{
	return c->domain_n;
}

const struct domain *catalogue_domain(const struct catalogue *c, size_t i)
{
	return &c->domain[i];
}

domains_t catalogue_countable(const struct catalogue *c)
{
	return c->countable;
}

int catalogue_domain_find(const struct catalogue *c, const char *code, size_t length)
{
	for (size_t i = 0; i < c->domain_n; i++)
		if (strncasecmp(c->domain[i].code, code, length) == 0 && !c->domain[i].code[length])
			return (int)i;
	return -1;
}

struct parsing {
	const struct catalogue *catalogue;
	domains_t set;
	unsigned char *depth;
	int unknown;
};

static void parse_item(void *arg, const char *item, size_t length)
{
	struct parsing *p = arg;
	const char *colon = memchr(item, ':', length);
	size_t code_length = colon ? (size_t)(colon - item) : length;
	char word[16];
	enum depth depth;
	int d;

	while (code_length && item[code_length - 1] == ' ')
		code_length--;
	d = code_length ? catalogue_domain_find(p->catalogue, item, code_length) : -1;
	if (d < 0) {
		p->unknown++;
		return;
	}
	p->set |= (domains_t)1 << d;
	if (!colon || !p->depth)
		return;
	snprintf(word, sizeof word, "%.*s", (int)(item + length - colon - 1), colon + 1);
	if (depth_parse(text_trim(word), &depth) && depth > p->depth[d])
		p->depth[d] = (unsigned char)depth;
}

domains_t catalogue_domains_parse(const struct catalogue *c, const char *list,
	unsigned char depth[DOMAINS_MAX], int *unknown)
{
	struct parsing p = {c, 0, depth, 0};

	if (depth)
		memset(depth, 0, DOMAINS_MAX);
	text_list(list, parse_item, &p);
	if (unknown)
		*unknown = p.unknown;
	return p.set;
}

/* Adds as much as fits; what does not fit is cut between characters. */
static void append(char *out, size_t room, size_t *used, const char *text, size_t length)
{
	size_t fits = room - *used - 1 < length ? room - *used - 1 : length;

	while (fits && fits < length && ((unsigned char)text[fits] & 0xC0) == 0x80)
		fits--;
	memcpy(out + *used, text, fits);
	*used += fits;
	out[*used] = '\0';
}

void catalogue_domains_show(
	const struct catalogue *c, domains_t set, const char *separator, char *out, size_t room)
{
	size_t used = 0;

	if (!room)
		return;
	out[0] = '\0';
	for (size_t i = 0; i < c->domain_n; i++) {
		const char *code = c->domain[c->by_code[i]].code;

		if (!(set >> c->by_code[i] & 1))
			continue;
		if (used)
			append(out, room, &used, separator, strlen(separator));
		append(out, room, &used, code, strlen(code));
	}
}

/* "Continence and toileting" is "continence" in a sentence. */
static size_t short_name(const char *name)
{
	const char *comma = strchr(name, ','), *and = strstr(name, " and ");
	size_t length = strlen(name);

	if (comma)
		length = (size_t)(comma - name);
	if (and && (size_t)(and - name) < length)
		length = (size_t)(and - name);
	return length;
}

void catalogue_domains_name(const struct catalogue *c, domains_t set, char *out, size_t room)
{
	size_t used = 0;
	domains_t left = set;

	if (!room)
		return;
	out[0] = '\0';
	for (size_t i = 0; i < c->domain_n; i++) {
		const char *name = c->domain[i].name;
		size_t start = used;

		if (!(set >> i & 1))
			continue;
		left &= ~((domains_t)1 << i);
		if (used)
			append(out, room, &used, left ? ", " : " and ", left ? 2 : 5);
		start = used;
		append(out, room, &used, name, short_name(name));
		if (out[start] >= 'A' && out[start] <= 'Z')
			out[start] = (char)(out[start] - 'A' + 'a');
	}
}
