/*
 * fhir_record.c - a record as a Patient.  What its elements give back when they
 * are read is said there alone; the rest is in the extension.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "export/fhir.h"
#include "ingest/fhir/own.h"
#include "text.h"

static bool is_day(const char *text)
{
	struct civil when;
	char iso[11];

	if (!text || !civil_parse(text, &when))
		return false;
	civil_iso(when.day, iso);
	return strcmp(text, iso) == 0;
}

static const char *gender_of(const char *sex)
{
	static const char *const WORDS[] = { "male", "female", "other" };

	for (size_t i = 0; sex && i < sizeof WORDS / sizeof *WORDS; i++)
		if (strcasecmp(sex, WORDS[i]) == 0 ||
			(!sex[1] && tolower((unsigned char)*sex) == WORDS[i][0]))
			return WORDS[i];
	return NULL;
}

/* An instant of FHIR's, not a bare day. */
static bool is_instant(const char *text)
{
	return text && strlen(text) >= 20 && text[10] == 'T';
}

/* What comes back of a field is what it says. */
static bool is_given_back(const struct record *r, enum record_field f)
{
	const char *value = r->field[f];

	if (!fhir_own_record_gives(f))
		return false;
	if (f == RF_DATE_OF_BIRTH)
		return is_day(value) || civil_is_part(value);
	if (f == RF_DATE_OF_DEATH)
		return is_day(value) || civil_is_part(value) || strcmp(value, DEATH_UNDATED) == 0;
	if (f == RF_SEX)
		return gender_of(value) && !value[1] && isupper((unsigned char)*value);
	if (f == RF_UPDATED_AT)
		return is_instant(value);
	if (f == RF_NHS_NUMBER_STATUS)
		return r->field[RF_NHS_NUMBER] && strspn(value, "0123456789") == 2 && !value[2];
	return true;
}

static json_t *add_of(struct bundle *b, json_t *list, const char *system, const char *value)
{
	json_t *one = json_item(&b->making, list);

	json_say(&b->making, one, "system", system);
	json_say(&b->making, one, "value", value);
	return one;
}

/* FHIR knows no empty list. */
static json_t *list_of(struct bundle *b, json_t *object, const char *key)
{
	json_t *list = json_object_get(object, key);

	return list ? list : json_within(&b->making, object, key, true);
}

/* `system=value;…`, for those who know the person by them. */
struct identities { struct bundle *bundle; json_t *patient; };

static void identity_put(void *arg, const char *item, size_t length)
{
	const struct identities *to = arg;
	struct bundle *b = to->bundle;
	char *system = arena_dup_n(b->arena, item, length), *value = system ? strchr(system, '=') : NULL;

	b->making.is_short |= !system;
	if (!value || !strchr(system, ':') || system[strcspn(system, " %")])
		return;
	*value++ = '\0';
	add_of(b, list_of(b, to->patient, "identifier"), system, value);
}

static void nhs_number_put(struct bundle *b, json_t *patient, const struct record *r)
{
	static const char URL[] =
		"https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus";
	static const char SYSTEM[] =
		"https://fhir.hl7.org.uk/CodeSystem/UKCore-NHSNumberVerificationStatusEngland";
	json_t *one, *extension, *concept, *coding;

	if (!r->field[RF_NHS_NUMBER])
		return;
	one = add_of(b, list_of(b, patient, "identifier"), "https://fhir.nhs.uk/Id/nhs-number", r->field[RF_NHS_NUMBER]);
	if (!r->field[RF_NHS_NUMBER_STATUS] || !is_given_back(r, RF_NHS_NUMBER_STATUS))
		return;
	extension = json_item(&b->making, json_within(&b->making, one, "extension", true));
	json_say(&b->making, extension, "url", URL);
	concept = json_within(&b->making, extension, "valueCodeableConcept", false);
	coding = json_item(&b->making, json_within(&b->making, concept, "coding", true));
	json_say(&b->making, coding, "system", SYSTEM);
	json_say(&b->making, coding, "code", r->field[RF_NHS_NUMBER_STATUS]);
}

static void name_put(struct bundle *b, json_t *patient, const struct record *r)
{
	json_t *name;

	if (!r->field[RF_FAMILY_NAME] && !r->field[RF_GIVEN_NAME])
		return;
	name = json_item(&b->making, json_within(&b->making, patient, "name", true));
	json_say(&b->making, name, "use", "official");
	json_say(&b->making, name, "family", r->field[RF_FAMILY_NAME]);
	if (r->field[RF_GIVEN_NAME])
		json_add(&b->making, json_within(&b->making, name, "given", true),
			json_string(r->field[RF_GIVEN_NAME]));
}

static void address_put(struct bundle *b, json_t *patient, const struct record *r)
{
	json_t *address;

	if (!r->field[RF_ADDRESS] && !r->field[RF_TOWN] && !r->field[RF_POSTCODE])
		return;
	address = json_item(&b->making, json_within(&b->making, patient, "address", true));
	json_say(&b->making, address, "use", "home");
	if (r->field[RF_ADDRESS])
		json_add(&b->making, json_within(&b->making, address, "line", true),
			json_string(r->field[RF_ADDRESS]));
	json_say(&b->making, address, "city", r->field[RF_TOWN]);
	json_say(&b->making, address, "postalCode", r->field[RF_POSTCODE]);
}

static void reached_put(struct bundle *b, json_t *patient, const struct record *r)
{
	json_t *list;

	if (!r->field[RF_PHONE] && !r->field[RF_EMAIL])
		return;
	list = json_within(&b->making, patient, "telecom", true);
	if (r->field[RF_PHONE])
		add_of(b, list, "phone", r->field[RF_PHONE]);
	if (r->field[RF_EMAIL])
		add_of(b, list, "email", r->field[RF_EMAIL]);
}

static void life_put(struct bundle *b, json_t *patient, const struct record *r)
{
	json_t *item;

	const char *died = r->field[RF_DATE_OF_DEATH];

	if (r->field[RF_DATE_OF_BIRTH] && is_given_back(r, RF_DATE_OF_BIRTH))
		json_say(&b->making, patient, "birthDate", r->field[RF_DATE_OF_BIRTH]);
	if (died && strcmp(died, DEATH_UNDATED) == 0)
		json_put(&b->making, patient, "deceasedBoolean", json_true());
	else if (died && is_given_back(r, RF_DATE_OF_DEATH))
		json_say(&b->making, patient, "deceasedDateTime", died);
	json_say(&b->making, patient, "gender", gender_of(r->field[RF_SEX]));
	if (r->field[RF_LANGUAGE]) {
		item = json_item(&b->making, json_within(&b->making, patient, "communication", true));
		bundle_words(b, item, "language", r->field[RF_LANGUAGE]);
	}
	if (r->field[RF_GP_PRACTICE]) {
		item = json_item(&b->making,
			json_within(&b->making, patient, "generalPractitioner", true));
		json_say(&b->making, item, "display", r->field[RF_GP_PRACTICE]);
	}
}

static void rest_put(struct bundle *b, json_t *patient, const struct record *r)
{
	json_t *extension = bundle_extension(b, patient, FHIR_OWN_RECORD);

	bundle_part(b, extension, "local_id", r->local_id);
	for (int f = 0; f < RF_COUNT; f++)
		if (r->field[f] && !is_given_back(r, (enum record_field)f))
			bundle_part(b, extension, RECORD_FIELD_NAMES[f], r->field[f]);
}

void fhir_record_put(struct bundle *b, const struct record *r, const char *first_urn)
{
	const char *urn = arena_printf(b->arena, "urn:uuid:%s", r->uuid);
	const char *agency = bundle_agency(b, session_agency(b->session, r->agency));
	json_t *patient, *link;

	if (!urn) {
		b->making.is_short = true;
		return;
	}
	patient = bundle_entry(b, "Patient", urn);
	if (is_instant(r->field[RF_UPDATED_AT]))
		json_say(&b->making, json_within(&b->making, patient, "meta", false), "lastUpdated",
			r->field[RF_UPDATED_AT]);
	bundle_label(b, patient, r->field[RF_SENSITIVITY]);
	rest_put(b, patient, r);
	nhs_number_put(b, patient, r);
	text_list(r->field[RF_OTHER_IDS], identity_put, &(struct identities){ b, patient });
	name_put(b, patient, r);
	life_put(b, patient, r);
	address_put(b, patient, r);
	reached_put(b, patient, r);
	bundle_refer(b, patient, "managingOrganization", agency);
	if (first_urn) {
		link = json_item(&b->making, json_within(&b->making, patient, "link", true));
		bundle_refer(b, link, "other", first_urn);
		json_say(&b->making, link, "type", "seealso");
	}
}
