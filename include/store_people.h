/*
 * store_people.h - agencies, records, their links, and the keys they are found by.
 */
#ifndef THROUGHLINE_STORE_PEOPLE_H
#define THROUGHLINE_STORE_PEOPLE_H

#include "model.h"
#include "store.h"
#include "vec.h"

enum put { PUT_NEW, PUT_CHANGED, PUT_SAME };

/* By code: made, or filled in where the new row says more or other (name, sector …);
 * fields that are NULL in *a leave what is there. */
enum status store_agency_put(struct txn *, const struct agency *a, int64_t *id, enum put *, struct err *);
enum status store_agency_all(const struct store *, struct arena *, struct agency **out, size_t *n, struct err *); /* by code */

/* What an import said of an agency, kept so that it can be taken back; before the
 * first such, store_agency_base() keeps what the agency was known by until then. */
enum status store_agency_base(struct txn *, int64_t agency, struct err *);
enum status store_agency_said(struct txn *, int64_t agency, const struct agency *, int64_t import, struct err *);
/* The same of files that were taken in before: what later imports said of it stays. */
enum status store_agency_put_behind(struct txn *, const struct agency *, int64_t import, int64_t *id, enum put *, struct err *);
/* Agencies are again what the other imports said of them; one of which none said
 * anything and that no record is of is no longer listed. */
enum status store_agencies_take_back(struct txn *, int64_t import, struct err *);

/* What senders call an agency (`Organization/12`), kept for files that name it by
 * that alone; called so by two agencies, it tells nothing. */
enum status store_agency_ref_put(struct txn *, const char *ref, int64_t agency, struct err *);
enum status store_agency_by_ref(const struct store *, const char *ref, int64_t *agency, struct err *); /* ST_NONE */

/* By (agency, local_id).  PUT_CHANGED moves the superseded content into
 * record_version with the import that brought it.  A new record is a person of
 * one: person = its own id.  r->id, uuid and person are ignored. */
enum status store_record_put(struct txn *, const struct record *r, int64_t import, int64_t *id, enum put *, struct err *);
/* The same of files that were taken in before, as this import: *behind, PUT_SAME: what came
 * later than that, or was written here since, stays in force, and this is before it.  `day`: of
 * which time the row is, where that is told (store_quarters.h); CIVIL_NONE: it is not. */
enum status store_record_put_behind(struct txn *, const struct record *, int64_t import, int32_t day, int64_t *id, enum put *,
	bool *behind, struct err *);
enum status store_record_get(const struct store *, int64_t id, struct arena *, struct record *out, struct err *); /* ST_NONE */
/* The content that the one in force superseded; ST_NONE where it is the first. */
enum status store_record_before(const struct store *, int64_t id, struct arena *, struct record *out, struct err *);
/* All that came of a record and was not withdrawn, the version in force first. */
enum status store_record_versions(const struct store *, int64_t id, struct arena *, struct record_version **out, size_t *n,
	struct err *);
/* The import that brought what is in force; 0: none did. */
enum status store_record_import(const struct store *, int64_t id, int64_t *import, struct err *);
/* Of every agency the one of this local_id, in force or not. */
struct record_called { int64_t record; const char *date_of_birth; };
enum status store_records_called(const struct store *, const char *local_id, struct arena *, struct record_called **out, size_t *n,
	struct err *);
enum status store_record_find(const struct store *, const char *agency_code, const char *local_id, int64_t *id, struct err *);
/* Full uuid or a prefix of at least 4 characters (hyphens as in the uuid): the
 * ids of records whose uuid begins so, at most `limit`. */
enum status store_record_by_uuid(const struct store *, const char *prefix, size_t limit, struct arena *, int64_t **out,
	size_t *n, struct err *);

/* Where many records arrive (store_many_writes()) each is found by its uuid by looking at all of
 * them, until they are gathered, outside of a transaction, and put: in order they cost a fraction. */
struct uuid_row { unsigned char uuid[16]; int64_t record; };
struct uuids { VEC(struct uuid_row) rows; size_t put; int64_t upto; bool is_gathered; };
static inline size_t uuids_left(const struct uuids *u) { return u->rows.n - u->put; }
enum status store_uuids_gather(const struct store *, struct uuids *, struct err *); /* also after one that was not put */
enum status store_uuids_put(struct txn *, struct uuids *, size_t most, struct err *);
void store_uuids_done(struct uuids *); /* also where nothing was gathered */

/* A person = all records whose person is that id; ids ascending. */
enum status store_person_records(const struct store *, int64_t person, struct arena *, struct record **out, size_t *n,
	struct err *);
/* The earliest date of death that one of their records states, CIVIL_NONE where none does. */
enum status store_person_died(const struct store *, int64_t person, struct death *, struct err *);
enum status store_person_of(const struct store *, int64_t record, int64_t *person, struct err *);
enum status store_person_set(struct txn *, int64_t record, int64_t person, struct err *);
/* The same of many, by record; `was` is who holds it now.  Their pairs are settled afterwards. */
struct holding { int64_t record, was, person; };
enum status store_people_set(struct txn *, const struct holding *, size_t n, struct err *);
/* Every record's agency code, local_id, uuid, person, ordered by agency code, local_id (fields unset). */
enum status store_record_each(const struct store *, enum status (*give)(void *arg, const struct record *, struct err *),
	void *arg, struct err *);
/* Every record whole, in the same order; what is given lives until give() returns. */
enum status store_record_sweep(const struct store *, enum status (*give)(void *arg, const struct record *, struct err *),
	void *arg, struct err *);
/* Those with a number above `after` and at most `upto` who are somebody's, in the order
 * of arrival, with what records are compared by; what is given lives until give()
 * returns. */
enum status store_record_after(const struct store *, int64_t after, int64_t upto,
	enum status (*give)(void *arg, const struct record *, struct err *), void *arg, struct err *);
enum status store_person_count(const struct store *, int64_t *people, int64_t *records, struct err *);

/* Records made here.  Each has anchors, records of the person it was made for; the
 * first of them in force is whom it belongs with, ST_NONE where none is. */
enum status store_made_for_put(struct txn *, int64_t record, const int64_t *anchor, size_t n, struct err *);
enum status store_made_for_all(const struct store *, struct arena *, int64_t **out, size_t *n, struct err *); /* those in force */
enum status store_made_for_anchor(const struct store *, int64_t record, int64_t *anchor, struct err *);
/* Out of force and in force again; the record is a person of one then, and its
 * links and keys are the caller's. */
enum status store_record_leave(struct txn *, int64_t record, struct err *);
enum status store_record_enter(struct txn *, int64_t record, struct err *);
/* Whether any event in force hangs on it. */
enum status store_record_is_used(const struct store *, int64_t record, bool *is, struct err *);

/* Links made by the linker; a < b.  The worker's are decisions (store_findings.h). */
struct link_row {
	int64_t a, b;
	const char *band;   /* certain likely possible unlikely */
	double weight;
	const char *state;  /* linked | to-decide */
	const char *reason;
};
enum status store_link_put(struct txn *, const struct link_row *, struct err *); /* replaces (a, b) */
/* Many at once, settled afterwards.  First the way back from each b, which does no harm while there is no
 * link yet; then the links.  In the order of (b, a) and of (a, b) they cost a fraction. */
struct link_pair { int64_t a, b; };
enum status store_links_back(struct txn *, const struct link_pair *, size_t n, struct err *);
enum status store_links_put(struct txn *, const struct link_row *, size_t n, struct err *);
enum status store_link_remove(struct txn *, int64_t a, int64_t b, struct err *);
enum status store_links_of(const struct store *, const int64_t *records, size_t n_records, struct arena *,
	struct link_row **out, size_t *n, struct err *);
/* Those in state to-decide whose records are two people's, with the people, by (a, b).
 * They are kept: when one link is put or removed and one record changes hands at once,
 * after many of them by who put those, for the links from `from` up to before `until`. */
enum status store_pairs_settle(struct txn *, int64_t from, int64_t until, struct err *);
enum status store_pairs_of_settle(struct txn *, int64_t record, struct err *); /* every link of it */
struct undecided { int64_t a, b; double weight; int64_t person_a, person_b; };
enum status store_links_undecided(const struct store *, struct arena *, struct undecided **out, size_t *n, struct err *);
enum status store_link_all(const struct store *, struct arena *, struct link_row **out, size_t *n, struct err *);

/* Keys: short texts, the first characters saying which kind, made by core; those
 * of record 0 belong to no record.
 * Keys of superseded versions stay (is_past), so that old identifiers find.  Those
 * of many records are put at once: in order, which they are sorted into, they cost
 * a fraction.  Of one record a
 * key is given once. */
struct key_row { const char *key; int64_t record; bool is_past; };
enum status store_keys_sort(struct key_row *, size_t n, struct err *);
enum status store_keys_put(struct txn *, const struct key_row *, size_t n, struct err *);
struct key_hit { int64_t record; const char *key; bool is_past; };
/* Records with a key equal to, or beginning with, `key`. */
enum status store_keys_find(const struct store *, const char *key, bool is_prefix, size_t limit, struct arena *,
	struct key_hit **out, size_t *n, struct err *);

/* Has this record, or a name part (record 0), this key? */
enum status store_key_held(const struct store *, const char *key, int64_t record, bool *held, struct err *);

/* Block keys: numbers of at most 48 bits, made by core, that records worth comparing
 * share.  Put and removed many at once (sorted in place); what is there already
 * stays.  Of a key that very many records share only the lowest are kept. */
struct block_key { uint64_t key; int64_t record; };
enum status store_blocks_put(struct txn *, struct block_key *, size_t n, struct err *);
enum status store_blocks_remove(struct txn *, struct block_key *, size_t n, struct err *);
/* One key after another, at least cost in ascending order.  Begin with the store alone,
 * while nothing is written; end with block_finder_done(). */
struct block_finder { const struct store *store; int64_t row; uint64_t *waiting; size_t n, cap; };
/* *n is how many records have it; the lowest of them, `room` at most, are given. */
enum status store_blocks_find(struct block_finder *, uint64_t key, int64_t *records, size_t room, size_t *n, struct err *);
void block_finder_done(struct block_finder *);
/* The last record whose keys were put: those that came later have none yet. */
enum status store_blocks_upto(const struct store *, int64_t *record, struct err *);
enum status store_blocks_upto_set(struct txn *, int64_t record, struct err *);

/* How common values are, by a number made of field and value: all of it at once. */
struct value_share { int64_t value; double share; };
enum status store_shares_put(struct txn *, const struct value_share *, size_t n, struct err *);
/* By value. */
enum status store_shares_all(const struct store *, struct arena *, struct value_share **out, size_t *n, struct err *);

/* Records that came with another postcode than before; is_open: nobody has said yet
 * whether the person moved.  Those of a person; those open of people, the newest first,
 * at most so many (*total, which may be NULL, are all). */
struct moved_row { int64_t record; bool is_open; int32_t day; };
enum status store_moved_put(struct txn *, const struct moved_row *, struct err *);
enum status store_moved_any(const struct store *, bool *any, struct err *);
enum status store_moved_of(const struct store *, int64_t person, struct arena *, struct moved_row **out, size_t *n, struct err *);
enum status store_moved_open(const struct store *, size_t most, struct arena *, struct moved_row **out, size_t *n,
	int64_t *total, struct err *);

/* Workers' lists: people they opened lately, newest first; person ids as record ids. */
enum status store_recent_put(struct txn *, const char *worker, int64_t record, struct err *);
enum status store_recent(const struct store *, const char *worker, size_t limit, struct arena *, int64_t **out, size_t *n,
	struct err *);

#endif
