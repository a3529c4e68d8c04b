#include "story.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "journey/history.h"

static const char *const AGENCIES[] = {
	"ASC", "NHS", "GP", "AGEUK", "HOUSING", "POLICE", "UNKNOWN", "NOBODY-HERE",
};
static const char *const NAMES[] = {
	"Eastshire Council", "Riverside NHS", "Hill Lane Surgery", "Age UK", "Eastshire Homes",
	"Eastshire Police", "an agency not stated", "Nobody Here",
};
enum { AGENCY_COUNT = sizeof AGENCIES / sizeof *AGENCIES };

int story_setup(void **state)
{
	struct story *s = calloc(1, sizeof *s);
	struct err err;

	if (!s || !(s->arena = arena_new()) || catalogue_new(&s->catalogue, NULL, &err) != ST_OK)
		return -1;
	s->rule = (struct rule){s->catalogue, on("2025-11-21"), 1, 2};
	s->died = CIVIL_NONE;
	*state = s;
	return 0;
}

int story_teardown(void **state)
{
	struct story *s = *state;

	catalogue_free(s->catalogue);
	arena_free(s->arena);
	free(s);
	return 0;
}

int32_t on(const char *date)
{
	struct civil c;

	if (!civil_parse(date, &c))
		fail_msg("no date: %s", date);
	return c.day;
}

void today_is(struct story *s, const char *date)
{
	s->rule.today = on(date);
}

void use_catalogue(struct story *s, const struct catalogue_text *text)
{
	struct err err;

	catalogue_free(s->catalogue);
	s->catalogue = NULL;
	if (catalogue_new(&s->catalogue, text, &err) != ST_OK)
		fail_msg("%s", err.text);
	s->rule.catalogue = s->catalogue;
}

int64_t story_agency(const char *code)
{
	for (size_t i = 0; i < AGENCY_COUNT; i++)
		if (!strcmp(AGENCIES[i], code))
			return (int64_t)i + 1;
	fail_msg("no agency %s", code);
	return 0;
}

static const char *agency_name(void *arg, int64_t agency, const char *code)
{
	(void)arg;
	for (size_t i = 0; !agency && i < AGENCY_COUNT; i++)
		if (!strcasecmp(AGENCIES[i], code))
			return NAMES[i];
	return agency ? NAMES[agency - 1] : code;
}

/* Events -------------------------------------------------------------------- */

struct field { const char *name; size_t offset; };
#define FIELD(name) {#name, offsetof(struct event, name)}
static const struct field FIELDS[] = {
	FIELD(ends_on), FIELD(title), FIELD(code_system), FIELD(code), FIELD(instrument),
	FIELD(domains), FIELD(depth), FIELD(valid_until), FIELD(subject), FIELD(review_of),
	FIELD(reuses), FIELD(joint_with), FIELD(to_agency), FIELD(responded_on), FIELD(resets),
	FIELD(received),
};

static void field_set(struct event *e, const char *name, char *value)
{
	for (char *c = value; *c; c++)
		if (*c == '_')
			*c = ' ';
	if (!strcmp(name, "status")) {
		if (!event_status_parse(value, &e->status))
			fail_msg("no status: %s", value);
		return;
	}
	for (size_t i = 0; i < sizeof FIELDS / sizeof *FIELDS; i++) {
		if (strcmp(FIELDS[i].name, name))
			continue;
		*(const char **)((char *)e + FIELDS[i].offset) = value;
		return;
	}
	fail_msg("no field %s", name);
}

static void fields_read(struct story *s, struct event *e, const char *fields)
{
	char *rest = arena_dup(s->arena, fields ? fields : ""), *word;

	while ((word = strtok_r(rest, " ", &rest))) {
		char *value = strchr(word, '=');

		if (!value)
			fail_msg("no value: %s", word);
		*value = '\0';
		field_set(e, word, value + 1);
	}
}

void happens(struct story *s, enum event_kind kind, const char *address, const char *starts_on,
	const char *fields)
{
	struct event *e = &s->event[s->event_n];
	const char *colon = strchr(address, ':');

	if (s->event_n == STORY_EVENTS || !colon)
		fail_msg("too many events, or no address: %s", address);
	*e = (struct event){
		.id = 1000 + (int64_t)s->event_n,
		.record = 1,
		.agency_code = arena_dup_n(s->arena, address, (size_t)(colon - address)),
		.source_ref = colon + 1,
		.kind = kind,
		.status = ES_COMPLETED,
		.starts_on = starts_on,
		.end = CIVIL_ABSENT,
	};
	e->agency = story_agency(e->agency_code);
	if (!civil_parse(starts_on, &e->start))
		fail_msg("no date: %s", starts_on);
	fields_read(s, e, fields);
	if (e->ends_on && !civil_parse(e->ends_on, &e->end))
		fail_msg("no date: %s", e->ends_on);
	s->event_n++;
}

void asks(struct story *s, const char *address, const char *starts_on, const char *fields)
{
	happens(s, EV_ASSESSMENT, address, starts_on, fields);
}

void reviews(struct story *s, const char *address, const char *starts_on, const char *fields)
{
	happens(s, EV_REVIEW, address, starts_on, fields);
}

void requests(struct story *s, const char *address, const char *starts_on, const char *fields)
{
	happens(s, EV_REQUEST, address, starts_on, fields);
}

void admits(struct story *s, const char *address, const char *starts_on, const char *fields)
{
	happens(s, EV_ADMISSION, address, starts_on, fields);
}

void changes(struct story *s, const char *address, const char *starts_on, const char *fields)
{
	happens(s, EV_CHANGE, address, starts_on, fields);
}

size_t story_index(const struct story *s, const char *address)
{
	char own[100];

	for (size_t i = 0; i < s->event_n; i++) {
		snprintf(own, sizeof own, "%s:%s", s->event[i].agency_code, s->event[i].source_ref);
		if (!strcmp(own, address))
			return i;
	}
	fail_msg("no event %s", address);
	return 0;
}

struct history *story_history(struct story *s)
{
	struct history *h;
	struct err err;

	if (history_new(&h, &s->rule, s->event, s->event_n, s->died, s->arena, &err) != ST_OK)
		fail_msg("%s", err.text);
	return h;
}

/* As text --------------------------------------------------------------------- */

struct page {
	char text[8000];
	size_t n;
};

__attribute__((format(printf, 2, 3)))
static void page_add(struct page *page, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	page->n += (size_t)vsnprintf(page->text + page->n, sizeof page->text - page->n, format, args);
	va_end(args);
	if (page->n >= sizeof page->text)
		fail_msg("too much text");
}

static const struct event *event_of(const struct story *s, int64_t id)
{
	if (id < 1000 || (size_t)(id - 1000) >= s->event_n)
		fail_msg("no event of id %d", (int)id);
	return &s->event[id - 1000];
}

static int text_compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void finding_show(const struct story *s, const struct finding *f, struct page *page)
{
	const struct event *b = event_of(s, f->event);
	char domains[200], *evidence[STORY_EVENTS];

	catalogue_domains_show(s->catalogue, f->answered, ";", domains, sizeof domains);
	page_add(page, "%s%s:%s %s %s %s %.4f %s by ", page->n ? "\n" : "", b->agency_code, b->source_ref,
		STAGE_NAMES[f->stage], FINDING_KIND_NAMES[f->kind], POLICY_NAMES[f->policy],
		(double)f->cover_num / f->cover_den, domains);
	assert_int_equal(f->on, b->start.day);
	for (size_t i = 0; i < f->evidence_n; i++) {
		const struct event *a = event_of(s, f->evidence[i]);

		assert_true(!i || f->evidence[i] > f->evidence[i - 1]);
		evidence[i] = arena_printf(s->arena, "%s:%s", a->agency_code, a->source_ref);
	}
	qsort(evidence, f->evidence_n, sizeof *evidence, text_compare);
	for (size_t i = 0; i < f->evidence_n; i++)
		page_add(page, "%s%s", i ? ";" : "", evidence[i]);
}

static struct finding *findings_of(struct story *s, const struct history *h, bool is_within, size_t *n)
{
	struct finding *f;
	struct err err;
	enum status status = is_within ? duplicates_judge_same_agency(h, s->arena, &f, n, &err) :
		duplicates_judge(h, s->arena, &f, n, &err);

	if (status != ST_OK)
		fail_msg("%s", err.text);
	return f;
}

/* The same through the gists of the events: packed, taken apart, worded. ------- */

static enum status code_of(void *story, int64_t agency, const char **code, struct err *err)
{
	const struct story *s = story;

	for (size_t i = 0; i < s->event_n; i++)
		if (s->event[i].agency == agency)
			*code = s->event[i].agency_code;
	(void)err;
	return ST_OK;
}

static struct history *gists_history(struct story *s)
{
	struct wordings *words = arena_alloc(s->arena, sizeof *words);
	struct told *told = arena_alloc(s->arena, (s->event_n + 1) * sizeof *told);
	struct gists packed = {0};
	const char *text;
	struct history *h;
	struct gist g;
	struct err err;
	size_t n = 0;

	assert_true(wordings_begin(words, s->catalogue, s->arena));
	for (size_t i = 0; i < s->event_n; i++)
		if (event_has_gist(&s->event[i]))
			assert_true(gist_add(&packed, &s->event[i], s->event[i].id));
	for (text = packed.text.v; text && gist_next(&text, &g); n++) {
		told[n] = (struct told){g.event, g.start, g.end, arena_dup_n(s->arena, g.source_ref, g.source_ref_n), NULL};
		assert_int_equal(wording_of_gist(words, &g, code_of, s, &told[n].wording, &err), ST_OK);
	}
	vec_done(&packed.text);
	assert_int_equal(history_of(&h, &s->rule, words, told, n, s->died, s->arena, &err), ST_OK);
	return h;
}

static void gists_say_the_same(struct story *s, const struct finding *f, size_t n, bool is_within)
{
	size_t by_gists;
	const struct finding *g = findings_of(s, gists_history(s), is_within, &by_gists);

	assert_int_equal(by_gists, n);
	for (size_t i = 0; i < n; i++) {
		struct page one = {.n = 0}, other = {.n = 0};

		finding_show(s, &f[i], &one);
		finding_show(s, &g[i], &other);
		assert_string_equal(one.text, other.text);
		assert_int_equal(f[i].minutes, g[i].minutes);
		assert_string_equal(f[i].source_ref, g[i].source_ref);
	}
}

static const char *findings_show(struct story *s, bool is_within)
{
	struct page page = {.n = 0};
	size_t n;
	struct finding *f = findings_of(s, story_history(s), is_within, &n);

	gists_say_the_same(s, f, n, is_within);
	for (size_t i = 0; i < n; i++)
		finding_show(s, &f[i], &page);
	return arena_dup(s->arena, page.text);
}

const char *story_found(struct story *s)
{
	return findings_show(s, false);
}

const char *story_found_within(struct story *s)
{
	return findings_show(s, true);
}

static void address_add(const struct story *s, size_t event, struct page *page)
{
	page_add(page, "%s:%s", s->event[event].agency_code, s->event[event].source_ref);
}

static void answer_show(const struct story *s, const struct answer *a, struct page *page)
{
	static const char *const STATES[] = {"never", "current", "lapsed", "reset"};
	char until[11];

	page_add(page, "%s%s %s", page->n ? "\n" : "",
		catalogue_domain(s->catalogue, (size_t)a->domain)->code, STATES[a->state]);
	if (a->state == AN_NEVER)
		return;
	civil_iso(a->until, until);
	page_add(page, " ");
	address_add(s, a->by, page);
	page_add(page, " %s %s%s%s%s", until, depth_name(a->depth), a->too_shallow ? " too-shallow" : "",
		a->own_since ? " own-since" : "", a->came_later ? " came-later" : "");
	if (a->state != AN_RESET)
		return;
	page_add(page, " by ");
	address_add(s, a->reset_by, page);
}

static const char *answers_show(struct story *s, const struct answer *a, size_t n)
{
	struct page page = {.n = 0};

	for (size_t i = 0; i < n; i++)
		answer_show(s, &a[i], &page);
	return arena_dup(s->arena, page.text);
}

static struct answer *answers_of(struct story *s, const struct history *h, const char *address, size_t *n)
{
	struct answer *a;
	struct err err;

	if (duplicates_explain(h, story_index(s, address), s->arena, &a, n, &err) != ST_OK)
		fail_msg("%s", err.text);
	return a;
}

const char *story_explained(struct story *s, const char *address)
{
	size_t n;
	struct answer *a = answers_of(s, story_history(s), address, &n);

	return answers_show(s, a, n);
}

const char *story_known(struct story *s, const char *instrument, const char *domains, const char *agency)
{
	struct known_query query = {
		.instrument = instrument ? catalogue_instrument_find(s->catalogue, instrument) : -1,
		.domains = domains ? catalogue_domains_parse(s->catalogue, domains, NULL, NULL) : 0,
		.agency = agency ? story_agency(agency) : 0,
	};
	struct answer *a;
	struct err err;
	size_t n;

	if (known_judge(story_history(s), &query, s->arena, &a, &n, &err) != ST_OK)
		fail_msg("%s", err.text);
	return answers_show(s, a, n);
}

static const char *sentences_show(struct story *s, bool is_within)
{
	struct page page = {.n = 0};
	struct history *h = story_history(s);
	size_t n;
	struct finding *f = findings_of(s, h, is_within, &n);

	for (size_t i = 0; i < n; i++)
		page_add(&page, "%s%s", i ? "\n" : "", finding_sentence(h, &f[i], agency_name, NULL, s->arena));
	return arena_dup(s->arena, page.text);
}

const char *story_sentences(struct story *s)
{
	return sentences_show(s, false);
}

const char *story_sentences_within(struct story *s)
{
	return sentences_show(s, true);
}

const char *story_answer_sentences(struct story *s, const char *address)
{
	struct page page = {.n = 0};
	struct history *h = story_history(s);
	size_t n;
	struct answer *a = answers_of(s, h, address, &n);

	for (size_t i = 0; i < n; i++)
		page_add(&page, "%s%s", i ? "\n" : "", answer_sentence(h, &a[i], agency_name, NULL, s->arena));
	return arena_dup(s->arena, page.text);
}
