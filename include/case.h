/*
 * case.h - one worker's session on one case store: opening it, and the unit of
 * work.  Offered by core; what screens and commands stand on.
 *
 * A session owns the store, the catalogue and the viewer; free it with
 * session_close().  Everything it lends lives as long as it does.
 */
#ifndef THROUGHLINE_CASE_H
#define THROUGHLINE_CASE_H

#include "arena.h"
#include "catalogue.h"
#include "model.h"
#include "status.h"

struct session;

struct session_options {
	const char *store;   /* path */
	const char *worker;  /* NULL: the login name */
	int32_t today;       /* CIVIL_NONE: the demo's fixed day, else the clock's */
	bool make;           /* make the store where there is none */
	bool hides_names;    /* others look on: of events nothing is told that may name somebody */
	bool must_be_demo, be_demo; /* refuse a store that is no demo; mark a new one as demo */
	int32_t demo_today;  /* with be_demo: its fixed day */
};
/* Opens, reads the catalogue (built-in or the site's), finds out who looks, and,
 * where the day has changed, judges anew the people whose findings depend on it. */
enum status session_open(struct session **out, const struct session_options *, struct err *);
void session_close(struct session *);

const struct catalogue *session_catalogue(const struct session *);
int32_t session_today(const struct session *);
const char *session_worker(const struct session *);
bool session_is_demo(const struct session *);
const char *session_store_path(const struct session *);
/* Asked four times a second by the dashboard: has somebody else changed case content? */
bool session_has_changed(struct session *);
/* Grows with every change of case content: what was read at one number is current while it stays. */
int64_t session_change_seq(const struct session *);

/* Minutes without a key after which a screen is put away (`screen.lock`); 0 never.  The
 * worker being back is in the audit before anything is shown. */
enum status session_lock_minutes(struct session *, int *minutes, struct err *);
enum status session_back(struct session *, struct err *);

/* Agencies by id and code; names as shown (`shown_as` where set, else name, else code). */
const struct agency *session_agency(struct session *, int64_t id); /* never NULL: an unnamed one if unknown */
const struct agency *session_agency_by_code(struct session *, const char *code); /* NULL: unknown */
/* All of them, by code. */
size_t session_agency_count(const struct session *);
const struct agency *session_agency_nth(const struct session *, size_t i);
const char *agency_shown(const struct agency *);
const char *agency_called(struct session *, int64_t id);
/* By its code, which is the name where nobody knows it; NULL of NULL. */
const char *agency_called_by_code(struct session *, const char *code);
/* Either, as sentences ask for names (agency_name_fn in duplicates.h): by id; id 0 by its code. */
const char *session_agency_name(void *session, int64_t id, const char *code);

/* PERSON as on the command line: AGENCY:local_id, an NHS number current or past,
 * a person id or a prefix of at least 4 characters.  *person is their record
 * number.  ST_NONE; ST_AMBIGUOUS with the ids that fit in *fits. */
enum status person_resolve(struct session *, const char *text, int64_t *person,
	struct arena *, char ***fits, size_t *fits_n, struct err *);
/* Where that text was an id that this person had not always (a bookmark, an old
 * row of the audit): what it was, and since when and why it leads to them; else
 * NULL.  The look is in the audit then. */
enum status person_led(struct session *, const char *text, int64_t person, struct arena *,
	const char **sentence, struct err *);
/* The id shown for a person: the uuid of their lowest-numbered record. */
enum status person_id(struct session *, int64_t person, char out[static 37], struct err *);
/* The same for who finds nobody and goes by numbers alone, as the log and the lists of numbers have
 * them: an id or a prefix of one; AGENCY:local_id where they see which record is whose.  Whose it
 * is, and whether more is held of them, follows from nothing that is said; in vain is audited. */
enum status person_numbered(struct session *, const char *text, int64_t *person, struct err *);
/* The id by which they name that person, whatever is withheld. */
enum status person_number(const struct session *, int64_t person, char out[static 37], struct err *);

/* Settings that exist, with their defaults: `link.auto`, `duplicate.threshold` … */
struct setting { const char *key, *value, *fallback, *about; };
enum status settings_list(struct session *, struct arena *, struct setting **out, size_t *n, struct err *);
enum status setting_set(struct session *, const char *key, const char *value, struct err *); /* ST_USAGE: no such key or value */
/* The same, telling what linking anew did: `changed` are the people who gained or
 * lost a record; is_relinked is false where the setting is none of the linker's. */
struct relinked { bool is_relinked; int64_t changed, people_before, people_after; };
enum status setting_change(struct session *, const char *key, const char *value, struct relinked *, struct err *);

/* doctor: complaints (n = 0: content), facts as lines of text; digest as rows. */
struct doctor_report {
	struct { const char *check, *text; } *complaint;
	size_t complaint_n;
	const char **advice; /* what is not wrong and is to be done: "3 agencies …" */
	size_t advice_n;
	const char **fact; /* "12,040 events", … */
	size_t fact_n;
};
enum status doctor_run(struct session *, struct arena *, struct doctor_report *, struct err *);
struct digest_line { const char *kind, *hash; int64_t rows; };
enum status doctor_digest(struct session *, struct arena *, struct digest_line **out, size_t *n, struct err *);

/* audit */
struct audit_line { const char *at, *worker, *deed, *person, *detail; int64_t row; /* its number in the audit */ };
/* Person 0: everybody. */
enum status audit_read(struct session *, int64_t person, const char *worker, size_t limit, struct arena *,
	struct audit_line **out, size_t *n, struct err *);
/* All of a person's, for what they are given when they ask who looked: nothing of how the store is kept, and no more
 * names than the viewer may know. */
enum status audit_read_for_them(struct session *, int64_t person, struct arena *, struct audit_line **out, size_t *n,
	struct err *);
/* ST_DAMAGED; `held` (may be NULL) is an end that was noted elsewhere, "N HASH": the
 * audit must have gone through it.  ST_USAGE: it is none. */
enum status audit_verify(struct session *, const char *held, struct arena *, const char **sentence, struct err *);
/* "audit N HASH": to be kept where whoever can write the store cannot. */
enum status audit_head(struct session *, struct arena *, const char **line, struct err *);
/* Notes beside the store that it ends here, whatever was noted; the audit says that it was done. */
enum status audit_note_anew(struct session *, struct err *);

#endif
