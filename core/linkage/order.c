/* order.c - many things put in order by a number: by bytes, the lowest first. */
#include "linkage/order.h"

#include <stdlib.h>
#include <string.h>

bool order_sort(struct ordered *v, size_t n)
{
	struct ordered *spare = malloc((n + 1) * sizeof *spare), *from = v, *to = spare;

	if (!spare)
		return false;
	for (int shift = 0; shift < 64; shift += 8) {
		size_t at[257] = {0};
		struct ordered *swapped = from;

		for (size_t i = 0; i < n; i++)
			at[(from[i].key >> shift & 255) + 1]++;
		if (n && at[(from[0].key >> shift & 255) + 1] == n)
			continue; /* all alike here */
		for (int b = 0; b < 256; b++)
			at[b + 1] += at[b];
		for (size_t i = 0; i < n; i++)
			to[at[from[i].key >> shift & 255]++] = from[i];
		from = to;
		to = swapped;
	}
	if (from != v)
		memcpy(v, from, n * sizeof *v);
	free(spare);
	return true;
}
