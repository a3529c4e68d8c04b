/*
 * app.h - the dashboard as a whole, without a terminal: keys in, a canvas out.
 * The loop feeds it from a terminal, tests from a list of keys.
 */
#ifndef THROUGHLINE_APP_H
#define THROUGHLINE_APP_H

#include "case.h"
#include "counting.h"
#include "job.h"
#include "left.h"
#include "lock.h"
#include "meanwhile.h"
#include "nav.h"
#include "palette.h"
#include "theme.h"
#include "widgets/files.h"
#include "widgets/preview.h"
#include "widgets/order_form.h"

enum { APP_MIN_ROWS = 12, APP_MIN_COLS = 40, APP_WIDE_COLS = 120 };

/* The answer to a question: which was picked, or what was typed. */
typedef void answer_fn(struct screen *, int picked, const char *text);

/* A decision being made, until its questions are answered. */
struct deciding {
	enum verdict verdict;
	VEC(int64_t) event, seen; /* the findings, and their decisions when they were looked at */
	struct arena *arena;      /* of the lines … */
	struct preview_line *line; /* … that tell of each before a yes, where there are several */
	size_t people;            /* whom they are of */
	int64_t person;           /* the first of them */
	const char *reason;
	char note[PROMPT_ROOM], reply_by[12];
};

/* Several people about to be starred or handed over (screens/people_many.h). */
struct people_many {
	struct arena *arena;       /* of all of it */
	struct preview_line *line; /* of each, and why it is left */
	int64_t *person; size_t n; /* 0: the line is about no one person */
	bool is_on;                /* starred, or no longer */
	struct handover *asked;
	const char **name; size_t name_n; /* whom it may be handed to */
	char to[65], note[PROMPT_ROOM];
};

/* What is being taken in or back while the rest goes on. */
struct taking {
	struct job job;
	char path[FILES_PATH], agency[65];
	int64_t import;           /* when one is taken back */
	int64_t drawn;            /* when its progress was drawn last */
	bool is_untold, is_seen;  /* its end was not announced yet; was looked at */
};

/* What is to be written, when its form opens. */
enum write_what { WRITE_NOTE, WRITE_CHANGE, WRITE_PLAN, WRITE_TELL, WRITE_ACTION, WRITE_LEAD,
	WRITE_CONSENT, WRITE_REFUSAL, WRITE_OVERRIDE };
struct writing_about {
	enum write_what what;
	int64_t record, event;
	char begins[200]; /* what is to be done, as its form begins; "" nothing */
	int64_t wrote; /* the event just written, until its person's journey is shown again; 0 none */
	char own[65]; /* the agency that was written for last, where nothing says whose worker it is */
};

enum app_mode {
	APP_VERBS,   /* keys are verbs, unless a field of the screen has the cursor */
	APP_PICK,    /* one of several */
	APP_ASK,     /* a line to type */
	APP_CONFIRM, /* Enter or Esc */
	APP_PREVIEW, /* the same, with what it would be about */
	APP_VERB,    /* one of the verbs, from `?` or the palette */
	APP_ORDER    /* order and columns of the list */
};

struct app {
	struct session *session;
	struct canvas *canvas;
	int rows_first; /* of the screen, before the canvas is there */
	bool mask; /* names and numbers are not shown in full */
	enum theme theme;
	bool wants_mouse;
	int64_t clicked; /* ms, and in which row */
	int clicked_y;
	struct nav nav;
	int64_t asked_open, pairs_due; /* for the top line: findings open, pairs to decide */
	bool asked_more, pairs_more;   /* than asked_open, than pairs_due, there may be */
	int64_t counted_seq;           /* the state of the store, and the day, that asked_open is of */
	int32_t counted_day;
	const char *under_way; /* an import that is not all in yet, of whomever; or NULL */
	int64_t services; /* that there are to offer */

	char message[400];
	bool message_is_error;

	enum app_mode mode;
	struct picker picker;
	struct arena *picker_arena; /* of its items, when they were made */
	struct palette palette;
	struct order_form order_form;
	struct prompt prompt;
	struct words_asked {       /* what the prompt asks for is a reason, which is kept as a draft (app_words.c) */
		const char *form; /* what it is a reason for; NULL: no draft */
		int64_t person;
		bool is_typed;    /* since it was kept last, which was at */
		int64_t kept;
	} words;
	struct preview preview;
	void (*preview_again)(struct app *);
	char question[200];
	answer_fn *answer;
	struct deciding deciding;
	struct people_many many;
	struct writing_about writing;
	struct opening {      /* what was meant, until it is said why: a screen, else a verb of this one */
		const struct screen_class *class;
		struct target target;
		enum act act;
		bool is_many;         /* about those of `many` */
		char title[80];
	} opening;
	int glass;           /* as of the last look: access_glass() */
	int64_t glass_at;
	int64_t read_at;     /* the audit's last row when the screen was read: access_row() */
	struct sight *sight; /* how much was seen of whom the screen shows, as the question opened (app_sight.c) … */
	const struct screen *sight_of; /* … of this one; NULL: it is not known */
	int64_t sight_seq;   /* … as it was read then */
	bool is_deaf;        /* what was typed into has gone, or never was: what comes after it is its words, no keys */
	bool is_deaf_cut;    /* a question was closed under the worker's hands, not a / that had nothing to filter */
	bool is_said;        /* something on sharing was written: the Access tab reads it anew */
	int64_t withheld_of; /* of whom something is withheld, while it is asked why they need it */

	bool is_remote;                    /* a worker over SSH: takes in no files of this machine */
	const char *program;               /* its own path, to run imports by; NULL: none are run */
	struct taking taking;
	struct left left;                  /* an import that was broken off */
	int64_t now;                       /* ms, as the loop told last */
	struct counting counting;          /* the board */
	struct meanwhile meanwhile;        /* while a form is open */
	struct lock lock;

	int64_t person_now, person_before; /* for z */
	enum { ESC_NOT, ESC_ONCE, ESC_TOLD } esc; /* the key before was Esc; and was told what one more does */
	bool has_shifted;                  /* the selected row is another through somebody's change */
	bool is_held;                      /* keys are coming: what follows the cursor waits */
	bool is_soon;                      /* what takes long is yet to be read */
	bool quit, suspend, repaint, recolour; /* for the loop to see to */
	struct err over;                   /* why it is over for this worker, code ST_OK: it is not */
};

/* Opens the first view.  The session and the canvas are lent. */
enum status app_open(struct app *, struct session *, struct canvas *, bool mask, struct err *);
/* The same in a hurry, for a screen of so many rows: what takes long in a large store is left
 * out, and read by the first app_tick(). */
enum status app_open_soon(struct app *, struct session *, bool mask, int rows, struct err *);
/* Rows of the screen, also before there is a canvas. */
int app_rows(const struct app *);
/* Another screen over it, before anything is drawn. */
enum status app_open_at(struct app *, const struct screen_class *, const struct target *, struct err *);
void app_done(struct app *);

void app_key(struct app *, uint32_t key);
void app_draw(struct app *);
/* Keys come, or rest; true when that leaves something to draw. */
bool app_hold(struct app *, bool is_held);
/* Takes what an import under way has sent; true when that leaves something to draw. */
bool app_tick(struct app *, int64_t now);
/* The board on the screen is being counted, or a long list read: app_tick() goes on. */
bool app_is_counting(const struct app *);
/* Somebody has changed the store: the screen is read anew, or, under a question, told
 * what concerns it. */
void app_others(struct app *);
/* Reads the screen anew, keeping the place. */
void app_refresh(struct app *);

/* For screens ------------------------------------------------------------ */

void app_say(struct app *, const char *format, ...) __attribute__((format(printf, 2, 3)));
void app_fail(struct app *, const struct err *);
/* Opens a screen over the present one; what fails is said. */
void app_go(struct app *, const struct screen_class *, const struct target *);
/* The same for a numbered view, which is brought back with its row and filter where it is
 * open already; then its row is the target's, where that has one. */
void app_view(struct app *, const struct screen_class *, const struct target *);
void app_back(struct app *); /* the way I came */
/* What is under way, of these two; NULL: nothing. */
const struct job *app_job(const struct app *);
void app_job_stop(struct app *);
/* What becomes of it when the worker leaves now; NULL: nothing is under way. */
const char *app_job_left(const struct app *);
/* What these show has changed, though the store has not; NULL: all of them. */
void app_outdate(struct app *, const struct screen_class *);
/* The terminal has another size: what goes by its room is read anew. */
void app_resized(struct app *);
/* Begins what `taking` says; what fails is said. */
bool app_take(struct app *, enum job_deed);
/* What was tried says that it cannot tell whose rows they are: that can be said, and tried again. */
bool taking_lacks_agency(const struct taking *);
/* After a write: reads the counts and the screen anew. */
void app_changed(struct app *);

/* Questions; the answer comes later, or never (Esc). */
void app_pick(struct app *, const char *title, const struct picker_item *, size_t n, answer_fn *);
/* The same where each item's key picks it at once. */
void app_pick_key(struct app *, const char *title, const struct picker_item *, size_t n, answer_fn *);
/* A list to pick from, in the app's arena until it is answered; NULL: no memory, which is said. */
struct picker_item *app_items(struct app *, size_t n);
/* One of these texts, and after them `other` where it is not NULL; the answer is its place. */
void app_pick_text(struct app *, const char *title, const char *const *text, size_t n,
	const char *other, answer_fn *);
/* The text is a proposal, which the first letter typed replaces; asked again, of the answer
 * itself, or by app_ask_again(), it is what was typed. */
void app_ask(struct app *, const char *question, const char *text, answer_fn *);
void app_ask_again(struct app *, const char *question, const char *text, answer_fn *);
/* A reason in the worker's own words, about a person: a draft of that form until it is given. */
void app_ask_words(struct app *, const char *form, int64_t person, const char *question, answer_fn *);
void app_confirm(struct app *, const char *text, answer_fn *);
/* Enter does it, Esc leaves it; the lines are lent until then.  When somebody has
 * changed the store `again` looks which of them are left. */
typedef void look_again_fn(struct app *);
void app_preview(struct app *, const char *title, const struct preview_line *, size_t n, answer_fn *,
	look_again_fn *again);

/* A name or number as it may be shown: with --mask initials only.  Lent from
 * the arena; "" for NULL. */
const char *app_mask(const struct app *, struct arena *, const char *text);

/* The list that the keys move, or NULL; and when something else has moved it. */
struct list *app_list(const struct app *);
void app_moved(struct app *);
/* Ends the choice that is open. */
void app_picker_close(struct app *);
/* Does it, or says why not. */
void app_run(struct app *, const struct verb *);
/* Whether the worker's role lets them, wherever they are: else it is not offered. */
bool app_may(const struct app *, const struct verb *);
/* Why a verb cannot be done, or NULL. */
const char *app_why_not(const struct app *, const struct verb *);

/* frame.c */
void frame_draw(struct app *);

#endif
