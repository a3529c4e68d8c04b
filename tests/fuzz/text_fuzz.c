/* Hostile text: cleaned it is valid, printable and no longer than its room; the
 * parsers of fields take anything. */
#include <stdlib.h>
#include <string.h>

#include "civil.h"
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
	free(text);
	return 0;
}
