/*
 * write_form.h - the fields of what a worker writes, and what they come to (private
 * to write_view).
 */
#ifndef THROUGHLINE_WRITE_FORM_H
#define THROUGHLINE_WRITE_FORM_H

#include "access.h"
#include "app.h"
#include "journey.h"
#include "widgets/form.h"
#include "writing.h"

struct write_form {
	struct app *app;
	enum write_what what;
	int64_t event;              /* told about */
	int64_t lead_seen;          /* the word on who leads, as the form began */
	struct arena *arena;        /* of items and texts of the form */
	struct arena *page_arena;   /* of what is known to it, made anew */
	struct writing_place *place; size_t place_n; /* whose record it may hang on */
	const char **code; size_t code_n; /* of changes, assessment types or agencies, by their items' values */
	const struct agency **receiver; size_t receiver_n;
	const char **purpose;
	struct said *said; size_t said_n; /* what was said before, of who may see what */
	struct form form;
};

/* Draft name: "note", "change" … */
const char *write_form_name(enum write_what);

enum status write_form_make(struct write_form *, struct app *, const struct person *, struct err *);
void write_form_done(struct write_form *);
/* What is told is made anew from what is known: no draft is kept of it. */
static inline bool write_form_has_draft(const struct write_form *w)
{
	return w->what != WRITE_TELL;
}
/* What is to be written; ST_USAGE where a choice is missing. */
enum status write_form_read(const struct write_form *, const struct person *, struct writing *, struct err *);
/* Beneath the fields: what it resets, or who knows already. */
void write_form_tell(struct write_form *, const struct person *);

/* Which fields are where. */
enum { NOTE_TEXT, NOTE_KIND, NOTE_ON, NOTE_FROM };
enum { CHANGE_WHAT, CHANGE_TEXT, CHANGE_ON, CHANGE_FROM };
enum { PLAN_TYPE, PLAN_ON, PLAN_TEXT, PLAN_FROM };
enum { TELL_TEXT, TELL_BY, TELL_STATE };
enum { ACTION_TEXT, ACTION_BY, ACTION_WHO };
/* Which agency is to do it; 0: the worker. */
int64_t write_form_doer(const struct write_form *);
enum { LEAD_TO, LEAD_TEXT };
/* Of consent; a refusal has no end, an override only whose, till when, why and who signed. */
enum { SAID_WHOSE, SAID_HOW, SAID_GIVER, SAID_TO, SAID_FOR, SAID_NOTE, SAID_TILL };
enum { SIGNED_WHOSE, SIGNED_TILL, SIGNED_WHY, SIGNED_BY, SIGNED_TO };
static inline bool write_is_said(enum write_what what)
{
	return what >= WRITE_CONSENT;
}
/* What is to be kept of consent, a refusal or an override; ST_USAGE where a choice is missing. */
enum status write_form_saying(const struct write_form *, const struct person *, struct saying *, struct err *);

#endif
