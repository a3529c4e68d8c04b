/*
 * demo.h - a made-up locality: the same for the same seed and size, written as
 * interchange files that the ordinary importer takes in.
 */
#ifndef THROUGHLINE_DEMO_H
#define THROUGHLINE_DEMO_H

#include "status.h"
#include "civil.h"

#define DEMO_PEOPLE 2000
#define DEMO_SEED 1

struct demo_options { int people; uint64_t seed; };
int32_t demo_today(void); /* its fixed day: 2025-11-21 */
/* Writes agencies.csv and a folder per agency into dir (made where absent; a
 * folder that holds something else is refused). */
enum status demo_write(const char *dir, const struct demo_options *, struct err *);
/* What its community has to offer, as a page of Open Referral UK, into one file. */
enum status demo_services_write(const char *path, struct err *);

#endif
