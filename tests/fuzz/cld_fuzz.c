/* Any bytes as rows of Client Level Data: taken, set aside or refused, never a
 * crash.  The first byte chooses the header. */
#include <string.h>

#include "reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const HEADS[] = {
		"",
		"LA Code,Reporting Period End Date,NHS Number,LA Person Unique Identifier,Last Name,Date of Birth,"
		"Client Type,Event Type,Event Start Date,Event End Date,Event Outcome,Assessment Type\n",
		"LA_Code,Reporting_Period_End_Date,LA_Person_Unique_Identifier,Client_Type,Event_Type,Event_Start_Date,"
		"Event_End_Date,Service_Type,Service_Component,Request_Route_of_Access,Adult_1_Linked_Person_ID\n",
		"LA Code,LA Name,Reporting Period End Date,LA Person Unique Identifier,Client Type,Event Type,"
		"Event Start Date,Event End Date,Review Reason,Hearing Impairment,Dementia,Unit Cost\n",
	};
	const char *head;

	if (!size)
		return 0;
	head = HEADS[data[0] % 4];
	reader_fuzz(&FORMAT_CLD, head, strlen(head), data + 1, size - 1);
	return 0;
}
