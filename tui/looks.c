#include "looks.h"

const struct look_spec LOOKS[LOOK_COUNT] = {
	[LOOK_PLAIN]    = {HUE_OWN, 0, 0, "", ""},
	[LOOK_STRONG]   = {HUE_OWN, ATTR_BOLD, ATTR_BOLD, "", ""},
	[LOOK_HEADING]  = {HUE_OWN, ATTR_BOLD, ATTR_BOLD, "", "heading"},
	[LOOK_MARKER]   = {HUE_OWN, ATTR_BOLD, ATTR_BOLD, ">", "selected"},
	[LOOK_MARKED]   = {HUE_OWN, ATTR_BOLD, ATTR_BOLD, "*", "marked"},
	[LOOK_KEY]      = {HUE_OWN, ATTR_BOLD, ATTR_BOLD, "", ""},
	[LOOK_ASKED]    = {HUE_ASKED, 0, ATTR_UNDERLINE, "=", "asked again"},
	[LOOK_URGENT]   = {HUE_URGENT, 0, ATTR_REVERSE, "!", "needs attention"},
	[LOOK_KNOWN]    = {HUE_KNOWN, 0, 0, "+", "known"},
	[LOOK_LAPSED]   = {HUE_TIME, 0, 0, "-", "no longer known"},
	[LOOK_DISPUTED] = {HUE_ASKED, 0, ATTR_UNDERLINE, "?", "agencies disagree"},
	[LOOK_TODAY]    = {HUE_TIME, 0, 0, "|", "today"},
	[LOOK_ERROR]    = {HUE_URGENT, 0, ATTR_BOLD, "!", "not done"},
};
