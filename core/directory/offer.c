/* What is offered to one person: by their needs, their age, and what is near. */
#include <string.h>

#include "care/work.h"
#include "directory.h"
#include "journey.h"
#include "text.h"

enum { OFFERED_MOST = 200 };

/* ZZ99 is of those without an address. */
static const char *home_of(const struct person *p, struct arena *a)
{
	const char *sent = p->field[RF_POSTCODE].value;
	char folded[9];

	if (!sent || !*sent)
		return NULL;
	if (!postcode_fold(sent, folded))
		return sent;
	return strncmp(folded, "ZZ99", 4) == 0 ? NULL : arena_dup(a, folded);
}

enum status directory_offer(struct session *s, const struct person *p, domains_t domains, struct arena *a,
	struct offer *out, struct err *e)
{
	struct directory_query q = { .domains = domains, .limit = OFFERED_MOST };

	*out = (struct offer){ .home = home_of(p, a), .age = civil_age(p->born, session_today(s)) };
	q.home = out->home;
	q.age = out->age;
	out->district = out->home ? arena_dup_n(a, out->home, strcspn(out->home, " ")) : NULL;
	if (out->home && !out->district)
		return err_nomem(e);
	return directory_search(s, &q, a, &out->service, &out->n, &out->all, e);
}
