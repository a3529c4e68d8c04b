/*
 * The gate: a pure decision from who looks, what is known about the person, and
 * what is looked at.
 */
#include "governance.h"
#include "governance/facts.h"
#include "numbers.h"

enum { ROWS_MOST = 2 };

/* What is looked at, an event or a record. */
struct looked_at {
	int64_t record, agency;
	struct nature nature;
	bool is_warning;
};

static const struct sharing_record *record_of(const struct sharing *sh, int64_t record)
{
	for (size_t i = 0; i < sh->record_n; i++)
		if (sh->record[i].record == record)
			return &sh->record[i];
	return NULL;
}

static bool is_own(const struct sharing *sh, int64_t agency)
{
	return sh->own && sh->own == agency;
}

/* The rows of the matrix that the viewer may look by. */
static size_t rows_of(const struct viewer *v, const struct sharing *sh, enum party row[static ROWS_MOST])
{
	if (v->role == ROLE_COORDINATOR) {
		row[0] = PARTY_NHS;
		row[1] = PARTY_ADULT_CARE;
		return 2;
	}
	row[0] = party_of(v->sector, numbers_include(sh->engaged, sh->engaged_n, sh->own));
	return 1;
}

static bool looks_by(const struct viewer *v, const struct sharing *sh, enum party party)
{
	enum party row[ROWS_MOST];
	size_t n = rows_of(v, sh, row);

	return row[0] == party || (n > 1 && row[1] == party);
}

/* What the person said of the agency's events to others: its own workers it does not bear on. */
static struct sharing_word word_on(const struct sharing *sh, int64_t agency)
{
	struct sharing_word all = {.agency = agency};

	for (size_t i = 0; i < sh->word_n && !is_own(sh, agency); i++) {
		if (sh->word[i].agency && sh->word[i].agency != agency)
			continue;
		all.is_given |= sh->word[i].is_given;
		all.is_refused |= sh->word[i].is_refused;
		all.is_signed |= sh->word[i].is_signed;
	}
	all.is_given |= all.is_signed;
	all.is_refused = all.is_refused && !all.is_signed;
	return all;
}

static enum seen for_a_reason(const struct sharing *sh)
{
	return sh->is_reasoned || sh->is_broken ? SEE_FULL : SEE_REASON;
}

static enum seen cell_seen(char cell, const struct sharing *sh, const struct sharing_word *word)
{
	bool is_open = sh->is_broken && !word->is_refused;

	switch (cell) {
	case 'F': return word->is_refused ? SEE_EXISTS : SEE_FULL;
	case 'R': return word->is_refused ? SEE_EXISTS : for_a_reason(sh);
	case 'C': return is_open || (word->is_given && !word->is_refused) ? SEE_FULL : SEE_EXISTS;
	case 'c': return word->is_given && !word->is_refused ? SEE_FULL : SEE_NOTHING;
	case 'E': return is_open ? SEE_FULL : SEE_EXISTS;
	default:  return SEE_NOTHING;
	}
}

static enum seen by_matrix(const struct viewer *v, const struct sharing *sh, const struct looked_at *at,
	const struct sharing_word *word)
{
	enum party row[ROWS_MOST];
	enum party whose = party_of(rules_agency(sh->rules, at->agency).sector,
		numbers_include(sh->engaged, sh->engaged_n, at->agency));
	size_t n = rows_of(v, sh, row);
	enum seen best = SEE_NOTHING;

	for (size_t i = 0; i < n; i++) {
		char cell = sh->rules->matrix.cell[row[i]][whose][at->nature.sensitivity >= SN_SENSITIVE];
		enum seen seen = cell_seen(cell, sh, word);

		best = seen < best ? seen : best;
	}
	return best;
}

/* Restricted: named workers for a reason; that it exists, to those who are trusted
 * with safeguarding in health and adult care. */
static enum seen restricted_seen(const struct viewer *v, const struct sharing *sh, bool is_named,
	const struct sharing_word *word)
{
	if (is_named)
		return cell_seen('R', sh, word);
	if (!viewer_is_marked(v, MARK_SAFEGUARDING) || !(looks_by(v, sh, PARTY_NHS) || looks_by(v, sh, PARTY_ADULT_CARE)))
		return SEE_NOTHING;
	return sh->is_broken && !word->is_refused ? SEE_FULL : SEE_EXISTS;
}

static enum seen judge(const struct viewer *v, const struct sharing *sh, const struct looked_at *at)
{
	const struct sharing_record *record = record_of(sh, at->record);
	struct sharing_word word = word_on(sh, at->agency);
	bool is_named = record && record->is_named;
	enum seen seen;

	if (at->nature.sensitivity == SN_HIDDEN)
		return is_named && !word.is_refused ? SEE_FULL : SEE_NOTHING;
	if (at->nature.sensitivity == SN_RESTRICTED)
		return restricted_seen(v, sh, is_named, &word);
	if (is_own(sh, at->agency))
		return at->nature.sensitivity == SN_SENSITIVE ? for_a_reason(sh) : SEE_FULL;
	if (at->nature.is_carers)
		return cell_seen(looks_by(v, sh, PARTY_NHS) || looks_by(v, sh, PARTY_ADULT_CARE) ? 'E' : 'N', sh, &word);
	if (at->nature.is_financial)
		return cell_seen(looks_by(v, sh, PARTY_ADULT_CARE) ? 'F' : 'N', sh, &word);
	seen = by_matrix(v, sh, at, &word);
	if (at->is_warning && numbers_include(sh->visiting, sh->visiting_n, sh->own))
		return SEE_FULL;
	return seen;
}

/* Those for whom the matrix has no row: true where that settles it. */
static bool is_settled(const struct viewer *v, const struct sharing *sh, enum seen *seen)
{
	if (!v->is_owner)
		*seen = SEE_NOTHING;
	else if (v->is_alone || v->role == ROLE_OWNER)
		*seen = SEE_FULL;
	else if ((v->role != ROLE_COORDINATOR && v->role != ROLE_PRACTITIONER) || !sh || sh->is_barred)
		*seen = SEE_NOTHING;
	else
		return false;
	return true;
}

static enum seen event_judged(const struct viewer *v, const struct sharing *sh, const struct event *e,
	const struct nature *nature, bool is_warning)
{
	struct looked_at at = {.record = e->record, .agency = e->agency, .is_warning = is_warning};
	const struct sharing_record *record;
	enum seen seen;

	if (is_settled(v, sh, &seen))
		return seen;
	at.nature = nature ? *nature : event_nature(sh->rules, e);
	record = record_of(sh, e->record);
	if (record && record->least > at.nature.sensitivity)
		at.nature.sensitivity = record->least;
	return judge(v, sh, &at);
}

enum seen may_see_as(const struct viewer *v, const struct sharing *sh, const struct event *e, const struct nature *nature)
{
	return event_judged(v, sh, e, nature, e->kind == EV_WARNING && e->status <= ES_COMPLETED);
}

enum seen may_see(const struct viewer *v, const struct sharing *sh, const struct event *e)
{
	return may_see_as(v, sh, e, NULL);
}

enum seen may_see_warner(const struct viewer *v, const struct sharing *sh, const struct event *e)
{
	return event_judged(v, sh, e, NULL, false);
}

enum seen may_see_record(const struct viewer *v, const struct sharing *sh, const struct record *r)
{
	struct looked_at at = {.record = r->id, .agency = r->agency};
	const struct sharing_record *record;
	enum seen seen;

	if (is_settled(v, sh, &seen))
		return seen;
	record = record_of(sh, r->id);
	at.nature.sensitivity = record ? record->least : SN_RESTRICTED;
	return judge(v, sh, &at);
}

bool may_see_party(const struct viewer *v, const struct sharing *sh, enum party whose)
{
	enum party row[ROWS_MOST];
	bool is = false;
	enum seen seen;

	if (is_settled(v, sh, &seen))
		return seen == SEE_FULL;
	for (size_t i = 0, n = rows_of(v, sh, row); i < n; i++)
		is |= sh->rules->matrix.cell[row[i]][whose][0] == 'F';
	return is;
}

bool may_see_where(const struct viewer *v, const struct sharing *sh)
{
	enum seen seen;

	if (is_settled(v, sh, &seen))
		return seen == SEE_FULL;
	for (size_t i = 0; i < sh->record_n; i++) {
		struct sharing_word word = word_on(sh, sh->record[i].agency);

		if (sh->record[i].least == SN_HIDDEN && (!sh->record[i].is_named || word.is_refused))
			return false;
	}
	return true;
}

bool may_see_reason(const struct viewer *v, const struct event *e)
{
	return e->kind != EV_WARNING || v->is_alone || v->role == ROLE_OWNER ||
		(v->agency && e->agency_code && strcmp(v->agency, e->agency_code) == 0);
}
