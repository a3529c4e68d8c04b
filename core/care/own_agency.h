/* own_agency.h - the setting of the agency that workers write for (private to core). */
#ifndef THROUGHLINE_CARE_OWN_AGENCY_H
#define THROUGHLINE_CARE_OWN_AGENCY_H

#define SETTING_OWN_AGENCY "worker.agency"
#define OWN_AGENCY_NONE "none"

#endif
