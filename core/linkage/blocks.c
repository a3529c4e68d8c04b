/* blocks.c - which records are worth comparing. */
#include "linkage/blocks.h"

#include <stdlib.h>
#include <string.h>

#define BIT(f) (1u << (f))
#define HOME (BIT(CF_STREET) | BIT(CF_TOWN) | BIT(CF_POSTCODE))
#define NAMES (BIT(CF_FAMILY) | BIT(CF_GIVEN))

const unsigned BLOCK_FIELDS[BL_COUNT] = {
	[BL_NHS] = BIT(CF_NHS),
	[BL_OTHER_ID] = BIT(CF_OTHER_ID),
	[BL_OTHER_ID_2] = BIT(CF_OTHER_ID),
	[BL_OTHER_ID_3] = BIT(CF_OTHER_ID),
	[BL_EMAIL] = BIT(CF_EMAIL),
	[BL_PHONE] = BIT(CF_PHONE) | HOME | BIT(CF_FAMILY),
	[BL_BORN_FAMILY] = BIT(CF_BORN) | BIT(CF_FAMILY),
	[BL_BORN_GIVEN] = BIT(CF_BORN) | BIT(CF_GIVEN) | BIT(CF_SEX),
	[BL_NAMES] = NAMES | BIT(CF_SEX),
	[BL_POSTCODE_FAMILY] = HOME | BIT(CF_FAMILY) | BIT(CF_PHONE),
	[BL_POSTCODE_GIVEN] = HOME | BIT(CF_GIVEN) | BIT(CF_SEX),
	[BL_STREET] = HOME | BIT(CF_GIVEN) | BIT(CF_PHONE) | BIT(CF_FAMILY),
	[BL_YEAR] = NAMES | BIT(CF_BORN),
	[BL_DAY] = NAMES | BIT(CF_BORN),
	[BL_TOWN_FAMILY] = HOME | NAMES | BIT(CF_PHONE),
	[BL_TOWN_GIVEN] = HOME | NAMES | BIT(CF_PHONE),
	[BL_BORN_POSTCODE] = HOME | BIT(CF_BORN),
	[BL_BORN_TOWN] = HOME | BIT(CF_BORN),
	[BL_CROSS] = NAMES,
	[BL_GIVEN_YEAR] = NAMES | BIT(CF_BORN),
	[BL_EMAIL_NAME] = BIT(CF_EMAIL) | NAMES,
	[BL_BORN] = BIT(CF_BORN),
};

const unsigned BLOCK_MOST[BL_COUNT] = {
	[BL_NHS] = 250, [BL_OTHER_ID] = 250, [BL_OTHER_ID_2] = 250, [BL_OTHER_ID_3] = 250, [BL_EMAIL] = 250, [BL_PHONE] = 250,
	[BL_BORN_FAMILY] = 250, [BL_BORN_GIVEN] = 250, [BL_NAMES] = 60,
	[BL_POSTCODE_FAMILY] = 250, [BL_POSTCODE_GIVEN] = 250, [BL_STREET] = 250,
	[BL_YEAR] = 40, [BL_DAY] = 40, [BL_TOWN_FAMILY] = 25, [BL_TOWN_GIVEN] = 25,
	[BL_BORN_POSTCODE] = 250, [BL_BORN_TOWN] = 15, [BL_CROSS] = 15, [BL_GIVEN_YEAR] = 20,
	[BL_EMAIL_NAME] = 100, [BL_BORN] = 25,
};

static uint32_t mix(uint32_t h, const char *text)
{
	for (; *text; text++)
		h = (h ^ (unsigned char)*text) * 16777619u;
	return (h ^ '|') * 16777619u;
}

/* Nothing where one of the parts is missing. */
static uint32_t key_of(uint32_t kind, const char *x, const char *y, const char *z)
{
	uint32_t h = mix(2166136261u + kind * 0x9E3779B9u, x);

	if (!*x || (y && !*y) || (z && !*z))
		return 0;
	h = y ? mix(h, y) : h;
	h = z ? mix(h, z) : h;
	h ^= h >> 15;
	h *= 0x85EBCA6Bu;
	h ^= h >> 13;
	return h ? h : 1;
}

static void others_key(const struct normal *n, uint32_t *key)
{
	for (size_t i = 0; i < BLOCK_IDS; i++)
		key[BL_OTHER_ID + i] = i < n->other_n
			? key_of(BL_OTHER_ID, n->other[i], NULL, NULL) : 0;
}

static char *cut(const char *text, size_t most, char *out)
{
	size_t n = strnlen(text, most);

	memcpy(out, text, n);
	out[n] = '\0';
	return out;
}

void blocks_make(const struct normal *n, uint32_t key[static BL_COUNT])
{
	char born[16] = "", year[5], day[6], g[2], f[2], email[64], low[64], high[64];
	bool is_low = strcmp(n->family_joined, n->given_joined) < 0;
	size_t name = strcspn(n->email, "@");

	civil_iso(n->born_sent, born);
	cut(born, 4, year);
	cut(*born ? born + 5 : "", 5, day);
	cut(n->given_joined, 1, g);
	cut(n->family_joined, 1, f);
	cut(is_low ? n->family_joined : n->given_joined, 63, low);
	cut(is_low ? n->given_joined : n->family_joined, 63, high);
	cut(n->email, name > 3 && name < 63 ? name : name > 3 ? 63 : 0, email);
	key[BL_EMAIL_NAME] = key_of(BL_EMAIL_NAME, email, NULL, NULL);
	key[BL_BORN] = key_of(BL_BORN, *n->born_text ? n->born_text : born, NULL, NULL);
	key[BL_NHS] = key_of(BL_NHS, n->nhs, NULL, NULL);
	others_key(n, key);
	key[BL_EMAIL] = key_of(BL_EMAIL, n->email, NULL, NULL);
	key[BL_PHONE] = key_of(BL_PHONE, n->phone, NULL, NULL);
	key[BL_BORN_FAMILY] = key_of(BL_BORN_FAMILY, born, n->family_sound, NULL);
	key[BL_BORN_GIVEN] = key_of(BL_BORN_GIVEN, born, n->given_sound, NULL);
	key[BL_NAMES] = key_of(BL_NAMES, n->family_sound, n->given_sound, NULL);
	key[BL_POSTCODE_FAMILY] = key_of(BL_POSTCODE_FAMILY, n->postcode, n->family_sound, NULL);
	key[BL_POSTCODE_GIVEN] = key_of(BL_POSTCODE_GIVEN, n->postcode, n->given_sound, NULL);
	key[BL_STREET] = key_of(BL_STREET, n->street, g, NULL);
	key[BL_YEAR] = key_of(BL_YEAR, n->family_sound, g, year);
	key[BL_DAY] = key_of(BL_DAY, n->family_sound, g, day);
	key[BL_TOWN_FAMILY] = key_of(BL_TOWN_FAMILY, n->town, n->family_joined, g);
	key[BL_TOWN_GIVEN] = key_of(BL_TOWN_GIVEN, n->town, n->given_joined, f);
	key[BL_BORN_POSTCODE] = key_of(BL_BORN_POSTCODE, born, n->postcode, NULL);
	key[BL_BORN_TOWN] = key_of(BL_BORN_TOWN, born, n->town, NULL);
	key[BL_CROSS] = key_of(BL_CROSS, low, high, NULL);
	key[BL_GIVEN_YEAR] = key_of(BL_GIVEN_YEAR, n->given_joined, f, year);
}

/* In order --------------------------------------------------------------- */

enum { DIGIT = 11, DIGITS = 1 << DIGIT };

/* By eleven bits, the lowest first, to and fro between the two; gives the one they end in. */
static struct placed_key *keyed_sort(struct placed_key *v, struct placed_key *spare, size_t n)
{
	for (int shift = 0; shift < 32; shift += DIGIT) {
		size_t from[DIGITS + 1] = {0};
		struct placed_key *swapped = v;

		for (size_t i = 0; i < n; i++)
			from[((v[i].key >> shift) & (DIGITS - 1)) + 1]++;
		for (int b = 0; b < DIGITS; b++)
			from[b + 1] += from[b];
		for (size_t i = 0; i < n; i++)
			spare[from[(v[i].key >> shift) & (DIGITS - 1)]++] = v[i];
		v = spare;
		spare = swapped;
	}
	return v;
}

struct placed_key *keys_sorted(const uint32_t (*key)[BL_COUNT], size_t n, enum block kind,
	uint32_t most, size_t *found)
{
	size_t columns = kind == BL_OTHER_ID ? BLOCK_IDS : 1;
	size_t room = (n + 1) * columns;
	struct placed_key *v = malloc(room * sizeof *v), *spare;

	*found = 0;
	for (size_t i = 0; v && block_kind(kind) == kind && i < n; i++)
		for (size_t k = 0; k < columns; k++)
			if (key[i][kind + k] && key[i][kind + k] <= most)
				v[(*found)++] = (struct placed_key){key[i][kind + k], (uint32_t)i};
	spare = malloc((*found + 1) * sizeof *spare);
	if (v && spare) {
		struct placed_key *sorted = keyed_sort(v, spare, *found);

		spare = sorted == v ? spare : v;
		v = sorted;
	} else {
		free(v);
		v = NULL;
	}
	free(spare);
	return v;
}
