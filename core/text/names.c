/* names.c - the words that files, commands and screens use for model.h's enums. */
#include "model.h"

#include <stddef.h>

const char *const RECORD_FIELD_NAMES[RF_COUNT] = {
	[RF_NHS_NUMBER] = "nhs_number",
	[RF_NHS_NUMBER_STATUS] = "nhs_number_status",
	[RF_FAMILY_NAME] = "family_name",
	[RF_GIVEN_NAME] = "given_name",
	[RF_OTHER_NAMES] = "other_names",
	[RF_PREFERRED_NAME] = "preferred_name",
	[RF_DATE_OF_BIRTH] = "date_of_birth",
	[RF_SEX] = "sex",
	[RF_ADDRESS] = "address",
	[RF_TOWN] = "town",
	[RF_POSTCODE] = "postcode",
	[RF_PHONE] = "phone",
	[RF_EMAIL] = "email",
	[RF_SAFE_CONTACT] = "safe_contact",
	[RF_LANGUAGE] = "language",
	[RF_COMMUNICATION_NEEDS] = "communication_needs",
	[RF_GP_PRACTICE] = "gp_practice",
	[RF_DATE_OF_DEATH] = "date_of_death",
	[RF_SENSITIVITY] = "sensitivity",
	[RF_CONSENT] = "consent",
	[RF_OTHER_IDS] = "other_ids",
	[RF_UPDATED_AT] = "updated_at",
};

const char *const EVENT_KIND_NAMES[EV_KIND_COUNT] = {
	[EV_REQUEST] = "request", [EV_ASSESSMENT] = "assessment", [EV_PLAN] = "plan",
	[EV_SERVICE] = "service", [EV_REVIEW] = "review", [EV_CONTACT] = "contact",
	[EV_ADMISSION] = "admission", [EV_DISCHARGE] = "discharge", [EV_CONCERN] = "concern",
	[EV_CHANGE] = "change", [EV_MEASURE] = "measure", [EV_VIEW] = "view",
	[EV_WARNING] = "warning", [EV_NOTE] = "note",
};

const char *const EVENT_STATUS_NAMES[ES_COUNT] = {
	[ES_PLANNED] = "planned", [ES_IN_PROGRESS] = "in-progress", [ES_COMPLETED] = "completed",
	[ES_CANCELLED] = "cancelled", [ES_DECLINED] = "declined",
	[ES_NOT_ATTENDED] = "not-attended", [ES_ENTERED_IN_ERROR] = "entered-in-error",
};

#define TEXT(field) {#field, offsetof(struct event, field)}
const struct event_text EVENT_TEXTS[EVENT_TEXT_COUNT] = {
	TEXT(source_ref), TEXT(local_id), TEXT(starts_on), TEXT(ends_on), TEXT(title), TEXT(code_system),
	TEXT(code), TEXT(instrument), TEXT(domains), TEXT(depth), TEXT(valid_until), TEXT(subject),
	TEXT(review_of), TEXT(reuses), TEXT(joint_with), TEXT(to_agency), TEXT(responded_on),
	TEXT(outcome), TEXT(score), TEXT(unit), TEXT(practitioner), TEXT(role), TEXT(minutes),
	TEXT(resets), TEXT(sensitivity), TEXT(summary), TEXT(parts),
};
#undef TEXT

const char *const FINDING_KIND_NAMES[FK_COUNT] = {
	[FK_REPEAT] = "repeat", [FK_OVERLAP] = "overlap", [FK_TOGETHER] = "together",
};

const char *const STAGE_NAMES[SG_COUNT] = {
	[SG_REQUESTED] = "requested", [SG_PLANNED] = "planned", [SG_UNDER_WAY] = "under-way",
	[SG_DONE] = "done", [SG_PASSED] = "passed",
};

const char *const POLICY_NAMES[PO_COUNT] = {
	[PO_FLAG] = "flag", [PO_SAME] = "same", [PO_ADVISE] = "advise", [PO_NEVER] = "never",
};

const char *const VERDICT_NAMES[VD_COUNT] = {
	[VD_OPEN] = "open", [VD_AVOIDABLE] = "avoidable", [VD_JUSTIFIED] = "justified",
	[VD_REUSED] = "reused", [VD_JOINT] = "joint", [VD_ASKED] = "asked",
	[VD_WRONG_LINK] = "wrong-link", [VD_DATA_ERROR] = "data-error",
	[VD_NO_LONGER_APPLIES] = "no-longer-applies", [VD_LINK] = "link",
	[VD_SEPARATE] = "separate", [VD_WROTE] = "wrote", [VD_KEPT] = "kept",
	[VD_DONE] = "done", [VD_STARRED] = "starred", [VD_UNSTARRED] = "unstarred",
	[VD_LED] = "led", [VD_SAID] = "said", [VD_ENDED] = "ended", [VD_PASSED] = "passed",
};

const char *const SECTOR_NAMES[SECTOR_COUNT] = {
	[SECTOR_NHS] = "nhs", [SECTOR_ADULT_CARE] = "adult_care",
	[SECTOR_CHILDREN_CARE] = "children_care", [SECTOR_LOCAL_AUTHORITY] = "local_authority",
	[SECTOR_VOLUNTARY] = "voluntary", [SECTOR_CARE] = "care", [SECTOR_HOUSING] = "housing",
	[SECTOR_POLICE] = "police", [SECTOR_EDUCATION] = "education",
	[SECTOR_COMMUNITY] = "community", [SECTOR_PRIVATE] = "private", [SECTOR_OTHER] = "other",
};

const char *const ROLE_NAMES[ROLE_COUNT] = {
	[ROLE_OWNER] = "owner", [ROLE_COORDINATOR] = "coordinator",
	[ROLE_PRACTITIONER] = "practitioner", [ROLE_MANAGER] = "manager",
	[ROLE_AUDITOR] = "auditor", [ROLE_STEWARD] = "steward",
};

const char *const MARK_NAMES[MARK_COUNT] = {"safeguarding", "governance"};

/* Any letter case, `_` and a blank as `-`. */
static bool name_is(const char *text, const char *name)
{
	for (; *text && *name; text++, name++) {
		char c = *text == '_' || *text == ' ' ? '-' : *text;

		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if (c != *name)
			return false;
	}
	return *text == *name;
}

static int name_find(const char *text, const char *const *names, int count)
{
	for (int i = 0; text && i < count; i++)
		if (name_is(text, names[i]))
			return i;
	return -1;
}

bool event_kind_parse(const char *text, enum event_kind *out)
{
	int i = name_find(text, EVENT_KIND_NAMES, EV_KIND_COUNT);

	if (i >= 0)
		*out = (enum event_kind)i;
	return i >= 0;
}

bool event_status_parse(const char *text, enum event_status *out)
{
	int i = name_find(text, EVENT_STATUS_NAMES, ES_COUNT);

	if (i >= 0)
		*out = (enum event_status)i;
	return i >= 0;
}

const char *verdict_shown(enum verdict v)
{
	static const char *const SHOWN[VD_COUNT] = {
		[VD_ASKED] = "agency asked", [VD_WRONG_LINK] = "wrong link", [VD_DATA_ERROR] = "data error",
		[VD_NO_LONGER_APPLIES] = "no longer applies", [VD_LINK] = "linked", [VD_SEPARATE] = "separated",
	};

	return SHOWN[v] ? SHOWN[v] : VERDICT_NAMES[v];
}

bool verdict_parse(const char *text, enum verdict *out)
{
	int i = name_find(text, VERDICT_NAMES, VD_COUNT);

	if (i >= 0)
		*out = (enum verdict)i;
	return i >= 0;
}

bool role_parse(const char *text, enum role *out)
{
	int i = name_find(text, ROLE_NAMES, ROLE_COUNT);

	if (i >= 0)
		*out = (enum role)i;
	return i >= 0;
}

bool sector_parse(const char *text, enum sector *out)
{
	for (int i = 0; text && i < SECTOR_COUNT; i++)
		if (strcmp(text, SECTOR_NAMES[i]) == 0) {
			*out = (enum sector)i;
			return true;
		}
	return false;
}

enum sector agency_sector(const struct agency *agency)
{
	enum sector sector = SECTOR_OTHER;

	(void)(agency && sector_parse(agency->sector, &sector));
	return sector;
}

static bool mark_parse(const char *word, size_t length, unsigned *marks)
{
	for (int i = 0; i < MARK_COUNT; i++)
		if (strlen(MARK_NAMES[i]) == length && memcmp(word, MARK_NAMES[i], length) == 0) {
			*marks |= 1U << i;
			return true;
		}
	return false;
}

bool marks_parse(const char *text, unsigned *out)
{
	unsigned marks = 0;

	if (strcmp(text, "none") != 0)
		for (size_t length; *text; text += length + (text[length] == ',')) {
			length = strcspn(text, ",");
			if (!mark_parse(text, length, &marks))
				return false;
		}
	*out = marks;
	return true;
}
