/*
 * HL7's PACIO sample and Synthea's bundles, read and judged: what the rule finds
 * in them, and nothing else.  Skipped where ../shared/data is not there.
 *
 * Kinds of pair in REPEAT_PAIRS.tsv that are no finding, and what refuses them:
 * the same agency again (condition 1); a Procedure beside its own score, a panel
 * beside its members (folded before judging); too late, by validity_days or
 * max_days (condition 2); a tool's policy `advise` or `never` (PHQ-9, Morse, CAM,
 * medication reconciliation); safeguarding alone (HARK: its domain never counts);
 * an agency that has asked again itself since (condition 7).
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "duplicates.h"
#include "fhir_desk.h"

static void samples_folder(const char *set, char *out, size_t room)
{
	const char *root = getenv("SHARED_DATA");

	snprintf(out, room, "%s/%s", root ? root : "../shared/data", set);
}

static int by_bytes(const void *a, const void *b)
{
	return strcmp(a, b);
}

/* Every file of a sample in one run; false where the sample is not there. */
static bool take_samples(struct fhir_desk *d, const char *set)
{
	char folder[300], name[64][256], path[600];
	struct dirent *entry;
	size_t n = 0, i;
	DIR *dir;

	samples_folder(set, folder, sizeof folder);
	dir = opendir(folder);
	if (!dir)
		return false;
	while ((entry = readdir(dir)) && n < 64)
		if (entry->d_name[0] != '.')
			snprintf(name[n++], sizeof name[0], "%s", entry->d_name);
	closedir(dir);
	qsort(name, n, sizeof name[0], by_bytes);
	for (i = 0; i < n; i++) {
		snprintf(path, sizeof path, "%s/%.255s", folder, name[i]);
		d->batch.label = arena_dup(d->batch.arena, name[i]);
		if (FORMAT_FHIR.read(&d->batch, d->state, path, &d->err) != ST_OK)
			fail_msg("%s", d->err.text);
	}
	desk_finish(d);
	return true;
}

/* Agencies get numbers in the order their codes are met. */
static int64_t agency_number(const char *code)
{
	static const char *codes[64];
	int64_t i;

	for (i = 0; i < 64 && codes[i]; i++)
		if (strcmp(codes[i], code) == 0)
			return i + 1;
	assert_true(i < 64);
	codes[i] = strdup(code);
	return i + 1;
}

static int32_t death_of(const struct fhir_desk *d, const char *local_id)
{
	struct civil died = CIVIL_ABSENT;
	size_t i;

	for (i = 0; i < d->batch.people.n; i++) {
		const struct staged_person *p = &d->batch.people.v[i];

		if (strcmp(p->local_id, local_id) == 0 && p->field[RF_DATE_OF_DEATH])
			civil_parse(p->field[RF_DATE_OF_DEATH], &died);
	}
	return died.day;
}

static void finding_show(const struct fhir_desk *d, const struct event *events,
	const struct finding *f, char *out, size_t room)
{
	const struct event *b = &events[f->event - 1];
	char domains[200], evidence[16][40];
	size_t at, i, n = f->evidence_n < 16 ? f->evidence_n : 16;

	catalogue_domains_show(d->batch.catalogue, f->answered, ";", domains, sizeof domains);
	at = (size_t)snprintf(out, room, "%.20s %.10s %s %s %s %s %d/%d %s by", b->agency_code,
		b->starts_on, f->instrument, FINDING_KIND_NAMES[f->kind], STAGE_NAMES[f->stage],
		POLICY_NAMES[f->policy], f->cover_num, f->cover_den, domains);
	for (i = 0; i < n; i++) {
		const struct event *a = &events[f->evidence[i] - 1];

		snprintf(evidence[i], sizeof evidence[i], "%.5s %.10s %s", a->agency_code,
			a->starts_on, a->instrument);
	}
	qsort(evidence, n, sizeof evidence[0], by_bytes);
	for (i = 0; i < n; i++)
		at += (size_t)snprintf(out + at, room - at, "%s %s", i ? ";" : "", evidence[i]);
}

/* All findings, one a line, sorted. */
static const char *judge(struct fhir_desk *d)
{
	struct event *events = calloc(d->batch.events.n + 1, sizeof *events);
	bool *done = calloc(d->batch.events.n + 1, sizeof *done);
	static char line[32][400];
	size_t lines = 0, i, k, n, at = 0;

	assert_true(events && done);
	for (i = 0; i < d->batch.events.n; i++) {
		const char *person = d->batch.events.v[i].event.local_id;
		struct rule rule = {d->batch.catalogue, civil_day(2026, 11, 21), 1, 2};
		struct finding *found;
		struct history *history;
		size_t found_n;

		for (k = i, n = 0; k < d->batch.events.n && !done[i]; k++) {
			if (strcmp(d->batch.events.v[k].event.local_id, person) != 0)
				continue;
			events[n] = d->batch.events.v[k].event;
			events[n].agency = agency_number(events[n].agency_code);
			events[n].record = events[n].agency;
			events[n].id = (int64_t)n + 1;
			n++;
			done[k] = k != i;
		}
		if (done[i])
			continue;
		assert_int_equal(history_new(&history, &rule, events, n, death_of(d, person),
			d->batch.arena, &d->err), ST_OK);
		assert_int_equal(duplicates_judge(history, d->batch.arena, &found, &found_n, &d->err), ST_OK);
		for (k = 0; k < found_n && lines < 32; k++)
			finding_show(d, events, &found[k], line[lines++], sizeof line[0]);
	}
	free(events);
	free(done);
	qsort(line, lines, sizeof line[0], by_bytes);
	d->text[0] = '\0';
	for (i = 0; i < lines; i++)
		at += (size_t)snprintf(d->text + at, sizeof d->text - at, "%s\n", line[i]);
	return d->text;
}

static void pacio_is_one_woman_at_three_agencies_and_six_findings(void **state)
{
	struct fhir_desk *d = *state;
	size_t i;

	if (!take_samples(d, "pacio-2022"))
		skip();
	assert_int_equal(d->batch.read, 762);
	for (i = 0; i < d->batch.people.n; i++)
		assert_int_equal(d->batch.people.v[i].group, 1);
	assert_string_equal(desk_event(d, "Encounter/P0522-v5-Enc-Hospital"),
		"SAN-ANTONIO-GENERAL-HOSPITAL admission completed 2021-02-20T15:00:00-05:00/"
		"2021-02-25T10:30:00-05:00 -");
	assert_string_equal(judge(d),
		"HAPPY-NURSING-FACILI 2021-02-26 BIMS repeat done flag 1/1 COGN by"
		" SAN-A 2021-02-21 MMSE; SAN-A 2021-02-21 MOCA\n"
		"HAPPY-NURSING-FACILI 2021-02-26 CMS-GG repeat done flag 4/4 CONT;MOBIL;NUTRI;PCARE by"
		" SAN-A 2021-02-21 CMS-GG; SAN-A 2021-02-24 CMS-GG\n"
		"HAPPY-NURSING-FACILI 2021-02-26 NOMS repeat done flag 2/2 COMM;NUTRI by"
		" SAN-A 2021-02-20 NOMS; SAN-A 2021-02-21 NOMS; SAN-A 2021-02-22 NOMS;"
		" SAN-A 2021-02-24 NOMS; SAN-A 2021-02-25 NOMS\n"
		"SKY-HARBOR-HOME-HEAL 2021-04-07 CMS-GG repeat done flag 4/4 CONT;MOBIL;NUTRI;PCARE by"
		" HAPPY 2021-03-08 CMS-GG; HAPPY 2021-03-09 CMS-GG; HAPPY 2021-03-11 CMS-GG;"
		" HAPPY 2021-03-16 CMS-GG; HAPPY 2021-03-17 CMS-GG; HAPPY 2021-04-06 CMS-GG\n"
		"SKY-HARBOR-HOME-HEAL 2021-04-07 MMSE repeat done flag 1/1 COGN by"
		" SAN-A 2021-02-21 MMSE; SAN-A 2021-02-21 MOCA\n"
		"SKY-HARBOR-HOME-HEAL 2021-04-07 MOCA repeat done flag 1/1 COGN by"
		" SAN-A 2021-02-21 MMSE; SAN-A 2021-02-21 MOCA\n");
}

static void synthea_bundles_hold_five_findings(void **state)
{
	struct fhir_desk *d = *state;

	if (!take_samples(d, "synthea-fhir-r4"))
		skip();
	assert_int_equal(d->batch.read, 4120);
	assert_int_equal(d->batch.rejects.n, 0);
	assert_string_equal(judge(d),
		"08BCDA9C-F8C8-3244-8 2017-11-04 CRAFFT repeat done flag 2/2 CHILD;SUBST by"
		" 1D0D0 2017-05-27 CRAFFT\n"
		"18C9EFE7-EC0E-3C35-B 2019-12-18 PRAPARE repeat done flag 5/5 HOME;MONEY;NUTRI;OCCUP;SOCIAL by"
		" 24CB4 2019-06-26 PRAPARE; 24CB4 2019-10-23 PRAPARE\n"
		"441D009A-2A79-31DC-8 2018-08-25 PRAPARE repeat done flag 5/5 HOME;MONEY;NUTRI;OCCUP;SOCIAL by"
		" 24CB4 2018-07-14 PRAPARE\n"
		"A0A14713-50C4-3818-B 2008-02-24 PRAPARE repeat done flag 5/5 HOME;MONEY;NUTRI;OCCUP;SOCIAL by"
		" B1DDF 2007-12-09 PRAPARE\n"
		"B1DDF812-1FDD-3ADF-B 2009-04-05 PRAPARE repeat done flag 5/5 HOME;MONEY;NUTRI;OCCUP;SOCIAL by"
		" A0A14 2009-03-01 PRAPARE\n");
}

static void synthea_lines_are_read_whole_and_hold_no_assessment(void **state)
{
	struct fhir_desk *d = *state;

	if (!take_samples(d, "synthea-ndjson"))
		skip();
	assert_int_equal(d->batch.read, 1583);
	assert_int_equal(d->batch.people.n, 9);
	assert_int_equal(d->batch.rejects.n, 0);
	assert_int_equal(desk_count(d, EV_ASSESSMENT), 0);
	assert_int_equal(desk_count(d, EV_MEASURE), d->batch.events.n);
	assert_string_equal(judge(d), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		desk_test(pacio_is_one_woman_at_three_agencies_and_six_findings),
		desk_test(synthea_bundles_hold_five_findings),
		desk_test(synthea_lines_are_read_whole_and_hold_no_assessment),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
