/* What the values of a column are: dates, numbers, names, and so on. */
#include "ingest/profile/look.h"

#include <ctype.h>
#include <string.h>

#include "text.h"

static bool is_sex(const char *folded)
{
	static const char *const WORDS[] = { "m", "f", "male", "female", "man", "woman", "other", "unknown", "u",
		"x", "non binary", "not known", "not stated", "1", "2", "0", "9", "transgender" };

	for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
		if (strcmp(WORDS[i], folded) == 0)
			return true;
	return false;
}

bool look_is_email(const char *text)
{
	const char *at = strchr(text, '@');

	return at && at > text && strchr(at, '.') && !strchr(text, ' ');
}

static bool is_phone(const char *text)
{
	char folded[24];

	return text[strspn(text, "0123456789 +()-./")] == 0 && phone_fold(text, folded, sizeof folded) &&
		folded[0] == '0' && strlen(folded) >= 10;
}

/* Nine to fifteen digits however they are parted, as a phone's may be. */
static bool is_digits(const char *text)
{
	size_t n = 0;

	if (text[strspn(text, "0123456789 +()-./")])
		return number_is_shortened(text);
	for (; *text; text++)
		n += isdigit((unsigned char)*text) != 0;
	return n >= 9 && n <= 15;
}

/* Two or three words of letters. */
static bool is_name(const char *text, bool *has_comma)
{
	int words = 0;
	bool inside = false;

	*has_comma = false;
	for (; *text; text++) {
		bool letter = isalpha((unsigned char)*text) || (unsigned char)*text >= 0x80 ||
			strchr("'-.()&", *text) != NULL;

		if (*text == ',')
			*has_comma = true;
		else if (*text != ' ' && !letter)
			return false;
		words += letter && !inside;
		inside = letter;
	}
	return words >= 2 && words <= 5;
}

static bool is_time(const char *text)
{
	size_t n = strspn(text, "0123456789");

	return n >= 1 && n <= 2 && text[n] == ':' && isdigit((unsigned char)text[n + 1]) && strlen(text) <= 11;
}

/* From when to when a column's dates go. */
static void days_count(struct look_column *c, const char *text)
{
	struct civil when;
	char out[32];

	if (!(profile_date(text, DATES_DMY, CIVIL_NONE, out) || profile_date(text, DATES_MDY, CIVIL_NONE, out)) ||
		!civil_parse(out, &when))
		return;
	if (!c->first_day || when.day < c->first_day)
		c->first_day = when.day;
	if (!c->last_day || when.day > c->last_day)
		c->last_day = when.day;
}

/* "Okafor", "Smith-Jones" */
static bool is_word(const char *text)
{
	size_t n = 0;

	for (; *text; text++, n++)
		if (!isalpha((unsigned char)*text) && (unsigned char)*text < 0x80 && !strchr("'-", *text))
			return false;
	return n > 1;
}

/* "T1", "0031n1", "HA/204": a number of somebody's own. */
static bool is_number_of(const char *text)
{
	return text[strcspn(text, "0123456789")] && !text[strcspn(text, " ,:@")] && strlen(text) <= 20;
}

void look_count(struct look_column *c, const char *text)
{
	static const struct { enum look_kind kind; unsigned forms; } DATES[] = { { LK_DMY, DATES_DMY },
		{ LK_MDY, DATES_MDY }, { LK_YMD, DATES_YMD } };
	char out[32], folded[128], nhs[11];
	struct address_parts address;
	bool has_comma;
	size_t digits = strspn(text, "0123456789");

	for (size_t i = 0; i < 3; i++)
		c->is[DATES[i].kind] += profile_date(text, DATES[i].forms, CIVIL_NONE, out);
	days_count(c, text);
	c->is[LK_EXCEL] += digits == 5 && (!text[5] || text[5] == '.') && profile_date(text, DATES_EXCEL, CIVIL_NONE, out);
	c->is[LK_TIME] += is_time(text);
	c->is[LK_NHS] += nhs_number_valid(text, nhs);
	profile_address(text, &address);
	c->is[LK_POSTCODE] += *address.postcode && !*address.address;
	c->is[LK_HOLDS_POSTCODE] += *address.postcode && *address.address;
	c->is[LK_PHONE] += is_phone(text);
	c->is[LK_DIGITS] += !is_phone(text) && is_digits(text);
	c->is[LK_EMAIL] += look_is_email(text);
	text_fold(text, folded, sizeof folded);
	c->is[LK_SEX] += is_sex(folded);
	c->is[LK_WORD] += is_word(text);
	c->is[LK_OWN] += is_number_of(text);
	if (is_name(text, &has_comma))
		c->is[has_comma ? LK_COMMA_NAME : LK_NAME]++;
	c->is[LK_NUMBER] += text[strspn(text, "0123456789.,-")] == 0;
}

/* The first few go without saying in every draft; "NA" and "None" may be names. */
static const char *const NOTHINGS[] = { "N/A", "n/k", "NULL", "-", "Not known", "Unknown", "Not applicable", "Not stated",
	"Not recorded", "Not provided", "Not given", "Not available", "Not disclosed", "Not specified", "None known",
	"None recorded", "None stated", "None identified", "Don't know", "No data", "No information", "Not yet known", "TBC", "TBA", "--", "---",
	"?", "??", "." };
/* What stands in place of a name where nobody lives. */
static const char *const NOBODIES[] = { "VOID", "Void property", "Vacant", "Vacant property", "Empty property", "The Occupier",
	"Occupier", "The Tenant", "No tenant", "Untenanted" };

struct written { const char *const *list; size_t n; };
static const struct written WRITTEN[] = {
	{ NOTHINGS, sizeof NOTHINGS / sizeof *NOTHINGS },
	{ NOBODIES, sizeof NOBODIES / sizeof *NOBODIES },
};

static int written_find(const struct written *w, const char *text)
{
	char folded[64], word[64];

	if (strlen(text) >= sizeof folded / 2)
		return -1;
	text_fold(text, folded, sizeof folded);
	for (size_t i = 0; i < w->n; i++) {
		text_fold(w->list[i], word, sizeof word);
		if (*word ? strcmp(word, folded) == 0 : strcmp(w->list[i], text) == 0)
			return (int)i;
	}
	return -1;
}

const char *look_nothing(size_t i)
{
	return i < WRITTEN[0].n ? WRITTEN[0].list[i] : NULL;
}

int look_nothing_find(const char *text)
{
	return written_find(&WRITTEN[0], text);
}

const char *look_nobody(size_t i)
{
	return i < WRITTEN[1].n ? WRITTEN[1].list[i] : NULL;
}

int look_nobody_find(const char *text)
{
	return written_find(&WRITTEN[1], text);
}
