/*
 * Settings that exist: their meaning, their fallback, and which values they take.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "care/fraction.h"
#include "care/judged.h"
#include "care/limits.h"
#include "care/own_agency.h"
#include "care/site_catalogue.h"
#include "care/work.h"
#include "linkage/relink.h"
#include "search/keyed.h"
#include "linkage/pairs.h"

#define BUILT_IN "built-in"
#define TEXT_OF(number) #number
#define TEXT(macro) TEXT_OF(macro)

enum value_shape { VALUE_REACH, VALUE_BITS, VALUE_MODEL, VALUE_FRACTION, VALUE_DAYS, VALUE_MINUTES,
	VALUE_AGENCY, VALUE_WORDS,
	VALUE_CATALOGUE };

struct known_setting {
	const char *key, *fallback;
	enum value_shape shape;
	const char *takes; /* as a sentence says it */
	const char *about;
};

static const struct known_setting KNOWN[] = {
	{"link.auto", "certain", VALUE_REACH, "off, certain or likely",
	 "how sure the linker must be to link by itself; what it found before is looked at anew"},
	{"link.certain", TEXT(LINK_CERTAIN_BITS), VALUE_BITS, "a number from -40 to 40",
	 "total weight from which a pair of records is certain; each 1 more doubles the odds that they are one person's"},
	{"link.likely", TEXT(LINK_LIKELY_BITS), VALUE_BITS, "a number from -40 to 40",
	 "total weight from which a pair is likely"},
	{"link.possible", TEXT(LINK_POSSIBLE_BITS), VALUE_BITS, "a number from -40 to 40",
	 "total weight from which a pair is put before a worker"},
	{"linking", BUILT_IN, VALUE_MODEL, "refit",
	 "what agreement and disagreement weigh, as fitted to the records; `setting linking` shows it, `refit` fits and links anew"},
	{SETTING_THRESHOLD, "1/2", VALUE_FRACTION, "a fraction above 0 and up to 1, such as 1/2 or 0.5",
	 "the share of an assessment that must be known already to call it asked again; judges everybody anew"},
	{SETTING_REPLY_DAYS, "5", VALUE_DAYS, "a number of days from 1 to 999",
	 "days after which a referral without reply is shown on Today"},
	{SETTING_QUIET_DAYS, "45", VALUE_DAYS, "a number of days from 1 to 999",
	 "days after which an agency that sent nothing is shown on Today"},
	{SETTING_CONSENT_DAYS, "365", VALUE_DAYS, "a number of days from 1 to 999",
	 "days after which consent ends unless another end is said, and a refusal is asked about again"},
	{SETTING_CONSENT_PURPOSES, "care,safeguarding,housing,education", VALUE_WORDS, "words of small letters with commas between",
	 "what consent to sharing may be limited to; housing and education are for those agencies, safeguarding for workers "
	 "marked so"},
	{SETTING_OWN_AGENCY, OWN_AGENCY_NONE, VALUE_AGENCY, "an agency's code, or none",
	 "the agency that those write for whose name as a worker does not end in @ and its code"},
	{SETTING_LOCK_MINUTES, "10", VALUE_MINUTES, "a number of minutes from 1 to 999, or 0 for never",
	 "minutes without a key after which the dashboard's screen is erased until the worker is back"},
	{"catalogue.domains", BUILT_IN, VALUE_CATALOGUE, "a table in the form of domains.tsv",
	 "the site's own table of domains; holds when Throughline is next opened"},
	{"catalogue.instruments", BUILT_IN, VALUE_CATALOGUE, "a table in the form of instruments.tsv",
	 "the site's own table of assessment types; holds when Throughline is next opened"},
	{"catalogue.codes", BUILT_IN, VALUE_CATALOGUE, "a table in the form of instrument_codes.tsv",
	 "the site's own table of codes; holds when Throughline is next opened"},
	{"catalogue.changes", BUILT_IN, VALUE_CATALOGUE, "a table in the form of changes.tsv",
	 "the site's own table of changes; holds when Throughline is next opened"},
};
#define KNOWN_COUNT (sizeof KNOWN / sizeof *KNOWN)

static const struct known_setting *known_find(const char *key)
{
	size_t i;

	for (i = 0; key && i < KNOWN_COUNT; i++)
		if (strcmp(KNOWN[i].key, key) == 0)
			return &KNOWN[i];
	return NULL;
}

static bool minutes_parse(const char *text, int *minutes)
{
	size_t length = strspn(text, "0123456789");

	if (length < 1 || length > 3 || text[length])
		return false;
	*minutes = atoi(text);
	return true;
}

static bool days_parse(const char *text, int *days)
{
	return minutes_parse(text, days) && *days > 0;
}

enum { WORDS_MOST = 200 };

static bool words_parse(const char *text)
{
	size_t length = strlen(text);

	return length && length <= WORDS_MOST && strspn(text, "abcdefghijklmnopqrstuvwxyz-,") == length &&
		text[0] != ',' && text[length - 1] != ',' && !strstr(text, ",,");
}

static bool reach_parse(const char *text)
{
	return strcmp(text, "off") == 0 || strcmp(text, "certain") == 0 ||
		strcmp(text, "likely") == 0;
}

/* What stands in a list for a value: a whole table would not fit on a line. */
static const char *value_shown(const struct known_setting *known, const char *value,
	struct arena *arena)
{
	size_t lines = 0;
	double records;

	if (known->shape == VALUE_MODEL)
		return sscanf(value, "linking 1 records %lf", &records) == 1
			? arena_printf(arena, "%.0f records", records) : value;
	if (known->shape != VALUE_CATALOGUE)
		return value;
	for (; *value; value++)
		lines += *value == '\n';
	return arena_printf(arena, "the site's own, %zu lines", lines);
}

enum status settings_list(struct session *s, struct arena *arena, struct setting **out, size_t *n,
	struct err *err)
{
	struct setting *list = arena_alloc(arena, KNOWN_COUNT * sizeof *list);
	size_t i;

	if (!list)
		return err_nomem(err);
	for (i = 0; i < KNOWN_COUNT; i++) {
		const char *value;
		enum status st = store_setting_get(s->store, KNOWN[i].key, arena, &value, err);

		if (st != ST_OK && st != ST_NONE)
			return st;
		list[i] = (struct setting){
			.key = KNOWN[i].key, .fallback = KNOWN[i].fallback, .about = KNOWN[i].about,
			.value = st == ST_NONE ? KNOWN[i].fallback : value_shown(&KNOWN[i], value, arena),
		};
		if (!list[i].value)
			return err_nomem(err);
	}
	*out = list;
	*n = KNOWN_COUNT;
	return ST_OK;
}

static enum status number_read(const struct session *s, const char *key,
	bool (*parse)(const char *, int *), int *out, struct err *err)
{
	const struct known_setting *known = known_find(key);
	struct arena *arena = arena_new();
	const char *value;
	enum status st;

	if (!arena)
		return err_nomem(err);
	st = store_setting_get(s->store, key, arena, &value, err);
	if (st == ST_NONE || (st == ST_OK && !parse(value, out)))
		st = parse(known->fallback, out) ? ST_OK : err_set(err, ST_BUG, "setting %s", key);
	arena_free(arena);
	return st;
}

enum status limit_days(const struct session *s, const char *key, int *days, struct err *err)
{
	return number_read(s, key, days_parse, days, err);
}

enum status limit_words(const struct session *s, const char *key, struct arena *arena, const char **out, struct err *err)
{
	enum status st = store_setting_get(s->store, key, arena, out, err);

	if (st == ST_NONE)
		*out = known_find(key)->fallback;
	return st == ST_NONE ? ST_OK : st;
}

enum status session_lock_minutes(struct session *s, int *minutes, struct err *err)
{
	return number_read(s, SETTING_LOCK_MINUTES, minutes_parse, minutes, err);
}

struct change {
	const struct known_setting *known;
	const char *value; /* NULL: the built-in table again */
	struct relinked relinked;
};

static bool is_of_linker(const struct known_setting *known)
{
	return known->shape == VALUE_REACH || known->shape == VALUE_BITS ||
		known->shape == VALUE_MODEL;
}

static bool bits_parse(const char *text)
{
	char *end;
	double bits = strtod(text, &end);

	return *text && !*end && bits >= -40 && bits <= 40;
}

/* Surer bands may not begin below less sure ones. */
static enum status bands_check(const struct store *store, struct err *err)
{
	struct guide guide;
	enum status st = guide_read(&guide, store, err);
	const double *least = guide.bands.least;

	if (st == ST_OK && (least[BAND_CERTAIN] < least[BAND_LIKELY] ||
		least[BAND_LIKELY] < least[BAND_POSSIBLE]))
		st = err_set(err, ST_USAGE, "link.certain must be at least link.likely, and that at least "
			"link.possible; they would be %g, %g and %g", least[BAND_CERTAIN],
			least[BAND_LIKELY], least[BAND_POSSIBLE]);
	guide_done(&guide);
	return st;
}

static enum status linking_begin(struct work *work, struct change *change, struct err *err)
{
	bool refit = change->known->shape == VALUE_MODEL;
	int64_t records;
	enum status st = bands_check(txn_store(work->txn), err);

	if (st == ST_OK)
		st = store_person_count(txn_store(work->txn), &change->relinked.people_before, &records, err);
	if (st == ST_OK)
		st = relink_begin(work, refit, err);
	return st == ST_OK && refit ? keyed_anew(work, err) : st;
}

/* In force already; killed before its end, whoever opens the store next goes on with it. */
static enum status link_anew(struct session *s, struct relinked *out, struct err *err)
{
	int64_t records;
	enum status st = relink_finish(s, &out->changed, err);

	if (st == ST_OK)
		st = keyed_rest(s, err);
	if (st == ST_OK)
		st = store_person_count(s->store, &out->people_after, &records, err);
	out->is_relinked = st == ST_OK;
	return st;
}

static enum status change_fn(struct work *work, void *arg, struct err *err)
{
	struct change *change = arg;
	enum status st = change->known->shape == VALUE_MODEL ? ST_OK
		: store_setting_put(work->txn, change->known->key, change->value, err);

	if (st == ST_OK && change->known->shape == VALUE_FRACTION)
		st = judged_anew(work, err);
	return st == ST_OK && is_of_linker(change->known) ? linking_begin(work, change, err) : st;
}

static enum status change_write(struct session *s, struct change *change, struct err *err)
{
	bool is_table = change->known->shape == VALUE_CATALOGUE;
	const char *value = change->value ? change->value : BUILT_IN;
	char detail[96];
	enum status st;

	snprintf(detail, sizeof detail, "%s %s", change->known->key,
		is_table && change->value ? "the site's own" : value);
	st = case_write(s, &(struct deed){.deed = "setting", .detail = detail}, change_fn, change, err);
	return st == ST_OK && is_of_linker(change->known) ? link_anew(s, &change->relinked, err) : st;
}

static enum status value_refuse(const struct known_setting *known, struct err *err)
{
	return err_set(err, ST_USAGE, "%s takes %s", known->key, known->takes);
}

/* In force from the write on; where that fails, nothing has changed.  Who is not judged by it then is so by
 * whoever opens the store next. */
static enum status threshold_set(struct session *s, struct change *change, struct err *err)
{
	struct rule before = s->rule;
	char mark[sizeof s->judged_by];
	enum status st;

	if (!fraction_parse(change->value, &s->rule.threshold_num, &s->rule.threshold_den))
		return value_refuse(change->known, err);
	memcpy(mark, s->judged_by, sizeof mark);
	s->judged_by[0] = '\0';
	st = change_write(s, change, err);
	if (st == ST_OK) {
		st = judged_rest(s, err);
		judged_mark(s);
	} else {
		s->rule = before;
		memcpy(s->judged_by, mark, sizeof mark);
	}
	return st;
}

/* A table is taken only where the catalogue can be made with it. */
static enum status table_set(struct session *s, struct change *change, struct err *err)
{
	struct arena *arena = arena_new();
	struct catalogue_text text;
	struct catalogue *trial = NULL;
	const char *key = change->known->key;
	enum status st = arena ? site_catalogue_read(s->store, arena, &text, err) : err_nomem(err);

	if (strcmp(change->value, BUILT_IN) == 0)
		change->value = NULL;
	if (st == ST_OK) {
		*(strcmp(key, "catalogue.domains") == 0 ? &text.domains :
			strcmp(key, "catalogue.instruments") == 0 ? &text.instruments :
			strcmp(key, "catalogue.codes") == 0 ? &text.codes : &text.changes) = change->value;
		st = catalogue_new(&trial, &text, err);
		catalogue_free(trial);
	}
	if (st == ST_FORMAT)
		st = err_set(err, ST_USAGE, "%s takes %s: it cannot be read as one", key, change->known->takes);
	if (st == ST_OK)
		st = change_write(s, change, err);
	arena_free(arena);
	return st;
}

/* What a threshold and a table may be is told where they are set. */
static bool value_may_be(struct session *s, enum value_shape shape, const char *value)
{
	int n;

	switch (shape) {
	case VALUE_REACH:
		return reach_parse(value);
	case VALUE_BITS:
		return bits_parse(value);
	case VALUE_MODEL:
		return strcmp(value, "refit") == 0;
	case VALUE_DAYS:
		return days_parse(value, &n);
	case VALUE_MINUTES:
		return minutes_parse(value, &n);
	case VALUE_AGENCY:
		return strcmp(value, OWN_AGENCY_NONE) == 0 || session_agency_by_code(s, value);
	case VALUE_WORDS:
		return words_parse(value);
	case VALUE_FRACTION:
	case VALUE_CATALOGUE:
		return true;
	}
	return false;
}

static enum status change_make(struct session *s, struct change *change, struct err *err)
{
	if (!change->known)
		return err_set(err, ST_USAGE, "there is no such setting; `setting` lists them");
	if (!change->value || !value_may_be(s, change->known->shape, change->value))
		return value_refuse(change->known, err);
	switch (change->known->shape) {
	case VALUE_FRACTION:
		return threshold_set(s, change, err);
	case VALUE_CATALOGUE:
		return table_set(s, change, err);
	default:
		return change_write(s, change, err);
	}
}

enum status setting_change(struct session *s, const char *key, const char *value,
	struct relinked *relinked, struct err *err)
{
	struct change change = {.known = known_find(key), .value = value};
	enum status st = change_make(s, &change, err);

	if (st == ST_OK)
		*relinked = change.relinked;
	return st;
}

enum status setting_set(struct session *s, const char *key, const char *value, struct err *err)
{
	struct relinked relinked;

	return setting_change(s, key, value, &relinked, err);
}
