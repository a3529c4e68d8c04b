#include "ingest/files/workbook.h"

#include <string.h>
#include <strings.h>

#include "ingest/files/xml.h"
#include "vec.h"

#define WORKBOOK "xl/workbook.xml"
#define RELATIONS "xl/_rels/workbook.xml.rels"

bool workbook_is(zip_t *zip)
{
	return zipped_find(zip, WORKBOOK) >= 0;
}

/* Which there are --------------------------------------------------------------------- */

struct named { const char *name, *relation; };
struct listing {
	zip_t *zip;
	struct arena *arena;
	VEC(struct named) named;
	VEC(struct sheet) sheet;
	int64_t shared, styles;
	bool is_1904, is_missing, no_memory;
};

static bool is_true(const char *text)
{
	return text && (strcmp(text, "1") == 0 || strcmp(text, "true") == 0);
}

static void book_begin(void *arg, const char *name, const char **attributes)
{
	struct listing *l = arg;
	const char *called = xml_attribute(attributes, "name"), *state = xml_attribute(attributes, "state");
	const char *relation = xml_attribute(attributes, "id");

	if (strcmp(name, "workbookPr") == 0) /* extensions have one, too, which says nothing of it */
		l->is_1904 |= is_true(xml_attribute(attributes, "date1904"));
	if (strcmp(name, "sheet") == 0 && called && relation && (!state || strcmp(state, "visible") == 0)) {
		const struct named one = {arena_dup(l->arena, called), arena_dup(l->arena, relation)};

		l->no_memory |= !one.name || !one.relation || !vec_push(&l->named, one);
	}
}

/* "worksheets/sheet1.xml", from the workbook's folder, or "/xl/worksheets/sheet1.xml" from the top. */
static int64_t part_of(struct listing *l, const char *target)
{
	const char *at = *target == '/' ? target + 1 : arena_printf(l->arena, "xl/%s", target);
	const int64_t part = at ? zipped_find(l->zip, at) : -1;

	l->no_memory |= !at;
	l->is_missing |= part < 0;
	return part;
}

static bool is_of_type(const char *type, const char *what)
{
	const size_t n = strlen(type), tail = strlen(what);

	return n > tail && type[n - tail - 1] == '/' && strcasecmp(type + n - tail, what) == 0;
}

static void relation_begin(void *arg, const char *name, const char **attributes)
{
	struct listing *l = arg;
	const char *id = xml_attribute(attributes, "Id"), *target = xml_attribute(attributes, "Target");
	const char *type = xml_attribute(attributes, "Type");

	if (strcmp(name, "Relationship") != 0 || !id || !target || !type)
		return;
	if (is_of_type(type, "sharedStrings"))
		l->shared = part_of(l, target);
	if (is_of_type(type, "styles"))
		l->styles = part_of(l, target);
	for (size_t i = 0; i < l->named.n && !l->no_memory && is_of_type(type, "worksheet"); i++)
		if (strcmp(l->named.v[i].relation, id) == 0)
			l->sheet.v[i].part = part_of(l, target);
}

static enum status sheets_name(struct listing *l, struct err *e)
{
	for (size_t i = 0; i < l->named.n; i++) {
		const struct sheet sheet = {arena_printf(l->arena, "%s.csv", l->named.v[i].name), -1, -1, -1, l->is_1904};

		if (!sheet.name || !vec_push(&l->sheet, sheet))
			return err_nomem(e);
	}
	return ST_OK;
}

/* Charts and what else is no table have no part that is a worksheet's. */
static enum status sheets_give(const struct listing *l, struct sheet **out, size_t *n, struct err *e)
{
	*n = 0;
	*out = arena_alloc(l->arena, (l->sheet.n + 1) * sizeof **out);
	if (!*out)
		return err_nomem(e);
	for (size_t i = 0; i < l->sheet.n; i++)
		if (l->sheet.v[i].part >= 0) {
			(*out)[*n] = l->sheet.v[i];
			(*out)[*n].shared = l->shared;
			(*out)[(*n)++].styles = l->styles;
		}
	return ST_OK;
}

enum status workbook_sheets(zip_t *zip, const char *label, struct arena *arena, struct sheet **out, size_t *n, struct err *e)
{
	struct listing l = {.zip = zip, .arena = arena, .shared = -1, .styles = -1};
	struct xml book = {.begin = book_begin, .arg = &l}, relations = {.begin = relation_begin, .arg = &l};
	enum status st = xml_read(zip, zipped_find(zip, WORKBOOK), label, &book, e);

	if (st == ST_OK)
		st = sheets_name(&l, e);
	if (st == ST_OK)
		st = xml_read(zip, zipped_find(zip, RELATIONS), label, &relations, e);
	if (st == ST_OK && l.no_memory)
		st = err_nomem(e);
	if (st == ST_OK && l.is_missing)
		st = xml_unreadable(label, e);
	if (st == ST_OK)
		st = sheets_give(&l, out, n, e);
	vec_done(&l.named);
	vec_done(&l.sheet);
	return st;
}
