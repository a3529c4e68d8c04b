/* normal.c - from what an agency sent to what can be compared. */
#include "linkage/normal.h"

#include <string.h>
#include <strings.h>

#include "text.h"
#include "vec.h"

const char *fold_dup(struct arena *arena, const char *text)
{
	size_t room;
	char *out;

	if (!text || !*text)
		return "";
	room = strlen(text) * 3 + 64;
	out = arena_alloc(arena, room);
	if (out)
		text_fold(text, out, room);
	return out;
}

const char *joined_dup(struct arena *arena, const char *folded)
{
	char *out = arena_alloc(arena, strlen(folded) + 1);
	size_t n = 0;

	if (!out)
		return NULL;
	for (; *folded; folded++)
		if (*folded != ' ')
			out[n++] = *folded;
	return out;
}

static bool is_among(const char *word, const char *const *words)
{
	for (; *words; words++)
		if (strcmp(word, *words) == 0)
			return true;
	return false;
}

/* Typed where there was no name to type. */
static bool name_is_placeholder(const char *folded)
{
	static const char *const words[] = {
		"unknown",
		"unk",
		"not known",
		"not stated",
		"not given",
		"not recorded",
		"none",
		"na",
		"n a",
		"nk",
		"anon",
		"anonymous",
		"no name",
		"name unknown",
		"unnamed",
		"test",
		"tbc",
		"x",
		"xx",
		"xxx",
		"male",
		"female",
		"baby",
		"baby boy",
		"baby girl",
		"infant",
		NULL,
	};

	return is_among(folded, words);
}

static const char *name_read(struct arena *arena, const char *text)
{
	const char *folded = fold_dup(arena, text);

	return folded && name_is_placeholder(folded) ? "" : folded;
}

static char sex_read(const char *text)
{
	char folded[16];

	text_fold(text ? text : "", folded, sizeof folded);
	if (strcmp(folded, "1") == 0)
		return 'M';
	if (strcmp(folded, "2") == 0)
		return 'F';
	if (!*folded || *folded == 'u' || *folded == 'n' || (*folded >= '0' && *folded <= '9'))
		return 0;
	return *folded < 'a' || *folded > 'z' ? 0 : (char)(*folded - 'a' + 'A');
}

static int32_t born_read(const char *text)
{
	struct civil date;

	if (!civil_parse(text, &date) || birth_date_is_placeholder(date.day, CIVIL_NONE))
		return CIVIL_NONE;
	return date.day;
}

static const char *postcode_read(struct arena *arena, const char *text)
{
	char folded[9];
	const char *joined;

	if (postcode_fold(text, folded))
		return joined_dup(arena, folded);
	joined = fold_dup(arena, text);
	joined = joined ? joined_dup(arena, joined) : NULL;
	if (joined && (strncmp(joined, "zz99", 4) == 0 || !strpbrk(joined, "123456789")))
		return "";
	return joined;
}

static const char *phone_read(struct arena *arena, const char *text)
{
	char folded[32];

	return phone_fold(text, folded, sizeof folded) ? arena_dup(arena, folded) : "";
}

static const char *email_read(struct arena *arena, const char *text)
{
	char *out;

	if (!text || !strchr(text, '@'))
		return "";
	out = arena_dup(arena, text);
	if (!out)
		return NULL;
	for (char *p = text_trim(out); *p; p++)
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p - 'A' + 'a');
	return out;
}

static enum nhs_standing standing_read(const char *status)
{
	if (!status || !*status)
		return NHS_NOT_STATED;
	return strcmp(status, "01") == 0 || strcmp(status, "1") == 0 ? NHS_VERIFIED
		: NHS_UNVERIFIED;
}

enum status normal_make(const struct record *r, int32_t today, struct arena *arena,
	struct normal *out, struct err *err)
{
	struct normal n = {.id = r->id};

	n.family = name_read(arena, r->field[RF_FAMILY_NAME]);
	n.given = name_read(arena, r->field[RF_GIVEN_NAME]);
	n.preferred = name_read(arena, r->field[RF_PREFERRED_NAME]);
	if (!n.family || !n.given || !n.preferred)
		return err_nomem(err);
	n.family_joined = joined_dup(arena, n.family);
	n.given_joined = joined_dup(arena, n.given);
	n.born_sent = born_read(r->field[RF_DATE_OF_BIRTH]);
	n.born = birth_date_is_placeholder(n.born_sent, today) ? CIVIL_NONE : n.born_sent;
	n.sex = sex_read(r->field[RF_SEX]);
	n.postcode = postcode_read(arena, r->field[RF_POSTCODE]);
	n.street = fold_dup(arena, r->field[RF_ADDRESS]);
	n.phone = phone_read(arena, r->field[RF_PHONE]);
	n.email = email_read(arena, r->field[RF_EMAIL]);
	if (!n.family_joined || !n.given_joined || !n.postcode || !n.street || !n.phone || !n.email)
		return err_nomem(err);
	nhs_number_valid(r->field[RF_NHS_NUMBER], n.nhs);
	n.standing = standing_read(r->field[RF_NHS_NUMBER_STATUS]);
	*out = n;
	return other_ids_read(r->field[RF_OTHER_IDS], arena, &out->other, &out->other_n, err);
}

/* Keeping ----------------------------------------------------------------- */

enum { TEXTS = 9 };

static void texts_list(struct normal *n, const char **out[static TEXTS])
{
	const char **const texts[TEXTS] = {&n->family, &n->given, &n->family_joined,
		&n->given_joined, &n->preferred, &n->postcode, &n->street, &n->phone, &n->email};

	memcpy(out, texts, sizeof texts);
}

static const char *text_keep(char **at, const char *text)
{
	size_t size = strlen(text) + 1;
	char *kept = memcpy(*at, text, size);

	*at += size;
	return kept;
}

struct normal *normal_keep(const struct normal *n, struct arena *arena)
{
	struct normal from = *n, *kept;
	const char **texts[TEXTS];
	size_t size = sizeof *kept + n->other_n * sizeof *n->other;
	char *at;

	texts_list(&from, texts);
	for (size_t i = 0; i < TEXTS; i++)
		size += strlen(*texts[i]) + 1;
	for (size_t i = 0; i < n->other_n; i++)
		size += strlen(n->other[i]) + 1;
	kept = arena_alloc(arena, size);
	if (!kept)
		return NULL;
	*kept = from;
	kept->other = (const char **)(void *)(kept + 1);
	at = (char *)(kept->other + n->other_n);
	texts_list(kept, texts);
	for (size_t i = 0; i < TEXTS; i++)
		*texts[i] = text_keep(&at, *texts[i]);
	for (size_t i = 0; i < n->other_n; i++)
		kept->other[i] = text_keep(&at, n->other[i]);
	return kept;
}

/* Other identifiers ------------------------------------------------------- */

static bool value_is_placeholder(struct arena *arena, const char *value)
{
	const char *folded = fold_dup(arena, value);
	const char *joined = folded ? joined_dup(arena, folded) : NULL;
	static const char *const counted[] = {
		"123456789", "0123456789", "1234567890", "12345678", "1234567", "123456", NULL};

	if (!joined || !*joined || name_is_placeholder(folded))
		return true;
	return strspn(joined, (char[]){joined[0], '\0'}) == strlen(joined) ||
		is_among(joined, counted);
}

static void unescape(char *text)
{
	static const struct {
		const char *from;
		char to;
	} escapes[] = {{"%3B", ';'}, {"%3D", '='}, {"%25", '%'}};
	char *out = text;

	while (*text) {
		char c = *text;
		size_t length = 1;

		for (size_t i = 0; i < 3; i++) {
			if (strncasecmp(text, escapes[i].from, 3) == 0) {
				c = escapes[i].to;
				length = 3;
			}
		}
		*out++ = c;
		text += length;
	}
	*out = '\0';
}

struct reading {
	struct arena *arena;
	VEC(const char *) found;
	bool failed;
};

static void read_item(void *arg, const char *item, size_t length)
{
	struct reading *r = arg;
	char *text = arena_dup_n(r->arena, item, length), *value;

	if (!text) {
		r->failed = true;
		return;
	}
	value = strchr(text, '=');
	if (!value || value == text)
		return;
	*value++ = '\0';
	unescape(text_trim(text));
	unescape(text_trim(value));
	if (!*text || value_is_placeholder(r->arena, value))
		return;
	text = arena_printf(r->arena, "%s=%s", text, value);
	for (size_t i = 0; text && i < r->found.n; i++)
		if (strcmp(r->found.v[i], text) == 0)
			return;
	if (!text || !vec_push(&r->found, text))
		r->failed = true;
}

enum status other_ids_read(
	const char *text, struct arena *arena, const char ***out, size_t *n, struct err *err)
{
	struct reading r = {.arena = arena};
	const char **list;

	text_list(text, read_item, &r);
	list = arena_alloc(arena, (r.found.n + 1) * sizeof *list);
	if (r.failed || !list) {
		vec_done(&r.found);
		return err_nomem(err);
	}
	if (r.found.n)
		memcpy(list, r.found.v, r.found.n * sizeof *list);
	*out = list;
	*n = r.found.n;
	vec_done(&r.found);
	return ST_OK;
}
