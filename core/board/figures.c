/*
 * figures.c - each figure: what it means, its number, and all of them in a row.
 */
#include "board/counting.h"

const char *const BOARD_PARTS[BP_COUNT] = {
	[BP_AGAIN] = "Asked again", [BP_SPARED] = "Spared", [BP_BURDEN] = "Burden",
	[BP_REFERRALS] = "Referrals", [BP_FEEDS] = "Feeds",
};

#define OF_AGAIN "asked again"
const struct board_meaning BOARD_MEANINGS[BF_COUNT] = {
	[BF_DONE] = {"assessments", "Assessments done",
		"Completed assessments that began in the period, by any agency.",
		NULL, BP_AGAIN, BS_COUNT, true, false},
	[BF_AGAIN] = {"asked-again", "Asked again what another knew",
		"Of the completed assessments that the rule of asking again judges (with needs that count, no "
		"review, of a kind that is not only advised on), those that asked for at least the set share "
		"what another agency already knew. Not those decided to be a reuse, a joint visit, a wrong "
		"link or an error in the data.",
		"judged", BP_AGAIN, BS_SHARE, true, false},
	[BF_IN_TIME] = {"asked-again-in-time", "  the answer was here in time",
		"Of those that asked again, those of which some evidence had reached this store by the day "
		"they asked, or of which it is not known when it came.",
		OF_AGAIN, BP_AGAIN, BS_SHARE, true, false},
	[BF_LATE] = {"asked-again-late", "  the answer came here only later",
		"Of those that asked again, those of which all evidence reached this store only after the day "
		"they asked: nobody could have seen it here.",
		OF_AGAIN, BP_AGAIN, BS_SHARE, true, false},
	[BF_SAME_KIND] = {"asked-again-same-kind", "  the same kind of assessment",
		"Of those that asked again, those that repeat an assessment of their own kind.",
		OF_AGAIN, BP_AGAIN, BS_SHARE, true, false},
	[BF_AVOIDABLE] = {"asked-again-avoidable", "  decided: avoidable",
		"Of those that asked again, those that a worker decided could have been avoided.",
		OF_AGAIN, BP_AGAIN, BS_SHARE, true, false},
	[BF_JUSTIFIED] = {"asked-again-justified", "  decided: justified",
		"Of those that asked again, those that a worker decided were right to ask.",
		OF_AGAIN, BP_AGAIN, BS_SHARE, true, false},
	[BF_UNDECIDED] = {"asked-again-undecided", "  not decided",
		"Of those that asked again, those on which no such decision is in force.",
		OF_AGAIN, BP_AGAIN, BS_SHARE, true, false},
	[BF_AHEAD] = {"about-to-be-asked-again", "About to be asked again, now",
		"Assessments requested, planned or under way now that ask again, or that two agencies are about "
		"to make together, and on which nothing is decided; each once.",
		NULL, BP_SPARED, BS_COUNT, true, true},
	[BF_PREVENTED] = {"prevented", "Prevented: called off once decided",
		"Assessments and requests that a worker decided on (avoidable, reused, joint, or the agency "
		"asked) and that are cancelled or declined since; by the day they were due, those due later "
		"counted today.",
		NULL, BP_SPARED, BS_COUNT, true, false},
	[BF_REUSED] = {"reused", "Reused what was known",
		"Completed assessments that name the one they reuse, and those that a worker decided to be a "
		"reuse; of these and those that asked again.",
		"reused or asked again", BP_SPARED, BS_SHARE, true, false},
	[BF_JOINT] = {"joint", "Done jointly",
		"Completed assessments that name an agency they were made with, and those decided to be joint; "
		"where both agencies sent the visit it counts twice.",
		NULL, BP_SPARED, BS_COUNT, true, false},
	[BF_PEOPLE] = {"people-assessed", "People assessed",
		"People with a completed assessment in the period, of all people in the store.",
		"people", BP_BURDEN, BS_SHARE, true, false},
	[BF_TIMES] = {"times-asked", "Times each was asked",
		"Completed assessments for each person who had one.",
		"people assessed", BP_BURDEN, BS_MEAN, true, false},
	[BF_MANY] = {"asked-by-three", "Asked by three agencies or more",
		"Of the people assessed, those whom three or more agencies assessed.",
		"people assessed", BP_BURDEN, BS_SHARE, true, false},
	[BF_ASSESSORS] = {"assessors-met", "Assessors that each met",
		"Different practitioners (by agency and name, where one is named) for each person assessed.",
		"people assessed", BP_BURDEN, BS_MEAN, true, false},
	[BF_MINUTES] = {"minutes", "Time that people were asked",
		"Minutes of the completed assessments: as sent, else as their kind usually takes.",
		"assessments", BP_BURDEN, BS_MINUTES, true, false},
	[BF_MINUTES_AGAIN] = {"minutes-asked-again", "  asked again",
		"Minutes of the assessments that asked again, of those of all assessments.",
		"minutes", BP_BURDEN, BS_MINUTES_SHARE, true, false},
	[BF_MINUTES_SPARED] = {"minutes-spared", "Time spared",
		"What assessments that reused took less than their kind usually takes, and what those that were "
		"prevented would have taken.",
		"such assessments", BP_BURDEN, BS_MINUTES, false, false},
	[BF_SENT] = {"referrals", "Referrals sent",
		"Referrals and requests to an agency sent in the period, those cancelled left out.",
		NULL, BP_REFERRALS, BS_COUNT, true, false},
	[BF_ANSWERED] = {"referrals-answered", "  answered",
		"Of the referrals sent, those with a reply by today, or declined.",
		"sent", BP_REFERRALS, BS_SHARE, true, false},
	[BF_REPLY_HALF] = {"reply-days-half", "  half of the replies came within",
		"Days from referral to reply within which half of the replies came.",
		"replies", BP_REFERRALS, BS_DAYS, true, false},
	[BF_REPLY_MOST] = {"reply-days-nine-tenths", "  nine in ten came within",
		"Days from referral to reply within which nine in ten of the replies came.",
		"replies", BP_REFERRALS, BS_DAYS, true, false},
	[BF_WAITING] = {"referrals-waiting", "Without reply, now",
		"Of the referrals of the last twelve months, this one and the eleven before, those without a "
		"reply today.",
		"of twelve months", BP_REFERRALS, BS_SHARE, true, true},
	[BF_WAITING_LONG] = {"referrals-waiting-long", "  for longer than agreed",
		"Of those without a reply, those sent at least as many days ago as the setting "
		"referral.reply.days says.",
		"without reply", BP_REFERRALS, BS_SHARE, true, true},
	[BF_RECORDS] = {"records", "Records held",
		"Records in force, by any agency.", NULL, BP_FEEDS, BS_COUNT, false, true},
	[BF_NUMBERS] = {"records-with-nhs-number", "  with an NHS number",
		"Of the records, those with an NHS number whose check digit holds.",
		"records", BP_FEEDS, BS_SHARE, false, true},
	[BF_BIRTHS] = {"records-with-birth-date", "  with a date of birth",
		"Of the records, those that state a date of birth.",
		"records", BP_FEEDS, BS_SHARE, false, true},
	[BF_ARRIVES] = {"arrival-days-half", "Half of what happens is here within",
		"Days from when something happened in the period to when its newest version came in, within "
		"which half of it came; without what came after today.",
		"events", BP_FEEDS, BS_DAYS, false, true},
	[BF_CANNOT_JUDGE] = {"cannot-judge", "Assessments without needs",
		"Of the completed assessments, those that say no need they asked about, so that nobody can "
		"know what is known.",
		"assessments", BP_FEEDS, BS_SHARE, true, false},
	[BF_SET_ASIDE] = {"rows-set-aside", "Rows set aside",
		"Of the rows that imports of the period read, those that were set aside. Of one agency: of its "
		"own imports alone.",
		"rows read", BP_FEEDS, BS_SHARE, false, true},
};

bool tally_figure(const struct tally *t, enum board_of of, struct board_number *out)
{
	int64_t num = 0, den = 0, things = 0;

	switch (of) {
	case BF_DONE:           num = t->done; break;
	case BF_AGAIN:          num = t->again; den = t->judged; break;
	case BF_AVOIDABLE:      num = t->avoidable; den = t->again; break;
	case BF_JUSTIFIED:      num = t->justified; den = t->again; break;
	case BF_UNDECIDED:      num = t->undecided; den = t->again; break;
	case BF_SAME_KIND:      num = t->same_kind; den = t->again; break;
	case BF_PREVENTED:      num = t->prevented; break;
	case BF_REUSED:         num = t->reused; den = t->reused + t->again; break;
	case BF_JOINT:          num = t->joint; break;
	case BF_MINUTES:        num = t->minutes; den = t->done; things = t->done; break;
	case BF_MINUTES_AGAIN:  num = t->again_minutes; den = t->minutes; things = t->again; break;
	case BF_MINUTES_SPARED: num = t->spared_minutes; den = t->spared; things = t->spared; break;
	case BF_SENT:           num = t->sent; break;
	case BF_ANSWERED:       num = t->answered; den = t->sent; break;
	case BF_CANNOT_JUDGE:   num = t->cannot_judge; den = t->done; break;
	default:
		return false;
	}
	*out = (struct board_number){num, den, things};
	return true;
}

/* Of a period: what a tally has, and what takes more than one. */
static struct board_number span_figure(const struct board *b, const struct span *s, enum board_of of)
{
	struct board_number n = {0, 0, 0};

	if (tally_figure(&s->tally, of, &n))
		return n;
	switch (of) {
	case BF_IN_TIME:    return (struct board_number){s->tally.in_time, s->tally.again, 0};
	case BF_LATE:       return (struct board_number){s->tally.late, s->tally.again, 0};
	case BF_PEOPLE:     return (struct board_number){s->people, b->people, 0};
	case BF_TIMES:      return (struct board_number){s->tally.done, s->people, 0};
	case BF_MANY:       return (struct board_number){s->many, s->people, 0};
	case BF_ASSESSORS:  return (struct board_number){s->assessors, s->people, 0};
	case BF_REPLY_HALF: return (struct board_number){days_within(s->wait.v, s->wait.n, 50), (int64_t)s->wait.n, 0};
	case BF_REPLY_MOST: return (struct board_number){days_within(s->wait.v, s->wait.n, 90), (int64_t)s->wait.n, 0};
	default:            return n;
	}
}

static struct board_number arrives(const struct board *b)
{
	int64_t all = 0, so_far = 0;

	for (int d = 0; d <= ARRIVES_MOST; d++)
		all += b->arrived_days[d];
	for (int d = 0; all && d <= ARRIVES_MOST; d++) {
		so_far += b->arrived_days[d];
		if (so_far >= (all + 1) / 2)
			return (struct board_number){d, all, 0};
	}
	return (struct board_number){0, 0, 0};
}

static struct board_number standing_figure(const struct board *b, enum board_of of)
{
	int64_t records = 0, numbers = 0, births = 0;

	for (size_t i = 0; i < b->agency_n; i++) {
		records += b->agency[i].feed.records;
		numbers += b->agency[i].feed.numbers;
		births += b->agency[i].feed.births;
	}
	switch (of) {
	case BF_AHEAD:        return (struct board_number){b->ahead, 0, 0};
	case BF_WAITING:      return (struct board_number){b->waiting, b->year.sent, 0};
	case BF_WAITING_LONG: return (struct board_number){b->waiting_long, b->waiting, 0};
	case BF_RECORDS:      return (struct board_number){records, 0, 0};
	case BF_NUMBERS:      return (struct board_number){numbers, records, 0};
	case BF_BIRTHS:       return (struct board_number){births, records, 0};
	case BF_ARRIVES:      return arrives(b);
	case BF_SET_ASIDE:    return (struct board_number){b->set_aside, b->read, 0};
	default:              return (struct board_number){0, 0, 0};
	}
}

void figures_make(struct board *b)
{
	for (int of = 0; of < BF_COUNT; of++) {
		bool is_now = BOARD_MEANINGS[of].is_now;

		b->figure[of] = (struct board_figure){
			.of = (enum board_of)of,
			.from = of == BF_WAITING || of == BF_WAITING_LONG ? b->year.from : b->span[NOW].tally.from,
			.until = b->span[NOW].tally.until,
			.now = is_now ? standing_figure(b, (enum board_of)of) : span_figure(b, &b->span[NOW], (enum board_of)of),
			.has_before = !is_now,
		};
		if (!is_now)
			b->figure[of].before = span_figure(b, &b->span[BEFORE], (enum board_of)of);
	}
}

/* All of them --------------------------------------------------------------- */

struct listing { const struct board *b; struct board_figure *to; size_t n; };
enum { NO_SHARE = -1 }; /* told as a count */

static void put(struct listing *l, enum board_of of, int64_t agency, int64_t other, int64_t num, int64_t den)
{
	struct board_figure f = l->b->figure[of];

	f.agency = agency;
	f.other = other;
	f.now = (struct board_number){num, den, 0};
	f.has_before = false;
	l->to[l->n++] = f;
}

static void months_put(struct listing *l)
{
	for (int of = 0; of < BF_COUNT; of++)
		for (int i = 0; i < BOARD_MONTHS; i++)
			if (board_month(l->b, (enum board_of)of, i, &l->to[l->n]))
				l->n++;
}

static void pairs_put(struct listing *l)
{
	const struct board *b = l->b;

	for (size_t i = 0; i < b->pair_n; i++) {
		const struct board_pair *p = &b->pair[i];

		put(l, BF_AGAIN, p->to, p->from, p->again, NO_SHARE);
		put(l, BF_LATE, p->to, p->from, p->late, p->again);
	}
	for (size_t i = 0; i < b->way_n; i++) {
		const struct board_way *w = &b->way[i];

		put(l, BF_SENT, w->to, w->from, w->sent, 0);
		put(l, BF_ANSWERED, w->to, w->from, w->answered, w->sent);
		put(l, BF_REPLY_HALF, w->to, w->from, w->half < 0 ? 0 : w->half, w->half < 0 ? 0 : w->answered);
		put(l, BF_REPLY_MOST, w->to, w->from, w->most < 0 ? 0 : w->most, w->most < 0 ? 0 : w->answered);
		put(l, BF_WAITING, w->to, w->from, w->waiting, NO_SHARE);
	}
}

static void feeds_put(struct listing *l)
{
	for (size_t i = 0; i < l->b->feed_n; i++) {
		const struct board_feed *f = &l->b->feed[i];
		int64_t agency = f->line.agency;

		put(l, BF_DONE, agency, 0, f->done, 0);
		put(l, BF_AGAIN, agency, 0, f->asked, NO_SHARE);
		put(l, BF_RECORDS, agency, 0, f->records, 0);
		put(l, BF_NUMBERS, agency, 0, f->numbers, f->records);
		put(l, BF_BIRTHS, agency, 0, f->births, f->records);
		put(l, BF_ARRIVES, agency, 0, f->arrives, f->arrived);
		put(l, BF_CANNOT_JUDGE, agency, 0, f->cannot_judge, f->done);
		put(l, BF_SET_ASIDE, agency, 0, f->set_aside, f->read);
	}
}

enum status board_all(const struct board *b, struct arena *arena, struct board_figure **out, size_t *n,
	struct err *err)
{
	size_t room = BF_COUNT * (1 + BOARD_MONTHS) + 2 * b->pair_n + 5 * b->way_n + 8 * b->feed_n;
	struct listing l = {.b = b, .to = arena_alloc(arena, (room + 1) * sizeof *l.to)};

	if (!l.to)
		return err_nomem(err);
	for (int of = 0; of < BF_COUNT; of++)
		l.to[l.n++] = b->figure[of];
	months_put(&l);
	pairs_put(&l);
	feeds_put(&l);
	*out = l.to;
	*n = l.n;
	return ST_OK;
}
