#include "journey/minutes.h"

#include <stdlib.h>

#define MINUTES_MAX (24 * 60)

int minutes_sent(const struct event *event)
{
	char *end;
	long stated = event->minutes ? strtol(event->minutes, &end, 10) : 0;

	return stated > 0 && stated <= MINUTES_MAX && !*end ? (int)stated : 0;
}

int minutes_usual(const struct catalogue *catalogue, int instrument)
{
	return instrument >= 0 ? catalogue_instrument(catalogue, instrument)->minutes : 0;
}

int minutes_of(const struct catalogue *catalogue, const struct event *event, int instrument)
{
	int sent = minutes_sent(event);

	return sent ? sent : minutes_usual(catalogue, instrument);
}
