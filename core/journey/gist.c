#include "gist.h"

#include <stdlib.h>
#include <string.h>

#include "text.h"

enum { US = 31, RS = 30, MOMENTS_A_DAY = 1 << 27, LETTER = '@', NUMBER_ROOM = 21 };

static const size_t WORDS[] = {
	offsetof(struct event, code_system), offsetof(struct event, code),
	offsetof(struct event, instrument), offsetof(struct event, domains),
	offsetof(struct event, depth), offsetof(struct event, valid_until),
	offsetof(struct event, subject), offsetof(struct event, review_of),
	offsetof(struct event, reuses), offsetof(struct event, joint_with),
	offsetof(struct event, to_agency), offsetof(struct event, responded_on),
	offsetof(struct event, resets), offsetof(struct event, minutes),
};
enum { WORD_COUNT = sizeof WORDS / sizeof *WORDS };

static const char **word_of(struct event *e, int i)
{
	return (const char **)((char *)e + WORDS[i]);
}

bool event_has_gist(const struct event *e)
{
	switch (e->kind) {
	case EV_ASSESSMENT:
	case EV_REVIEW:
		return true;
	case EV_REQUEST:
		if (e->status <= ES_COMPLETED && !text_is_sent(e->responded_on))
			return true;
		break;
	default:
		break;
	}
	return (e->status == ES_IN_PROGRESS || e->status == ES_COMPLETED) &&
		(e->kind == EV_ADMISSION || e->kind == EV_CHANGE || text_is_sent(e->resets));
}

/* Packing ------------------------------------------------------------------- */

/* The mark goes after it; NUL: none. */
static bool text_put(struct gists *g, const char *text, size_t n, char mark)
{
	size_t at = g->text.n;

	if (!vec_grow((void **)&g->text.v, &g->text.cap, at + n + 2, 1))
		return false;
	if (n)
		memcpy(g->text.v + at, text, n);
	g->text.v[at + n] = mark;
	g->text.n = at + n + (mark != '\0');
	g->text.v[g->text.n] = '\0';
	return true;
}

static bool number_put(struct gists *g, int64_t number)
{
	char digits[NUMBER_ROOM], *end = digits + sizeof digits, *p = end;
	uint64_t left = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;

	do {
		*--p = (char)('0' + left % 10);
		left /= 10;
	} while (left);
	if (number < 0)
		*--p = '-';
	return text_put(g, p, (size_t)(end - p), US);
}

static bool moment_put(struct gists *g, struct civil c)
{
	if (!civil_is_set(c))
		return text_put(g, NULL, 0, US);
	return number_put(g, (int64_t)c.day * MOMENTS_A_DAY + c.ms + 1);
}

bool gist_add(struct gists *g, const struct event *e, int64_t id)
{
	const char letters[] = {(char)(LETTER + (int)e->kind), (char)(LETTER + (int)e->status)};
	const char *ref = e->source_ref ? e->source_ref : "";
	bool ok = number_put(g, id) && moment_put(g, e->start) && moment_put(g, e->end) &&
		text_put(g, ref, strlen(ref), US) && text_put(g, letters, sizeof letters, '\0') &&
		number_put(g, e->agency);

	for (int i = 0; i < WORD_COUNT && ok; i++) {
		const char *word = *(const char *const *)((const char *)e + WORDS[i]);

		word = word ? word : "";
		ok = text_put(g, word, strlen(word), i + 1 < WORD_COUNT ? US : RS);
	}
	return ok;
}

/* Taking apart ---------------------------------------------------------------- */

/* Up to the mark, which is stepped over; false where it is not there. */
static bool number_take(const char **text, char mark, int64_t *out)
{
	bool is_negative = **text == '-';
	const char *first = *text + is_negative, *p;
	uint64_t n = 0;

	for (p = first; *p >= '0' && *p <= '9'; p++)
		n = n * 10 + (uint64_t)(*p - '0');
	if (p == first || *p != mark)
		return false;
	*out = is_negative ? (int64_t)(0 - n) : (int64_t)n;
	*text = p + 1;
	return true;
}

static bool moment_take(const char **text, struct civil *out)
{
	int64_t moment, part;

	if (**text == US) {
		*out = CIVIL_ABSENT;
		(*text)++;
		return true;
	}
	if (!number_take(text, US, &moment))
		return false;
	part = moment % MOMENTS_A_DAY;
	part += part < 0 ? MOMENTS_A_DAY : 0;
	*out = (struct civil){(int32_t)((moment - part) / MOMENTS_A_DAY), (int32_t)part - 1};
	return true;
}

bool gist_next(const char **text, struct gist *out)
{
	const char *p = *text, *end;

	if (!*p || !number_take(&p, US, &out->event) || !moment_take(&p, &out->start) ||
	    !moment_take(&p, &out->end))
		return false;
	end = strchr(p, US);
	if (!end)
		return false;
	out->source_ref = p;
	out->source_ref_n = (size_t)(end - p);
	p = end + 1;
	end = strchr(p, RS);
	if (!end)
		return false;
	out->wording = p;
	out->wording_n = (size_t)(end - p);
	*text = end + 1;
	return true;
}

bool gist_words(const struct gist *g, char *room, struct event *out)
{
	const char *p = room + 2;
	int kind, status;

	if (g->wording_n < 3)
		return false;
	memcpy(room, g->wording, g->wording_n);
	room[g->wording_n] = '\0';
	kind = room[0] - LETTER;
	status = room[1] - LETTER;
	if (kind < 0 || kind >= EV_KIND_COUNT || status < 0 || status >= ES_COUNT)
		return false;
	*out = (struct event){.kind = (enum event_kind)kind, .status = (enum event_status)status};
	if (!number_take(&p, US, &out->agency))
		return false;
	for (int i = 0; i < WORD_COUNT && p; i++) {
		char *end = strchr(p, US);

		*word_of(out, i) = p;
		if (end)
			*end = '\0';
		p = end ? end + 1 : NULL;
	}
	return true;
}
