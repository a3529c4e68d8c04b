/* One cell that holds a whole name, or a whole address. */
#include "ingest/profile/mapping.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "text.h"

enum { WORDS_MAX = 16 };

struct words {
	const char *at[WORDS_MAX];
	size_t length[WORDS_MAX];
	size_t n;
	bool has_title, ends_titled; /* "OKAFOR GRACE MRS" */
};

static bool one_of(const char *const *list, size_t n, const char *word, size_t length)
{
	while (length && (word[length - 1] == '.' || word[length - 1] == ','))
		length--;
	for (size_t i = 0; i < n; i++)
		if (strlen(list[i]) == length && strncasecmp(list[i], word, length) == 0)
			return true;
	return false;
}

static bool is_title(const char *word, size_t length)
{
	static const char *const TITLES[] = { "mr", "mrs", "ms", "miss", "mx", "dr", "doctor", "prof",
		"professor", "rev", "revd", "reverend", "sir", "dame", "lady", "lord", "master", "mstr",
		"fr", "sr", "capt", "cllr", "mbe", "obe", "cbe" };

	return one_of(TITLES, sizeof TITLES / sizeof *TITLES, word, length);
}

/* With it a list that begins with the family's name ends. */
static bool is_last_title(const char *word, size_t length)
{
	static const char *const TITLES[] = { "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "rev", "revd", "mstr" };

	return one_of(TITLES, sizeof TITLES / sizeof *TITLES, word, length);
}

/* What stands before a family name and belongs to it. */
static bool is_particle(const char *word, size_t length)
{
	static const char *const PARTICLES[] = { "de", "da", "di", "du", "del", "della", "der", "den", "la",
		"le", "van", "von", "ter", "ten", "bin", "ibn", "al", "el", "st", "dos", "das", "ap" };

	return one_of(PARTICLES, sizeof PARTICLES / sizeof *PARTICLES, word, length);
}

static void words_take(const char *text, struct words *w)
{
	w->n = 0;
	w->has_title = w->ends_titled = false;
	while (*text && w->n < WORDS_MAX) {
		size_t length;

		text += strspn(text, " \n");
		length = strcspn(text, " \n");
		w->has_title |= length && is_title(text, length);
		w->ends_titled = length ? w->n > 1 && is_last_title(text, length) : w->ends_titled;
		if (length && !is_title(text, length)) {
			w->at[w->n] = text;
			w->length[w->n++] = length;
		}
		text += length;
	}
}

static void word_add(char *out, size_t room, const char *word, size_t length)
{
	size_t at = strlen(out);

	if (at + length + 2 > room)
		return;
	if (at)
		out[at++] = ' ';
	memcpy(out + at, word, length);
	out[at + length] = 0;
}

static void words_join(const struct words *w, size_t from, size_t to, char *out, size_t room)
{
	for (size_t i = from; i < to; i++)
		word_add(out, room, w->at[i], w->length[i]);
}

/* OKAFOR, O'NEIL, but no initial and no AB. */
static bool is_shouted(const char *word, size_t length)
{
	size_t big = 0;

	for (size_t i = 0; i < length; i++) {
		if (islower((unsigned char)word[i]))
			return false;
		big += isupper((unsigned char)word[i]) != 0 || (unsigned char)word[i] >= 0x80;
	}
	return big >= 2;
}

/* Without a comma: what is in capitals alone is the family's name, else the
 * last word with the particles before it.  One word alone is what somebody is called,
 * unless a title stands with it: nobody is written down as Mrs Grace. */
static void words_part(const struct words *w, struct name_parts *out)
{
	size_t shouted = 0, family = w->n ? w->n - 1 : 0;

	for (size_t i = 0; i < w->n; i++)
		shouted += is_shouted(w->at[i], w->length[i]);
	if (shouted && shouted < w->n) {
		for (size_t i = 0; i < w->n; i++) {
			bool is_family = is_shouted(w->at[i], w->length[i]);

			word_add(is_family ? out->family : out->given,
				is_family ? sizeof out->family : sizeof out->given, w->at[i], w->length[i]);
		}
		return;
	}
	if (w->n == 1 && !w->has_title) {
		words_join(w, 0, 1, out->given, sizeof out->given);
		return;
	}
	if (w->ends_titled) {
		for (family = 1; family + 1 < w->n && is_particle(w->at[family - 1], w->length[family - 1]);)
			family++;
		words_join(w, 0, family, out->family, sizeof out->family);
		words_join(w, family, w->n, out->given, sizeof out->given);
		return;
	}
	while (family > 1 && is_particle(w->at[family - 1], w->length[family - 1]))
		family--;
	words_join(w, 0, family, out->given, sizeof out->given);
	words_join(w, family, w->n, out->family, sizeof out->family);
}

/* "(Deceased)", "(joint)": what is said of somebody, and no name. */
static bool is_remark(const char *text)
{
	static const char *const WORDS[] = { "deceased", "dec'd", "decd", "dec", "died", "rip", "late", "the late", "joint", "sole",
		"tenant", "joint tenant", "sole tenant", "lead tenant", "main", "main tenant", "carer", "unpaid carer", "moved",
		"void", "new", "closed", "male", "female", "m", "f", "his", "her", "them", "he/him", "she/her", "they/them", "ex",
		"former", "snr", "jnr", "senior", "junior", "duplicate", "test" };

	return one_of(WORDS, sizeof WORDS / sizeof *WORDS, text, strlen(text));
}

/* "(Peggy)", "(known as Peggy)"; "(Mrs)" is a title and goes. */
static void aside_take(const char *text, size_t length, struct name_parts *out)
{
	static const char *const LEADS[] = { "known as ", "likes to be called ", "prefers ", "preferred ",
		"aka ", "pref. ", "pref " };
	char aside[200];
	struct words w;

	if (length >= sizeof aside)
		return;
	memcpy(aside, text, length);
	aside[length] = 0;
	text_trim(aside);
	text = aside;
	for (size_t i = 0; i < sizeof LEADS / sizeof *LEADS; i++)
		if (strncasecmp(text, LEADS[i], strlen(LEADS[i])) == 0)
			text += strlen(LEADS[i]);
	words_take(text, &w);
	if (!*out->preferred && !is_remark(text))
		words_join(&w, 0, w.n, out->preferred, sizeof out->preferred);
}

/* The text without what stands in brackets. */
static void asides_out(const char *full, char *rest, size_t room, struct name_parts *out)
{
	size_t n = 0;

	while (*full && n + 1 < room) {
		const char *close = *full == '(' ? strchr(full, ')') : *full == '[' ? strchr(full, ']') : NULL;

		if (close) {
			aside_take(full + 1, (size_t)(close - full - 1), out);
			full = close + 1;
			rest[n++] = ' ';
		} else {
			rest[n++] = *full++;
		}
	}
	rest[n] = 0;
}

static bool names_two(const char *text)
{
	return strchr(text, '&') || strstr(text, " and ") || strstr(text, " AND ") || strchr(text, '/') ||
		strchr(text, '+');
}

/* "Okafor (Mrs)" */
static bool has_title_aside(const char *full)
{
	for (const char *at = full; (at = strpbrk(at, "([")); at++)
		if (is_title(at + 1, strcspn(at + 1, " )]")))
			return true;
	return false;
}

bool profile_name(const char *full, struct name_parts *out)
{
	char rest[512];
	char *comma;
	struct words w;

	*out = (struct name_parts){ .family = "" };
	asides_out(full, rest, sizeof rest, out);
	if (names_two(rest))
		return false;
	comma = strchr(rest, ',');
	if (!comma) {
		words_take(rest, &w);
		w.has_title |= has_title_aside(full);
		words_part(&w, out);
		return true;
	}
	*comma = 0;
	words_take(rest, &w);
	words_join(&w, 0, w.n, out->family, sizeof out->family);
	for (char *at = comma + 1; (at = strchr(at, ',')); at++)
		*at = ' ';
	words_take(comma + 1, &w);
	words_join(&w, 0, w.n, out->given, sizeof out->given);
	return true;
}

/* Addresses -------------------------------------------------------------------- */

static bool ends_word(char c)
{
	return !isalnum((unsigned char)c) && (unsigned char)c < 0x80;
}

/* The postcode that begins at a word, its length in the text; 0: none. */
static size_t postcode_at(const char *text, char out[static 9])
{
	char tried[12];

	for (size_t n = 8; n >= 5; n--) {
		if (strnlen(text, n) < n || !ends_word(text[n]))
			continue;
		memcpy(tried, text, n);
		tried[n] = 0;
		if (!strchr(tried, ',') && postcode_fold(tried, out))
			return n;
	}
	return 0;
}

static void tail_trim(char *text)
{
	size_t n = strlen(text);

	while (n && strchr(" ,;.\n", text[n - 1]))
		n--;
	text[n] = 0;
}

/* Lines become parts of one, with a comma between. */
static void lines_join(const char *text, char *out, size_t room)
{
	size_t n = 0;

	for (; *text && n + 3 < room; text++) {
		if (*text != '\n') {
			out[n++] = *text;
			continue;
		}
		while (n && strchr(" ,", out[n - 1]))
			n--;
		if (n)
			out[n++] = ',';
		out[n++] = ' ';
	}
	out[n] = 0;
}

void profile_address(const char *full, struct address_parts *out)
{
	const char *found = NULL;
	char postcode[9];
	size_t n = 0, length;

	char one_line[400];

	*out = (struct address_parts){ .address = "" };
	lines_join(full, one_line, sizeof one_line);
	full = one_line;
	for (const char *at = full; *at; at++) {
		if ((at > full && !ends_word(at[-1])) || !isalpha((unsigned char)*at))
			continue;
		length = postcode_at(at, postcode);
		if (!length)
			continue;
		found = at;
		n = length;
		memcpy(out->postcode, postcode, sizeof postcode);
	}
	if (!found) {
		snprintf(out->address, sizeof out->address, "%s", full);
		return;
	}
	snprintf(out->address, sizeof out->address, "%.*s", (int)(found - full), full);
	tail_trim(out->address);
	found += n;
	found += strspn(found, " ,;.\n");
	if (*found && strlen(out->address) + strlen(found) + 3 < sizeof out->address)
		snprintf(out->address + strlen(out->address), sizeof out->address - strlen(out->address),
			"%s%s", *out->address ? ", " : "", found);
	tail_trim(out->address);
}
