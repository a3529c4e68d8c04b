/* compare.c - two records, field by field. */
#include "linkage/compare.h"

#include <string.h>

#include "text.h"

#define SIMILAR_LEAST 0.92
#define ALIKE_LEAST 0.84
#define STREET_SIMILAR 0.95
#define STREET_ALIKE 0.85
#define EMAIL_ALIKE 0.9
enum { SLIP_LEAST = 4 }; /* Ann and Ian, Lee and Les are names of their own */
enum { NUMBER_LEAST = 6 }; /* shorter ones are given out one after another */

const char *const LEVEL_NAMES[LV_COUNT] = {
	[LV_MISSING] = "missing",
	[LV_EXACT] = "exact",
	[LV_SWAPPED] = "swapped",
	[LV_NICKNAME] = "nickname",
	[LV_PART] = "part of it",
	[LV_INITIAL] = "initial",
	[LV_SIMILAR] = "similar",
	[LV_ALIKE] = "somewhat alike",
	[LV_SOUND] = "sounds alike",
	[LV_ONE_DIGIT] = "one digit",
	[LV_ONE_PART] = "one part differs",
	[LV_YEAR] = "same year",
	[LV_AREA] = "same area",
	[LV_DISTRICT] = "same district",
	[LV_DIFFERS] = "differs",
};

const char *const COMPARED_NAMES[CF_COUNT] = {
	[CF_NHS] = "nhs_number",
	[CF_OTHER_ID] = "other_ids",
	[CF_FAMILY] = "family_name",
	[CF_GIVEN] = "given_name",
	[CF_OTHERS] = "other_names",
	[CF_BORN] = "date_of_birth",
	[CF_SEX] = "sex",
	[CF_STREET] = "address",
	[CF_TOWN] = "town",
	[CF_POSTCODE] = "postcode",
	[CF_PHONE] = "phone",
	[CF_EMAIL] = "email",
};

/* Texts of a crowd are kept once. */
static enum level same_or_not(const char *a, const char *b)
{
	if (!*a || !*b)
		return LV_MISSING;
	return a == b || (*a == *b && strcmp(a, b) == 0) ? LV_EXACT : LV_DIFFERS;
}

static bool has_word(const char *text, const char *word, size_t length)
{
	while (*text) {
		size_t n = strcspn(text, " ");

		if (n == length && memcmp(text, word, n) == 0)
			return true;
		text += n + (text[n] == ' ');
	}
	return false;
}

/* Smith and Smith-Johnson; Grace and Grace Adaeze: a word of more than one letter. */
static bool shares_word(const char *a, const char *b)
{
	while (*a) {
		size_t n = strcspn(a, " ");

		if (n > 1 && has_word(b, a, n))
			return true;
		a += n + (a[n] == ' ');
	}
	return false;
}

bool compared_one_slip(const char *a, const char *b)
{
	size_t an = strlen(a), bn = strlen(b), i = 0;

	if (an > bn)
		return compared_one_slip(b, a);
	if (bn - an > 1)
		return false;
	while (i < an && a[i] == b[i])
		i++;
	if (an < bn)
		return strcmp(a + i, b + i + 1) == 0;
	if (i == an || strcmp(a + i + 1, b + i + 1) == 0)
		return true;
	return i + 1 < an && a[i] == b[i + 1] && a[i + 1] == b[i] &&
		strcmp(a + i + 2, b + i + 2) == 0;
}

static enum level likeness(const char *a, const char *b)
{
	double how = text_similarity_from(ALIKE_LEAST, a, b);
	bool is_long = strlen(a) >= SLIP_LEAST || strlen(b) >= SLIP_LEAST;

	if (how >= SIMILAR_LEAST || (is_long && compared_one_slip(a, b)))
		return LV_SIMILAR;
	return how >= ALIKE_LEAST ? LV_ALIKE : LV_DIFFERS;
}

/* One is but the other's first letter. */
static bool is_initial(const char *a, const char *b)
{
	return *a == *b && (!a[1] || !b[1]);
}

enum level family_level(const struct normal *a, const struct normal *b)
{
	enum level level = same_or_not(a->family_joined, b->family_joined), how;

	if (level != LV_DIFFERS)
		return level;
	if (is_initial(a->family_joined, b->family_joined))
		return LV_INITIAL;
	if (shares_word(a->family, b->family))
		return LV_PART;
	how = likeness(a->family_joined, b->family_joined);
	if (how != LV_SIMILAR && a->family_sound[0] && a->family_sound[1] &&
		strcmp(a->family_sound, b->family_sound) == 0)
		return LV_SOUND;
	return how;
}

/* Of the first words, or the name by which somebody likes to be called. */
static bool nickname_links(const struct normal *a, const struct normal *b)
{
	char x[64], y[64];
	size_t an = strcspn(a->given, " "), bn = strcspn(b->given, " ");

	if (!an || !bn || an >= sizeof x || bn >= sizeof y)
		return false;
	memcpy(x, a->given, an);
	x[an] = '\0';
	memcpy(y, b->given, bn);
	y[bn] = '\0';
	return nickname_same(x, y) || strcmp(a->preferred, y) == 0 || strcmp(b->preferred, x) == 0;
}

enum level given_level(const struct normal *a, const struct normal *b)
{
	enum level level = same_or_not(a->given_joined, b->given_joined), how;

	if (level != LV_DIFFERS)
		return level;
	if (shares_word(a->given, b->given))
		return LV_PART;
	if (nickname_links(a, b))
		return LV_NICKNAME;
	if (is_initial(a->given_joined, b->given_joined))
		return LV_INITIAL;
	if (shares_word(a->given, b->others) || shares_word(b->given, a->others))
		return LV_PART;
	how = likeness(a->given_joined, b->given_joined);
	if (how != LV_SIMILAR && a->given_sound[0] && a->given_sound[1] &&
		strcmp(a->given_sound, b->given_sound) == 0)
		return LV_SOUND;
	return how;
}

/* A slip of the hand seldom makes another name that there is. */
static bool is_two_names(const char *a, const char *b)
{
	return given_name_is_known(a) && given_name_is_known(b);
}

/* Said in the other's names: as it is, as an initial, with a slip, or by a nickname. */
static bool word_is_told(const char *word, size_t n, const char *names)
{
	char mine[64], theirs[64];

	if (n >= sizeof mine)
		return true;
	memcpy(mine, word, n);
	mine[n] = '\0';
	while (*names) {
		size_t length = strcspn(names, " ");

		if (length < sizeof theirs) {
			memcpy(theirs, names, length);
			theirs[length] = '\0';
			if (is_initial(mine, theirs) || nickname_same(mine, theirs) ||
				(compared_one_slip(mine, theirs) && !is_two_names(mine, theirs)))
				return true;
		}
		names += length + (names[length] == ' ');
	}
	return false;
}

/* A given name that the other record says nowhere. */
static bool has_own_word(const struct normal *a, const struct normal *b)
{
	for (const char *word = a->given; *word;) {
		size_t n = strcspn(word, " ");

		if (!word_is_told(word, n, b->given) && !word_is_told(word, n, b->others))
			return true;
		word += n + (word[n] == ' ');
	}
	return false;
}

bool given_is_two(const struct normal *a, const struct normal *b, const unsigned char *level)
{
	if (level[CF_GIVEN] == LV_PART)
		return has_own_word(a, b) && has_own_word(b, a);
	return (level[CF_GIVEN] == LV_SIMILAR || level[CF_GIVEN] == LV_SOUND) &&
		is_two_names(a->given_joined, b->given_joined);
}

static enum level others_level(const struct normal *a, const struct normal *b)
{
	enum level level = same_or_not(a->others, b->others);

	if (level != LV_DIFFERS)
		return level;
	if (shares_word(a->others, b->others))
		return LV_PART;
	if (is_initial(a->others, b->others))
		return LV_INITIAL;
	return likeness(a->others, b->others) == LV_SIMILAR ? LV_SIMILAR : LV_DIFFERS;
}

/* Crosswise the names agree, and straight they do not. */
static bool is_swapped(const struct normal *a, const struct normal *b, unsigned char *level)
{
	if (level[CF_FAMILY] != LV_DIFFERS && level[CF_GIVEN] != LV_DIFFERS)
		return false;
	if (!*a->family || !*a->given || !*b->family || !*b->given)
		return false;
	if (strcmp(a->family_joined, b->given_joined) == 0 &&
		strcmp(a->given_joined, b->family_joined) == 0)
		return true;
	return level[CF_FAMILY] == LV_DIFFERS && level[CF_GIVEN] == LV_DIFFERS &&
		likeness(a->family_joined, b->given_joined) == LV_SIMILAR &&
		likeness(a->given_joined, b->family_joined) == LV_SIMILAR;
}

/* One name only was given, and it stands where the other's is not. */
static bool is_misplaced(const struct normal *a, const struct normal *b)
{
	return *a->given && !*a->family && strcmp(a->given_joined, b->family_joined) == 0;
}

static bool is_misplaced_family(const struct normal *a, const struct normal *b)
{
	return *a->family && !*a->given && strcmp(a->family_joined, b->given_joined) == 0;
}

static void names_level(const struct normal *a, const struct normal *b, unsigned char *level)
{
	level[CF_FAMILY] = (unsigned char)family_level(a, b);
	level[CF_GIVEN] = (unsigned char)given_level(a, b);
	level[CF_OTHERS] = (unsigned char)others_level(a, b);
	if (is_swapped(a, b, level))
		level[CF_FAMILY] = level[CF_GIVEN] = LV_SWAPPED;
	else if (level[CF_GIVEN] != LV_EXACT && (is_misplaced(a, b) || is_misplaced(b, a)))
		level[CF_GIVEN] = LV_SWAPPED;
	else if (level[CF_FAMILY] != LV_EXACT &&
		(is_misplaced_family(a, b) || is_misplaced_family(b, a)))
		level[CF_FAMILY] = LV_SWAPPED;
}

/* A slip of one sign; the same up to the inward letters (LS6 2), or LS6. */
static enum level postcode_level(const char *a, const char *b)
{
	enum level level = same_or_not(a, b);
	size_t an = strlen(a), bn = strlen(b);

	if (level != LV_DIFFERS)
		return level;
	if (an == bn && an >= 5 && strncmp(a, b, an - 2) == 0)
		return LV_AREA;
	if (compared_one_slip(a, b))
		return LV_ONE_DIGIT;
	return an == bn && an >= 5 && strncmp(a, b, an - 3) == 0 ? LV_DISTRICT : LV_DIFFERS;
}

static enum level street_level(const char *a, const char *b)
{
	enum level level = same_or_not(a, b);
	double how;

	if (level != LV_DIFFERS)
		return level;
	if (compared_one_slip(a, b))
		return LV_SIMILAR;
	how = text_similarity_from(STREET_ALIKE, a, b);
	return how >= STREET_SIMILAR ? LV_SIMILAR : how >= STREET_ALIKE ? LV_ALIKE : LV_DIFFERS;
}

enum level town_level(const char *a, const char *b)
{
	enum level level = same_or_not(a, b);

	return level == LV_DIFFERS && likeness(a, b) == LV_SIMILAR ? LV_SIMILAR : level;
}

static enum level number_level(const char *a, const char *b)
{
	enum level level = same_or_not(a, b);

	return level == LV_DIFFERS && strlen(a) >= NUMBER_LEAST && strlen(b) >= NUMBER_LEAST &&
		compared_one_slip(a, b) ? LV_ONE_DIGIT : level;
}

static size_t figures_take(const char *email, char out[static 16])
{
	size_t n = 0;

	for (; *email && *email != '@' && n < 15; email++)
		if (*email >= '0' && *email <= '9')
			out[n++] = *email;
	out[n] = '\0';
	return n;
}

/* jack.reed28@ and jack.reed68@: the figures are there to tell two of one name
 * apart.  One left out, put in or swapped is a slip. */
static bool figures_differ(const char *a, const char *b)
{
	char one[16], two[16];
	int balance[10] = {0};
	size_t n = figures_take(a, one), same = 0;

	if (n != figures_take(b, two))
		return false;
	for (size_t i = 0; i < n; i++) {
		balance[one[i] - '0']++;
		balance[two[i] - '0']--;
	}
	for (size_t d = 0; d < 10; d++)
		same += balance[d] == 0;
	return same < 10;
}

static enum level email_level(const char *a, const char *b)
{
	enum level level = same_or_not(a, b);
	size_t an = strcspn(a, "@"), bn = strcspn(b, "@");

	if (level != LV_DIFFERS || figures_differ(a, b))
		return level;
	if (compared_one_slip(a, b))
		return LV_SIMILAR;
	if (an == bn && an > 3 && strncmp(a, b, an) == 0)
		return LV_PART;
	return text_similarity_from(EMAIL_ALIKE, a, b) >= EMAIL_ALIKE ? LV_ALIKE : LV_DIFFERS;
}

static enum level nhs_level(const struct normal *a, const struct normal *b)
{
	if (*a->nhs && *b->nhs)
		return same_or_not(a->nhs, b->nhs);
	return number_level(a->nhs_sent, b->nhs_sent);
}

/* The best that two numbers of one system show. */
static enum level other_level(const struct normal *a, const struct normal *b)
{
	enum level best = LV_MISSING;

	for (size_t i = 0; i < a->other_n; i++)
		for (size_t j = 0; j < b->other_n; j++) {
			const char *x = a->other[i], *y = b->other[j];
			size_t n = (size_t)(strchr(x, '=') - x);

			if (strncmp(x, y, n + 1) != 0)
				continue;
			if (strcmp(x, y) == 0)
				return LV_EXACT;
			if (best != LV_ONE_DIGIT)
				best = number_level(x + n + 1, y + n + 1);
		}
	return best;
}

static bool system_is_of_home(const char *number)
{
	static const char *const systems[] = {"tenancy", "household", "property",
		"uprn", "rent account"};
	char folded[64];
	size_t n = strcspn(number, "=");
	char name[48];

	if (n >= sizeof name)
		return false;
	memcpy(name, number, n);
	name[n] = '\0';
	text_fold(name, folded, sizeof folded);
	for (size_t i = 0; i < sizeof systems / sizeof *systems; i++)
		if (strstr(folded, systems[i]))
			return true;
	return false;
}

bool number_is_of_home(const struct normal *a, const struct normal *b)
{
	bool found = false;

	for (size_t i = 0; i < a->other_n; i++)
		for (size_t j = 0; j < b->other_n; j++) {
			if (strcmp(a->other[i], b->other[j]) != 0)
				continue;
			if (!system_is_of_home(a->other[i]))
				return false;
			found = true;
		}
	return found;
}

static enum level sex_level(char a, char b)
{
	if (!a || !b)
		return LV_MISSING;
	return a == b ? LV_EXACT : LV_DIFFERS;
}

/* A slip makes a rare name; two common ones are two names: Joan, John. */
static void known_names_part(
	const struct normal *a, const struct normal *b, enum compared f, unsigned char *level)
{
	if (level[f] == LV_SIMILAR && a->is_common[f == CF_GIVEN] && b->is_common[f == CF_GIVEN])
		level[f] = LV_ALIKE;
}

void records_levels(const struct normal *a, const struct normal *b, unsigned char *level)
{
	names_level(a, b, level);
	known_names_part(a, b, CF_FAMILY, level);
	known_names_part(a, b, CF_GIVEN, level);
	level[CF_NHS] = (unsigned char)nhs_level(a, b);
	level[CF_OTHER_ID] = (unsigned char)other_level(a, b);
	level[CF_BORN] = (unsigned char)birth_level(a, b);
	level[CF_SEX] = (unsigned char)sex_level(a->sex, b->sex);
	level[CF_STREET] = (unsigned char)street_level(a->street, b->street);
	level[CF_TOWN] = (unsigned char)town_level(a->town, b->town);
	level[CF_POSTCODE] = (unsigned char)postcode_level(a->postcode, b->postcode);
	level[CF_PHONE] = (unsigned char)number_level(a->phone, b->phone);
	level[CF_EMAIL] = (unsigned char)email_level(a->email, b->email);
}
