/*
 * limits.h - settings that are a number, or words (private to core).
 */
#ifndef THROUGHLINE_CARE_LIMITS_H
#define THROUGHLINE_CARE_LIMITS_H

#include "case.h"

#define SETTING_REPLY_DAYS "referral.reply.days"
#define SETTING_QUIET_DAYS "feed.quiet.days"
#define SETTING_LOCK_MINUTES "screen.lock"
#define SETTING_CONSENT_DAYS "consent.days"
#define SETTING_CONSENT_PURPOSES "consent.purposes"

/* As set, else the fallback of the table of settings. */
enum status limit_days(const struct session *, const char *key, int *days, struct err *);
/* "care,housing" */
enum status limit_words(const struct session *, const char *key, struct arena *, const char **out, struct err *);

#endif
