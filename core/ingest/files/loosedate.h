/*
 * loosedate.h - dates as spreadsheets and databases write them into tables
 * (private to ingest).
 */
#ifndef THROUGHLINE_INGEST_LOOSEDATE_H
#define THROUGHLINE_INGEST_LOOSEDATE_H

#include "civil.h"

enum date_order { DATE_DAY_FIRST, DATE_MONTH_FIRST }; /* UK, US */

/* YYYY-MM-DD, YYYY/MM/DD or YYYYMMDD; or day, month and a year of four digits in the
 * order given, between / - or . ; or with the month by its name (01-APR-2025, 1 April
 * 2025).  A time after any of them is left aside.  Of a year of two
 * digits nobody can tell which number it is: false, as for anything else. */
bool loosedate_read(const char *text, enum date_order, int32_t *day, char iso[static 11]);

#endif
