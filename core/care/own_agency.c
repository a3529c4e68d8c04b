/* Whose worker it is that writes. */
#include "care/own_agency.h"

#include <string.h>

#include "care/work.h"
#include "writing.h"

const struct agency *session_own_agency(struct session *s)
{
	const char *at = strrchr(s->worker, '@');
	const struct agency *own = at ? session_agency_by_code(s, at + 1) : NULL;
	struct arena *arena = own ? NULL : arena_new();
	const char *code;
	struct err unheard;

	if (arena && store_setting_get(s->store, SETTING_OWN_AGENCY, arena, &code, &unheard) == ST_OK)
		own = session_agency_by_code(s, code);
	arena_free(arena);
	return own;
}
