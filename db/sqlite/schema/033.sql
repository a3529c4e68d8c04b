-- Version 33: a hold is on each record that the person has, so that it stays with whoever is parted from them.

INSERT INTO hold (record, at, worker, reason)
SELECT k.record, d.at, d.worker, d.reason FROM hold d
JOIN holding h ON h.record = d.record AND h.person > 0
JOIN holding k ON k.person = h.person
WHERE true
ON CONFLICT (record) DO NOTHING;
