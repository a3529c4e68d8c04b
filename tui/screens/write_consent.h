/*
 * write_consent.h - the fields of consent, a refusal and an override (private to write_form).
 */
#ifndef THROUGHLINE_WRITE_CONSENT_H
#define THROUGHLINE_WRITE_CONSENT_H

#include "screens/write_form.h"

enum status consent_fields(struct write_form *, const struct person *, struct err *);
/* What it opens, and what stands against it. */
void consent_tell(struct write_form *, struct arena *);

#endif
