#include "care/fraction.h"


#define DIGITS_MAX 6

/* Reads up to DIGITS_MAX digits behind those of *value; *power grows tenfold with each. */
static bool digits_read(const char **at, int *value, int *power)
{
	int n = 0;

	for (; **at >= '0' && **at <= '9'; (*at)++, n++) {
		if (n == DIGITS_MAX)
			return false;
		*value = *value * 10 + (**at - '0');
		*power *= 10;
	}
	return n > 0;
}

static int divisor(int a, int b)
{
	while (b) {
		int rest = a % b;

		a = b;
		b = rest;
	}
	return a;
}

bool fraction_parse(const char *text, int *num, int *den)
{
	int n = 0, d = 1, places = 1, common;

	if (!text || !digits_read(&text, &n, &places))
		return false;
	if (*text == '/') {
		text++;
		d = 0;
		places = 1;
		if (!digits_read(&text, &d, &places))
			return false;
	} else if (*text == '.') {
		text++;
		if (n > 1 || !digits_read(&text, &n, &d))
			return false;
	}
	if (*text || n <= 0 || d <= 0 || n > d)
		return false;
	common = divisor(n, d);
	*num = n / common;
	*den = d / common;
	return true;
}
