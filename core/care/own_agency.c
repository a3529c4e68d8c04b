/* Whose worker it is that writes. */
#include "care/own_agency.h"

#include <string.h>

#include "care/work.h"
#include "writing.h"

const struct agency *session_own_agency(struct session *s)
{
	const char *at = strrchr(s->worker, '@');
	const struct agency *own = NULL;
	struct arena *arena;
	const char *code;
	struct err unheard;

	if (!s->viewer.is_alone && s->viewer.agency)
		return session_agency_by_code(s, s->viewer.agency);
	if (at)
		own = session_agency_by_code(s, at + 1);
	arena = own ? NULL : arena_new();
	if (arena && store_setting_get(s->store, SETTING_OWN_AGENCY, arena, &code, &unheard) == ST_OK)
		own = session_agency_by_code(s, code);
	arena_free(arena);
	return own;
}
