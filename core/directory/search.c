/* What there is for a need, near a place, at an age. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "care/work.h"
#include "directory/keys.h"
#include "directory/shown.h"
#include "store_directory.h"
#include "text.h"

enum { LIMIT_USUAL = 50, READ_MOST = 5000 };

struct ids { int64_t *v; size_t n; };

struct searching {
	struct session *session;
	const struct directory_query *query;
	struct arena *arena;
	struct err *err;
	struct ids found;
	bool is_narrowed;
	enum status st;
	const char *near;       /* a postcode's start, folded; NULL where words are meant */
};

/* Sets of numbers, ascending ------------------------------------------------------- */

static struct ids keyed(struct searching *x, const char *from)
{
	struct ids out = { 0 };
	const char *to = arena_printf(x->arena, "%s" KEYS_AFTER, from);

	if (x->st == ST_OK)
		x->st = to ? store_services_keyed(x->session->store, from, to, x->arena, &out.v, &out.n, x->err)
			   : err_nomem(x->err);
	return x->st == ST_OK ? out : (struct ids){ 0 };
}

static struct ids either(struct searching *x, struct ids a, struct ids b)
{
	struct ids out = { arena_alloc(x->arena, (a.n + b.n + 1) * sizeof *out.v), 0 };
	size_t i = 0, k = 0;

	if (!out.v) {
		x->st = err_nomem(x->err);
		return out;
	}
	while (i < a.n || k < b.n) {
		int64_t least = k == b.n || (i < a.n && a.v[i] <= b.v[k]) ? a.v[i] : b.v[k];

		out.v[out.n++] = least;
		i += i < a.n && a.v[i] == least;
		k += k < b.n && b.v[k] == least;
	}
	return out;
}

static void both(struct ids *a, struct ids b)
{
	size_t kept = 0, k = 0;

	for (size_t i = 0; i < a->n; i++) {
		while (k < b.n && b.v[k] < a->v[i])
			k++;
		if (k < b.n && b.v[k] == a->v[i])
			a->v[kept++] = a->v[i];
	}
	a->n = kept;
}

static void narrow(struct searching *x, struct ids by)
{
	if (!x->is_narrowed)
		x->found = by;
	else
		both(&x->found, by);
	x->is_narrowed = true;
}

/* What is asked ----------------------------------------------------------------------- */

static void narrow_domains(struct searching *x)
{
	const struct catalogue *c = session_catalogue(x->session);
	struct ids any = { 0 };

	if (!x->query->domains)
		return;
	for (size_t i = 0; i < catalogue_domain_count(c) && x->st == ST_OK; i++)
		if (x->query->domains & (domains_t)1 << i) {
			const char *key = arena_printf(x->arena, "d %s", catalogue_domain(c, i)->code);
			struct ids of = { 0 };

			/* A code may begin another's. */
			x->st = key ? store_services_keyed(x->session->store, key, arena_printf(x->arena, "%s ", key),
				x->arena, &of.v, &of.n, x->err) : err_nomem(x->err);
			if (x->st == ST_OK)
				any = either(x, any, of);
		}
	narrow(x, any);
}

struct word_search { struct searching *x; const char *kinds; struct ids all; bool any; };

static bool word_narrow(void *arg, const char *word)
{
	struct word_search *w = arg;
	struct ids of = { 0 };

	for (const char *k = w->kinds; *k && w->x->st == ST_OK; k++) {
		const char *key = arena_printf(w->x->arena, "%c %s", *k, word);

		if (!key)
			return false;
		of = either(w->x, of, keyed(w->x, key));
	}
	if (w->any)
		both(&w->all, of);
	else
		w->all = of;
	w->any = true;
	return true;
}

/* Services with all the words, each the start of a word. */
static struct ids with_words(struct searching *x, const char *text, const char *kinds)
{
	struct word_search w = { .x = x, .kinds = kinds };
	bool nomem = false;

	words_each(text, word_narrow, &w, &nomem);
	if (x->st == ST_OK && nomem)
		x->st = err_nomem(x->err);
	if (x->st == ST_OK && !w.any)
		x->st = err_set(x->err, ST_USAGE, "there is no word in what is looked for; name a service, a need or a place");
	return w.all;
}

/* "ls6 2" → "LS6 2", as postcodes are kept; NULL: no postcode's start. */
static const char *postcode_start(struct searching *x, const char *text)
{
	char out[12], whole[9];
	size_t n = 0;

	if (postcode_fold(text, whole))
		return arena_dup(x->arena, whole);
	for (; *text && n + 1 < sizeof out; text++) {
		if (*text == ' ' && (n == 0 || out[n - 1] == ' '))
			continue;
		if (!isalnum((unsigned char)*text) && *text != ' ')
			return NULL;
		out[n++] = (char)toupper((unsigned char)*text);
	}
	while (n && out[n - 1] == ' ')
		n--;
	out[n] = 0;
	if (*text || !n || n > 8 || !isalpha((unsigned char)*out) || !strpbrk(out, "0123456789"))
		return NULL;
	return arena_dup(x->arena, out);
}

static void narrow_near(struct searching *x)
{
	const char *near = x->query->near, *key;
	struct ids at;

	if (!near || x->st != ST_OK)
		return;
	x->near = postcode_start(x, near);
	if (x->near) {
		key = arena_printf(x->arena, "p %s", x->near);
		at = key ? keyed(x, key) : (struct ids){ 0 };
	} else {
		at = with_words(x, near, "t");
	}
	/* What one need not go to is offered everywhere. */
	if (x->st == ST_OK)
		narrow(x, either(x, at, keyed(x, "o")));
}

/* Best first ----------------------------------------------------------------------------- */

struct ranked { struct service service; int tier, needs; const char *folded; };

/* 0 in that very district, 1 at a place that begins so, 2 online, 3 who knows where. */
static int place_tier(const struct searching *x, const struct service *s)
{
	int best = service_is_online(s) ? 2 : 3;
	size_t n = x->near ? strlen(x->near) : 0;

	if (!x->query->near)
		return x->query->home ? (int)service_nearness(s, x->query->home) : 0;
	for (size_t i = 0; i < s->place_n; i++) {
		const char *postcode = s->place[i].postcode;

		if (!x->near && best == 3 && s->place[i].address)
			best = 1;
		if (!x->near || !postcode || strncmp(postcode, x->near, n) != 0)
			continue;
		if (!postcode[n] || postcode[n] == ' ' || strchr(x->near, ' '))
			return 0;
		best = 1;
	}
	return best;
}

struct naming { const char *folded; bool all; };

static bool word_in_name(void *arg, const char *word)
{
	struct naming *n = arg;
	const char *at = n->folded;
	size_t length = strlen(word);

	for (; at; at = strchr(at, ' ') ? strchr(at, ' ') + 1 : NULL)
		if (strncmp(at, word, length) == 0)
			return true;
	n->all = false;
	return true;
}

static enum status rank(struct searching *x, struct ranked *r)
{
	char folded[512];
	struct naming naming = { folded, true };
	bool nomem = false;

	text_fold(r->service.name, folded, sizeof folded);
	r->folded = arena_dup(x->arena, folded);
	words_each(x->query->words, word_in_name, &naming, &nomem);
	r->tier = place_tier(x, &r->service) * 2 + (naming.all ? 0 : 1);
	r->needs = __builtin_popcountll(r->service.domains & x->query->domains);
	return nomem || !r->folded ? err_nomem(x->err) : ST_OK;
}

static int by_rank(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	if (x->tier != y->tier)
		return x->tier - y->tier;
	if (x->needs != y->needs)
		return y->needs - x->needs;
	if (strcmp(x->folded, y->folded) != 0)
		return strcmp(x->folded, y->folded);
	return strcmp(x->service.ref, y->service.ref);
}

static bool is_of_age(const struct service *s, int age)
{
	return age < 0 || ((s->minimum_age < 0 || s->minimum_age <= age) && (s->maximum_age < 0 || s->maximum_age >= age));
}

static enum status service_read(struct session *s, int64_t id, struct arena *a, struct service *out, struct err *e)
{
	enum status st = store_service_get(s->store, id, a, out, e);
	int unknown;

	if (st == ST_OK)
		out->domains = catalogue_domains_parse(session_catalogue(s), out->domain_codes ? out->domain_codes : "",
			NULL, &unknown);
	return st;
}

static enum status found_give(struct searching *x, struct service **out, size_t *n, size_t *all)
{
	size_t limit = x->query->limit ? x->query->limit : LIMIT_USUAL, most = x->found.n, kept = 0;
	struct ranked *r;
	enum status st = ST_OK;

	if (most > READ_MOST)
		most = READ_MOST;
	r = arena_alloc(x->arena, (most + 1) * sizeof *r);
	if (!r)
		return err_nomem(x->err);
	for (size_t i = 0; i < most && st == ST_OK; i++) {
		st = service_read(x->session, x->found.v[i], x->arena, &r[kept].service, x->err);
		if (st == ST_OK && is_of_age(&r[kept].service, x->query->age))
			st = rank(x, &r[kept++]);
	}
	if (st != ST_OK)
		return st;
	qsort(r, kept, sizeof *r, by_rank);
	*all = kept;
	*n = kept < limit ? kept : limit;
	*out = arena_alloc(x->arena, (*n + 1) * sizeof **out);
	if (!*out)
		return err_nomem(x->err);
	for (size_t i = 0; i < *n; i++)
		(*out)[i] = r[i].service;
	return ST_OK;
}

struct reading { struct searching *x; struct service **out; size_t *n, *all; };

static enum status search_read(void *arg, struct err *e)
{
	struct reading *r = arg;
	struct searching *x = r->x;

	(void)e;
	narrow_domains(x);
	if (x->st == ST_OK && x->query->words)
		narrow(x, with_words(x, x->query->words, "wx"));
	narrow_near(x);
	if (!x->is_narrowed && x->st == ST_OK)
		narrow(x, keyed(x, "a"));
	return x->st == ST_OK ? found_give(x, r->out, r->n, r->all) : x->st;
}

enum status directory_search(struct session *s, const struct directory_query *q, struct arena *a,
	struct service **out, size_t *n, size_t *all, struct err *e)
{
	struct searching x = { .session = s, .query = q, .arena = a, .err = e };
	struct reading r = { &x, out, n, all };

	return store_read(s->store, search_read, &r, e);
}

enum status directory_count(struct session *s, int64_t *n, struct err *e)
{
	return store_services_count(s->store, n, e);
}

struct fetching { struct session *session; int64_t id; struct arena *arena; struct service *out; struct err *err; };

static enum status fetch_read(void *arg, struct err *e)
{
	struct fetching *f = arg;

	(void)e;
	return service_read(f->session, f->id, f->arena, f->out, f->err);
}

enum status directory_service(struct session *s, int64_t id, struct arena *a, struct service *out, struct err *e)
{
	struct fetching f = { s, id, a, out, e };

	return store_read(s->store, fetch_read, &f, e);
}
