/* brief_json.c - a brief as JSON, for programs that print or send it. */
#include "brief.h"

#include "export/json.h"

static void day_say(struct json_making *m, json_t *to, const char *key, int32_t day)
{
	char text[11];

	civil_iso(day, text);
	if (key && *text)
		json_say(m, to, key, text);
}

static void part_put(struct json_making *m, json_t *whole, const struct brief *b, enum brief_part part)
{
	static const char *const KEYS[BRIEF_COUNT] = {
		[BRIEF_WARNINGS] = "warnings", [BRIEF_INVOLVED] = "involved", [BRIEF_LATELY] = "lately", [BRIEF_AHEAD] = "planned",
		[BRIEF_KNOWN] = "known", [BRIEF_LAPSED] = "no_longer_holds", [BRIEF_REFERRALS] = "referrals",
		[BRIEF_ASKED] = "asked_again", [BRIEF_ACTIONS] = "actions",
	};
	json_t *list = json_within(m, whole, KEYS[part], true);

	for (size_t i = 0; i < b->part[part].n; i++) {
		const struct brief_line *l = &b->part[part].line[i];
		const char *const text[BRIEF_FIELDS] = {
			[BRIEF_CODE] = l->code, [BRIEF_WHO] = l->who, [BRIEF_WHAT] = l->what, [BRIEF_NOTE] = l->note,
			[BRIEF_WORDS] = l->words};
		json_t *to = json_item(m, list);

		day_say(m, to, brief_field_name(part, BRIEF_ON), l->on);
		day_say(m, to, brief_field_name(part, BRIEF_UNTIL), l->until);
		for (int f = BRIEF_CODE; f < BRIEF_FIELDS; f++)
			if (brief_field_name(part, (enum brief_field)f))
				json_say(m, to, brief_field_name(part, (enum brief_field)f), text[f]);
	}
}

static void disputed_put(struct json_making *m, json_t *whole, unsigned disputed)
{
	json_t *list = json_within(m, whole, "disputed", true);

	for (int f = 0; f < RF_COUNT; f++)
		if (disputed & 1u << f)
			json_add(m, list, json_string(RECORD_FIELD_NAMES[f]));
}

enum status brief_json(const struct brief *b, struct arena *arena, const char **out, struct err *err)
{
	struct json_making m = { false };
	json_t *whole = json_make(&m, false);

	json_say(&m, whole, "person_id", b->uuid);
	day_say(&m, whole, "made_on", b->today);
	json_say(&m, whole, "made_by", b->worker);
	json_say(&m, whole, "name", b->name);
	json_say(&m, whole, "preferred_name", b->likes);
	day_say(&m, whole, "date_of_birth", b->born);
	day_say(&m, whole, "date_of_death", b->death.day);
	if (b->death.has_died)
		json_put(&m, whole, "has_died", json_true());
	if (b->age >= 0)
		json_put(&m, whole, "age", json_integer(b->age));
	json_say(&m, whole, "sex", b->sex);
	json_say(&m, whole, "nhs_number", b->nhs_number);
	json_say(&m, whole, "safe_contact", b->safe_contact);
	json_say(&m, whole, "phone", b->phone);
	json_say(&m, whole, "address", b->address);
	json_say(&m, whole, "language", b->language);
	json_say(&m, whole, "communication_needs", b->needs);
	json_say(&m, whole, "own_words", b->words);
	json_say(&m, whole, "own_words_from", b->words_from);
	disputed_put(&m, whole, b->disputed);
	for (int part = 0; part < BRIEF_COUNT; part++)
		part_put(&m, whole, b, (enum brief_part)part);
	json_say(&m, whole, "never_asked", b->never_asked);
	json_put(&m, whole, "events_not_to_be_seen", json_integer((json_int_t)b->unseen));
	return json_finish(&m, whole, arena, out, err);
}
