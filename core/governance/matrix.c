/*
 * The sharing matrix that a partnership starts from, and its words.
 */
#include <strings.h>

#include "sharing.h"

const char *const PARTY_NAMES[PARTY_COUNT] = {
	"nhs", "adult_care", "children_care", "care", "housing", "community", "police", "education",
};
const char *const SENSITIVITY_NAMES[SN_COUNT] = {"standard", "sensitive", "restricted", "hidden"};

/* Whose:  nhs  adult_care  children_care  care  housing  community  police  education */
const struct sharing_matrix SHARING_DEFAULT = {{
	[PARTY_NHS] =           {"FR", "FR", "EN", "FR", "Cc", "Cc", "EN", "NN"},
	[PARTY_ADULT_CARE] =    {"FR", "FR", "EE", "FR", "FC", "Cc", "EE", "cN"},
	[PARTY_CHILDREN_CARE] = {"EN", "EE", "FR", "EN", "CE", "Cc", "EE", "CE"},
	[PARTY_CARE] =          {"RN", "Fc", "NN", "CN", "cN", "CN", "NN", "NN"},
	[PARTY_HOUSING] =       {"cN", "cN", "NN", "cN", "CN", "cN", "NN", "NN"},
	[PARTY_COMMUNITY] =     {"cN", "cN", "NN", "cN", "cN", "CN", "NN", "NN"},
	[PARTY_POLICE] =        {"NN", "NN", "NN", "NN", "NN", "NN", "FR", "NN"},
	[PARTY_EDUCATION] =     {"cN", "cN", "CE", "NN", "NN", "cN", "NN", "FR"},
}};

bool party_parse(const char *text, enum party *out)
{
	for (int i = 0; i < PARTY_COUNT; i++)
		if (strcmp(text, PARTY_NAMES[i]) == 0) {
			*out = (enum party)i;
			return true;
		}
	return false;
}

enum party party_of(enum sector sector, bool is_engaged)
{
	switch (sector) {
	case SECTOR_NHS:           return PARTY_NHS;
	case SECTOR_ADULT_CARE:    return PARTY_ADULT_CARE;
	case SECTOR_CHILDREN_CARE: return PARTY_CHILDREN_CARE;
	case SECTOR_HOUSING:       return PARTY_HOUSING;
	case SECTOR_POLICE:        return PARTY_POLICE;
	case SECTOR_EDUCATION:     return PARTY_EDUCATION;
	case SECTOR_CARE: case SECTOR_VOLUNTARY: case SECTOR_PRIVATE: case SECTOR_OTHER:
		return is_engaged ? PARTY_CARE : PARTY_COMMUNITY;
	case SECTOR_LOCAL_AUTHORITY: case SECTOR_COMMUNITY: case SECTOR_COUNT:
		break;
	}
	return PARTY_COMMUNITY;
}

bool sensitivity_parse(const char *text, enum sensitivity *out)
{
	for (int i = 0; text && i < SN_COUNT; i++)
		if (strcasecmp(text, SENSITIVITY_NAMES[i]) == 0) {
			*out = (enum sensitivity)i;
			return true;
		}
	return false;
}

bool sharing_cell_parse(const char *text, char cell[static 2])
{
	static const char LETTERS[] = "FRCcEN";

	if (strlen(text) != 3 || text[1] != '/' || !strchr(LETTERS, text[0]) || !strchr(LETTERS, text[2]))
		return false;
	cell[0] = text[0];
	cell[1] = text[2];
	return true;
}
