/*
 * part.h - what the parts of plain mode share (private to plain).
 */
#ifndef THROUGHLINE_TUI_PLAIN_PART_H
#define THROUGHLINE_TUI_PLAIN_PART_H

#include "arena.h"
#include "case.h"
#include "job.h"

enum { LINES_AT_ONCE = 20 };

struct person;

/* What was typed last where words were asked for, until it was written. */
struct plain_words {
	int64_t about;
	const char *prompt;
	char text[2048];
};

struct plain {
	struct session *session;
	struct arena *arena; /* of what is shown; emptied at the main menu */
	bool mask;
	bool is_remote;      /* a worker over SSH: no files of this machine */
	bool ended;          /* the input is at its end */
	bool goes_first;     /* back to the first menu */
	bool is_stale;       /* something was written or taken back: what is shown is to be read anew */
	unsigned changes;    /* how often something was */
	bool takes_back;     /* what was done last is taken back before that */
	bool has_drafts;     /* texts of the worker were left unfinished */
	int64_t last;        /* the person opened last, 0 nobody */
	struct plain_words words;
	struct job taking;   /* an import under way while the worker goes on */
	int rest_ms;         /* without a line, after which the terminal is put away; 0: never */
};

/* One clean line. */
void say(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* The text without the mark that it bears on a screen, which its words say as well. */
const char *unmarked(const char *text);
/* One line typed at a prompt; false at the end of input.  A terminal at which nothing is typed
 * for long is put away first. */
bool ask(struct plain *, const char *prompt, char *line, size_t room);
/* Erased until the worker is back, which the audit keeps; false: they leave. */
bool put_away(struct plain *, bool was_asked_for);
/* One day, typed as people type it and told back as it was taken; what is none is asked for once
 * more.  `iso` is "" where nothing is typed; false at the end of input. */
bool ask_day(struct plain *, const char *prompt, char iso[static 11]);
/* Words about a person, an event or a record.  What was typed there and refused is offered again, until
 * words_taken() hears that it was written, whose status it hands on. */
bool ask_words(struct plain *, int64_t about, const char *prompt, char *words, size_t room);
enum status words_taken(struct plain *, enum status);
/* The number chosen from a list, 0 for none. */
size_t choose(struct plain *, const char *prompt, size_t most);
/* The same where a worker looks round and nothing is half written: `0` leads to the first menu, `u` takes back what they
 * did last.  Both choose none, and plain_stays() is false. */
size_t menu(struct plain *, const char *prompt, size_t most);
/* Is `line` one of those two? */
bool menu_leaves(struct plain *, const char *line);
/* A menu or a list that is open comes again. */
bool plain_stays(const struct plain *);
/* Of a menu that can read again what it shows, when it is stale: first what was asked for is taken back. */
enum status plain_anew(struct plain *, struct err *);
/* What fails without ending the work is said, and what is open goes on. */
bool plain_goes_on(enum status, const struct err *);

/* An agency chosen from those that the viewer may know of, with this person's (0: nobody in particular); NULL: none. */
struct agency;
enum status agency_choose(struct plain *, int64_t person, const char *prompt, const struct agency **out, struct err *);
/* The same where what follows the list can be chosen too: "21. More." */
size_t say_also(size_t number, bool is, const char *what); /* the next number */
/* One number or several, as 1,3-5: how many; `picked` has room for `most`.  Otherwise as menu(). */
size_t choose_several(struct plain *, const char *prompt, size_t most, size_t *picked);

/* Why two are two: one of the usual reasons, or their own words; false: left. */
bool ask_why_two(struct plain *, int64_t about, char *reason, size_t room);

/* What each agency says about a person who is open. */
enum status records_menu(struct plain *, const struct person *, struct err *);
/* Both sides of one record separated from the rest of a person. */
enum status separate_menu(struct plain *, int64_t person, int64_t record, struct err *);
/* One person, until the worker goes back. */
enum status person_menu(struct plain *, int64_t person, struct err *);
/* Why somebody is opened who is not on the worker's list; *is_open: they may be opened. */
enum status opening_menu(struct plain *, int64_t person, bool *is_open, struct err *);
/* The same of a queue that shows more of people whom one has not opened (access.h): once for the session; other 0: one person. */
enum status queue_menu(struct plain *, int64_t person, int64_t other, bool *is_said, struct err *);
/* A person's journey, and what is known about them, who are open. */
enum status journey_menu(struct plain *, const struct person *, struct err *);
enum status known_menu(struct plain *, const struct person *, struct err *);
/* An event in full, and what can be done about it. */
enum status event_menu(struct plain *, const struct person *, int64_t event, struct err *);
/* What was asked again, of everybody or (0: none) of one person. */
enum status asked_menu(struct plain *, int64_t person, struct err *);
/* What is to be made of events that ask again, all at once. */
struct choice;
enum status ruling_menu(struct plain *, const struct choice *, size_t n, struct err *);
/* What somebody who may have moved did. */
struct today_line;
enum status moved_menu(struct plain *, const struct today_line *, struct err *);
/* Who needs what: of everybody, or of the worker's list; and what is new of that. */
enum status today_menu(struct plain *, bool is_mine, struct err *);
enum status since_menu(struct plain *, struct err *);
enum status people_menu(struct plain *, struct err *);
/* Services for a person: for what an event of theirs is about, or 0 for any need. */
enum status services_menu(struct plain *, const struct person *, int64_t event, struct err *);
/* An import that was broken off is gone on with meanwhile, which is said. */
void import_left_finish(struct plain *);
/* What one that is not all in yet means for what is shown, where there is one. */
void import_under_way_say(const struct plain *);
/* What a worker writes about a person who is open, and what is to be done for them. */
enum status writing_menu(struct plain *, const struct person *, struct err *);
enum status actions_menu(struct plain *, const struct person *, struct err *);
/* A service that was just told: kept, as an action, to refer them to. */
struct service;
enum status refer_menu(struct plain *, const struct person *, const struct service *, struct err *);
/* What an assessor is told, kept as an action. */
enum status tell_menu(struct plain *, const struct person *, int64_t event, struct err *);
/* What may be seen of them, and who said so; who looked at them, and who changed what. */
enum status access_menu(struct plain *, const struct person *, struct err *);
/* Why the worker needs what is withheld of them; and the glass, broken. */
enum status withheld_menu(struct plain *, const struct person *, struct err *);
/* What the worker left unfinished: told, and gone on with. */
enum status drafts_say(struct plain *, struct err *);
enum status drafts_menu(struct plain *, struct err *);
/* One page about them, for a meeting. */
enum status brief_menu(struct plain *, const struct person *, struct err *);
/* An import, a try or one taken back: true where it went well, and how it ended was told.  False also
 * where a worker at the terminal goes on meanwhile. */
bool taking_run(struct plain *, struct job_order);
bool taking_is_on(const struct plain *);
void taking_say(const struct plain *);  /* how far it is */
void taking_stop(struct plain *);
/* Takes what it sent; true where it has ended, which is told. */
bool taking_heard(struct plain *);
/* The worker leaves. */
void taking_left(struct plain *);
/* What came in, the feeds, taking in. */
enum status imports_menu(struct plain *, struct err *);
/* The partnership in figures. */
enum status board_menu(struct plain *, struct err *);
/* Pairs that may be one person; of a pair's number (linkage.h; 0: none) that one at once. */
enum status links_menu(struct plain *, int64_t pair, struct err *);

#endif
