/* Any bytes as a FHIR file, small and as part of a run that is taken in parts: taken, set aside
 * or refused, never a crash. */
#include "reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	for (reader_bytes = 0; reader_bytes <= (int64_t)64 << 20; reader_bytes += (int64_t)64 << 20)
		reader_fuzz(&FORMAT_FHIR, "", 0, data, size);
	return 0;
}
