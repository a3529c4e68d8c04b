/*
 * store_consents.h - which Consent what a record says of consent is from: two of one day are two.
 */
#ifndef THROUGHLINE_STORE_CONSENTS_H
#define THROUGHLINE_STORE_CONSENTS_H

#include "model.h"
#include "store.h"

/* Which of its sender's Consents the import says a record's word of consent by (NULL: none any more), and that of
 * the newest that says so; NULL: none does. */
enum status store_consent_by_put(struct txn *, int64_t record, int64_t import, const char *ref, struct err *);
enum status store_consent_by(const struct store *, int64_t record, struct arena *, const char **ref, struct err *);

#endif
