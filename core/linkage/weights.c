/* weights.c - what agreement and disagreement weigh. */
#include "linkage/weights.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>


struct known_share {
	uint64_t key; /* of field and value; 0: a free slot */
	float share;
};

struct level_start {
	unsigned char field, level;
	double m, u;
};

/* Where a fit begins, and what holds while there is too little to fit: error
 * rates measured between two English record systems, and the shares of a town. */
static const struct level_start START[] = {
	{CF_NHS, LV_EXACT, 0.985, 1e-6}, {CF_NHS, LV_ONE_DIGIT, 0.01, 2e-5},
	{CF_NHS, LV_DIFFERS, 0.005, 0.99998},
	{CF_OTHER_ID, LV_EXACT, 0.93, 1e-5}, {CF_OTHER_ID, LV_ONE_DIGIT, 0.03, 5e-4},
	{CF_OTHER_ID, LV_DIFFERS, 0.02, 0.9999},
	{CF_FAMILY, LV_EXACT, 0.88, 0.003}, {CF_FAMILY, LV_SWAPPED, 0.003, 1e-4},
	{CF_FAMILY, LV_PART, 0.02, 0.001}, {CF_FAMILY, LV_INITIAL, 0.002, 0.001},
	{CF_FAMILY, LV_SIMILAR, 0.04, 0.001}, {CF_FAMILY, LV_ALIKE, 0.008, 0.004},
	{CF_FAMILY, LV_SOUND, 0.007, 0.001}, {CF_FAMILY, LV_DIFFERS, 0.04, 0.985},
	{CF_GIVEN, LV_EXACT, 0.88, 0.006}, {CF_GIVEN, LV_SWAPPED, 0.003, 1e-4},
	{CF_GIVEN, LV_NICKNAME, 0.03, 0.002}, {CF_GIVEN, LV_PART, 0.02, 0.003},
	{CF_GIVEN, LV_INITIAL, 0.01, 0.004}, {CF_GIVEN, LV_SIMILAR, 0.03, 0.002},
	{CF_GIVEN, LV_ALIKE, 0.006, 0.006}, {CF_GIVEN, LV_SOUND, 0.004, 0.002},
	{CF_GIVEN, LV_DIFFERS, 0.01, 0.975},
	{CF_OTHERS, LV_EXACT, 0.80, 0.01}, {CF_OTHERS, LV_PART, 0.04, 0.005},
	{CF_OTHERS, LV_INITIAL, 0.08, 0.03}, {CF_OTHERS, LV_SIMILAR, 0.03, 0.002},
	{CF_OTHERS, LV_DIFFERS, 0.05, 0.95},
	{CF_BORN, LV_EXACT, 0.95, 4e-5}, {CF_BORN, LV_SWAPPED, 0.004, 5e-6},
	{CF_BORN, LV_ONE_DIGIT, 0.025, 5e-4}, {CF_BORN, LV_ONE_PART, 0.012, 0.004},
	{CF_BORN, LV_YEAR, 0.003, 0.012}, {CF_BORN, LV_DIFFERS, 0.006, 0.983},
	{CF_SEX, LV_EXACT, 0.99, 0.5}, {CF_SEX, LV_DIFFERS, 0.01, 0.5},
	{CF_STREET, LV_EXACT, 0.65, 5e-4}, {CF_STREET, LV_SIMILAR, 0.06, 0.002},
	{CF_STREET, LV_ALIKE, 0.04, 0.006}, {CF_STREET, LV_DIFFERS, 0.25, 0.99},
	{CF_TOWN, LV_EXACT, 0.78, 0.05}, {CF_TOWN, LV_SIMILAR, 0.04, 0.002},
	{CF_TOWN, LV_DIFFERS, 0.18, 0.95},
	{CF_POSTCODE, LV_EXACT, 0.68, 5e-4}, {CF_POSTCODE, LV_ONE_DIGIT, 0.03, 5e-4},
	{CF_POSTCODE, LV_AREA, 0.02, 0.002}, {CF_POSTCODE, LV_DISTRICT, 0.02, 0.01},
	{CF_POSTCODE, LV_DIFFERS, 0.25, 0.98},
	{CF_PHONE, LV_EXACT, 0.6, 2e-4}, {CF_PHONE, LV_ONE_DIGIT, 0.03, 1e-4},
	{CF_PHONE, LV_DIFFERS, 0.37, 0.9997},
	{CF_EMAIL, LV_EXACT, 0.7, 5e-5}, {CF_EMAIL, LV_SIMILAR, 0.06, 1e-4},
	{CF_EMAIL, LV_PART, 0.04, 2e-4}, {CF_EMAIL, LV_ALIKE, 0.03, 0.002},
	{CF_EMAIL, LV_DIFFERS, 0.17, 0.997},
};

/* The model as text; weighed is what the text says, so that the next run weighs the same. */
#define BITS_SHAPE "%.4f"
#define CHANCE_SHAPE "%.6g"

#define SMALL_STORE_OF 20000.0 /* a small store is a part of a larger town */
enum { SHARE_RECORDS = 1000 }; /* as many records' worth is what is assumed beforehand */

/* A rare value's share in a large population; 0: shares do not count. */
static const double RARE[CF_COUNT] = {
	[CF_FAMILY] = 0.0008, [CF_GIVEN] = 0.003, [CF_OTHERS] = 0.004, [CF_BORN] = 4e-5,
	[CF_STREET] = 3e-4, [CF_TOWN] = 0.02, [CF_POSTCODE] = 4e-4, [CF_PHONE] = 1e-4,
	[CF_EMAIL] = 4e-5,
};

/* Records of one person repeat what is theirs alone. */
static double share_least(enum compared f, double records)
{
	double least = f == CF_FAMILY || f == CF_GIVEN || f == CF_OTHERS || f == CF_TOWN ? 3 : 12;

	return records / 20000 > least ? records / 20000 : least;
}

/* Of a value that is not known to be more common. */
static double share_assumed(enum compared f, double records)
{
	double seen = f == CF_FAMILY || f == CF_GIVEN || f == CF_OTHERS || f == CF_TOWN
		? share_least(f, records) * 0.6
		: f == CF_BORN ? records * RARE[f] : 1;

	return (seen + SHARE_RECORDS * RARE[f]) / (records + SHARE_RECORDS);
}

void model_begin(struct model *x, size_t records)
{
	double n = records < FIT_LEAST ? SMALL_STORE_OF : records > 1000 ? (double)records : 1000;

	*x = (struct model){.prior = -log2(n), .kin = 1};
	for (size_t i = 0; i < sizeof START / sizeof *START; i++) {
		x->m[START[i].field][START[i].level] = START[i].m;
		x->u[START[i].field][START[i].level] = START[i].u;
	}
	model_settle(x);
}

void model_done(struct model *x)
{
	free(x->shares);
	free(x->source);
	x->shares = NULL;
	x->source = NULL;
	x->sources = 0;
	x->share_room = x->share_n = 0;
}

/* What is read back from the text that is kept. */
static double chance_kept(double value)
{
	char text[32];

	snprintf(text, sizeof text, CHANCE_SHAPE, value);
	return strtod(text, NULL);
}

static double bits_kept(double value)
{
	char text[32];

	snprintf(text, sizeof text, BITS_SHAPE, value);
	return strtod(text, NULL);
}

/* Agencies ----------------------------------------------------------------- */

bool model_sources_begin(struct model *x, size_t sources)
{
	float *v = calloc(sources * sources + 1, sizeof *v);

	if (!v)
		return false;
	free(x->source);
	x->source = v;
	x->sources = sources;
	return true;
}

void model_source_put(struct model *x, uint32_t a, uint32_t b, double bits)
{
	if (a >= x->sources || b >= x->sources)
		return;
	x->source[a * x->sources + b] = x->source[b * x->sources + a] = (float)bits_kept(bits);
}

double model_source(const struct model *x, uint32_t a, uint32_t b)
{
	return a < x->sources && b < x->sources ? (double)x->source[a * x->sources + b] : 0;
}

bool model_source_is_single(const struct model *x, uint32_t agency)
{
	return model_source(x, agency, agency) < 0;
}

/* Shares ------------------------------------------------------------------- */

static uint64_t share_key(enum compared f, const char *value)
{
	uint64_t h = 1469598103934665603u + (uint64_t)f * 1099511628211u;

	for (; *value; value++)
		h = (h ^ (unsigned char)*value) * 1099511628211u;
	h ^= h >> 29;
	return h ? h : 1;
}

static struct known_share *share_slot(struct known_share *v, size_t room, uint64_t key)
{
	size_t i = (size_t)(key * 0x9E3779B97F4A7C15u >> 20) & (room - 1);

	while (v[i].key && v[i].key != key)
		i = (i + 1) & (room - 1);
	return &v[i];
}

static bool share_add(struct model *x, uint64_t key, double share)
{
	struct known_share *slot;

	if (x->share_n * 2 >= x->share_room) {
		size_t room = x->share_room ? x->share_room * 2 : 1024;
		struct known_share *v = calloc(room, sizeof *v);

		if (!v)
			return false;
		for (size_t i = 0; i < x->share_room; i++)
			if (x->shares[i].key)
				*share_slot(v, room, x->shares[i].key) = x->shares[i];
		free(x->shares);
		x->shares = v;
		x->share_room = room;
	}
	slot = share_slot(x->shares, x->share_room, key);
	x->share_n += !slot->key;
	*slot = (struct known_share){key, (float)share};
	return true;
}

bool model_share_put(struct model *x, enum compared f, const char *value, double count)
{
	double n = x->records;

	if (RARE[f] <= 0 || count < share_least(f, n))
		return true;
	return share_add(x, share_key(f, value),
		(count + SHARE_RECORDS * RARE[f]) / (n + SHARE_RECORDS));
}

/* The value whose share counts, or "" (a birth date in room). */
static const char *normal_value(const struct normal *n, enum compared f, char room[static 16])
{
	switch (f) {
	case CF_FAMILY:
		return n->family_joined;
	case CF_GIVEN:
		return n->given_joined;
	case CF_OTHERS:
		return n->others;
	case CF_BORN:
		civil_iso(n->born, room);
		return room;
	case CF_STREET:
		return n->street;
	case CF_TOWN:
		return n->town;
	case CF_POSTCODE:
		return n->postcode;
	case CF_PHONE:
		return n->phone;
	case CF_EMAIL:
		return n->email;
	default:
		return "";
	}
}

float model_share(const struct model *x, enum compared f, const char *value)
{
	const struct known_share *slot = RARE[f] > 0 && *value && x->share_room
		? share_slot(x->shares, x->share_room, share_key(f, value)) : NULL;
	float assumed = RARE[f] > 0 ? (float)share_assumed(f, x->records) : 0;

	return slot && slot->key && slot->share > assumed ? slot->share : assumed;
}

float share_common(const struct model *x, enum compared f)
{
	return (float)(4 * share_assumed(f, x->records));
}

void model_know(const struct model *x, struct normal *n)
{
	char room[16];

	for (enum compared f = 0; f < CF_COUNT; f++)
		n->share[f] = model_share(x, f, RARE[f] > 0 ? normal_value(n, f, room) : "");
	n->is_common[0] = n->share[CF_FAMILY] > share_common(x, CF_FAMILY);
	n->is_common[1] = n->share[CF_GIVEN] > share_common(x, CF_GIVEN);
}

/* Weights ------------------------------------------------------------------ */

static double field_weight(const struct model *x, enum compared f, enum level level, double share)
{
	if (level != LV_EXACT || share <= 0)
		return x->bits[f][level];
	return x->m[f][level] > 0 ? log2(x->m[f][level] / share) : 0;
}

/* Street, town and postcode tell mostly the same: what agrees best counts, what
 * goes with it a part. */
static double place_weigh(double *weight)
{
	static const enum compared place[] = {CF_STREET, CF_TOWN, CF_POSTCODE};
	double best = 0, worst = 0, sum = 0;

	for (int i = 0; i < 3; i++) {
		best = weight[place[i]] > best ? weight[place[i]] : best;
		worst = weight[place[i]] < worst ? weight[place[i]] : worst;
	}
	for (int i = 0; i < 3; i++) {
		double *w = &weight[place[i]];

		if ((*w > 0 && *w < best) || (*w < 0 && *w > worst))
			*w *= 0.4;
		sum += *w;
	}
	return sum;
}

/* A home's number tells what its address does: no more than that, nor twice. */
static double home_number_weigh(const struct model *x, double *weight, double place)
{
	double address = field_weight(x, CF_STREET, LV_EXACT, 0), rest = address - place;

	weight[CF_OTHER_ID] = rest < 0 ? 0 : rest < address ? rest : address;
	return weight[CF_OTHER_ID];
}

/* log2 of how much less sure one person is, for what kin explain as well. */
static double kin_weigh(const struct model *x, const struct normal *a, const struct comparison *c,
	double place)
{
	double family, home, phone = 1, email = 1, kin, twin = 0, namesake = 0;

	switch (c->level[CF_FAMILY]) {
	case LV_MISSING:
		family = 1;
		break;
	case LV_EXACT:
		family = 0.75 / a->share[CF_FAMILY];
		break;
	case LV_DIFFERS:
	case LV_INITIAL:
		family = 0.2;
		break;
	case LV_SWAPPED:
		family = 0.75 * exp2(c->weight[CF_FAMILY]);
		break;
	default:
		family = 0.75 * x->m[CF_FAMILY][c->level[CF_FAMILY]] /
			x->u[CF_FAMILY][c->level[CF_FAMILY]];
	}
	home = 0.85 * exp2(place) + 0.15;
	if (c->level[CF_PHONE] == LV_EXACT)
		phone = 0.35 / a->share[CF_PHONE];
	if (c->level[CF_EMAIL] == LV_EXACT)
		email = 0.03 / a->share[CF_EMAIL];
	kin = x->kin * exp2(x->prior) * family * home * phone * email;
	if (c->level[CF_BORN] == LV_EXACT)
		twin = 0.06 * 0.95 / a->share[CF_BORN];
	if (c->weight[CF_GIVEN] > 0 && c->level[CF_SEX] != LV_DIFFERS)
		namesake = 0.05 * exp2(c->weight[CF_GIVEN] + c->weight[CF_SEX]); /* as one's own would be */
	return -log2(1 + kin * (1 + twin + namesake));
}

/* Names are swapped both at once; then each is as rare as it is elsewhere. */
static void swap_weigh(const struct model *x, const struct normal *a, const struct normal *b,
	struct comparison *c)
{
	double family = a->share[CF_FAMILY] > b->share[CF_FAMILY] ? (double)a->share[CF_FAMILY]
		: (double)b->share[CF_FAMILY];
	double given = a->share[CF_GIVEN] > b->share[CF_GIVEN] ? (double)a->share[CF_GIVEN]
		: (double)b->share[CF_GIVEN];

	if (family <= 0 || given <= 0)
		return;
	c->weight[CF_FAMILY] = log2(x->m[CF_FAMILY][LV_SWAPPED] / family);
	if (c->level[CF_GIVEN] == LV_SWAPPED)
		c->weight[CF_GIVEN] = log2(0.9 / given);
}

#define EXPECTED_LEAST (-6.0) /* one of 64 that are left over is hers */

void records_compare(const struct model *x, const struct normal *a, const struct normal *b,
	struct comparison *out)
{
	double place;

	records_levels(a, b, out->level);
	for (enum compared f = 0; f < CF_COUNT; f++)
		out->weight[f] = field_weight(x, f, out->level[f], a->share[f]);
	if (out->level[CF_FAMILY] == LV_SWAPPED)
		swap_weigh(x, a, b, out);
	out->is_undated = out->level[CF_BORN] == LV_MISSING &&
		(x->undated > 0.5 || x->records < FIT_LEAST);
	place = place_weigh(out->weight);
	out->is_of_home = out->level[CF_OTHER_ID] == LV_EXACT && number_is_of_home(a, b);
	if (out->is_of_home)
		place += home_number_weigh(x, out->weight, place);
	out->kin = kin_weigh(x, a, out, place);
	out->sum = out->kin;
	for (enum compared f = 0; f < CF_COUNT; f++)
		out->sum += out->weight[f];
	out->source = model_source(x, a->agency, b->agency);
	out->total = out->sum + x->prior + out->source;
	out->is_expected = out->source > 0 && x->prior + out->source > EXPECTED_LEAST;
}

void model_settle(struct model *x)
{
	x->prior = bits_kept(x->prior);
	x->kin = bits_kept(x->kin);
	x->undated = bits_kept(x->undated);
	for (int f = 0; f < CF_COUNT; f++) {
		x->best[f] = x->bits[f][LV_MISSING] = 0;
		for (int l = LV_EXACT; l < LV_COUNT; l++) {
			double m = x->m[f][l] = chance_kept(x->m[f][l]);
			double u = x->u[f][l] = chance_kept(x->u[f][l]);

			x->bits[f][l] = m > 0 && u > 0 ? log2(m / u) : 0;
			if (l != LV_EXACT && l != LV_SWAPPED && x->bits[f][l] > x->best[f])
				x->best[f] = x->bits[f][l];
		}
	}
}

/* Texts -------------------------------------------------------------------- */

#define LEFT_OUT "\nkeys left out "

char *model_text(const struct model *x, struct arena *arena)
{
	char *text = arena_printf(arena, "linking 1\nrecords %.0f\nprior " BITS_SHAPE "\nkin " BITS_SHAPE
		"\nundated " BITS_SHAPE LEFT_OUT "%.0f\n",
		x->records, x->prior, x->kin, x->undated, x->left_out);

	for (int f = 0; f < CF_COUNT; f++)
		for (int l = 1; l < LV_COUNT && text; l++)
			if (x->m[f][l] > 0)
				text = arena_printf(arena, "%s%s;%s;" CHANCE_SHAPE ";" CHANCE_SHAPE ";%.2f\n", text,
					COMPARED_NAMES[f], LEVEL_NAMES[l], x->m[f][l], x->u[f][l],
					log2(x->m[f][l] / x->u[f][l]));
	return text;
}

bool model_share_next(const struct model *x, size_t *at, int64_t *value, double *share)
{
	while (*at < x->share_room && !x->shares[*at].key)
		++*at;
	if (*at >= x->share_room)
		return false;
	*value = (int64_t)x->shares[*at].key;
	*share = (double)x->shares[(*at)++].share;
	return true;
}

bool model_share_know(struct model *x, int64_t value, double share)
{
	return share_add(x, (uint64_t)value, share);
}

static void line_parse(struct model *x, const char *line)
{
	char field[32], level[32];
	double m, u;

	if (sscanf(line, "%31[^;];%31[^;];%lf;%lf", field, level, &m, &u) != 4)
		return;
	for (int f = 0; f < CF_COUNT; f++)
		for (int l = 1; l < LV_COUNT; l++)
			if (strcmp(COMPARED_NAMES[f], field) == 0 && strcmp(LEVEL_NAMES[l], level) == 0) {
				x->m[f][l] = m;
				x->u[f][l] = u;
			}
}

static double left_out_read(const char *text)
{
	const char *line = strstr(text, LEFT_OUT);

	return line ? strtod(line + strlen(LEFT_OUT), NULL) : 0;
}

bool model_parse(struct model *x, const char *text)
{
	if (sscanf(text, "linking 1 records %lf prior %lf kin %lf undated %lf", &x->records, &x->prior,
		&x->kin, &x->undated) < 3) /* one of an earlier fit says nothing of dates */
		return false;
	x->left_out = left_out_read(text);
	for (; text && *text; text = strchr(text, '\n') ? strchr(text, '\n') + 1 : NULL)
		line_parse(x, text);
	model_settle(x);
	return true;
}
