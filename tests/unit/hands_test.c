/* Many hands on the same people: whatever is linked, separated, placed by hand and
 * taken back, in whatever order and by whom, the store is what is in force makes it. */
#include <stdio.h>
#include <string.h>

#include "asked.h"
#include "care/work.h"
#include "crowd.h"
#include "linkage/words.h"

enum { HANDS = 3, RECORDS = 11, STEPS = 90, SEEN_MOST = 4 * STEPS };

static const char *const RECORD[RECORDS][2] = {
	{"GP:1", "given=Grace family=Okafor born=1943-07-03 sex=F postcode=LS6_2AB"},
	{"ASC:1", "given=Grace family=Okafor born=1943-07-03 sex=F postcode=LS6_2AB"},
	{"NHS:1", "given=Gracie family=Okafor born=1943-07-03 sex=F"},
	{"HOU:1", "given=Grace family=Okafor born=1943-03-07 postcode=LS6_2AB"},
	{"GP:2", "given=Ada family=Okafor born=1971-02-11 sex=F postcode=LS6_2AB"},
	{"ASC:2", "given=Ada family=Okafor born=1971-02-11 sex=F postcode=LS6_2AB ids=mrn=A77"},
	{"AGE:2", "given=Ada family=Okafor postcode=LS6_2AB ids=mrn=A77"},
	{"GP:3", "given=Tom family=Reed born=1951-02-02 sex=M nhs=9990000018"},
	{"NHS:3", "given=Thomas family=Reed born=1951-02-02 sex=M nhs=9990000018"},
	{"HOU:3", "given=T family=Reed"},
	{"AGE:3", "given=Tom family=Reade born=1951-02-02 sex=M"},
};

struct said { int step, by; bool is_separation; size_t a, b; };

struct hands {
	struct crowd *town;
	struct session *session[HANDS];
	int64_t id[RECORDS];
	struct said said[STEPS];  /* in force, oldest first */
	size_t said_n;
	int reach;
	uint32_t seed;
	struct { const char *key, *digest; } seen[SEEN_MOST];
	size_t seen_n;
	int done[4];
};

static uint32_t dice(struct hands *h, uint32_t sides)
{
	h->seed = h->seed * 1664525u + 1013904223u;
	return (h->seed >> 8) % sides;
}

static int64_t holder(struct hands *h, size_t record)
{
	int64_t person = 0;

	good(store_person_of(h->town->session->store, h->id[record], &person, &crowd_err));
	return person;
}

static void say(struct hands *h, int step, int by, size_t a, size_t b, bool is_separation)
{
	h->said[h->said_n++] = (struct said){step, by, is_separation, a, b};
	h->done[is_separation]++;
}

static bool link_try(struct hands *h, int by, size_t a, size_t b)
{
	struct link_preview preview;
	enum status st = link_records(h->session[by], RECORD[a][0], RECORD[b][0], "one", false,
		h->town->arena, &preview, &crowd_err);

	assert_true(st == ST_OK || st == ST_DENIED);
	return st == ST_OK;
}

/* The others of the person go where the dice say, or where the evidence has them;
 * what was shown is what came about. */
static bool separate_try(struct hands *h, int by, size_t a, size_t b)
{
	const char *with[2][RECORDS];
	size_t n[2] = {0, 0}, placed[RECORDS];
	struct link_preview preview;
	int64_t person = holder(h, a);
	struct separation what = {.a = RECORD[a][0], .b = RECORD[b][0], .reason = "two",
		.with_a = with[0], .with_b = with[1]};

	for (size_t i = 0; i < RECORDS; i++) {
		uint32_t side = dice(h, 4);

		placed[i] = 2;
		if (i == a || i == b || holder(h, i) != person || side > 1)
			continue;
		with[side][n[side]++] = RECORD[i][0];
		placed[i] = side;
	}
	what.with_a_n = n[0];
	what.with_b_n = n[1];
	if (separation_make(h->session[by], &what, false, h->town->arena, &preview, &crowd_err) != ST_OK) {
		says(ST_USAGE, "hold these records together otherwise");
		h->done[3]++;
		return false;
	}
	assert_int_not_equal(holder(h, a), holder(h, b));
	for (size_t i = 0; i < RECORDS; i++)
		if (placed[i] < 2)
			assert_int_equal(holder(h, i), holder(h, placed[i] ? b : a));
	for (int side = 0; side < 2; side++)
		for (size_t i = 0; i < preview.side[side].n; i++)
			for (size_t k = 0; k < RECORDS; k++)
				if (h->id[k] == preview.side[side].record[i].record)
					assert_int_equal(holder(h, k), holder(h, side ? b : a));
	return true;
}

static void undo_try(struct hands *h, int by)
{
	struct undone what;
	size_t at = h->said_n;

	while (at && h->said[at - 1].by != by)
		at--;
	if (!at) {
		assert_int_equal(decision_undo(h->session[by], h->town->arena, &what, &crowd_err), ST_NONE);
		return;
	}
	good(decision_undo(h->session[by], h->town->arena, &what, &crowd_err));
	memmove(&h->said[at - 1], &h->said[at], (h->said_n - at) * sizeof *h->said);
	h->said_n--;
	h->done[2]++;
}

/* A record is one person's, who has their id from the lowest of theirs, and nobody
 * holds two that a word in force keeps apart. */
static void people_are_sound(struct hands *h)
{
	struct pair_words words;

	for (size_t i = 0; i < RECORDS; i++) {
		int64_t person = holder(h, i), above = 0;

		good(store_person_of(h->town->session->store, person, &above, &crowd_err));
		assert_int_equal(above, person);
		assert_true(person <= h->id[i]);
	}
	good(pair_words_read(h->town->session->store, h->town->arena, &words, &crowd_err));
	for (size_t i = 0; i < words.n; i++)
		if (words.v[i].decision.verdict == VD_SEPARATE)
			assert_int_not_equal(words.v[i].person_a, words.v[i].person_b);
}

static void content_is_that_of_what_is_in_force(struct hands *h)
{
	const char *key = arena_printf(h->town->arena, "%d", h->reach), *digest = crowd_digest(h->town);

	for (size_t i = 0; i < h->said_n; i++)
		key = arena_printf(h->town->arena, "%s %d", key, h->said[i].step);
	for (size_t i = 0; i < h->seen_n; i++)
		if (strcmp(h->seen[i].key, key) == 0) {
			assert_string_equal(h->seen[i].digest, digest);
			return;
		}
	assert_true(h->seen_n < SEEN_MOST);
	h->seen[h->seen_n].key = key;
	h->seen[h->seen_n++].digest = digest;
}

static const char *const REACH[] = {"off", "certain", "likely"};

static void linking_everybody_anew_changes_nobody(struct hands *h)
{
	struct relinked r = {0};

	good(setting_change(h->town->session, "link.auto", REACH[h->reach], &r, &crowd_err));
	assert_true(r.is_relinked);
	assert_int_equal(r.changed, 0);
	assert_int_equal(r.people_before, r.people_after);
}

static void step_take(struct hands *h, int step)
{
	uint32_t deed = dice(h, 12);
	int by = (int)dice(h, HANDS);
	size_t a = dice(h, RECORDS), b = dice(h, RECORDS);

	if (deed == 0) {
		h->reach = (int)dice(h, 3);
		link_auto_is(h->town, REACH[h->reach]);
	} else if (deed < 5) {
		undo_try(h, by);
	} else if (a != b && holder(h, a) == holder(h, b)) {
		if (separate_try(h, by, a, b))
			say(h, step, by, a, b, true);
	} else if (a != b && link_try(h, by, a, b)) {
		say(h, step, by, a, b, false);
	}
	people_are_sound(h);
	linking_everybody_anew_changes_nobody(h);
	content_is_that_of_what_is_in_force(h);
}

static void hands_open(struct hands *h, struct crowd *t)
{
	static const char *const NAME[HANDS] = {"ann", "bob", "cy"};

	*h = (struct hands){.town = t, .reach = 1};
	for (int i = 0; i < RECORDS; i++) {
		const char *colon = strchr(RECORD[i][0], ':');

		arrives(t, RECORD[i][0], RECORD[i][1]);
		good(store_record_find(t->session->store,
			arena_dup_n(t->arena, RECORD[i][0], (size_t)(colon - RECORD[i][0])), colon + 1,
			&h->id[i], &crowd_err));
	}
	for (int i = 0; i < HANDS; i++)
		good(session_open(&h->session[i],
			&(struct session_options){.store = t->path, .worker = NAME[i],
				.today = civil_day(2025, 11, 21)},
			&crowd_err));
}

static void hands_at_work(struct crowd *t, uint32_t seed)
{
	static struct hands h;

	hands_open(&h, t);
	h.seed = seed;
	content_is_that_of_what_is_in_force(&h);
	for (int step = 0; step < STEPS; step++)
		step_take(&h, step);
	assert_true(h.done[0] > 3 && h.done[1] > 5 && h.done[2] > 5);
	assert_true(h.done[3] <= 3); /* seldom is there no way to what a hand wants */
	link_auto_is(h.town, "certain");
	h.reach = 1;
	for (int i = 0; h.said_n; i++)
		undo_try(&h, i % HANDS);
	content_is_that_of_what_is_in_force(&h); /* as at the beginning */
	for (int i = 0; i < HANDS; i++)
		session_close(h.session[i]);
}

static void whatever_is_done_and_taken_back_leaves_what_is_in_force(void **state)
{
	hands_at_work(*state, 11);
}

static void separations_from_others_decide_nothing_between_equals(void **state)
{
	hands_at_work(*state, 15);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		crowd_test(whatever_is_done_and_taken_back_leaves_what_is_in_force),
		crowd_test(separations_from_others_decide_nothing_between_equals),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
