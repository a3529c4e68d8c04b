#include "exit.h"

int exit_status(enum status st)
{
	static const unsigned char EXITS[] = {
		[ST_OK] = 0,
		[ST_NONE] = 1,
		[ST_CHANGED] = 2, [ST_USAGE] = 2, [ST_AMBIGUOUS] = 2,
		[ST_FORMAT] = 3, [ST_REJECTS] = 3,
		[ST_MISSING] = 4, [ST_BUSY] = 4, [ST_DAMAGED] = 4, [ST_READONLY] = 4, [ST_FULL] = 4,
		[ST_NEWER] = 4, [ST_IO] = 4,
		[ST_DENIED] = 5, [ST_UNOPENED] = 5,
		[ST_NOMEM] = 6, [ST_BUG] = 6,
		[ST_STOPPED] = 130, /* as a shell says of a program that Ctrl-C ended */
	};

	return EXITS[st];
}
