/*
 * synthea.h - a folder of Synthea's CSV export, of any year: made-up patients of US
 * hospitals and practices, one file a kind of thing (private to ingest).
 *
 *   synthea.c  the format: files told apart, those but patients.csv only beside one, read in the order that lets one refer to another
 *   tables.c   the columns, and by which of them each file is known
 *   rows.c     a row as the FHIR resource that Synthea's FHIR export has for it
 *   panel.c    the answers of one PRAPARE, a row each, put together again
 *
 * What the rows mean, how they fold and whose they are is FHIR's to say: both exports of
 * one run of Synthea tell the same.
 */
#ifndef THROUGHLINE_INGEST_SYNTHEA_H
#define THROUGHLINE_INGEST_SYNTHEA_H

#include <jansson.h>

#include "ingest/fhir/fhir.h"
#include "ingest/files/columns.h"

/* In the order in which they are read. */
enum synthea_file {
	SF_ORGANIZATIONS, SF_PROVIDERS, SF_PATIENTS, SF_ENCOUNTERS, SF_CAREPLANS, SF_PROCEDURES, SF_OBSERVATIONS, SF_OTHER,
	SF_COUNT
};
/* Of all files: each has some of them. */
enum {
	SC_ID, SC_START, SC_STOP, SC_DATE, SC_PATIENT, SC_ENCOUNTER, SC_ORGANIZATION, SC_PROVIDER, SC_CLASS, SC_CATEGORY,
	SC_CODE, SC_SYSTEM, SC_DESCRIPTION, SC_VALUE, SC_UNITS, SC_TYPE, SC_REASON, SC_REASON_WORDS, SC_NAME, SC_GENDER,
	SC_BIRTH, SC_DEATH, SC_SSN, SC_DRIVERS, SC_PASSPORT, SC_PREFIX, SC_FIRST, SC_MIDDLE, SC_LAST, SC_MAIDEN,
	SC_RACE, SC_ADDRESS, SC_CITY, SC_STATE, SC_ZIP, SC_PHONE, SC_SPECIALITY, SC_UTILIZATION, SC_COST, SC_DISPENSES,
	SC_PAYER, SC_BODY_SITE, SC_COVERED, SC_START_YEAR, SC_START_DATE, SC_CLAIM, SC_CHARGE, SC_PATIENT_ID, SC_PATIENT_KEY,
	SC_PROVIDER_ID, SC_PAYER_ID,
	SC_COLUMNS
};
extern const struct columns SYNTHEA_COLUMNS;
/* Which file has these columns; SF_COUNT: none of an export. */
enum synthea_file synthea_file_of(const struct csv_row *header);

struct synthea_input { const char *path, *label; enum synthea_file what; };
struct synthea {
	struct batch *batch;
	void *fhir;             /* the state of FORMAT_FHIR, which the rows are given to */
	VEC(struct synthea_input) files;
	json_t *answers;        /* Observations that were read and may be one panel; NULL: none */
	struct origin answers_from;
	char asked[512];        /* of whom, at which encounter and when */
};

/* rows.c: columns_row_fn; arg is the struct synthea. */
columns_row_fn synthea_organization, synthea_provider, synthea_patient, synthea_encounter, synthea_careplan,
	synthea_procedure, synthea_observation;
/* What a row became, to FHIR's reader; takes the resource, NULL: there was no memory for it. */
enum status synthea_offer(struct synthea *, json_t *resource, struct origin, struct err *);

/* panel.c: takes an Observation over, given on alone or with those that were asked with it. */
enum status synthea_answer(struct synthea *, json_t *observation, const char *const *value, struct origin, struct err *);
/* Gives on what was kept. */
enum status synthea_answers_end(struct synthea *, struct err *);

#endif
