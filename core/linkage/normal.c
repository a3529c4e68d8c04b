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

const char *name_read(struct arena *arena, const char *text)
{
	const char *folded = fold_dup(arena, text);

	return folded && name_is_placeholder(folded) ? "" : folded;
}

char sex_read(const char *text)
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

static int32_t day_read(const char *text)
{
	struct civil date;

	if (!civil_parse(text, &date) || birth_date_is_placeholder(date.day, CIVIL_NONE))
		return CIVIL_NONE;
	return date.day;
}

/* A date with a slip in it is no date, but may tell which it was meant to be. */
static void born_text_read(struct born *b, const char *text)
{
	static const char shape[] = "0000-00-00";
	size_t i = 0;

	civil_iso(b->day, b->text);
	if (b->day != CIVIL_NONE || !text)
		return;
	while (shape[i] && (shape[i] == '-' ? text[i] == '-' : text[i] >= '0' && text[i] <= '9'))
		i++;
	if (!shape[i] && !text[i] && !civil_parse(text, &(struct civil){0}))
		memcpy(b->text, text, sizeof b->text);
}

struct born born_read(const char *text, int32_t today)
{
	struct born b = {.sent = day_read(text)};

	b.day = birth_date_is_placeholder(b.sent, today) ? CIVIL_NONE : b.sent;
	born_text_read(&b, text);
	return b;
}

const char *postcode_read(struct arena *arena, const char *text)
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

/* "Flat 18 3 Cross Gr": the last word in its short form is written out. */
const char *street_read(struct arena *arena, const char *text)
{
	static const char *const forms[][2] = {{"rd", "road"}, {"st", "street"}, {"ave", "avenue"},
		{"av", "avenue"}, {"cl", "close"}, {"cres", "crescent"}, {"cr", "crescent"},
		{"dr", "drive"}, {"ln", "lane"}, {"ct", "court"}, {"crt", "court"}, {"gdns", "gardens"},
		{"gr", "grove"}, {"gro", "grove"}, {"pl", "place"}, {"sq", "square"}, {"ter", "terrace"},
		{"terr", "terrace"}, {"pk", "park"}};
	const char *folded = name_read(arena, text), *last = folded ? strrchr(folded, ' ') : NULL;

	for (size_t i = 0; last && i < sizeof forms / sizeof *forms; i++)
		if (strcmp(last + 1, forms[i][0]) == 0)
			return arena_printf(arena, "%.*s %s", (int)(last - folded), folded, forms[i][1]);
	return folded;
}

const char *phone_read(struct arena *arena, const char *text)
{
	char folded[32];

	return phone_fold(text, folded, sizeof folded) ? arena_dup(arena, folded) : "";
}

const char *email_read(struct arena *arena, const char *text)
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

void given_sound(const char *folded, char out[static 9])
{
	char first[64];
	size_t length = strcspn(folded, " ");

	if (length >= sizeof first)
		length = sizeof first - 1;
	memcpy(first, folded, length);
	first[length] = '\0';
	text_sound(nickname_root(first), out);
}

/* A number with a slip in it is no number, but may tell whose it was meant to be. */
struct nhs_number nhs_read(const char *text)
{
	struct nhs_number n = {{0}, {0}};
	size_t digits = 0;
	char first = '\0';
	bool differs = false;

	nhs_number_valid(text, n.valid);
	for (; text && *text && digits < 11; text++) {
		if (*text >= '0' && *text <= '9') {
			first = digits ? first : *text;
			differs = differs || *text != first;
			if (digits < 10)
				n.sent[digits] = *text;
			digits++;
		} else if (*text != ' ' && *text != '-') {
			digits = 11;
		}
	}
	n.sent[digits == 10 && differs ? 10 : 0] = '\0';
	return n;
}

enum nhs_standing standing_read(const char *status)
{
	if (!status || !*status)
		return NHS_NOT_STATED;
	return strcmp(status, "01") == 0 || strcmp(status, "1") == 0 ? NHS_VERIFIED
		: NHS_UNVERIFIED;
}

/* By agency and local_id, so that it is the same in every store; as good as
 * drawn by lot, so that no agency comes first. */
uint64_t record_rank(const struct record *r)
{
	const char *part[] = {r->agency_code ? r->agency_code : "", r->local_id ? r->local_id : ""};
	uint64_t h = 14695981039346656037u;

	for (int i = 0; i < 2; i++) {
		for (const char *p = part[i]; *p; p++)
			h = (h ^ (unsigned char)*p) * 1099511628211u;
		h = (h ^ ':') * 1099511628211u;
	}
	h = (h ^ (h >> 32)) * 0x9E3779B97F4A7C15u;
	return h ^ (h >> 29);
}

enum status normal_make(const struct record *r, int32_t today, struct arena *arena,
	struct normal *out, struct err *err)
{
	struct nhs_number nhs;
	struct born born;
	struct normal n = {.id = r->id, .rank = record_rank(r), .agency = (uint32_t)r->agency};

	n.family = name_read(arena, r->field[RF_FAMILY_NAME]);
	n.given = name_read(arena, r->field[RF_GIVEN_NAME]);
	n.preferred = name_read(arena, r->field[RF_PREFERRED_NAME]);
	n.others = name_read(arena, r->field[RF_OTHER_NAMES]);
	if (!n.family || !n.given || !n.preferred || !n.others)
		return err_nomem(err);
	n.family_joined = joined_dup(arena, n.family);
	n.given_joined = joined_dup(arena, n.given);
	born = born_read(r->field[RF_DATE_OF_BIRTH], today);
	n.born = born.day;
	n.born_sent = born.sent;
	n.sex = sex_read(r->field[RF_SEX]);
	n.postcode = postcode_read(arena, r->field[RF_POSTCODE]);
	n.street = street_read(arena, r->field[RF_ADDRESS]);
	n.town = name_read(arena, r->field[RF_TOWN]);
	n.phone = phone_read(arena, r->field[RF_PHONE]);
	n.email = email_read(arena, r->field[RF_EMAIL]);
	nhs = nhs_read(r->field[RF_NHS_NUMBER]);
	n.born_text = arena_dup(arena, born.text);
	n.nhs = arena_dup(arena, nhs.valid);
	n.nhs_sent = arena_dup(arena, nhs.sent);
	if (!n.family_joined || !n.given_joined || !n.postcode || !n.street || !n.town || !n.phone ||
		!n.email || !n.born_text || !n.nhs || !n.nhs_sent)
		return err_nomem(err);
	text_sound(n.family_joined, n.family_sound);
	given_sound(n.given, n.given_sound);
	n.standing = standing_read(r->field[RF_NHS_NUMBER_STATUS]);
	*out = n;
	return other_ids_read(r->field[RF_OTHER_IDS], arena, &out->other, &out->other_n, err);
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
