/* crowd.c - every record there is, small enough to hold them all. */
#include "linkage/crowd.h"

#include <stdlib.h>
#include <string.h>

#include "linkage/order.h"
#include "linkage/wide.h"
#include "text/parts.h"

enum { PART = 4096, READ_AT_ONCE = 4096 };

static const enum record_field SENT[WK_COUNT] = {
	[WK_FAMILY] = RF_FAMILY_NAME, [WK_GIVEN] = RF_GIVEN_NAME, [WK_PREFERRED] = RF_PREFERRED_NAME,
	[WK_OTHERS] = RF_OTHER_NAMES, [WK_BORN] = RF_DATE_OF_BIRTH, [WK_STREET] = RF_ADDRESS,
	[WK_TOWN] = RF_TOWN, [WK_POSTCODE] = RF_POSTCODE, [WK_PHONE] = RF_PHONE, [WK_EMAIL] = RF_EMAIL,
	[WK_NHS] = RF_NHS_NUMBER, [WK_IDS] = RF_OTHER_IDS,
};

/* Which field's shares a kind's values have. */
static const struct { enum word_kind kind; enum compared field; } SHARED[] = {
	{WK_FAMILY, CF_FAMILY}, {WK_GIVEN, CF_GIVEN}, {WK_OTHERS, CF_OTHERS}, {WK_BORN, CF_BORN},
	{WK_STREET, CF_STREET}, {WK_TOWN, CF_TOWN}, {WK_POSTCODE, CF_POSTCODE}, {WK_PHONE, CF_PHONE},
	{WK_EMAIL, CF_EMAIL},
};
enum { SHARED_COUNT = sizeof SHARED / sizeof *SHARED };

/* Reading ------------------------------------------------------------------ */

/* Records as they were read, what they say not looked up yet. */
struct batch {
	size_t first, n; /* of the crowd's entries */
	VEC(char) texts; /* from 1 on */
	uint32_t sent[WK_COUNT][READ_AT_ONCE]; /* where its text begins; 0: nothing was sent */
	uint32_t word[WK_COUNT][READ_AT_ONCE];
};

/* While some are read, what those before them say is looked up. */
struct crowd_reading {
	struct crowd *crowd;
	struct batch *read, *learnt;
	struct parts parts;
};

static bool kinds_learn(void *arg, int thread, size_t from, size_t to)
{
	const struct crowd_reading *x = arg;
	struct batch *b = x->learnt;
	bool ok = true;

	(void)thread;
	for (size_t k = from; k < to && ok; k++)
		ok = lexicon_words(&x->crowd->lexicon, (enum word_kind)k, b->texts.v, b->sent[k], b->n,
			b->word[k]);
	return ok;
}

/* Those being looked up are done; those read come next. */
static bool batch_turn(struct crowd_reading *x)
{
	bool ok = parts_finish(&x->parts);
	struct batch *done = x->learnt;

	for (size_t i = 0; i < done->n && ok; i++)
		for (int k = 0; k < WK_COUNT; k++)
			x->crowd->v[done->first + i].word[k] = done->word[k][i];
	x->learnt = x->read;
	x->read = done;
	done->first = x->crowd->n;
	done->n = 0;
	done->texts.n = 1;
	parts_begin(&x->parts, WK_COUNT, 1, kinds_learn, x);
	return ok;
}

static bool text_take(struct batch *b, enum word_kind kind, const char *text)
{
	size_t n = text ? strlen(text) : 0;

	b->sent[kind][b->n] = n ? (uint32_t)b->texts.n : 0;
	if (!n)
		return true;
	if (!vec_grow((void **)&b->texts.v, &b->texts.cap, b->texts.n + n + 1, 1))
		return false;
	memcpy(b->texts.v + b->texts.n, text, n + 1);
	b->texts.n += n + 1;
	return true;
}

static enum status entry_take(void *arg, const struct record *r, struct err *err)
{
	struct crowd_reading *x = arg;
	struct crowd *c = x->crowd;
	bool ok = vec_grow((void **)&c->v, &c->room, c->n + 1, sizeof *c->v);

	if (!ok)
		return err_nomem(err);
	c->v[c->n++] = (struct entry){.id = r->id, .person = r->person, .rank = record_rank(r),
		.agency = (uint32_t)r->agency, .sex = sex_read(r->field[RF_SEX]),
		.standing = (unsigned char)standing_read(r->field[RF_NHS_NUMBER_STATUS])};
	for (int k = 0; k < WK_COUNT && ok; k++)
		ok = text_take(x->read, (enum word_kind)k, r->field[SENT[k]]);
	c->highest = r->id;
	if (ok && ++x->read->n == READ_AT_ONCE)
		ok = batch_turn(x);
	return ok ? ST_OK : err_nomem(err);
}

static bool batch_begin(struct batch **out)
{
	struct batch *b = *out = calloc(1, sizeof *b);

	if (!b || !vec_grow((void **)&b->texts.v, &b->texts.cap, 1, 1))
		return false;
	b->texts.n = 1;
	return true;
}

static void batch_free(struct batch *b)
{
	if (b)
		vec_done(&b->texts);
	free(b);
}

/* id NULL: everybody. */
static enum status entries_read(struct crowd *c, const struct store *store, const int64_t *id,
	size_t n, struct err *err)
{
	struct crowd_reading x = {.crowd = c};
	bool ok = batch_begin(&x.read) && batch_begin(&x.learnt);
	enum status st = ok ? ST_OK : err_nomem(err);

	parts_begin(&x.parts, 0, 1, kinds_learn, &x);
	if (st == ST_OK && !id)
		st = store_record_after(store, 0, INT64_MAX, entry_take, &x, err);
	for (size_t i = 0; id && i < n && st == ST_OK; i++)
		st = store_record_after(store, id[i] - 1, id[i], entry_take, &x, err);
	if (st == ST_OK && !(batch_turn(&x) && batch_turn(&x)))
		st = err_nomem(err);
	parts_finish(&x.parts);
	batch_free(x.read);
	batch_free(x.learnt);
	return st;
}

/* Keys ------------------------------------------------------------------- */

static void crowd_said(const struct crowd *, size_t at, struct normal *out);

static bool keys_make(void *arg, int thread, size_t from, size_t to)
{
	struct crowd *c = arg;
	struct normal n;

	(void)thread;
	for (size_t i = from; i < to; i++) {
		crowd_said(c, i, &n);
		blocks_make(&n, c->key[i]);
	}
	return true;
}

/* Who is likely to be one person stands together: what is looked at together is
 * then near in memory. */
static uint64_t neighbourhood(const struct crowd *c, size_t i)
{
	return (uint64_t)c->key[i][BL_BORN_FAMILY] << 32 | c->v[i].rank >> 32;
}

/* As they are to stand. */
struct placed {
	const struct crowd *from;
	const struct ordered *order;
	struct entry *v;
	uint32_t (*key)[BL_COUNT];
};

static bool entries_place(void *arg, int thread, size_t from, size_t to)
{
	const struct placed *x = arg;

	(void)thread;
	for (size_t i = from; i < to; i++) {
		x->v[i] = x->from->v[x->order[i].at];
		memcpy(x->key[i], x->from->key[x->order[i].at], sizeof *x->key);
	}
	return true;
}

static bool crowd_sort(struct crowd *c)
{
	struct ordered *order = malloc((c->n + 1) * sizeof *order);
	struct placed x = {c, order, wide_alloc(c->n, sizeof *x.v), wide_alloc(c->n, sizeof *x.key)};
	bool ok = order && x.v && x.key;

	for (size_t i = 0; ok && i < c->n; i++)
		order[i] = (struct ordered){neighbourhood(c, i), (uint32_t)i};
	ok = ok && order_sort(order, c->n) && parts_run(c->n, PART, entries_place, &x);
	free(order);
	free(ok ? c->v : x.v);
	free(ok ? c->key : x.key);
	c->v = ok ? x.v : c->v;
	c->key = ok ? x.key : c->key;
	return ok;
}

static bool ranks_list(struct crowd *c)
{
	struct ordered *order = malloc((c->n + 1) * sizeof *order);
	bool ok;

	c->by_rank = malloc((c->n + 1) * sizeof *c->by_rank);
	ok = order && c->by_rank;
	for (size_t i = 0; ok && i < c->n; i++)
		order[i] = (struct ordered){c->v[i].rank, (uint32_t)i};
	ok = ok && order_sort(order, c->n);
	for (size_t i = 0; ok && i < c->n; i++)
		c->by_rank[i] = order[i].at;
	free(order);
	return ok;
}

static enum status crowd_begin(struct crowd *c, const struct store *store, int32_t today,
	const int64_t *id, size_t n, struct err *err)
{
	enum status st;

	*c = (struct crowd){.n = 0};
	st = lexicon_begin(&c->lexicon, today) ? entries_read(c, store, id, n, err) : err_nomem(err);
	return st == ST_OK && !lexicon_settle(&c->lexicon) ? err_nomem(err) : st;
}

enum status crowd_read_some(struct crowd *c, const struct store *store, int32_t today, const int64_t *id,
	size_t n, struct err *err)
{
	return crowd_begin(c, store, today, id, n, err);
}

enum status crowd_read(struct crowd *c, const struct store *store, int32_t today, struct err *err)
{
	enum status st;

	st = crowd_begin(c, store, today, NULL, 0, err);
	if (st != ST_OK)
		return st;
	c->key = calloc(c->n + 1, sizeof *c->key);
	if (!c->key)
		return err_nomem(err);
	parts_run(c->n, PART, keys_make, c);
	if (!crowd_sort(c) || !ranks_list(c))
		return err_nomem(err);
	return ST_OK;
}

void crowd_done(struct crowd *c)
{
	lexicon_done(&c->lexicon);
	free(c->v);
	free(c->key);
	free(c->by_rank);
	*c = (struct crowd){.n = 0};
}

bool crowd_count(const struct crowd *c, struct model *x)
{
	bool ok = true;

	for (size_t s = 0; s < SHARED_COUNT; s++) {
		const struct word_table *t = &c->lexicon.kind[SHARED[s].kind];

		for (size_t i = 1; i < t->values.n && ok; i++)
			ok = model_share_put(x, SHARED[s].field, t->values.v[i].text, t->values.v[i].count);
	}
	return ok;
}

struct knowing { struct crowd *crowd; const struct model *model; };

static bool shares_know(void *arg, int thread, size_t from, size_t to)
{
	const struct knowing *x = arg;

	(void)thread;
	for (size_t s = from; s < to; s++) {
		struct word_table *t = &x->crowd->lexicon.kind[SHARED[s].kind];

		for (size_t i = 0; i < t->values.n; i++)
			t->values.v[i].share = model_share(x->model, SHARED[s].field, t->values.v[i].text);
	}
	return true;
}

void crowd_know(struct crowd *c, const struct model *x)
{
	struct knowing knowing = {c, x};

	parts_run(SHARED_COUNT, 1, shares_know, &knowing);
	c->least_common[0] = share_common(x, CF_FAMILY);
	c->least_common[1] = share_common(x, CF_GIVEN);
}

/* What was sent, by kind. */
static const struct word *word_of(const struct crowd *c, const struct entry *e, enum word_kind kind)
{
	return word_at(&c->lexicon, kind, e->word[kind]);
}

void crowd_names(const struct crowd *c, size_t at, struct normal *out)
{
	const struct entry *e = &c->v[at];
	const struct word *family = word_of(c, e, WK_FAMILY), *given = word_of(c, e, WK_GIVEN);

	out->family = family->text;
	out->family_joined = value_at(&c->lexicon, WK_FAMILY, e->word[WK_FAMILY])->text;
	memcpy(out->family_sound, family->sound, sizeof out->family_sound);
	out->given = given->text;
	out->given_joined = value_at(&c->lexicon, WK_GIVEN, e->word[WK_GIVEN])->text;
	memcpy(out->given_sound, given->sound, sizeof out->given_sound);
}

const char *crowd_text(const struct crowd *c, size_t at, enum word_kind kind)
{
	return word_of(c, &c->v[at], kind)->text;
}

/* All but how common it is. */
static void crowd_said(const struct crowd *c, size_t at, struct normal *out)
{
	const struct entry *e = &c->v[at];
	const struct lexicon *x = &c->lexicon;
	const struct word *born = word_of(c, e, WK_BORN), *ids = word_of(c, e, WK_IDS);

	out->id = e->id;
	out->rank = e->rank;
	crowd_names(c, at, out);
	out->preferred = word_of(c, e, WK_PREFERRED)->text;
	out->others = word_of(c, e, WK_OTHERS)->text;
	out->born = born->born;
	out->born_sent = born->born_sent;
	out->born_text = born->text;
	out->sex = e->sex;
	out->postcode = word_of(c, e, WK_POSTCODE)->text;
	out->street = word_of(c, e, WK_STREET)->text;
	out->town = word_of(c, e, WK_TOWN)->text;
	out->phone = word_of(c, e, WK_PHONE)->text;
	out->email = word_of(c, e, WK_EMAIL)->text;
	out->nhs = value_at(x, WK_NHS, e->word[WK_NHS])->text;
	out->nhs_sent = word_of(c, e, WK_NHS)->text;
	out->standing = (enum nhs_standing)e->standing;
	out->other = ids->list;
	out->other_n = ids->list_n;
	out->agency = e->agency;
}

void crowd_normal(const struct crowd *c, size_t at, struct normal *out)
{
	const struct entry *e = &c->v[at];
	const struct lexicon *x = &c->lexicon;

	crowd_said(c, at, out);
	memset(out->share, 0, sizeof out->share);
	for (size_t s = 0; s < SHARED_COUNT; s++)
		out->share[SHARED[s].field] = value_at(x, SHARED[s].kind, e->word[SHARED[s].kind])->share;
	out->is_common[0] = out->share[CF_FAMILY] > c->least_common[0];
	out->is_common[1] = out->share[CF_GIVEN] > c->least_common[1];
}

int32_t crowd_born(const struct crowd *c, size_t at)
{
	return word_of(c, &c->v[at], WK_BORN)->born;
}

bool crowd_says_who(const struct crowd *c, size_t at)
{
	static const enum word_kind kinds[] = {WK_FAMILY, WK_GIVEN, WK_PREFERRED, WK_NHS, WK_BORN, WK_STREET,
		WK_PHONE, WK_EMAIL};
	const struct entry *e = &c->v[at];

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (*word_of(c, e, kinds[i])->text)
			return true;
	return word_of(c, e, WK_IDS)->list_n > 0;
}

const char *crowd_nhs(const struct crowd *c, size_t at)
{
	return value_at(&c->lexicon, WK_NHS, c->v[at].word[WK_NHS])->text;
}
