/* why.c - why somebody was found. */
#include "search/why.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "civil.h"
#include "governance/gate.h"
#include "linkage/normal.h"
#include "search/keys.h"

/* Without anybody's details; of a superseded version. */
static const char *const BY[BY_COUNT][2] = {
	[BY_NAME] = {"name", "former name"},
	[BY_NICKNAME] = {"nickname", "nickname of a former name"},
	[BY_SLIP] = {"one letter off", "former name, one letter off"},
	[BY_SOUND] = {"sounds like", "former name sounds like"},
	[BY_BORN] = {"birth date", "former birth date"},
	[BY_BORN_IN] = {"time of birth", "former birth date"},
	[BY_BORN_SWAPPED] = {"day and month swapped", "former birth date"},
	[BY_AGE] = {"age", "age by a former birth date"},
	[BY_POSTCODE] = {"postcode", "former address"},
	[BY_PHONE] = {"phone", "former phone"},
	[BY_PHONE_END] = {"end of phone", "former phone"},
	[BY_NHS] = {"NHS number", "former NHS number"},
	[BY_NHS_END] = {"end of NHS number", "former NHS number"},
	[BY_VALUE] = {"identifier", "former identifier"},
	[BY_ADDRESS] = {"record", "record"},
};

struct telling {
	const struct session *session;
	const char *shown;
	struct arena *arena;
	struct err *err;
};

static const char *sent(const struct record *r, enum record_field field)
{
	return r->field[field] ? r->field[field] : "";
}

static bool has_part(const char *folded, const char *part)
{
	size_t length = strlen(part);

	for (const char *at = strstr(folded, part); at; at = strstr(at + 1, part))
		if ((at == folded || at[-1] == ' ') && (!at[length] || at[length] == ' '))
			return true;
	return false;
}

/* Is the part a word of this text, or all its words together? */
enum { HAS_NOT, HAS_WORD, HAS_JOINED };
static int text_has(struct telling *t, const char *text, const char *part)
{
	const char *folded = fold_dup(t->arena, text),
		*joined = folded ? joined_dup(t->arena, folded) : NULL;

	if (!joined)
		return HAS_NOT;
	if (has_part(folded, part))
		return HAS_WORD;
	return strcmp(joined, part) == 0 ? HAS_JOINED : HAS_NOT;
}

/* The part as the record writes it: Wojciechowski, O'Hara, van der Berg. */
static const char *as_written(struct telling *t, const struct record *r, const char *part)
{
	static const enum record_field names[] = {
		RF_FAMILY_NAME, RF_GIVEN_NAME, RF_PREFERRED_NAME, RF_OTHER_NAMES};

	for (size_t f = 0; f < sizeof names / sizeof *names; f++) {
		char *text = arena_dup(t->arena, sent(r, names[f])), *rest = NULL;

		if (!text)
			return NULL;
		if (text_has(t, text, part) == HAS_JOINED)
			return text;
		for (char *word = strtok_r(text, " -,", &rest); word;
			word = strtok_r(NULL, " -,", &rest))
			if (text_has(t, word, part))
				return word;
	}
	return part;
}

static const char *called(struct telling *t, const struct record *r)
{
	const char *given = sent(r, RF_GIVEN_NAME), *family = sent(r, RF_FAMILY_NAME);

	return arena_printf(t->arena, "%s%s%s", given, *given && *family ? " " : "", family);
}

static const char *capital(struct telling *t, const char *folded)
{
	char *name = arena_dup(t->arena, folded);

	if (name && *name >= 'a' && *name <= 'z')
		*name = (char)(*name - 'a' + 'A');
	return name;
}

/* What was --------------------------------------------------------------- */

static bool record_has(struct telling *t, const struct record *r, const char *key)
{
	const char **keys;
	size_t n = 0;

	if (keys_make(r, t->arena, &keys, &n, t->err) != ST_OK)
		return false;
	for (size_t i = 0; i < n; i++)
		if (strcmp(keys[i], key) == 0)
			return true;
	return false;
}

/* " until 2024": when the agency changed it, else when that came in. */
static const char *until(struct telling *t, const struct record_version *next)
{
	const char *updated = next->field[RF_UPDATED_AT];
	struct civil day;
	int year, month, mday;

	if (!civil_parse(updated ? updated : "", &day) && !civil_parse(next->received, &day))
		return "";
	civil_parts(day.day, &year, &month, &mday);
	return arena_printf(t->arena, " until %d", year);
}

static const char *was_so(struct telling *t, enum by by, const struct record *then, const char *end)
{
	if (by <= BY_SOUND)
		return arena_printf(t->arena, "was %s%s", called(t, then), end);
	if (by == BY_POSTCODE)
		return arena_printf(t->arena, "at %s%s", sent(then, RF_POSTCODE), end);
	if (by == BY_PHONE || by == BY_PHONE_END)
		return arena_printf(t->arena, "had phone %s%s", sent(then, RF_PHONE), end);
	if (by == BY_NHS || by == BY_NHS_END)
		return arena_printf(t->arena, "had this NHS number%s", end);
	return arena_printf(t->arena, "%s%s", BY[by][1], end);
}

static const char *past_told(struct telling *t, const struct found_by *f)
{
	struct record_version *version = NULL;
	size_t n = 0;

	if (seen_versions(t->session, f->record->id, t->arena, &version, &n, t->err) != ST_OK)
		return NULL;
	for (size_t i = 1; i < n; i++) { /* 0 is in force */
		struct record then = *f->record;

		memcpy(then.field, version[i].field, sizeof then.field);
		if (record_has(t, &then, f->key)) {
			const char *end = until(t, &version[i - 1]);

			return end ? was_so(t, f->way->by, &then, end) : NULL;
		}
	}
	return BY[f->way->by][1];
}

/* What is ---------------------------------------------------------------- */

/* On the line, "Smith-Johnson, Betsy", whole or in one of its halves. */
static bool is_shown(struct telling *t, const char *part)
{
	const char *comma = strchr(t->shown, ','),
		*family = comma ? arena_dup_n(t->arena, t->shown, (size_t)(comma - t->shown)) : NULL;

	return text_has(t, t->shown, part) || (family && text_has(t, family, part)) ||
		(comma && text_has(t, comma, part));
}

bool why_is_shown(const struct found_by *f, const char *shown, struct arena *arena)
{
	struct telling t = {.shown = shown, .arena = arena};

	return is_shown(&t, f->key + strlen(KEY_NAME));
}

/* A name on the line says it itself; another record's is said with whose it is. */
static const char *name_told(struct telling *t, const struct found_by *f)
{
	const char *part = f->key + strlen(KEY_NAME);
	const struct record *r = f->record;

	if (is_shown(t, part))
		return "name";
	if (text_has(t, sent(r, RF_FAMILY_NAME), part) || text_has(t, sent(r, RF_GIVEN_NAME), part))
		return arena_printf(t->arena, "%s has %s", r->agency_code, called(t, r));
	return arena_printf(t->arena, "also %s", as_written(t, r, part));
}

/* Of a name that is not on the line, that too: "also Rita = Margaret". */
static const char *nickname_told(struct telling *t, const struct found_by *f)
{
	const char *part = f->key + strlen(KEY_NAME), *formal = capital(t, f->way->told), *written;

	if (is_shown(t, part))
		return arena_printf(t->arena, "nickname of %s", formal);
	written = as_written(t, f->record, part);
	return written && strcmp(part, f->way->told) != 0 ? arena_printf(t->arena, "also %s = %s", written, formal)
		: arena_printf(t->arena, "also %s", written);
}

static const char *value_told(struct telling *t, const struct found_by *f)
{
	const char *value = f->key + 2, *local = arena_dup(t->arena, f->record->local_id);
	const char **other;
	size_t n = 0;

	if (local && strcasecmp(local, value) == 0)
		return arena_printf(t->arena, "record %s:%s", f->record->agency_code, local);
	if (strchr(value, '@'))
		return "e-mail";
	if (other_ids_read(sent(f->record, RF_OTHER_IDS), t->arena, &other, &n, t->err) != ST_OK)
		return NULL;
	for (size_t i = 0; i < n; i++)
		if (strcasecmp(strchr(other[i], '=') + 1, value) == 0)
			return arena_printf(t->arena, "%.*s %s", (int)strcspn(other[i], "="), other[i],
				strchr(other[i], '=') + 1);
	return BY[BY_VALUE][0];
}

/* "phone begins 07700"; a whole one is "phone". */
static const char *number_told(struct telling *t, const struct found_by *f, const char *what,
	const char *part)
{
	const char *typed = f->way->key + 2;
	size_t n = strlen(typed);
	char digits[40];

	if (n == strlen(f->key + 2) || n >= sizeof digits)
		return what;
	for (size_t i = 0; i < n; i++)
		digits[i] = f->way->by == BY_PHONE_END || f->way->by == BY_NHS_END
			? typed[n - 1 - i] : typed[i];
	digits[n] = '\0';
	return arena_printf(t->arena, "%s %s %s", what, part, digits);
}

static const char *born_told(struct telling *t, const struct found_by *f)
{
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	const char *date = f->way->key + 2;
	int month = strlen(date) >= 7 ? (date[5] - '0') * 10 + date[6] - '0' : 0;

	if (month < 1 || month > 12)
		return arena_printf(t->arena, "born %.4s", date);
	return arena_printf(t->arena, "born %.3s %.4s", months + 3 * (month - 1), date);
}

static const char *told(struct telling *t, const struct found_by *f)
{
	const char *part = f->key + 2;

	if (f->is_past)
		return past_told(t, f);
	switch (f->way->by) {
	case BY_NAME: return name_told(t, f);
	case BY_NICKNAME: return nickname_told(t, f);
	case BY_SLIP: return arena_printf(t->arena, "nearly %s", as_written(t, f->record, part));
	case BY_SOUND:
		return arena_printf(t->arena, "sounds like %s", as_written(t, f->record, part));
	case BY_BORN_IN: return born_told(t, f);
	case BY_AGE: return arena_printf(t->arena, "age %s", f->way->told);
	case BY_PHONE: return number_told(t, f, "phone", "begins");
	case BY_PHONE_END: return number_told(t, f, "phone", "ends");
	case BY_NHS: return number_told(t, f, "NHS number", "begins");
	case BY_NHS_END: return number_told(t, f, "NHS number", "ends");
	case BY_VALUE:
	case BY_ADDRESS: return value_told(t, f);
	default: return BY[f->way->by][0];
	}
}

static const char *reason_add(struct telling *t, const char *so_far, const char *reason)
{
	const char *at = so_far && reason ? strstr(so_far, reason) : NULL;

	if (!so_far || !reason)
		return NULL;
	for (; at; at = strstr(at + 1, reason)) {
		char after = at[strlen(reason)];

		if ((at == so_far || at[-1] == ' ') && (!after || after == ','))
			return so_far;
	}
	return *so_far ? arena_printf(t->arena, "%s, %s", so_far, reason) : reason;
}

enum status why_tell(const struct session *s, const struct query *query, const struct match *m,
	const char *shown, struct arena *arena, const char **why, const char **by, struct err *err)
{
	struct err failed = {0};
	struct telling t = {s, shown, arena, &failed};

	*why = *by = "";
	for (size_t i = 0; i < query->terms.n && *why && *by; i++) {
		const struct found_by *f = &m->by[i];

		if (!f->way)
			continue;
		*why = reason_add(&t, *why, told(&t, f));
		*by = reason_add(&t, *by, BY[f->way->by][f->is_past]);
	}
	if (*why && *by)
		return ST_OK;
	if (failed.code == ST_OK)
		return err_nomem(err);
	*err = failed;
	return failed.code;
}
