-- Version 3: keys of another make: sounds and slips are kept of a name part, once for all
-- records.  Whoever opens the store next makes them (core/search/keyed.c).
DELETE FROM search_key;
INSERT INTO setting (key, value) SELECT 'search.remake', 'yes' WHERE EXISTS (SELECT 1 FROM record);
