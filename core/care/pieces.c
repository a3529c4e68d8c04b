#include "care/pieces.h"

#include "care/pace.h"

enum { STEP = 8 /* people between two looks at the clock */ };

struct piece {
	const int64_t *person; /* the next ones */
	size_t n, done;        /* done: in the write under way, or the last one */
	work_fn *first;
	void *arg;
	struct pace pace;
};

static enum status piece_fn(struct work *work, void *arg, struct err *err)
{
	struct piece *x = arg;
	enum status st = ST_OK;

	pace_begin(&x->pace);
	if (x->first)
		st = x->first(work, x->arg, err);
	for (x->done = 0; st == ST_OK && x->done < x->n && (!x->done || !pace_is_late(&x->pace));) {
		size_t step = x->n - x->done < STEP ? x->n - x->done : STEP;

		st = refresh_people(work, x->person + x->done, step, err);
		x->done += step;
	}
	pace_end(&x->pace);
	return st;
}

enum status pieces_judge(struct session *s, const int64_t *person, size_t n, work_fn *first, void *arg, struct err *err)
{
	struct piece x = {.person = person, .n = n, .first = first, .arg = arg, .pace = pace_new(s->store)};
	enum status st = ST_OK;

	store_many_writes(s->store, true);
	while (x.n && st == ST_OK) {
		store_give_way(s->store);
		st = case_write_piece(s, piece_fn, &x, err);
		if (st != ST_OK)
			break;
		pace_learn(&x.pace);
		x.person += x.done;
		x.n -= x.done;
	}
	store_many_writes(s->store, false);
	return st;
}
