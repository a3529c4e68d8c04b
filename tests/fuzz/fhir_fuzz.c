/* Any bytes as a FHIR file: taken, set aside or refused, never a crash. */
#include "reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	reader_fuzz(&FORMAT_FHIR, "", 0, data, size);
	return 0;
}
