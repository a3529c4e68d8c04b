/*
 * lists.h - how a worker wants to see a list (order, columns, filter): one text for
 * each list and worker, which core keeps and does not read.
 */
#ifndef THROUGHLINE_LISTS_H
#define THROUGHLINE_LISTS_H

#include "case.h"

enum status list_setting_keep(struct session *, const char *list, const char *text, struct err *); /* "": as usual */
enum status list_setting_get(struct session *, const char *list, struct arena *, const char **text, struct err *); /* ST_NONE */

#endif
