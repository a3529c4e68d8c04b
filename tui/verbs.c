#include "verbs.h"

#include <stdio.h>
#include <string.h>

#include "input.h"

enum { BAR = VERB_ON_BAR, DECIDES = VERB_ON_BAR | VERB_WRITES | VERB_UNDOABLE,
	MANY = DECIDES | VERB_ON_MARKED };

static const struct verb EVERYWHERE[] = {
	{ACT_TODAY,       "1",         "Today",       "Today: who needs what, and since when", 0},
	{ACT_PEOPLE,      "2",         "People",      "People: those opened lately, and a search over everyone", 0},
	{ACT_ASKED,       "3",         "Asked again", "Asked again: assessments that ask what is already known", 0},
	{ACT_LINKS,       "4",         "Links",       "Links: records that may be one person's, to decide", 0},
	{ACT_BOARD,       "5",         "Board",       "Board: the partnership in figures; each opens the list behind it", 0},
	{ACT_IMPORTS,     "6",         "Imports",     "Imports: what came in, what was set aside, who has gone quiet", 0},
	{ACT_LEVEL_UP,    "q Esc Ctrl-G", "leave",    "One level up; out of the program from a numbered view", BAR},
	{ACT_BACK,        "Backspace {", "back",        "Back the way I came", 0},
	{ACT_FORWARD,     "}",         "forward",     "Forward again to where I came back from", 0},
	{ACT_LAST_PERSON, "z",         "last person", "The person I had open last", 0},
	{ACT_UNDO,        "u",         "undo",        "Take back what I decided or wrote last; then what came before", VERB_WRITES},
	{ACT_REDO,        "Ctrl-R",    "redo",        "Bring again what I took back", VERB_WRITES},
	{ACT_REREAD,      "r",         "re-read",     "Read this screen anew", 0},
	{ACT_REPAINT,     "Ctrl-L",    "redraw",      "Draw the screen from scratch", 0},
	{ACT_THEME,       "Ctrl-T",    "colours",     "Colours: for a dark or light background, high contrast, or none", 0},
	{ACT_MOUSE,       "Ctrl-O",    "mouse",       "Mouse on or off; off, it selects text to copy as it always does", 0},
	{ACT_SUSPEND,     "Ctrl-Z",    "suspend",     "Back to the shell for a while; fg returns here", 0},
	{ACT_LOCK,        "Ctrl-X",    "put away",    "Erase the screen until you are back", 0},
	{ACT_LEAVE,       "Ctrl-C",    "quit",        "Leave the program at once", 0},
	{ACT_PALETTE,     ": Ctrl-P",  "command",     "Find a command, a view or a person by name", BAR},
	{ACT_HELP,        "? F1",      "help",        "All keys of this screen; type to search them, Enter does one", BAR},
};

static const struct verb LIST[] = {
	{ACT_DOWN,      "j Down",        "down",      "Next row", 0},
	{ACT_UP,        "k Up",          "up a row",  "Row before", 0},
	{ACT_PAGE_DOWN, "PgDn Ctrl-F",   "page down", "One page on", 0},
	{ACT_PAGE_UP,   "PgUp Ctrl-B",   "page up",   "One page back", 0},
	{ACT_FIRST,     "g Home",        "first",     "First row", 0},
	{ACT_LAST,      "G End",         "last",      "Last row", 0},
	{ACT_FILTER,    "/",             "filter",    "Only rows that hold words: falls !home agency:gp since:30d", BAR},
	{ACT_NEXT_HIT,  "n",             "next hit",  "Next row that holds the words filtered by", 0},
	{ACT_PREV_HIT,  "N",             "hit before", "Row before that holds the words filtered by", 0},
};

static const struct verb ORDER[] = {
	{ACT_ORDER,     "s",             "sort",      "Order and columns: sort by one, turn it round, show or hide", 0},
	{ACT_USUAL,     "0",             "usual order", "The usual order and columns again", 0},
};

static const struct verb TODAY[] = {
	{ACT_OPEN,     "Enter", "open",  "Open this person, or the two who may be one", BAR},
	{ACT_SAY_WHY,  "Y",     "say why", "Say why you look: tells more of who is not on your list", BAR | VERB_WRITES},
	{ACT_ZOOM_IN,  "+ =",   "more",  "More lines of each kind", BAR},
	{ACT_ZOOM_OUT, "-",     "fewer", "Fewer lines of each kind", 0},
	{ACT_SERVICES, "f", "services", "Find services of the community that fit: need, age, nearby", BAR},
	{ACT_DONE,     "D",     "done",  "This action has been done", MANY},
	{ACT_MOVED,    "M",     "moved home", "They moved: a change, after which much is asked anew", BAR | VERB_WRITES | VERB_UNDOABLE},
	{ACT_CORRECTED, "E",    "a correction", "The address was put right, nobody moved: not offered again", BAR | VERB_WRITES | VERB_UNDOABLE},
	{ACT_SINCE,    "w",     "news", "What is new of my people since I was here last, or since a day", BAR},
	{ACT_MINE,     "m",     "my list", "Only whom I lead, am involved with, or starred; or everybody", 0},
};

static const struct verb SINCE[] = {
	{ACT_OPEN, "Enter", "open",  "Open this person where it is", BAR},
	{ACT_DATE, "t",     "since", "Since another day", BAR},
};

static const struct verb PEOPLE[] = {
	{ACT_OPEN,      "Enter",       "open",        "Open this person", BAR},
	{ACT_FILTER,    "o",           "filter",      "Of these only those that hold words: leeds !j.obi agency:gp", 0},
	{ACT_IN_HOSPITAL, "i",         "in hospital", "Who is in hospital now, and no longer only those", BAR},
	{ACT_DISCHARGED, "d",          "discharged",  "Who came out of hospital since a day that is asked for", 0},
	{ACT_SEARCH,    "/",           "search everyone", "Search everyone: name, NHS number, birth date, postcode, phone", BAR},
	{ACT_DOWN,      "j Down",      "down",        "Next row", 0},
	{ACT_UP,        "k Up",        "up a row",    "Row before", 0},
	{ACT_PAGE_DOWN, "PgDn Ctrl-F", "page down",   "One page on", 0},
	{ACT_PAGE_UP,   "PgUp Ctrl-B", "page up",     "One page back", 0},
	{ACT_FIRST,     "g Home",      "first",       "First row", 0},
	{ACT_LAST,      "G End",       "last",        "Last row", 0},
};

static const struct verb MARKS[] = {
	{ACT_MARK,     "Space", "mark",     "Mark this line: what comes next is about all marked ones", 0},
	{ACT_MARK_TO,  "v",     "mark to here", "Mark all from the line marked last to this one", 0},
	{ACT_MARK_ALL, "a",     "mark all", "Mark all lines shown; where all are marked, none", 0},
};

static const struct verb DECIDE[] = {
	{ACT_AVOIDABLE,  "A", "avoidable",  "Decide: could have been avoided, in our view", MANY},
	{ACT_JUSTIFIED,  "J", "justified",  "Decide: right to ask again; asks for the reason", MANY},
	{ACT_REUSED,     "R", "reused",     "Decide: what was known has been used", MANY},
	{ACT_JOINT,      "O", "joint",      "Decide: to be done, or was done, in one joint visit", MANY},
	{ACT_ASK_AGENCY, "K", "ask agency", "Decide: we ask the agency; asks by when it should reply", MANY},
	{ACT_WRONG_LINK, "W", "wrong link", "Decide: these records are of different people", MANY},
	{ACT_DATA_ERROR, "E", "data error", "Decide: what was sent is wrong", MANY},
};

static const struct verb WRITE[] = {
	{ACT_NOTE,   "N", "note",   "Write a note, a contact, a concern or the person's own words", DECIDES},
	{ACT_CHANGE, "C", "change", "Write down a change of circumstances: says what it resets", DECIDES},
	{ACT_PLAN,   "P", "plan",   "Plan an assessment: says first who knows, and whom to ring", DECIDES},
	{ACT_TELL,   "T", "tell",   "Tell the assessor: a text to read out or copy, kept as an action", VERB_WRITES | VERB_UNDOABLE},
	{ACT_LEAD,   "L", "lead",   "Who coordinates: take it, hand it over, or ask for somebody", VERB_WRITES | VERB_UNDOABLE},
	{ACT_STAR,   "*", "star",   "Keep this person first among my people, or no longer", 0},
};

static const struct verb WHOSE[] = {
	{ACT_LEAD,   "L", "lead",   "Who coordinates: take it, hand it over, or ask for somebody", VERB_WRITES | VERB_UNDOABLE | VERB_ON_MARKED},
	{ACT_STAR,   "*", "star",   "Keep this person first among my people, or no longer", VERB_ON_MARKED},
};

static const struct verb WITHHELD[] = {
	{ACT_SAY_WHY,     "Y", "say why",     "Say why you need what asks for a reason: shown for 28 days", BAR | VERB_WRITES},
	{ACT_BREAK_GLASS, "B", "break glass", "For one hour see what is said to exist; kept, and reviewed", VERB_WRITES},
};

static const struct verb ACCESS[] = {
	{ACT_CONSENT,  "I", "agreed",   "Keep consent: who gave it, how, whose events, to whom, how long", DECIDES},
	{ACT_REFUSE,   "X", "refused",  "Keep a refusal: it beats consent and reasons until it is ended", DECIDES},
	{ACT_OVERRIDE, "V", "override", "Sign an override of a refusal, for governance; it says why", VERB_WRITES | VERB_UNDOABLE},
	{ACT_END_SAID, "Z", "end",      "End this consent, refusal or override; asks why", DECIDES},
	{ACT_OPEN,     "Enter Tab", "all of it", "Read this line whole, and back", BAR},
};

static const struct verb ACTIONS[] = {
	{ACT_DONE, "D", "done", "This has been done", MANY},
	{ACT_KEEP, "F", "follow up", "Keep something that an agency or I am to do by a day", DECIDES},
	{ACT_OPEN, "Enter Tab", "all of it", "Read this action whole, and back", BAR},
};

static const struct verb FOLLOW[] = {
	{ACT_KEEP, "F", "follow up", "Keep something that an agency or I am to do by a day", VERB_WRITES | VERB_UNDOABLE},
};

static const struct verb TELL[] = {
	{ACT_TELL,   "T", "tell",   "Tell the assessor: a text to read out or copy, kept as an action", DECIDES},
};

static const struct verb ASKED[] = {
	{ACT_OPEN,   "Enter", "open person", "Open the person at this assessment", BAR},
	{ACT_STATES, "o",     "open or all", "Show those open, or all, decided or not", 0},
	{ACT_PANE,   "Tab",   "evidence", "Move between the list and the evidence, to scroll it", 0},
	{ACT_SERVICES, "f", "services", "Find services of the community that fit: need, age, nearby", BAR},
};

static const struct verb LINKS[] = {
	{ACT_LINK,       "L", "link", "Decide: one person; a reason may be left out", MANY},
	{ACT_DIFFERENT,  "D", "different", "Decide: two different people; asks why", MANY},
	{ACT_ASK_AGENCY, "K", "ask agency", "Decide: we ask an agency; asks which, and reply by when", DECIDES},
	{ACT_OPEN, "Enter", "open person", "Open the first person, or the one that Tab is on", BAR},
	{ACT_PANE, "Tab",   "other record", "To the first record, the second, and back to the list", 0},
};

static const struct verb PERSON_ASKED[] = {
	{ACT_OPEN, "Enter", "open", "Open this assessment with all that was sent about it", BAR},
	{ACT_PANE, "Tab",   "evidence", "Move between the list and the evidence, to scroll it", 0},
};

static const struct verb TABS[] = {
	{ACT_PREV_TAB, "[ h Left",  "tab before", "Tab before", 0},
	{ACT_NEXT_TAB, "] l Right", "tabs",       "Next tab: Journey, Known, Asked again, Actions, Records", BAR},
	{ACT_BRIEF,    "b", "brief", "One page for a meeting: who, what is known, waits, is to do", 0},
	{ACT_SERVICES, "f", "services", "Find services of the community that fit: need, age, nearby", BAR},
};

static const struct verb JOURNEY[] = {
	{ACT_OPEN,     "Enter", "open",     "Open this event with all that was sent about it", BAR},
	{ACT_EVIDENCE, "e",     "evidence", "From what asked again to who knew it, one by one, and back", 0},
	{ACT_PREV_TAB, "[",     "tab before", "Tab before", 0},
	{ACT_NEXT_TAB, "]",     "tabs",     "Next tab: Journey, Known, Asked again, Actions, Records", BAR},
	{ACT_SERVICES, "f",     "services", "Find services of the community that fit: need, age, nearby", BAR},
	{ACT_BRIEF,    "b",     "brief",    "One page for a meeting: who, what is known, waits, is to do", 0},
};

static const struct verb LANES[] = {
	{ACT_ONLY,     "o",       "only",     "Only one agency, kind or need, found by typing; Esc shows all", BAR},
	{ACT_DATE,     "t",       "to a date", "To a date as you type it: 12 Sep, Sep 2024, 2019, today, -3m", BAR},
	{ACT_ZOOM_IN,  "+ =",     "zoom in",  "Less time, more room for it: down to a week", BAR},
	{ACT_ZOOM_OUT, "-",       "zoom out", "More time, less room for it: up to ten years", BAR},
	{ACT_LEFT,     "h Left",  "earlier",  "The mark under the lanes a column back; the list goes along", 0},
	{ACT_RIGHT,    "l Right", "later",    "The mark under the lanes a column on; the list goes along", 0},
	{ACT_EARLIER,  "< ,",     "much earlier", "The lanes back by all that they show", 0},
	{ACT_LATER,    "> .",     "much later", "The lanes on by all that they show", 0},
};

static const struct verb KNOWN[] = {
	{ACT_OPEN, "Enter", "who knows", "Who has asked about this: when, how deep, what reset it", BAR},
};

static const struct verb EVIDENCE[] = {
	{ACT_OPEN, "Enter", "open", "Open this event with all that was sent about it", BAR},
};

static const struct verb RECORDS[] = {
	{ACT_SEPARATE, "S",     "separate", "Separate this record from the person: both sides are shown first", BAR | VERB_WRITES},
	{ACT_OPEN,     "Enter", "all of it", "All about this line: to the text beneath, and back", BAR},
	{ACT_PANE,     "Tab",   "text",     "Move between the list and the text beneath, to scroll it", 0},
};

static const struct verb EVENT[] = {
	{ACT_SERVICES, "f", "services", "Find services of the community that fit: need, age, nearby", BAR},
};

static const struct verb SERVICES[] = {
	{ACT_OPEN, "Enter", "open", "Open this service: whom to ask, who may come, when, its cost", BAR},
	{ACT_KEEP, "F", "refer", "Keep as an action: to refer them to this service", DECIDES},
	{ACT_NEED, "c", "other need", "Choose the need that it is to be for, or any need", BAR},
};

static const struct verb SERVICE[] = {
	{ACT_KEEP, "F", "refer", "Keep as an action: to refer them to this service", DECIDES},
};

static const struct verb SEPARATE[] = {
	{ACT_SEPARATE,    "S",     "separate",   "Separate as shown; asks for the reason", DECIDES},
	{ACT_OTHER_SIDE,  "Space", "other side", "Put this record on the other side, by hand; writes nothing yet", BAR},
	{ACT_AGAINST,     "o",     "from whom",  "Separate from another record, or from all the rest", BAR},
	{ACT_BY_EVIDENCE, "e",     "by evidence",   "Each record again where the evidence has it", 0},
	{ACT_OPEN,        "Enter", "open",       "Open this person, once they are two", BAR},
	{ACT_PANE,        "Tab",   "text",       "Move between the list and the text beneath, to scroll it", 0},
};

static const struct verb IMPORTS[] = {
	{ACT_TAKE_IN,  "I",          "take in", "Take a file or folder in: tried first; or show what is under way", BAR | VERB_WRITES},
	{ACT_WITHDRAW, "W",          "take back", "Take this import back: says first what that does, and asks", BAR | VERB_WRITES},
	{ACT_STOP,     "S",          "stop",    "Stop what is under way", BAR | VERB_WRITES},
	{ACT_OPEN,     "Enter Tab",  "read it", "To the notes and rows set aside beneath, to scroll, and back", BAR},
	{ACT_NEXT_TAB, "] l Right",  "feeds",   "To the feeds: what each agency sent last, who has gone quiet", BAR},
	{ACT_PREV_TAB, "[ h Left",   "tab before", "The same", 0},
};

static const struct verb TAKE[] = {
	{ACT_TAKE_IN,  "I",          "take it in", "Take in what was tried", BAR | VERB_WRITES},
	{ACT_WHOSE,    "A",          "whose",   "Say which agency's rows these are, and try again", BAR | VERB_WRITES},
	{ACT_STOP,     "S",          "stop",    "Stop what is under way", BAR | VERB_WRITES},
	{ACT_CHOOSE,   "c",          "another", "Choose another file or folder", BAR},
};

static const struct verb FEEDS[] = {
	{ACT_TAKE_IN,  "I",          "take in", "Take a file or folder in: tried first; or show what is under way", BAR | VERB_WRITES},
	{ACT_OPEN,     "Enter",      "its import", "To the newest import with rows of this agency", BAR},
	{ACT_NEXT_TAB, "] l Right",  "imports", "Back to the imports", BAR},
	{ACT_PREV_TAB, "[ h Left",   "tab before", "The same", 0},
};

static const struct verb BOARD[] = {
	{ACT_OPEN,     "Enter",     "what is behind", "Open the list behind this figure", BAR},
	{ACT_NEXT_TAB, "] l Right", "tabs",       "Next tab: Figures, Who asks again, Referrals, Feeds", BAR},
	{ACT_PREV_TAB, "[ h Left",  "tab before", "Tab before", 0},
	{ACT_ZOOM_OUT, "-",         "more days",  "Of more days: 30, 90, 180, 365", BAR},
	{ACT_ZOOM_IN,  "+ =",       "fewer days", "Of fewer days", 0},
	{ACT_PANE,     "Tab",       "its text",   "Move between the list and the text beneath, to scroll it", 0},
};

static const struct verb MATRIX[] = {
	{ACT_OPEN,     "Enter",     "what is behind", "Open the list behind this number", BAR},
	{ACT_NEXT_TAB, "]",         "tabs",       "Next tab: Figures, Who asks again, Referrals, Feeds", BAR},
	{ACT_PREV_TAB, "[",         "tab before", "Tab before", 0},
	{ACT_STATES,   "o",         "other numbers", "Asked again, of it here only later, referrals sent, or no reply", BAR},
	{ACT_DOWN,     "j Down",    "down",       "Agency beneath", 0},
	{ACT_UP,       "k Up",      "up",         "Agency above", 0},
	{ACT_RIGHT,    "l Right",   "right",      "Agency to the right", 0},
	{ACT_LEFT,     "h Left",    "left",       "Agency to the left", 0},
	{ACT_FIRST,    "g Home",    "first",      "First agency", 0},
	{ACT_LAST,     "G End",     "last",       "All of them together", 0},
	{ACT_ZOOM_OUT, "-",         "more days",  "Of more days: 30, 90, 180, 365", BAR},
	{ACT_ZOOM_IN,  "+ =",       "fewer days", "Of fewer days", 0},
};

static const struct verb BEHIND[] = {
	{ACT_OPEN, "Enter", "open", "Open this person at what the line is about", BAR},
};

#define TABLE(name, verbs) {name, verbs, sizeof(verbs) / sizeof *(verbs)}
static const struct verb_table
	T_EVERYWHERE = TABLE("Everywhere", EVERYWHERE),
	T_LIST = TABLE("Moving in the list", LIST),
	T_LIST_OF_PERSON = {"Moving in the list", LIST, sizeof LIST / sizeof *LIST - 1}, /* N writes there */
	T_ORDER = TABLE("Order and columns", ORDER),
	T_WRITE = TABLE("Writing", WRITE),
	T_WHOSE = TABLE("Whose people", WHOSE),
	T_WITHHELD = TABLE("What is withheld", WITHHELD),
	T_ACCESS = TABLE("Consent and refusal", ACCESS),
	T_TELL = TABLE("Telling", TELL),
	T_MARKS = TABLE("Marking several", MARKS),
	T_ACTIONS = TABLE("Actions", ACTIONS),
	T_FOLLOW = TABLE("Following up", FOLLOW),
	T_TODAY = TABLE("Today", TODAY),
	T_SINCE = TABLE("What is new", SINCE),
	T_PEOPLE = TABLE("People", PEOPLE),
	T_BOARD = TABLE("Board", BOARD),
	T_MATRIX = TABLE("Who asks again", MATRIX),
	T_BEHIND = TABLE("Behind a figure", BEHIND),
	T_DECIDE = TABLE("Deciding", DECIDE),
	T_ASKED = TABLE("Asked again", ASKED),
	T_PERSON_ASKED = TABLE("Asked again", PERSON_ASKED),
	T_TABS = TABLE("Person", TABS),
	T_JOURNEY = TABLE("Journey", JOURNEY),
	T_LANES = TABLE("Moving in time", LANES),
	T_KNOWN = TABLE("Known", KNOWN),
	T_EVIDENCE = TABLE("Who knows", EVIDENCE),
	T_RECORDS = TABLE("Records", RECORDS),
	T_SEPARATE = TABLE("Separate", SEPARATE),
	T_EVENT = TABLE("One event", EVENT),
	T_SERVICES = TABLE("Services", SERVICES),
	T_SERVICE = TABLE("One service", SERVICE),
	T_LINKS = TABLE("Links", LINKS),
	T_IMPORTS = TABLE("Imports", IMPORTS),
	T_FEEDS = TABLE("Feeds", FEEDS),
	T_TAKE = TABLE("Taking in", TAKE);

const struct verb_set VERBS_OF_TODAY = {"Today", {&T_TODAY, &T_WHOSE, &T_MARKS, &T_LIST, &T_ORDER, &T_EVERYWHERE}};
const struct verb_set VERBS_OF_SINCE = {"What is new", {&T_SINCE, &T_LIST, &T_ORDER, &T_EVERYWHERE}};
const struct verb_set VERBS_OF_BOARD = {"Board", {&T_BOARD, &T_LIST, &T_ORDER, &T_EVERYWHERE}};
const struct verb_set VERBS_OF_MATRIX = {"Who asks again", {&T_MATRIX, &T_EVERYWHERE}};
const struct verb_set VERBS_OF_BEHIND = {"Behind a figure", {&T_BEHIND, &T_LIST, &T_ORDER, &T_EVERYWHERE}};
const struct verb_set VERBS_OF_PEOPLE = {"People", {&T_PEOPLE, &T_WHOSE, &T_MARKS, &T_ORDER, &T_EVERYWHERE}};
const struct verb_set VERBS_OF_ASKED = {
	"Asked again", {&T_ASKED, &T_DECIDE, &T_MARKS, &T_TELL, &T_WHOSE, &T_LIST, &T_ORDER, &T_EVERYWHERE}};
const struct verb_set VERBS_OF_JOURNEY = {
	"Journey", {&T_JOURNEY, &T_WITHHELD, &T_DECIDE, &T_WRITE, &T_FOLLOW, &T_LANES, &T_LIST_OF_PERSON, &T_EVERYWHERE}};
const struct verb_set VERBS_OF_KNOWN = {"Known", {&T_KNOWN, &T_WITHHELD, &T_TABS, &T_WRITE, &T_FOLLOW,
	&T_LIST_OF_PERSON, &T_EVERYWHERE}};
const struct verb_set VERBS_OF_EVIDENCE = {"Who knows", {&T_EVIDENCE, &T_LIST, &T_EVERYWHERE}};
const struct verb_set VERBS_OF_PERSON_ASKED = {
	"Asked again, one person", {&T_PERSON_ASKED, &T_WITHHELD, &T_DECIDE, &T_MARKS, &T_TABS, &T_WRITE, &T_FOLLOW,
	&T_LIST_OF_PERSON, &T_ORDER, &T_EVERYWHERE}};
const struct verb_set VERBS_OF_ACTIONS = {"Actions", {&T_ACTIONS, &T_WITHHELD, &T_MARKS, &T_TABS, &T_WRITE, &T_LIST_OF_PERSON, &T_ORDER, &T_EVERYWHERE}};
const struct verb_set VERBS_OF_RECORDS = {"Records", {&T_RECORDS, &T_WITHHELD, &T_TABS, &T_WRITE, &T_FOLLOW,
	&T_LIST_OF_PERSON, &T_ORDER, &T_EVERYWHERE}};
const struct verb_set VERBS_OF_ACCESS = {"Access", {&T_ACCESS, &T_WITHHELD, &T_TABS, &T_WRITE, &T_FOLLOW,
	&T_LIST_OF_PERSON, &T_ORDER, &T_EVERYWHERE}};
const struct verb_set VERBS_OF_EVENT = {"One event", {&T_EVENT, &T_WITHHELD, &T_DECIDE, &T_TELL, &T_LIST_OF_PERSON, &T_EVERYWHERE}};

const struct verb_set VERBS_OF_LINKS = {"Links", {&T_LINKS, &T_MARKS, &T_LIST, &T_ORDER, &T_EVERYWHERE}};
const struct verb_set VERBS_OF_SEPARATE = {"Separate", {&T_SEPARATE, &T_LIST, &T_EVERYWHERE}};

const struct verb_set VERBS_OF_IMPORTS = {"Imports", {&T_IMPORTS, &T_LIST, &T_ORDER, &T_EVERYWHERE}};
const struct verb_set VERBS_OF_TAKE = {"Taking in", {&T_TAKE, &T_LIST, &T_EVERYWHERE}};
const struct verb_set VERBS_OF_FEEDS = {"Feeds", {&T_FEEDS, &T_LIST, &T_ORDER, &T_EVERYWHERE}};

const struct verb_set VERBS_OF_SERVICES = {"Services", {&T_SERVICES, &T_LIST, &T_ORDER, &T_EVERYWHERE}};
const struct verb_set VERBS_OF_SERVICE = {"One service", {&T_SERVICE, &T_LIST, &T_EVERYWHERE}};
const struct verb_set VERBS_OF_BRIEF = {"Brief", {&T_LIST, &T_EVERYWHERE}};

const struct verb_set *const VERB_SETS[VERB_SET_COUNT] = {
	&VERBS_OF_TODAY, &VERBS_OF_SINCE, &VERBS_OF_PEOPLE, &VERBS_OF_ASKED, &VERBS_OF_JOURNEY, &VERBS_OF_KNOWN,
	&VERBS_OF_EVIDENCE,
	&VERBS_OF_PERSON_ASKED, &VERBS_OF_ACTIONS, &VERBS_OF_RECORDS, &VERBS_OF_ACCESS, &VERBS_OF_EVENT, &VERBS_OF_LINKS,
	&VERBS_OF_SEPARATE, &VERBS_OF_IMPORTS, &VERBS_OF_FEEDS,
	&VERBS_OF_BOARD, &VERBS_OF_MATRIX, &VERBS_OF_BEHIND,
	&VERBS_OF_TAKE, &VERBS_OF_SERVICES, &VERBS_OF_SERVICE, &VERBS_OF_BRIEF,
};

static bool verb_has_key(const struct verb *v, uint32_t key)
{
	for (const char *at = v->keys; *at;) {
		size_t length = strcspn(at, " ");

		if (key_parse(at, length) == key)
			return true;
		at += length;
		at += strspn(at, " ");
	}
	return false;
}

const struct verb *verb_at(const struct verb_set *set, size_t i, const struct verb_table **table)
{
	for (size_t t = 0; t < VERB_TABLES && set->table[t]; t++) {
		if (i < set->table[t]->n) {
			if (table)
				*table = set->table[t];
			return &set->table[t]->verb[i];
		}
		i -= set->table[t]->n;
	}
	return NULL;
}

const struct verb *verb_of_key(const struct verb_set *set, uint32_t key)
{
	const struct verb *v;

	for (size_t i = 0; (v = verb_at(set, i, NULL)); i++)
		if (verb_has_key(v, key))
			return v;
	return NULL;
}

void verb_key(const struct verb *v, char out[static 16])
{
	size_t length = strcspn(v->keys, " ");

	if (length > 15)
		length = 15;
	memcpy(out, v->keys, length);
	out[length] = '\0';
}

static void name_make(const struct verb *v, char out[static VERB_NAME])
{
	char key[16];

	verb_key(v, key);
	snprintf(out, VERB_NAME, "%s %s", key, v->word);
}

void verb_name(enum act act, char out[static VERB_NAME])
{
	const struct verb *v;

	*out = '\0';
	for (size_t s = 0; s < VERB_SET_COUNT; s++)
		for (size_t i = 0; !*out && (v = verb_at(VERB_SETS[s], i, NULL)); i++)
			if (v->act == act)
				name_make(v, out);
}

enum act verb_named(const char *name, size_t length)
{
	const struct verb *v;

	for (size_t s = 0; s < VERB_SET_COUNT; s++)
		for (size_t i = 0; (v = verb_at(VERB_SETS[s], i, NULL)); i++) {
			char its[VERB_NAME];

			name_make(v, its);
			if (strlen(its) == length && memcmp(its, name, length) == 0)
				return v->act;
		}
	return ACT_NONE;
}

enum may verb_needs(const struct verb *v)
{
	switch (v->act) {
	case ACT_LINK: case ACT_DIFFERENT: case ACT_SEPARATE: return MAY_LINK;
	case ACT_TAKE_IN: case ACT_WITHDRAW: case ACT_STOP: case ACT_WHOSE: return MAY_IMPORT;
	case ACT_LAST_PERSON: return MAY_PEOPLE;
	default: return v->flags & VERB_WRITES ? MAY_WRITE : MAY_COME_IN;
	}
}

enum verdict verb_verdict(enum act act)
{
	switch (act) {
	case ACT_AVOIDABLE:  return VD_AVOIDABLE;
	case ACT_JUSTIFIED:  return VD_JUSTIFIED;
	case ACT_REUSED:     return VD_REUSED;
	case ACT_JOINT:      return VD_JOINT;
	case ACT_ASK_AGENCY: return VD_ASKED;
	case ACT_WRONG_LINK: return VD_WRONG_LINK;
	case ACT_DATA_ERROR: return VD_DATA_ERROR;
	case ACT_LINK:       return VD_LINK;
	case ACT_DIFFERENT:  return VD_SEPARATE;
	default:             return VD_OPEN;
	}
}
