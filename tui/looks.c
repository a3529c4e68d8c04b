#include "looks.h"

/* Red, green, magenta and cyan can be read on dark and on light backgrounds;
 * yellow and blue cannot. */
enum { RED = 1, GREEN = 2, MAGENTA = 5, CYAN = 6, OWN = -1 };

const struct look_spec LOOKS[LOOK_COUNT] = {
	[LOOK_PLAIN]    = {OWN, 0, 0, "", ""},
	[LOOK_STRONG]   = {OWN, ATTR_BOLD, ATTR_BOLD, "", ""},
	[LOOK_HEADING]  = {OWN, ATTR_BOLD, ATTR_BOLD, "", "heading"},
	[LOOK_MARKER]   = {OWN, ATTR_BOLD, ATTR_BOLD, ">", "selected"},
	[LOOK_MARKED]   = {OWN, ATTR_BOLD, ATTR_BOLD, "*", "marked"},
	[LOOK_KEY]      = {OWN, ATTR_BOLD, ATTR_BOLD, "", ""},
	[LOOK_ASKED]    = {MAGENTA, 0, ATTR_UNDERLINE, "=", "asked again"},
	[LOOK_URGENT]   = {RED, 0, ATTR_REVERSE, "!", "needs attention"},
	[LOOK_KNOWN]    = {GREEN, 0, 0, "+", "known"},
	[LOOK_LAPSED]   = {CYAN, 0, 0, "-", "no longer known"},
	[LOOK_DISPUTED] = {MAGENTA, 0, ATTR_UNDERLINE, "?", "agencies disagree"},
	[LOOK_TODAY]    = {CYAN, 0, 0, "|", "today"},
	[LOOK_ERROR]    = {RED, 0, ATTR_BOLD, "!", "not done"},
};
