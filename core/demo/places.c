#include <stdio.h>

#include "demo/locality.h"

const struct agency LOCALITY[P_COUNT] = {
	[P_AGH] = { .code = "AGH",
		.name = "Aldersham General Hospital NHS Trust",
		.sector = "nhs",
		.ods_code = "RZ9",
		.phone = "01999 500100",
		.area = "Aldersham",
		.shown_as = "Hospital" },
	[P_COM] = { .code = "COM",
		.name = "Vale Community Health NHS Trust",
		.sector = "nhs",
		.ods_code = "RZ8",
		.phone = "01999 500200",
		.area = "Aldersham",
		.shown_as = "Community" },
	[P_GPF] = { .code = "GPF",
		.name = "Aldersham GP Federation",
		.sector = "nhs",
		.ods_code = "ZZ901",
		.phone = "01999 500300",
		.area = "Aldersham",
		.shown_as = "GP" },
	[P_ASC] = { .code = "ASC",
		.name = "Aldersham Council, Adult Social Care",
		.sector = "adult_care",
		.phone = "01999 500400",
		.email = "duty@aldersham.example",
		.cost_per_hour = "52.40",
		.area = "Aldersham",
		.shown_as = "Council" },
	[P_HSG] = { .code = "HSG",
		.name = "Vale Homes",
		.sector = "housing",
		.phone = "01999 500500",
		.area = "Aldersham",
		.shown_as = "Vale Homes" },
	[P_AGE] = { .code = "AGE",
		.name = "Age Well Aldersham",
		.sector = "voluntary",
		.phone = "01999 500600",
		.area = "Aldersham",
		.shown_as = "Age Well" },
	[P_CARE] = { .code = "CARE",
		.name = "Larkfield Home Care",
		.sector = "care",
		.phone = "01999 500700",
		.area = "Aldersham",
		.shown_as = "Larkfield" },
	[P_POL] = { .code = "POL",
		.name = "Vale Police",
		.sector = "police",
		.phone = "101",
		.area = "Vale",
		.shown_as = "Police" },
};

static const char *const STREETS[] = {
	"Mill",
	"Church",
	"Station",
	"Larkfield",
	"Victoria",
	"Albert",
	"Chapel",
	"Orchard",
	"Quarry",
	"Canal",
	"Foundry",
	"Weaver",
	"Hawthorn",
	"Rowan",
	"Alder",
	"Beech",
	"Cedar",
	"Chestnut",
	"Elm",
	"Holly",
	"Lime",
	"Maple",
	"Sycamore",
	"Willow",
	"Abbey",
	"Bishop",
	"Castle",
	"Priory",
	"Queen",
	"King",
	"Prince",
	"Nelson",
	"Wellington",
	"Trafalgar",
	"Balmoral",
	"Windsor",
	"Salisbury",
	"Derby",
	"Bramble",
	"Heather",
	"Lavender",
	"Primrose",
	"Skylark",
	"Kestrel",
	"Heron",
	"Kingfisher",
	"Otter",
	"Springfield",
	"Highfield",
	"Moorland",
	"Meadow",
	"Park",
	"Grange",
	"Manor",
	"Rectory",
	"School",
	"Market",
	"Bridge",
	"Ferry",
	"Kiln",
	"Tannery",
	"Sheaf",
	"Harvest",
	"Barley",
	"Clover",
	"Ropewalk",
};
static const char *const KINDS[] = {
	"Road",
	"Street",
	"Lane",
	"Avenue",
	"Close",
	"Drive",
	"Terrace",
	"Court",
	"Gardens",
	"Way",
};
static const char *const TOWNS[] = {
	"Aldersham",
	"Aldersham",
	"Aldersham",
	"Thornley",
	"Marsh End",
	"Upper Vale",
	"Kingsmoor",
	"Aldersham",
	"Thornley",
};
static const char *const PRACTICES[] = {
	"Mill Lane Surgery",
	"The Priory Practice",
	"Thornley Health Centre",
	"Marsh End Medical Centre",
	"Dr Rahman and Partners",
	"Kingsmoor Surgery",
	"Canal Street Practice",
	"Upper Vale Surgery",
	"Abbey Medical Group",
};
#define COUNT(list) (sizeof(list) / sizeof *(list))

/* A street lies in one district, and a stretch of it has one postcode. */
void address_make(struct dice *d, struct arena *a, const char **address, const char **town,
	char postcode[static 9])
{
	static const char LETTERS[] = "ABDEFGHJLNPQRSTUWXYZ";
	size_t street = dice_below(d, COUNT(STREETS)), kind = dice_below(d, COUNT(KINDS));
	unsigned house = (unsigned)dice_below(d, 140) + 1;
	size_t way = street * COUNT(KINDS) + kind, district = way % COUNT(TOWNS);
	size_t stretch = way * 7 + house / 20;
	bool is_flat = dice_in_1000(d, 160);
	unsigned flat = (unsigned)dice_below(d, 24) + 1;

	*address = is_flat
		? arena_printf(a, "Flat %u, %u %s %s", flat, house, STREETS[street], KINDS[kind])
		: arena_printf(a, "%u %s %s", house, STREETS[street], KINDS[kind]);
	*town = TOWNS[district];
	snprintf(postcode, 9, "AX%zu %zu%c%c", district + 1, stretch / 400 % 10,
		LETTERS[stretch / 20 % 20], LETTERS[stretch % 20]);
}

const char *practice_of(const char *postcode)
{
	return PRACTICES[(size_t)(postcode[2] - '1') % COUNT(PRACTICES)];
}
