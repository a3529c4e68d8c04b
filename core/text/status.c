/* status.c - filling a struct err. */
#include "status.h"

#include <stdarg.h>
#include <stdio.h>

#undef err_set
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
