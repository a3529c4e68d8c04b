/*
 * findings.h - how a finding lies in its row (private to db).
 */
#ifndef THROUGHLINE_DB_FINDINGS_H
#define THROUGHLINE_DB_FINDINGS_H

#include "sqlite/query.h"
#include "model.h"

/* The columns of FINDING_ROW. */
enum { FC_ID, FC_PERSON, FC_EVENT, FC_KIND, FC_STAGE, FC_POLICY, FC_COUNTED, FC_ANSWERED, FC_NUM,
	FC_DEN, FC_INSTRUMENT, FC_DAY, FC_STATE, FC_DECISION, FC_MINUTES, FC_COUNT };

/* 0 a repeat or overlap, 1 together: an event has at most one finding of each. */
static inline int64_t finding_class(enum finding_kind kind)
{
	return kind == FK_TOGETHER;
}

/* What a row says; evidence and B's address apart.  Fails the query where it is nonsense. */
struct finding finding_read(struct query *, struct arena *);

#endif
