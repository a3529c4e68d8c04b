/* Hostile text: cleaned it is valid, printable and no longer than its room; the
 * parsers of fields and of what is typed into a search take anything. */
#include <stdlib.h>
#include <string.h>

#include "civil.h"
#include "search/query.h"
#include "search/spell.h"
#include "text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void use_fields(const char *text)
{
	char nhs[11], postcode[9], phone[24], folded[256], code[65], sound[9];
	struct civil when;

	nhs_number_valid(text, nhs);
	postcode_fold(text, postcode);
	phone_fold(text, phone, sizeof phone);
	code_fold(text, code);
	civil_parse(text, &when);
	text_fold(text, folded, sizeof folded);
	text_sound(folded, sound);
	nickname_root(folded);
	if (text_similarity(folded, "okafor") > 1.0)
		abort();
}

static void use_query(const char *text)
{
	struct arena *arena = arena_new();
	struct query q;
	const char *keys[SPELL_KEYS];
	size_t n = 0;
	bool goes_on;

	if (!arena || query_read(&q, text, civil_day(2025, 11, 21), arena, NULL) != ST_OK)
		abort();
	for (size_t t = 0; t < q.terms.n; t++) {
		const struct term *term = &q.terms.v[t];

		term_tried(term, arena);
		if (!term->part)
			continue;
		if (spell_keys(term->part, arena, keys, &n, NULL) != ST_OK || n > SPELL_KEYS)
			abort();
		if (n && !spell_slip(term->part, term->part, false, &goes_on))
			abort(); /* each is nearly itself */
	}
	query_done(&q);
	arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char clean[512], again[1600], *text = malloc(size + 1);
	size_t length;

	if (!text)
		return 0;
	memcpy(text, data, size);
	text[size] = 0;
	length = text_clean((const char *)data, size, TEXT_LINE, clean, sizeof clean);
	if (length != strlen(clean) || length >= sizeof clean || strpbrk(clean, "\x1b\n\r\t\b"))
		abort();
	text_clean(clean, length, TEXT_LINE, again, sizeof again);
	if (strcmp(clean, again))
		abort(); /* cleaning what is clean changes nothing */
	if (text_width(clean) < 0)
		abort();
	use_fields(text);
	use_query(text);
	free(text);
	return 0;
}
