/* Any bytes as rows of an interchange table: taken, set aside or refused, never
 * a crash.  The first byte chooses the header. */
#include <string.h>

#include "reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const HEADS[] = {
		"",
		"code,name,sector,phone\n",
		"local_id,nhs_number,family_name,given_name,date_of_birth,postcode,other_ids,sensitivity\n",
		"source_ref,local_id,kind,starts_on,ends_on,status,instrument,domains,depth,valid_until,resets\n",
	};
	const char *head;

	if (!size)
		return 0;
	head = HEADS[data[0] % 4];
	reader_fuzz(&FORMAT_CSV, head, strlen(head), data + 1, size - 1);
	return 0;
}
