/* crowd.c - every record there is, small enough to hold them all. */
#include "linkage/crowd.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { THREAD_LEAST = 20000 };

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

static enum status entry_take(void *arg, const struct record *r, struct err *err)
{
	struct crowd *c = arg;
	struct entry *e;
	bool ok = vec_grow((void **)&c->v, &c->room, c->n + 1, sizeof *c->v);

	if (!ok)
		return err_nomem(err);
	e = &c->v[c->n++];
	*e = (struct entry){.id = r->id, .person = r->person, .rank = record_rank(r),
		.agency = (uint32_t)r->agency, .sex = sex_read(r->field[RF_SEX]),
		.standing = (unsigned char)standing_read(r->field[RF_NHS_NUMBER_STATUS])};
	for (int k = 0; k < WK_COUNT && ok; k++)
		ok = lexicon_word(&c->lexicon, (enum word_kind)k, r->field[SENT[k]], &e->word[k]);
	c->highest = r->id;
	return ok ? ST_OK : err_nomem(err);
}

static int rank_order(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	return (x->id > y->id) - (x->id < y->id);
}

struct keying { struct crowd *crowd; size_t from, to; };

static void *keys_make(void *arg)
{
	const struct keying *k = arg;
	struct normal n;

	for (size_t i = k->from; i < k->to; i++) {
		crowd_normal(k->crowd, i, &n);
		blocks_make(&n, k->crowd->key[i]);
	}
	return NULL;
}

static void crowd_key(struct crowd *c)
{
	struct keying half[2] = {{c, 0, c->n / 2}, {c, c->n / 2, c->n}};
	pthread_t other;
	bool is_shared = c->n >= THREAD_LEAST && pthread_create(&other, NULL, keys_make, &half[1]) == 0;

	keys_make(&half[0]);
	if (is_shared)
		pthread_join(other, NULL);
	else
		keys_make(&half[1]);
}

enum status crowd_read(struct crowd *c, const struct store *store, int32_t today, struct err *err)
{
	enum status st;

	*c = (struct crowd){.n = 0};
	st = lexicon_begin(&c->lexicon, today) ? store_record_after(store, 0, entry_take, c, err)
		: err_nomem(err);
	if (st != ST_OK)
		return st;
	c->key = calloc(c->n + 1, sizeof *c->key);
	if (!c->key)
		return err_nomem(err);
	if (c->n)
		qsort(c->v, c->n, sizeof *c->v, rank_order);
	crowd_key(c);
	return ST_OK;
}

void crowd_done(struct crowd *c)
{
	lexicon_done(&c->lexicon);
	free(c->v);
	free(c->key);
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

void crowd_know(struct crowd *c, const struct model *x)
{
	for (size_t s = 0; s < SHARED_COUNT; s++) {
		struct word_table *t = &c->lexicon.kind[SHARED[s].kind];

		for (size_t i = 0; i < t->values.n; i++)
			t->values.v[i].share = model_share(x, SHARED[s].field, t->values.v[i].text);
	}
	c->least_common[0] = share_common(x, CF_FAMILY);
	c->least_common[1] = share_common(x, CF_GIVEN);
}

/* What was sent, by kind. */
static const struct word *word_of(const struct crowd *c, const struct entry *e, enum word_kind kind)
{
	return word_at(&c->lexicon, kind, e->word[kind]);
}

void crowd_normal(const struct crowd *c, size_t at, struct normal *out)
{
	const struct entry *e = &c->v[at];
	const struct lexicon *x = &c->lexicon;
	const struct word *family = word_of(c, e, WK_FAMILY), *given = word_of(c, e, WK_GIVEN);
	const struct word *born = word_of(c, e, WK_BORN), *ids = word_of(c, e, WK_IDS);

	out->id = e->id;
	out->rank = e->rank;
	out->family = family->text;
	out->family_joined = value_at(x, WK_FAMILY, e->word[WK_FAMILY])->text;
	memcpy(out->family_sound, family->sound, sizeof out->family_sound);
	out->given = given->text;
	out->given_joined = value_at(x, WK_GIVEN, e->word[WK_GIVEN])->text;
	memcpy(out->given_sound, given->sound, sizeof out->given_sound);
	out->preferred = word_of(c, e, WK_PREFERRED)->text;
	out->others = word_of(c, e, WK_OTHERS)->text;
	out->born = born->born;
	out->born_sent = born->born_sent;
	strcpy(out->born_text, born->text);
	out->sex = e->sex;
	out->postcode = word_of(c, e, WK_POSTCODE)->text;
	out->street = word_of(c, e, WK_STREET)->text;
	out->town = word_of(c, e, WK_TOWN)->text;
	out->phone = word_of(c, e, WK_PHONE)->text;
	out->email = word_of(c, e, WK_EMAIL)->text;
	strcpy(out->nhs, value_at(x, WK_NHS, e->word[WK_NHS])->text);
	strcpy(out->nhs_sent, word_of(c, e, WK_NHS)->text);
	out->standing = (enum nhs_standing)e->standing;
	out->other = ids->list;
	out->other_n = ids->list_n;
	out->agency = e->agency;
	memset(out->share, 0, sizeof out->share);
	for (size_t s = 0; s < SHARED_COUNT; s++)
		out->share[SHARED[s].field] = value_at(x, SHARED[s].kind, e->word[SHARED[s].kind])->share;
	out->is_common[0] = out->share[CF_FAMILY] > c->least_common[0];
	out->is_common[1] = out->share[CF_GIVEN] > c->least_common[1];
}

const char *crowd_nhs(const struct crowd *c, size_t at)
{
	return value_at(&c->lexicon, WK_NHS, c->v[at].word[WK_NHS])->text;
}

int32_t crowd_born(const struct crowd *c, size_t at)
{
	return word_of(c, &c->v[at], WK_BORN)->born;
}
