#include "governance/opening.h"

#include "governance/facts.h"
#include "governance/gate.h"
#include "store_sharing.h"

enum status opening_is_due(const struct session *s, int64_t person, bool *is, struct err *err)
{
	bool is_opened = true;
	enum status st = sees_all(s) || !works_with_people(s) ? ST_OK : store_person_is_opened(s->store, person, s->worker,
		s->rule.today - REASON_DAYS, s->rule.today, &is_opened, err);

	*is = !is_opened;
	return st;
}

enum status opening_check(const struct session *s, int64_t person, const char **refused, struct err *err)
{
	bool is_due = false;
	enum status st = opening_is_due(s, person, &is_due, err);

	if (st != ST_OK || !is_due)
		return st;
	*refused = "no reason said";
	return err_set(err, ST_UNOPENED, "this person is not on your list: say why you open them with --why referral, "
		"call, repeat, meeting, safeguarding or quality");
}

enum status opening_require(struct session *s, int64_t person, struct err *err)
{
	const char *refused = NULL;
	struct err unkept;
	enum status st = opening_check(s, person, &refused, err);

	if (refused)
		(void)case_note(s, &(struct deed){.deed = "refused", .person = person, .detail = refused}, &unkept);
	return st;
}

enum status opening_veils(const struct session *s, int64_t person, bool *is, struct err *err)
{
	*is = false;
	return s->queue_why ? ST_OK : opening_is_due(s, person, is, err);
}

enum status opening_veils_either(const struct session *s, int64_t a, int64_t b, bool *is, struct err *err)
{
	enum status st = opening_veils(s, a, is, err);

	return st == ST_OK && !*is && b != a ? opening_veils(s, b, is, err) : st;
}

enum status opening_in_queue(struct session *s, int64_t person, const char **why, struct err *err)
{
	bool is_due = false;
	enum status st = opening_is_due(s, person, &is_due, err);

	*why = is_due && s->queue_why ? s->queue_why : "";
	return st == ST_OK && is_due && !s->queue_why ? opening_require(s, person, err) : st;
}
