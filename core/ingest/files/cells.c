#include "ingest/files/cells.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "civil.h"
#include "ingest/files/xml.h"
#include "vec.h"

/* Formats --------------------------------------------------------------------------- */

/* "[h]", "[mm]": hours and minutes that are counted on beyond a day; "[Magenta]" is how it looks. */
static bool is_elapsed(const char *code)
{
	const size_t n = strcspn(code + 1, "]");

	return n > 0 && n == strspn(code + 1, "hmsHMS");
}

/* The letters of a format's first part: without what is quoted, escaped or in brackets, unless that counts hours. */
static void letters_of(const char *code, char *out, size_t room)
{
	size_t n = 0;

	for (; *code && *code != ';' && n + 1 < room; code++) {
		if (*code == '"') {
			const char *end = strchr(code + 1, '"');

			code = end ? end : code;
		} else if (*code == '\\' || *code == '_' || *code == '*') {
			code += code[1] != '\0';
		} else if (*code == '[' && !is_elapsed(code)) {
			code += strcspn(code, "]");
			if (!*code)
				break;
		} else if (isalpha((unsigned char)*code)) {
			out[n++] = (char)tolower((unsigned char)*code);
		}
	}
	out[n] = '\0';
}

static bool has_elapsed(const char *code)
{
	const char *at = strchr(code, '[');

	while (at && !is_elapsed(at))
		at = strchr(at + 1, '[');
	return at;
}

static bool is_of_digits(const char *code, char pattern[static CELL_DIGITS_MOST])
{
	size_t n = 0, noughts = 0;

	for (; *code && *code != ';'; code++) {
		if (*code == '\\' || *code == '"')
			continue;
		if (!strchr("0 -", *code) || n + 1 == CELL_DIGITS_MOST)
			return false;
		noughts += *code == '0';
		pattern[n++] = *code;
	}
	pattern[n] = '\0';
	return noughts > 1;
}

struct cell_form cell_form_of(const char *code)
{
	struct cell_form form = {CELL_NUMBER, ""};
	char letters[128];

	if (is_of_digits(code, form.pattern)) {
		form.kind = CELL_DIGITS;
		return form;
	}
	letters_of(code, letters, sizeof letters);
	if (strstr(letters, "general"))
		return form;
	if (has_elapsed(code))
		form.kind = CELL_HOURS;
	else if (strpbrk(letters, "yd") || (strchr(letters, 'm') && !strpbrk(letters, "hs")))
		form.kind = CELL_DAY;
	else if (strpbrk(letters, "hs"))
		form.kind = CELL_TIME;
	return form;
}

/* Those that every workbook has, by their numbers. */
static struct cell_form form_built_in(long id)
{
	const bool is_day = (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || (id >= 50 && id <= 54) || id == 36 ||
		id == 57 || id == 58;
	const bool is_time = (id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47) || id == 55 || id == 56;

	return (struct cell_form){is_day ? CELL_DAY : id == 46 ? CELL_HOURS : is_time ? CELL_TIME : CELL_NUMBER, ""};
}

/* Styles ---------------------------------------------------------------------------- */

enum { OWN_MOST = 1 << 12, STYLES_MOST = 1 << 16 /* no program has more */ };
struct own_form { long id; struct cell_form form; };
struct cell_styles {
	VEC(struct own_form) own;
	VEC(struct cell_form) of;
	bool is_of_cells, no_memory;
};

static struct cell_form form_numbered(const struct cell_styles *s, long id)
{
	for (size_t i = s->own.n; i > 0; i--)
		if (s->own.v[i - 1].id == id)
			return s->own.v[i - 1].form;
	return form_built_in(id);
}

static void style_begin(void *arg, const char *name, const char **attributes)
{
	struct cell_styles *s = arg;
	const char *id = xml_attribute(attributes, "numFmtId"), *code = xml_attribute(attributes, "formatCode");
	long number = id ? strtol(id, NULL, 10) : 0;

	if (strcmp(name, "cellXfs") == 0)
		s->is_of_cells = true;
	else if (strcmp(name, "numFmt") == 0 && code)
		s->no_memory |= s->own.n < OWN_MOST && !vec_push(&s->own, (struct own_form){number, cell_form_of(code)});
	else if (strcmp(name, "xf") == 0 && s->is_of_cells)
		s->no_memory |= s->of.n < STYLES_MOST && !vec_push(&s->of, form_numbered(s, number));
}

static void style_end(void *arg, const char *name)
{
	struct cell_styles *s = arg;

	if (strcmp(name, "cellXfs") == 0)
		s->is_of_cells = false;
}

enum status cell_styles_read(struct cell_styles **out, zip_t *zip, int64_t part, const char *label, struct err *e)
{
	struct cell_styles *s = calloc(1, sizeof *s);
	struct xml xml = {.begin = style_begin, .end = style_end, .arg = s};
	enum status st = s ? ST_OK : err_nomem(e);

	if (st == ST_OK && part >= 0)
		st = xml_read(zip, part, label, &xml, e);
	if (st == ST_OK && s->no_memory)
		st = err_nomem(e);
	if (st == ST_OK)
		*out = s;
	else
		cell_styles_free(s);
	return st;
}

void cell_styles_free(struct cell_styles *s)
{
	if (!s)
		return;
	vec_done(&s->own);
	vec_done(&s->of);
	free(s);
}

struct cell_form cell_style(const struct cell_styles *s, size_t i)
{
	return i < s->of.n ? s->of.v[i] : (struct cell_form){CELL_NUMBER, ""};
}

/* Numbers --------------------------------------------------------------------------- */

enum { DAY_SECONDS = 24 * 60 * 60, DAYS_MOST = 2958465 /* 9999-12-31 */, DAYS_1904 = 1462 };

/* It takes 1900 for a leap year: from March on each number is one more. */
static int32_t day_of(int32_t serial, bool is_1904)
{
	if (is_1904)
		return civil_day(1904, 1, 1) + serial;
	return civil_day(1899, 12, 31) + serial - (serial > 59);
}

static void clock_text(long long seconds, char *out, size_t room)
{
	snprintf(out, room, "%02lld:%02d:%02d", seconds / 3600, (int)(seconds / 60 % 60), (int)(seconds % 60));
}

static void day_text(double x, const struct cell_form *form, bool is_1904, char out[static CELL_TEXT])
{
	double whole = floor(x);
	int seconds = (int)lround((x - whole) * DAY_SECONDS);
	char date[11];

	if (seconds == DAY_SECONDS) {
		seconds = 0;
		whole++;
	}
	if (form->kind == CELL_HOURS || (form->kind == CELL_TIME && whole < 1)) {
		clock_text((long long)whole * DAY_SECONDS + seconds, out, CELL_TEXT);
		return;
	}
	civil_iso(day_of((int32_t)whole, is_1904), date);
	snprintf(out, CELL_TEXT, "%s", date);
	if (seconds) {
		out[10] = 'T';
		clock_text(seconds, out + 11, CELL_TEXT - 11);
	}
}

/* From the last digit on, so that what is missing in front is noughts. */
static bool digits_text(double x, const char *pattern, char out[static CELL_TEXT])
{
	char digits[CELL_TEXT];
	size_t at = strlen(pattern), n;

	if (!(x >= 0 && x < 1e15) || x != floor(x))
		return false;
	n = (size_t)snprintf(digits, sizeof digits, "%.0f", x);
	out[at] = '\0';
	while (at-- > 0)
		out[at] = pattern[at] != '0' ? pattern[at] : n ? digits[--n] : '0';
	if (n) { /* more digits than there is room for */
		memmove(out + n, out, strlen(out) + 1);
		memcpy(out, digits, n);
	}
	return true;
}

/* From 1900 the first day is 1: what is before it has a time at the most. */
static bool is_moment(double x, const struct cell_form *form, bool is_1904)
{
	if (form->kind == CELL_DAY)
		return x >= (is_1904 ? 0 : 1) && x < DAYS_MOST - (is_1904 ? DAYS_1904 : 0);
	return (form->kind == CELL_TIME || form->kind == CELL_HOURS) && x >= 0 && x < DAYS_MOST - (is_1904 ? DAYS_1904 : 0);
}

/* More digits than a number has are somebody's, and stand for themselves. */
static bool is_all_digits(const char *number)
{
	return *number && !number[strspn(number, "0123456789")];
}

void cell_told(const char *number, const struct cell_form *form, bool is_1904, char out[static CELL_TEXT])
{
	char *end;
	double x = strtod(number, &end);
	const bool is_number = end != number && !*end && isfinite(x);

	if (is_number && is_moment(x, form, is_1904))
		day_text(x, form, is_1904, out);
	else if (!is_number || form->kind != CELL_DIGITS || !digits_text(x, form->pattern, out))
		snprintf(out, CELL_TEXT, is_number && x == floor(x) && fabs(x) < 1e15 ? "%.0f" : is_number ? "%.15g" : "", x);
	if (!is_number || (x >= 1e15 && is_all_digits(number)))
		snprintf(out, CELL_TEXT, "%s", number);
}
