#include "governance.h"

enum seen may_see(const struct viewer *viewer, const struct event *event)
{
	(void)event; /* without workers and a matrix, what happened makes no difference */
	return viewer->is_owner ? SEE_FULL : SEE_NOTHING;
}
