/* settle.h - requests taken as one, once an import is taken back (private to ingest). */
#ifndef THROUGHLINE_INGEST_CLD_SETTLE_H
#define THROUGHLINE_INGEST_CLD_SETTLE_H

#include "care/work.h"

/* It may stand for several requests, which are told apart and settled here. */
bool cld_is_request(const struct event *);
/* After what the import brought of the record went: its requests are one by what is told of
 * them still.  *is_other: an event is another than before. */
enum status cld_requests_settle(struct work *, int64_t record, int64_t import, struct arena *, bool *is_other,
	struct err *);

#endif
