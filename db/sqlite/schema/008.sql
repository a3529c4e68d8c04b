-- Version 8: how a worker wants to see a list: order, columns, filter, as lines of text.
CREATE TABLE list_setting (
	worker TEXT NOT NULL,
	list TEXT NOT NULL,
	text TEXT NOT NULL,
	PRIMARY KEY (worker, list)
) STRICT, WITHOUT ROWID;
