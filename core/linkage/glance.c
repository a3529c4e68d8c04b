/* glance.c - pairs that cannot come to anything. */
#include "linkage/glance.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "linkage/wide.h"
#include "text/parts.h"

#define ODD UINT64_MAX
#define STREET_ALIKE 0.85
enum { TYPING_YEARS = 12 }; /* these two as in compare.c */
enum { STREET_LOOKED = 60, PART = 4096 };
enum { FLAG_IDS = 1, FLAG_NHS_VALID = 2, FLAG_BORN_TEXT = 4, FLAG_OTHERS = 8, FLAG_PREFERRED = 16, FLAG_SEX = 32 };
enum { SEX_F = 1, SEX_M, SEX_OTHER };

/* Packing ------------------------------------------------------------------ */

/* Signs of so many bits, the last one lowest; a digit is one more than it says. */
static uint64_t pack(const char *text, unsigned bits)
{
	uint64_t out = 0;
	unsigned room = 64 / bits;

	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;

		if (!room-- || (bits == 4 && (c < '0' || c > '9')))
			return ODD;
		out = out << bits | (bits == 4 ? (unsigned)(c - '0' + 1) : c);
	}
	return out;
}

static uint32_t born_pack(const struct word *w)
{
	uint32_t out = 0;

	for (const char *p = w->born == CIVIL_NONE ? "" : w->text; *p; p++)
		if (*p != '-')
			out = out << 4 | (uint32_t)(*p - '0');
	return out;
}

static int sex_pack(char sex)
{
	return !sex ? 0 : sex == 'F' ? SEX_F : sex == 'M' ? SEX_M : SEX_OTHER;
}

static struct glance glance_of(const struct crowd *c, const struct entry *e)
{
	const struct lexicon *x = &c->lexicon;
	const struct word *born = word_at(x, WK_BORN, e->word[WK_BORN]);
	const struct word *nhs = word_at(x, WK_NHS, e->word[WK_NHS]);
	struct glance g = {
		.nhs = pack(nhs->text, 4),
		.phone = pack(word_at(x, WK_PHONE, e->word[WK_PHONE])->text, 4),
		.postcode = pack(word_at(x, WK_POSTCODE, e->word[WK_POSTCODE])->text, 8),
		.family = word_at(x, WK_FAMILY, e->word[WK_FAMILY])->value,
		.given = word_at(x, WK_GIVEN, e->word[WK_GIVEN])->value,
		.others = word_at(x, WK_OTHERS, e->word[WK_OTHERS])->value,
		.street = word_at(x, WK_STREET, e->word[WK_STREET])->value,
		.town = word_at(x, WK_TOWN, e->word[WK_TOWN])->value,
		.email = word_at(x, WK_EMAIL, e->word[WK_EMAIL])->value,
		.born = born_pack(born),
		.first_family = (unsigned char)*word_at(x, WK_FAMILY, e->word[WK_FAMILY])->text,
		.first_given = (unsigned char)*word_at(x, WK_GIVEN, e->word[WK_GIVEN])->text,
		.agency = (unsigned char)(e->agency < GLANCE_LATER ? e->agency : GLANCE_LATER),
		.flags = (unsigned char)(FLAG_SEX * sex_pack(e->sex)),
		.family_word = e->word[WK_FAMILY],
		.given_word = e->word[WK_GIVEN],
	};

	if (word_at(x, WK_IDS, e->word[WK_IDS])->list_n)
		g.flags |= FLAG_IDS;
	if (nhs->value)
		g.flags |= FLAG_NHS_VALID;
	if (g.others)
		g.flags |= FLAG_OTHERS;
	if (word_at(x, WK_PREFERRED, e->word[WK_PREFERRED])->value)
		g.flags |= FLAG_PREFERRED;
	if (!g.born && *born->text)
		g.flags |= FLAG_BORN_TEXT;
	return g;
}

/* Weights ------------------------------------------------------------------ */

static void weights_make(struct glances *g)
{
	const struct model *x = g->model;

	for (int f = 0; f < CF_COUNT; f++) {
		float least = model_share(x, (enum compared)f, "");

		for (int l = LV_EXACT; l < LV_COUNT; l++)
			g->weight[f][l] = x->m[f][l] > 0 && x->u[f][l] > 0
				? log2(x->m[f][l] / x->u[f][l]) : 0;
		g->most[f] = fmax(x->best[f], least > 0 && x->m[f][LV_EXACT] > 0
			? log2(x->m[f][LV_EXACT] / (double)least) : g->weight[f][LV_EXACT]);
	}
}

static bool exact_make(struct glances *g, const struct crowd *c, enum word_kind kind, enum compared f)
{
	const struct word_table *t = &c->lexicon.kind[kind];

	g->exact[kind] = malloc(t->values.n * sizeof *g->exact[kind]);
	for (size_t i = 0; g->exact[kind] && i < t->values.n; i++) {
		double share = (double)t->values.v[i].share;

		g->exact[kind][i] = (float)(share > 0 && g->model->m[f][LV_EXACT] > 0
			? log2(g->model->m[f][LV_EXACT] / share) : g->weight[f][LV_EXACT]) + 1e-4f;
	}
	return g->exact[kind] != NULL;
}

static bool glances_fill(void *arg, int thread, size_t from, size_t to)
{
	struct glances *g = arg;

	(void)thread;
	for (size_t i = from; i < to; i++)
		g->v[i] = glance_of(g->crowd, &g->crowd->v[i]);
	return true;
}

static bool streets_make(struct glances *g)
{
	const struct word_table *t = &g->crowd->lexicon.kind[WK_STREET];

	g->street = calloc(t->values.n, sizeof *g->street);
	for (size_t i = 0; g->street && i < t->values.n; i++) {
		const char *text = t->values.v[i].text;
		struct street_look *s = &g->street[i];
		size_t n = strlen(text);

		s->length = (unsigned char)(n > STREET_LOOKED ? STREET_LOOKED + 1 : n);
		memcpy(s->head, text, n < sizeof s->head ? n : sizeof s->head);
		for (size_t k = 0; k < n && n <= STREET_LOOKED; k++) {
			int shift = 4 * (text[k] & 15);

			if ((s->letters >> shift & 15) == 15)
				s->length = STREET_LOOKED + 1; /* too many of one kind to count */
			else
				s->letters += (uint64_t)1 << shift;
		}
	}
	return g->street != NULL;
}

bool glances_make(struct glances *g, const struct crowd *c, const struct model *x)
{
	*g = (struct glances){.model = x, .crowd = c, .v = wide_alloc(c->n, sizeof *g->v)};
	weights_make(g);
	return g->v && parts_run(c->n, PART, glances_fill, g) && streets_make(g) &&
		exact_make(g, c, WK_FAMILY, CF_FAMILY) && exact_make(g, c, WK_GIVEN, CF_GIVEN) &&
		exact_make(g, c, WK_OTHERS, CF_OTHERS) && exact_make(g, c, WK_STREET, CF_STREET) &&
		exact_make(g, c, WK_TOWN, CF_TOWN) && exact_make(g, c, WK_EMAIL, CF_EMAIL);
}

void glances_done(struct glances *g)
{
	for (int k = 0; k < WK_COUNT; k++)
		free(g->exact[k]);
	free(g->street);
	free(g->v);
	*g = (struct glances){.v = NULL};
}

/* Slips -------------------------------------------------------------------- */

static unsigned lane_of(uint64_t bit, unsigned bits)
{
	return (unsigned)__builtin_ctzll(bit) / bits;
}

static unsigned length_of(uint64_t packed, unsigned bits)
{
	return packed ? (63 - (unsigned)__builtin_clzll(packed)) / bits + 1 : 0;
}

static bool lanes_slip(uint64_t a, uint64_t b, unsigned bits)
{
	uint64_t x = a ^ b, mask = ((uint64_t)1 << bits) - 1;
	unsigned low = lane_of(x, bits), high = length_of(x, bits) - 1;

	if (low == high)
		return true;
	return high == low + 1 && (a >> bits * low & mask) == (b >> bits * high & mask) &&
		(a >> bits * high & mask) == (b >> bits * low & mask);
}

/* One sign put in, left out, changed, or two swapped; the two differ. */
static bool one_slip(uint64_t a, uint64_t b, unsigned bits)
{
	unsigned an = length_of(a, bits), bn = length_of(b, bits), same;
	uint64_t shorter = an < bn ? a : b, longer = an < bn ? b : a;

	if (an == bn)
		return lanes_slip(a, b, bits);
	if ((an > bn ? an - bn : bn - an) > 1)
		return false;
	same = lane_of(shorter ^ longer, bits);
	return longer >> bits * same >> bits == shorter >> bits * same;
}

static double number_most(const struct glances *g, enum compared f, uint64_t a, uint64_t b)
{
	if (!a || !b)
		return 0;
	if (a == ODD || b == ODD || a == b)
		return g->most[f];
	return g->weight[f][one_slip(a, b, 4) ? LV_ONE_DIGIT : LV_DIFFERS];
}

static double postcode_most(const struct glances *g, uint64_t a, uint64_t b)
{
	unsigned n = length_of(a, 8);

	if (!a || !b)
		return 0;
	if (a == ODD || b == ODD || a == b)
		return g->most[CF_POSTCODE];
	if (n == length_of(b, 8) && n >= 5 && a >> 16 == b >> 16)
		return g->weight[CF_POSTCODE][LV_AREA];
	if (one_slip(a, b, 8))
		return g->weight[CF_POSTCODE][LV_ONE_DIGIT];
	return g->weight[CF_POSTCODE][n == length_of(b, 8) && n >= 5 && a >> 24 == b >> 24
		? LV_DISTRICT : LV_DIFFERS];
}

static int year_of(uint32_t born)
{
	uint32_t y = born >> 16;

	return (int)((y >> 12) * 1000 + (y >> 8 & 15) * 100 + (y >> 4 & 15) * 10 + (y & 15));
}

static enum level born_level(uint32_t a, uint32_t b)
{
	uint32_t day = (a ^ b) & 0xFF, month = (a ^ b) & 0xFF00, year = (a ^ b) & 0xFFFF0000;

	if (!year && (a & 0xFF) == (b >> 8 & 0xFF) && (b & 0xFF) == (a >> 8 & 0xFF))
		return LV_SWAPPED;
	if (lanes_slip(a, b, 4) && abs(year_of(a) - year_of(b)) <= TYPING_YEARS)
		return LV_ONE_DIGIT;
	if (!day + !month + !year == 2)
		return LV_ONE_PART;
	return year ? LV_DIFFERS : LV_YEAR;
}

static double born_most(const struct glances *g, const struct glance *a, const struct glance *b)
{
	if ((a->flags | b->flags) & FLAG_BORN_TEXT)
		return g->most[CF_BORN];
	if (!a->born || !b->born)
		return 0;
	return a->born == b->born ? g->most[CF_BORN] : g->weight[CF_BORN][born_level(a->born, b->born)];
}

/* The bound ---------------------------------------------------------------- */

static double value_most(const struct glances *g, enum word_kind kind, enum compared f,
	uint32_t a, uint32_t b)
{
	if (!a || !b)
		return 0;
	return a == b ? (double)g->exact[kind][a] : g->model->best[f];
}

/* As place_weigh() takes them together; it grows with each of them. */
static double place_most(double street, double town, double postcode)
{
	double best = 0, worst = 0; /* fmax() and fmin() are calls */

	best = street > best ? street : best;
	best = town > best ? town : best;
	best = postcode > best ? postcode : best;
	worst = street < worst ? street : worst;
	worst = town < worst ? town : worst;
	worst = postcode < worst ? postcode : worst;

	return 0.4 * (street + town + postcode) + 0.6 * (best + worst);
}

static bool may_be_swapped(const struct glance *a, const struct glance *b)
{
	return (a->first_family && a->first_family == b->first_given) ||
		(a->first_given && a->first_given == b->first_family);
}

static double nhs_most(const struct glances *g, const struct glance *a, const struct glance *b)
{
	if (a->flags & b->flags & FLAG_NHS_VALID)
		return g->weight[CF_NHS][LV_DIFFERS]; /* where they are equal no glance will do */
	return number_most(g, CF_NHS, a->nhs, b->nhs);
}

static double sex_most(const struct glances *g, int a, int b)
{
	const double *weight = g->weight[CF_SEX];

	if (!a || !b)
		return 0;
	return a == SEX_OTHER && b == SEX_OTHER ? fmax(weight[LV_EXACT], weight[LV_DIFFERS])
		: weight[a == b ? LV_EXACT : LV_DIFFERS];
}

double glance_most(const struct glances *g, size_t at, size_t other, double source)
{
	const struct glance *a = &g->v[at], *b = &g->v[other];
	double most = g->model->prior + source;

	if ((a->nhs && a->nhs == b->nhs) || (a->flags & b->flags & FLAG_IDS) || may_be_swapped(a, b))
		return HUGE_VAL;
	most += nhs_most(g, a, b) + number_most(g, CF_PHONE, a->phone, b->phone);
	most += born_most(g, a, b);
	most += sex_most(g, a->flags / FLAG_SEX, b->flags / FLAG_SEX);
	most += value_most(g, WK_FAMILY, CF_FAMILY, a->family, b->family);
	most += value_most(g, WK_GIVEN, CF_GIVEN, a->given, b->given);
	most += value_most(g, WK_OTHERS, CF_OTHERS, a->others, b->others);
	most += value_most(g, WK_EMAIL, CF_EMAIL, a->email, b->email);
	most += place_most(value_most(g, WK_STREET, CF_STREET, a->street, b->street),
		value_most(g, WK_TOWN, CF_TOWN, a->town, b->town),
		postcode_most(g, a->postcode, b->postcode));
	return most;
}

/* A closer look ------------------------------------------------------------ */

enum { SEEN_FAMILY, SEEN_GIVEN, SEEN_TOWN };

/* Of the names themselves, without what else they go by. */
static enum level level_make(const struct glances *g, int what, size_t a, size_t b)
{
	const struct crowd *c = g->crowd;
	struct normal one = {.preferred = "", .others = ""}, two = one;

	if (what == SEEN_TOWN)
		return town_level(crowd_text(c, a, WK_TOWN), crowd_text(c, b, WK_TOWN));
	crowd_names(c, a, &one);
	crowd_names(c, b, &two);
	return what == SEEN_GIVEN ? given_level(&one, &two) : family_level(&one, &two);
}

/* x and y tell the texts of records a and b apart. */
static enum level level_of(const struct glances *g, struct levels_seen *seen, int what, uint32_t x,
	uint32_t y, size_t a, size_t b)
{
	uint64_t pair = x < y ? (uint64_t)x << 32 | y : (uint64_t)y << 32 | x;
	size_t slot = pair * 0x9E3779B97F4A7C15u >> 40 & (LEVELS_SEEN - 1);

	if (seen->of[what][slot].pair != pair) {
		seen->of[what][slot].pair = pair;
		seen->of[what][slot].level = (unsigned char)level_make(g, what, a, b);
	}
	return (enum level)seen->of[what][slot].level;
}

/* How much less a family name weighs than it might. */
static double family_less(const struct glances *g, struct levels_seen *seen, size_t at, size_t other)
{
	const struct glance *a = &g->v[at], *b = &g->v[other];
	const double *weight = g->weight[CF_FAMILY];
	enum level level;

	if (!a->family || !b->family || a->family == b->family)
		return 0;
	level = level_of(g, seen, SEEN_FAMILY, a->family_word, b->family_word, at, other);
	return g->model->best[CF_FAMILY] - (level == LV_SIMILAR /* not where both are common */
		? fmax(weight[LV_SIMILAR], weight[LV_ALIKE]) : weight[level]);
}

static double given_less(const struct glances *g, struct levels_seen *seen, size_t at, size_t other)
{
	const struct glance *a = &g->v[at], *b = &g->v[other];
	const double *weight = g->weight[CF_GIVEN];
	enum level level;
	double most;

	if (!a->given || !b->given || a->given == b->given)
		return 0;
	level = level_of(g, seen, SEEN_GIVEN, a->given_word, b->given_word, at, other);
	most = level == LV_SIMILAR ? fmax(weight[LV_SIMILAR], weight[LV_ALIKE]) : weight[level];
	if ((a->flags | b->flags) & FLAG_OTHERS)
		most = fmax(most, weight[LV_PART]);
	if ((a->flags | b->flags) & FLAG_PREFERRED)
		most = fmax(most, weight[LV_NICKNAME]);
	return g->model->best[CF_GIVEN] - most;
}

/* Two streets have so few letters in common that they are neither alike nor a slip. */
static bool streets_differ(const struct street_look *a, const struct street_look *b)
{
	unsigned longer = a->length > b->length ? a->length : b->length, same = 0, alike = 0;
	unsigned shorter = a->length + b->length - longer;
	double jaro;

	if (longer > STREET_LOOKED)
		return false;
	for (int shift = 0; shift < 64; shift += 4) {
		unsigned x = a->letters >> shift & 15, y = b->letters >> shift & 15;

		same += x < y ? x : y;
	}
	if (longer - shorter <= 1 && same + 1 >= longer)
		return false;
	while (alike < 4 && a->head[alike] && a->head[alike] == b->head[alike])
		alike++;
	jaro = ((double)same / a->length + (double)same / b->length + 1) / 3;
	return jaro + 0.1 * alike * (1 - jaro) < STREET_ALIKE;
}

static double place_less(const struct glances *g, struct levels_seen *seen, size_t at, size_t other)
{
	const struct glance *a = &g->v[at], *b = &g->v[other];
	double street = value_most(g, WK_STREET, CF_STREET, a->street, b->street);
	double town = value_most(g, WK_TOWN, CF_TOWN, a->town, b->town);
	double postcode = postcode_most(g, a->postcode, b->postcode);
	double before = place_most(street, town, postcode);

	if (a->street && b->street && a->street != b->street &&
		streets_differ(&g->street[a->street], &g->street[b->street]))
		street = g->weight[CF_STREET][LV_DIFFERS];
	if (a->town && b->town && a->town != b->town)
		town = g->weight[CF_TOWN][level_of(g, seen, SEEN_TOWN, a->town, b->town, at, other)];
	return before - place_most(street, town, postcode);
}

double glance_closer(const struct glances *g, struct levels_seen *seen, size_t a, size_t b, double most)
{
	return most - family_less(g, seen, a, b) - given_less(g, seen, a, b) - place_less(g, seen, a, b);
}
