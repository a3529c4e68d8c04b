/* Registers: a column for each day, or each session, with a mark in it for who came. */
#include "ingest/profile/draft.h"

#include <stdlib.h>
#include <string.h>

#include "text.h"

enum { ALIKE = 3 }; /* columns that are counted: so many make a register */

/* What the marks of a register usually mean; what nobody can know is told to be a guess. */
static const char *mark_meaning(const char *mark)
{
	static const struct { const char *marks, *means; } MEANINGS[] = {
		{ "p;present;y;yes;x;1;l;late;attended;came;in;here;tick", "completed" },
		{ "a;absent;n;no;0;o;dna;away;did not attend;sick;s;ill;hol;holiday;h;out", "not-attended" },
		{ "c;cancelled;closed;canc", "cancelled" }, { "b;booked;due", "planned" },
	};
	static const char *const CAME[] = { "/", "\\", "\xe2\x9c\x93", "\xe2\x9c\x94", "*" };
	char folded[64];

	text_fold(mark, folded, sizeof folded);
	for (size_t i = 0; !*folded && i < sizeof CAME / sizeof *CAME; i++)
		if (strcmp(mark, CAME[i]) == 0)
			return "completed";
	for (size_t i = 0; *folded && i < sizeof MEANINGS / sizeof *MEANINGS; i++)
		for (const char *at = MEANINGS[i].marks; *at; at += strcspn(at, ";"), at += *at == ';')
			if (strcspn(at, ";") == strlen(folded) && strncmp(at, folded, strlen(folded)) == 0)
				return MEANINGS[i].means;
	return NULL;
}

/* "Session 12" → 12, and where the number begins; 0: none. */
static int counted(const char *folded, size_t *prefix)
{
	static const char BEFORE[] = "session;sess;week;wk;visit;class;meeting;group;day;s;w";
	char word[32];
	size_t n = strcspn(folded, "0123456789"), end = n;

	while (end && folded[end - 1] == ' ')
		end--;
	*prefix = end;
	if (n > 2 || !folded[n] || folded[n + strspn(folded + n, "0123456789")] || strlen(folded + n) > 3) {
		if (!folded[n] || folded[n + strspn(folded + n, "0123456789")] || end >= sizeof word)
			return 0;
	}
	memcpy(word, folded, end);
	word[end] = 0;
	return !end || text_list_has(BEFORE, word) ? atoi(folded + n) : 0;
}

/* How many columns from the first on are counted alike: "Week 1", "Week 2" … */
static size_t run_length(const struct look *l, size_t first)
{
	size_t n = 0, prefix, before;
	int number = counted(l->column[first].folded, &before);

	for (size_t i = first; number && i < l->n; i++, n++) {
		const struct look_column *c = &l->column[i];

		if (c->claimed || c->has_more || counted(c->folded, &prefix) != number + (int)n || prefix != before ||
			strncmp(c->folded, l->column[first].folded, before) != 0)
			break;
	}
	return n;
}

static bool has_twins(const struct look *l)
{
	char day[11], last[11] = "";
	const struct day_hint any = {.year = 2025, .month = 1};

	for (size_t i = 0; i < l->n; i++) {
		if (!l->column[i].is_day)
			continue;
		(void)profile_day(l->column[i].name, DATES_DMY | DATES_EXCEL, &any, CIVIL_NONE, CIVIL_NONE, day);
		if (*day && strcmp(day, last) == 0)
			return true;
		memcpy(last, day, sizeof last);
	}
	return false;
}

struct marks { const struct look_value *value[LOOK_DISTINCT]; int64_t count[LOOK_DISTINCT]; size_t n; bool has_more; };

static void marks_take(struct marks *m, const struct look_column *c)
{
	m->has_more |= c->has_more;
	for (size_t i = 0; i < c->value_n; i++) {
		size_t at = 0;

		while (at < m->n && strcasecmp(m->value[at]->text, c->value[i].text) != 0)
			at++;
		if (at == LOOK_DISTINCT) {
			m->has_more = true;
			continue;
		}
		if (at == m->n) {
			m->value[m->n] = &c->value[i];
			m->count[m->n++] = 0;
		}
		m->count[at] += c->value[i].count;
	}
}

static void marks_write(const struct draft *d, const struct marks *m, const char *off)
{
	if (m->has_more) {
		fprintf(d->out, "%s  summary        cell   # too many different ones to be marks\n", off);
		return;
	}
	fprintf(d->out, "%s  status         cell\n", off);
	for (size_t i = 0; i < m->n; i++) {
		const char *means = mark_meaning(m->value[i]->text);

		fprintf(d->out, "%s    ", off);
		draft_quoted(d->out, m->value[i]->text);
		fprintf(d->out, " is %s   # %lld cell%s%s\n", means ? means : "completed", (long long)m->count[i],
			m->count[i] == 1 ? "" : "s", means ? "" : "; a guess: completed, not-attended, cancelled?");
	}
}

/* Beneath each column's name the day that somebody has to say. */
static void headings_write(const struct draft *d, const struct look_column *c, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		fputs("#     ", d->out);
		draft_quoted(d->out, c[i].name);
		fputs(" is '2025-\xe2\x80\xa6'\n", d->out);
	}
}

/* What comes after `each`; `off`: what keeps it from being read; n > 0: columns that are counted. */
static void fields_write(const struct draft *d, const struct marks *m, const char *ref, const char *off,
	const struct look_column *c, size_t n)
{
	const struct look_column *id = guesses_find(d->guesses, TABLE_PEOPLE, "local_id");
	bool is_hashed = !id && draft_is_known(d);

	fprintf(d->out, "%s  when           cell is filled\n%s  source_ref     %s", off, off, is_hashed ? "hashed " : "");
	if (!draft_whose(d, id))
		fputs("\"\xe2\x80\xa6\"", d->out);
	fprintf(d->out, " + '/' + %s\n%s  %slocal_id     %s%s", ref, off, id || is_hashed ? "" : "# ", id || is_hashed ? "  " : "",
		is_hashed ? "hashed " : "");
	if (!draft_whose(d, id))
		fputs("\"\xe2\x80\xa6\"", d->out);
	fprintf(d->out, "\n%s  starts_on      %s\n", off, n ? "heading" : "day");
	headings_write(d, c, n);
	fprintf(d->out, "%s  kind           'contact'   # or service, note \xe2\x80\xa6\n", off);
	fprintf(d->out, "%s  title          'Attendance'   # what is it that they came to?\n", off);
	marks_write(d, m, off);
}

static void days_write(const struct draft *d)
{
	const struct look *l = d->look;
	const struct day_hint none = {.month = l->hint.month};
	struct marks marks = { .n = 0 };
	enum day_name first = DAY_NONE;
	size_t days = 0;
	char day[11];

	for (size_t i = 0; i < l->n; i++) {
		if (!l->column[i].is_day)
			continue;
		if (!days++)
			first = profile_day(l->column[i].name, DATES_DMY | DATES_EXCEL, &none, CIVIL_NONE, CIVIL_NONE, day);
		marks_take(&marks, &l->column[i]);
	}
	fprintf(d->out, "\nevents each day   # %zu columns are named by days: what stands in one is an event on that day\n", days);
	if (first == DAY_NO_MONTH)
		fputs("  # which month? nothing above the table says it: write `each day in 2025-11`\n", d->out);
	else if (first == DAY_NO_YEAR && !l->hint.year)
		fputs("  # which year? if neither weekdays nor a line above the table tell, write `each day in 2025`\n", d->out);
	fields_write(d, &marks, has_twins(l) ? "day + '/' + heading" : "day", "", NULL, 0);
}

/* Nothing says on what day a session was: that is left to somebody. */
static void run_write(const struct draft *d, size_t first, size_t n)
{
	struct look_column *c = d->look->column + first;
	struct marks marks = { .n = 0 };

	for (size_t i = 0; i < n; i++)
		marks_take(&marks, &c[i]);
	fputs("\n# events each ", d->out);
	draft_column(d, c);
	fputs(" to ", d->out);
	draft_column(d, &c[n - 1]);
	fprintf(d->out, "   # %zu columns alike: on what day was each? Write it below, then take the # off\n", n);
	fields_write(d, &marks, "heading", "#", c, n);
}

void draft_each_claim(struct look *l)
{
	for (size_t i = 0; i < l->n; i++)
		if (l->column[i].is_day)
			l->column[i].claimed = "each day";
	for (size_t i = 0; i < l->n; i++) {
		size_t n = run_length(l, i);

		if (n < ALIKE)
			continue;
		l->column[i].run = n;
		for (size_t k = 0; k < n; k++)
			l->column[i + k].claimed = "each";
	}
}

void draft_each(const struct draft *d)
{
	if (d->look->is_register) {
		for (size_t i = 0; i < d->look->n; i++) {
			if (d->look->column[i].is_day) {
				days_write(d);
				break;
			}
		}
	}
	for (size_t i = 0; i < d->look->n; i++)
		if (d->look->column[i].run)
			run_write(d, i, d->look->column[i].run);
}
