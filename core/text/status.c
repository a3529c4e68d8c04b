/* status.c - filling a struct err. */
#include "status.h"

#include <stdarg.h>
#include <stdio.h>

enum status err_set(struct err *e, enum status code, const char *format, ...)
{
	va_list args;

	if (!e)
		return code;
	e->code = code;
	va_start(args, format);
	vsnprintf(e->text, sizeof e->text, format, args);
	va_end(args);
	return code;
}

enum status err_nomem(struct err *e)
{
	return err_set(e, ST_NOMEM,
		"there is not enough memory for this; close other programs and try again");
}
