/* What coded values may mean, and which instrument the words of one fit. */
#include "ingest/profile/guess.h"

#include <string.h>

#include "text.h"

bool guess_has_words(const char *folded, const char *phrase, size_t n)
{
	for (;;) {
		if (strncmp(folded, phrase, n) == 0 && (!folded[n] || folded[n] == ' '))
			return true;
		folded = strchr(folded, ' ');
		if (!folded)
			return false;
		folded++;
	}
}

bool guess_has_one(const char *folded, const char *phrases)
{
	while (*phrases) {
		size_t n = strcspn(phrases, ";");

		if (guess_has_words(folded, phrases, n))
			return true;
		phrases += n + (phrases[n] == ';');
	}
	return false;
}

struct meaning { const char *field, *words, *means; };
static const struct meaning MEANINGS[] = {
	{ "sex", "m;male;man", "male" }, { "sex", "f;female;woman", "female" },
	{ "sex", "u;unknown;not known;not stated", "unknown" }, { "sex", "x;other;non binary", "other" },
	{ "status", "cancelled;canceled;withdrawn;void;aborted;cxl", "cancelled" },
	{ "status", "dna;did not attend;no access;not in;no answer;failed;not attended;not seen;not home;no reply;missed;absent;"
		"unsuccessful;not completed;incomplete;could not gain access;unable to gain access", "not-attended" },
	{ "status", "declined;refused;rejected", "declined" },
	{ "status", "not started;not yet started;unallocated;booked;planned;scheduled;due;pending;upcoming;to do;arranged;waiting;new;requested;ordered;allocated;awaiting;on hold", "planned" },
	{ "status", "open;ongoing;in progress;active;started;live;current;in treatment;under way;accepted;working;in work;underway;escalated", "in-progress" },
	{ "status", "completed;complete;done;closed;attended;finished;seen;delivered;fulfilled;collected;issued;resolved;ended;discharged;present;successful", "completed" },
	{ "kind", "assess;assessment;assessed;screening;needs assessment", "assessment" },
	{ "kind", "review;reviewed;reassessment", "review" },
	{ "kind", "referral;referred;request;application", "request" },
	{ "kind", "admission;admitted", "admission" }, { "kind", "discharge;discharged", "discharge" },
	{ "kind", "plan;support plan;care plan", "plan" },
	{ "kind", "safeguarding;concern;asb;alert;domestic incident;domestic abuse;domestic violence;missing person;vulnerable adult;adult protection;self neglect;neglect;hoarding;"
		"adult at risk;child at risk;anti social behaviour;self harm;suicide;exploitation;cuckooing;harassment;hate crime;modern slavery;missing", "concern" },
	{ "kind", "visit;contacted;call;phone;phone call;telephone;telephone call;email;letter;meeting;contact;text;appointment;"
		"office visit;home visit;inspection;check;welfare check", "contact" },
	{ "kind", "note;case note", "note" },
};

const char *guess_meaning(const char *field, const char *value)
{
	char folded[256];

	text_fold(value, folded, sizeof folded);
	for (size_t i = 0; i < sizeof MEANINGS / sizeof *MEANINGS; i++)
		if (strcmp(MEANINGS[i].field, field) == 0 && guess_has_one(folded, MEANINGS[i].words))
			return MEANINGS[i].means;
	return NULL;
}

const char *guess_status(const struct look_column *c, const char *value)
{
	static const char YES[] = "y;yes;true;1;x;a;came", NO[] = "n;no;false;0;did not come";
	const char *means = guess_meaning("status", value);
	char folded[64];

	if (means || !guess_has_one(c->words, GUESS_ATTENDED) || strlen(value) >= sizeof folded)
		return means;
	text_fold(value, folded, sizeof folded);
	if (strcmp(value, "\xe2\x9c\x93") == 0 || strcmp(value, "\xe2\x9c\x94") == 0 || text_list_has(YES, folded))
		return "completed";
	return text_list_has(NO, folded) ? "not-attended" : NULL;
}

bool guess_is_level(const struct look_column *c)
{
	char folded[16];

	for (size_t i = 0; i < c->value_n; i++) {
		text_fold(c->value[i].text, folded, sizeof folded);
		if (!text_list_has("high;medium;low;very high;very low;standard;moderate;severe;mild;amber;red;green;h;m;l;none", folded))
			return false;
	}
	return c->value_n > 0 && !c->has_more;
}

/* "Carer" is "carers", too. */
static bool has_word(const char *folded, const char *word, size_t n)
{
	return guess_has_words(folded, word, n) || (n > 4 && word[n - 1] == 's' && guess_has_words(folded, word, n - 1));
}

/* Words that both have weigh for, telling words that only the name has against: a number tells nothing. */
static int words_shared(const char *folded, const char *name)
{
	static const char VAGUE[] = "assessment;needs;or;and;of;the;a;social;care;review;scale;screen;initial;risk;score;test;"
		"plan;person;support;full;short;long;term";
	int shared = 0;

	while (*name) {
		size_t n = strcspn(name, " ");
		char word[64];

		if (n < sizeof word) {
			memcpy(word, name, n);
			word[n] = 0;
			if (word[strspn(word, "0123456789")] && !guess_has_one(word, VAGUE))
				shared += has_word(folded, word, n) ? 8 : -1;
			else if (guess_has_words(folded, word, n))
				shared += 1;
		}
		name += n + (name[n] == ' ');
	}
	return shared;
}

/* "PHQ-9" and "phq 9" are PHQ9. */
static bool is_code(const char *folded, const char *code)
{
	for (; *folded && *code; folded++) {
		if (*folded == ' ')
			continue;
		code += *code == ' ';
		if (*folded != *code++)
			return false;
	}
	return !*folded && !*code;
}

int guess_instrument(const struct catalogue *c, const char *value)
{
	char sent[256], folded[256], name[256];
	int best = -1, most = 3;

	text_fold(value, sent, sizeof sent);
	guess_words(sent, folded, sizeof folded);
	for (size_t i = 0; i < catalogue_instrument_count(c); i++) {
		int shared;

		text_fold(catalogue_instrument(c, (int)i)->name, name, sizeof name);
		shared = words_shared(folded, name);
		text_fold(catalogue_instrument(c, (int)i)->code, name, sizeof name);
		if (guess_has_words(folded, name, strlen(name)))
			shared += 16;
		if (is_code(folded, name))
			shared += 32;
		if (shared > most) {
			most = shared;
			best = (int)i;
		}
	}
	return best;
}
