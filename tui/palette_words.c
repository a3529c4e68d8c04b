#include "palette_words.h"

#include <stddef.h>

static const struct { enum act act; const char *words; } ALSO[] = {
	{ACT_TODAY,      "home start worklist tasks dashboard"},
	{ACT_PEOPLE,     "patients clients users cases search find"},
	{ACT_ASKED,      "duplicates repeats queue findings"},
	{ACT_LINKS,      "matches merge duplicate records"},
	{ACT_BOARD,      "statistics reports figures dashboard"},
	{ACT_IMPORTS,    "files uploads feeds"},
	{ACT_LEVEL_UP,   "exit close up"},
	{ACT_LEAVE,      "exit logout log out end"},
	{ACT_BACK,       "return previous"},
	{ACT_UNDO,       "revert cancel mistake"},
	{ACT_REREAD,     "refresh reload update"},
	{ACT_REPAINT,    "refresh garbled"},
	{ACT_THEME,      "theme dark light contrast settings"},
	{ACT_LOCK,       "lock hide privacy screen"},
	{ACT_HELP,       "keys shortcuts manual"},
	{ACT_FILTER,     "search find narrow"},
	{ACT_ORDER,      "order columns"},
	{ACT_MARK,       "select tick choose"},
	{ACT_STAR,       "favourite follow watch bookmark"},
	{ACT_LINK,       "merge join same match"},
	{ACT_DIFFERENT,  "split not same"},
	{ACT_SEPARATE,   "split unmerge unlink"},
	{ACT_TAKE_IN,    "import upload load file"},
	{ACT_WITHDRAW,   "withdraw remove delete import"},
	{ACT_STOP,       "cancel abort"},
	{ACT_PLAN,       "book schedule appointment assessment"},
	{ACT_NOTE,       "write contact concern comment"},
	{ACT_CHANGE,     "fall bereavement circumstances"},
	{ACT_KEEP,       "task todo reminder referral refer"},
	{ACT_DONE,       "complete finish close"},
	{ACT_TELL,       "letter message email share"},
	{ACT_LEAD,       "handover owner assign coordinator"},
	{ACT_BRIEF,      "print summary report export mdt"},
	{ACT_SERVICES,   "directory referral refer signpost community"},
	{ACT_EVIDENCE,   "why proof"},
	{ACT_DISCHARGED, "left hospital"},
	{ACT_IN_HOSPITAL, "admitted inpatients ward"},
	{ACT_AVOIDABLE,  "unnecessary duplicate"},
	{ACT_DATA_ERROR, "mistake wrong typo"},
	{ACT_WRONG_LINK, "mistake not hers"},
	{ACT_CONSENT,    "permission agree"},
	{ACT_REFUSE,     "refusal object opt"},
	{ACT_BREAK_GLASS, "emergency override"},
	{ACT_SAY_WHY,    "reason access open"},
};

const char *palette_words(enum act act)
{
	for (size_t i = 0; i < sizeof ALSO / sizeof *ALSO; i++)
		if (ALSO[i].act == act)
			return ALSO[i].words;
	return NULL;
}
