/*
 * actions.h - a person's actions as they leave (private to export).
 */
#ifndef THROUGHLINE_EXPORT_ACTIONS_H
#define THROUGHLINE_EXPORT_ACTIONS_H

#include "export/fhir.h"
#include "writing.h"

void action_json_put(struct json_making *, json_t *list, struct session *, const struct action_line *);
/* A Task. */
void fhir_action_put(struct bundle *, const struct person *, const struct action_line *, const char *patient_urn);

#endif
