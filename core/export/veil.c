/* veil.c - an agency whose own name tells too much goes by the one that it is shown as. */
#include "export/veil.h"

#include "governance/gate.h"

static bool has_veil(const struct agency *a)
{
	return a->shown_as && *a->shown_as;
}

bool agency_is_veiled(const struct session *s, const struct agency *a)
{
	return has_veil(a) && !sees_all(s);
}

const char *agency_code_given(const struct session *s, const struct agency *a)
{
	return agency_is_veiled(s, a) ? a->shown_as : a->code;
}

static void event_veil(struct session *s, struct event *e)
{
	const struct agency *own = session_agency(s, e->agency);
	const struct agency *to = e->to_agency ? session_agency_by_code(s, e->to_agency) : NULL;

	if (has_veil(own))
		e->agency_code = own->shown_as;
	if (to && has_veil(to))
		e->to_agency = to->shown_as;
}

void person_veil(struct session *s, struct person *p, bool always)
{
	if (!always && sees_all(s))
		return;
	for (size_t i = 0; i < p->record_n; i++)
		if (has_veil(session_agency(s, p->record[i].agency)))
			p->record[i].agency_code = session_agency(s, p->record[i].agency)->shown_as;
	for (size_t i = 0; i < p->row_n; i++)
		event_veil(s, &p->row[i].event);
}
