#include "demo/words.h"

#include <string.h>

/* ~she ~her ~herself ~spouse are put into words for the person (see pick_text). */

const char *const DISCHARGE_WORDS[6] = {
	"Home with ~her own walking frame; medicines for two weeks",
	"Medically fit; letter sent to the practice",
	"Transport booked for two; daughter will be in",
	"Dressing to be changed every third day",
	"New tablets explained; leaflet in large print given",
	"Asked not to be rung before ten",
};
const char *const OWN_WORDS[26] = {
	"I want to stay in my own home, with my garden.",
	"I'd rather wash myself, however long it takes.",
	"Somebody to talk to would help more than another form.",
	"I have told you all this before.",
	"I don't want to be a burden to my daughter.",
	"I miss my ~spouse most at teatime.",
	"Please ring before you come. I like to be dressed.",
	"I used to be a nurse. I know what you are writing down.",
	"I'd like to get to Friday prayers again.",
	"My cat comes first. She always has.",
	"I can manage, if people let me take my time.",
	"I want to know who is coming, and when.",
	"I was a bus driver forty years. I just want to get out again.",
	"Nights are the worst. The days look after themselves.",
	"I want to be at chapel on Sundays.",
	"My son does too much already.",
	"I don't like strangers in my kitchen.",
	"Ask me, not my ~spouse.",
	"I'd like to walk to the shop by the spring.",
	"Speak to me in my own language and I will tell you everything.",
	"I'm not confused, I'm deaf.",
	"I want the same carer in the mornings.",
	"If I'm ill again, I want to be at home.",
	"I want my dog to be looked after.",
	"Every one of you asks about the bath.",
	"I'd like to cook for my family again.",
};
const char *const PRACTICE_CONTACTS[18] = {
	"GP appointment",
	"Telephone consultation",
	"Practice nurse appointment",
	"Blood pressure check",
	"Flu vaccination",
	"Diabetes review",
	"COPD review",
	"Blood test",
	"Home visit by the GP",
	"Asthma review",
	"Repeat prescription query",
	"Heart failure clinic",
	"Ear care",
	"Annual health check",
	"Dressing change",
	"Physiotherapy advice line",
	"Social prescriber call",
	"Results discussed",
};
const char *const HOUSING_CONTACTS[10] = {
	"Repair: boiler",
	"Repair: damp in the bedroom",
	"Tenancy visit",
	"Rent account call",
	"Grab rail fitted",
	"Gas safety visit",
	"Repair: front door lock",
	"Neighbour noise reported",
	"Welcome visit",
	"Pull cord tested",
};
const char *const CHARITY_CONTACTS[10] = {
	"Lunch club",
	"Telephone friend call",
	"Benefits advice",
	"Volunteer visit",
	"Coffee morning",
	"Shopping trip",
	"Chair exercise class",
	"Attendance Allowance form",
	"Memory café",
	"Handyperson visit",
};
const char *const NURSE_CONTACTS[8] = {
	"District nurse visit",
	"Leg dressing",
	"Insulin visit",
	"Physiotherapy session",
	"Continence clinic",
	"Catheter change",
	"Podiatry",
	"Wheelchair fitting",
};
const char *const CARE_NOTES[10] = {
	"Ate well, washing up done together",
	"Refused breakfast, took tea and toast at eleven",
	"New slippers, walks better",
	"Daughter asks for a later morning call",
	"Skin on heels red, nurse told",
	"Went out to the garden",
	"Ran short of milk, shopping done",
	"Tired today, stayed in ~her chair",
	"Tablets left in the box, rang the surgery",
	"Sang along to the radio",
};
const char *const POLICE_CONCERNS[7] = {
	"Found walking at night, taken home",
	"Door open, welfare check",
	"Distraction burglary",
	"Worried neighbour called",
	"Repeated calls at night",
	"Money given to a caller",
	"Reported missing, found safe",
};
const struct warned WARNINGS[12] = {
	{ "Falls", "Uses a frame and is slow to the door: please wait" },
	{ "Dog", "Friendly but strong; ask for him to be put in the kitchen" },
	{ "Key safe", "Ask the office for the code; say so when you let yourself in" },
	{ "Two to visit", "Agreed with the family after an incident" },
	{ "Oxygen in use", "No smoking, no candles" },
	{ "Deaf", "Ring the flashing bell twice" },
	{ "Steep stairs", "Second floor, no lift, one rail only" },
	{ "Latex allergy", "Use nitrile gloves" },
	{ "Smokes in bed", "Fire service has fitted alarms" },
	{ "Women only", "Personal care by women only, please" },
	{ "Hoarding", "The way to the bedroom is narrow" },
	{ "Swallowing", "Thickened drinks, sits upright" },
};

#define SAY(name, ...) static const char *const name[] = { __VA_ARGS__ }
SAY(NEEDS_WORDS, "Needs help with washing and dressing in the mornings; proud of managing the rest",
	"Eats one meal a day since ~her ~spouse died; meals on wheels discussed",
	"Wants to stay at home; stairs are the worry", "Son helps daily and is tired",
	"Two calls a day agreed, to be looked at in six weeks",
	"No eligible needs; told what there is nearby",
	"Managing with the new rails; bath is out of reach", "Would like to get out once a week",
	"Manages money with ~her daughter; letters pile up",
	"Forgets lunch; responds well to a call");
SAY(CARER_WORDS, "Sleeps badly, no break since the spring",
	"Would carry on with one afternoon a week off",
	"Gave up work to care; benefits check asked for",
	"Own operation put off because of caring");
SAY(THERAPY_WORDS, "Transfers with one; frightened of the bath",
	"Perching stool and bath board ordered", "Steady with the frame, unsteady on turning",
	"Bed rail tried, raised toilet seat fitted",
	"Kitchen trolley suggested; makes ~her own tea", "Second stair rail asked for");
SAY(DISCHARGE_NEEDS_WORDS, "Before: independent with a stick. Now: frame, one to help at night",
	"Daughter stays for the first week", "Discharge to assess at home, pathway 1",
	"Eats little on the ward; weight to be watched",
	"Steps practised with the physiotherapist");
SAY(MOOD_WORDS, "Low since the bereavement; no thoughts of harm", "Sleep poor, appetite poor",
	"Better than in the spring", "Worries most about falling",
	"Cries easily, would like to talk", "Goes out again with the walking group");
SAY(MEMORY_WORDS, "Loses the thread in conversation; knows it ~herself",
	"Daughter notices repeated questions since last year",
	"Scores within normal; hearing checked first", "Managed the clock, lost the address",
	"Mild impairment likely; blood tests sent");
SAY(HOME_WORDS, "Damp in the bedroom, heating off to save money",
	"Two months behind with the rent; plan agreed",
	"Flat too big, would move to the ground floor", "Notice served by private landlord",
	"Kettle and microwave, no cooker");
SAY(NURSE_WORDS, "Ulcer on left shin, smaller than last time", "Skin whole; cushion in use",
	"Needs reminding of tablets; dosette started", "Fluids encouraged; bowels regular",
	"Pain settled with regular paracetamol");
SAY(SOCIAL_WORDS, "Sees nobody from Friday to Monday", "Would like the lunch club, needs a lift",
	"Used to sing in the choir", "The phone is ~her line to the family in Lagos and Leeds",
	"Grandson visits on Sundays", "Keen to try the men's shed");
SAY(TOOL_WORDS, "Took longer than last time", "Done with an interpreter",
	"Done at home, ~her sister present", "Scored with the nurse", "As expected for the day");
SAY(END_WORDS, "Wishes to be at home; family agrees",
	"Pain well held; anticipatory medicines in the house", "Wants ~her sister told first");

#define TOLD(code, title, role, minutes, words)                                                    \
	{                                                                                          \
		code, title, role, minutes, words, sizeof words / sizeof *words                    \
	}
static const struct told TOLD[] = {
	TOLD("CA-NEEDS", "Care Act needs assessment", "social worker", 120, NEEDS_WORDS),
	TOLD("CA-SHORT", "First conversation", "contact officer", 45, NEEDS_WORDS),
	TOLD("CA-CARER", "Carer's assessment", "carers' worker", 75, CARER_WORDS),
	TOLD("CA-FIN", "Financial assessment", "finance officer", 45, TOOL_WORDS),
	TOLD("CA-REVIEW", "Care plan review", "social worker", 75, NEEDS_WORDS),
	TOLD("OT-FUNC", "Occupational therapy", "occupational therapist", 90, THERAPY_WORDS),
	TOLD("REABL", "Reablement assessment", "reablement officer", 60, THERAPY_WORDS),
	TOLD("HDA", "Discharge assessment", "hospital discharge team", 60, DISCHARGE_NEEDS_WORDS),
	TOLD("SW-SOCIAL", "Social assessment", "social worker", 60, HOME_WORDS),
	TOLD("MHSC", "Mental health social care assessment", "mental health social worker", 90,
		MOOD_WORDS),
	TOLD("FACE", "FACE overview", "community psychiatric nurse", 90, MOOD_WORDS),
	TOLD("EOLA", "End of life assessment", "palliative care nurse", 60, END_WORDS),
	TOLD("ACP", "Advance care plan", "GP", 60, END_WORDS),
	TOLD("CHC-CL", "Continuing healthcare checklist", "discharge nurse", 60, NURSE_WORDS),
	TOLD("CHC-DST", "Continuing healthcare decision support tool", "nurse assessor", 180,
		NURSE_WORDS),
	TOLD("CGA", "Comprehensive geriatric assessment", "geriatrician", 120,
		DISCHARGE_NEEDS_WORDS),
	TOLD("BARTHEL", "Barthel index", "ward nurse", 10, TOOL_WORDS),
	TOLD("WATERLOW", "Waterlow score", "nurse", 10, NURSE_WORDS),
	TOLD("MUST", "Malnutrition screen (MUST)", "nurse", 10, NURSE_WORDS),
	TOLD("TUG", "Timed up and go", "physiotherapist", 5, TOOL_WORDS),
	TOLD("TINETTI", "Balance and gait (Tinetti)", "physiotherapist", 15, TOOL_WORDS),
	TOLD("FALLS-MF", "Falls assessment", "falls practitioner", 60, THERAPY_WORDS),
	TOLD("6CIT", "Memory screen (6CIT)", "practice nurse", 5, MEMORY_WORDS),
	TOLD("AMT4", "Memory screen (AMT4)", "ward doctor", 3, MEMORY_WORDS),
	TOLD("GPCOG", "Memory screen (GPCOG)", "GP", 5, MEMORY_WORDS),
	TOLD("MOCA", "Montreal Cognitive Assessment", "specialist nurse", 12, MEMORY_WORDS),
	TOLD("MAS", "Memory assessment", "memory clinic", 90, MEMORY_WORDS),
	TOLD("PHQ2", "Mood screen (PHQ-2)", "practice nurse", 5, MOOD_WORDS),
	TOLD("PHQ9", "Mood questionnaire (PHQ-9)", "GP", 5, MOOD_WORDS),
	TOLD("GAD7", "Anxiety questionnaire (GAD-7)", "psychological therapist", 5, MOOD_WORDS),
	TOLD("DIALOG", "DIALOG wellbeing scale", "care coordinator", 20, MOOD_WORDS),
	TOLD("HONOS", "Health of the Nation scale", "care coordinator", 15, TOOL_WORDS),
	TOLD("AUDITC", "Alcohol screen (AUDIT-C)", "practice nurse", 5, TOOL_WORDS),
	TOLD("WELLB", "Wellbeing conversation", "link worker", 45, SOCIAL_WORDS),
	TOLD("HOUS-UK", "Housing needs assessment", "housing officer", 60, HOME_WORDS),
	TOLD("DN-HOL", "District nursing assessment", "community nurse", 60, NURSE_WORDS),
	TOLD("PROV-INIT", "Start of care assessment", "care manager", 60, NEEDS_WORDS),
	TOLD("MHANDL", "Moving and handling assessment", "care manager", 30, THERAPY_WORDS),
	TOLD("MEDREC", "Medicines review", "pharmacist", 20, NURSE_WORDS),
	TOLD("SALT", "Swallowing and speech assessment", "speech and language therapist", 45,
		NURSE_WORDS),
	TOLD("CFS", "Clinical frailty scale", "frailty nurse", 5, TOOL_WORDS),
	TOLD("S42", "Safeguarding enquiry", "safeguarding social worker", 240, HOME_WORDS),
	TOLD("DASH", "Domestic abuse risk checklist", "police officer", 45, TOOL_WORDS),
};

const struct told *told_of(const char *instrument)
{
	for (size_t i = 1; i < sizeof TOLD / sizeof *TOLD; i++)
		if (strcmp(TOLD[i].instrument, instrument) == 0)
			return &TOLD[i];
	return &TOLD[0];
}
