/*
 * What is known about the person on the screen: of what the viewer may see.
 */
#include "journey.h"

enum status person_known(struct session *s, const struct person *p, const struct known_query *query,
	struct arena *arena, struct answer **out, size_t *n, struct err *err)
{
	(void)s;
	return known_judge(p->history, query, arena, out, n, err);
}

enum status person_known_sources(struct session *s, const struct person *p, int domain,
	struct arena *arena, struct answer **out, size_t *n, struct err *err)
{
	(void)s;
	return known_sources(p->history, domain, arena, out, n, err);
}
