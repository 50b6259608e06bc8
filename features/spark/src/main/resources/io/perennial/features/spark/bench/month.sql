-- One month of the raw log: a folder of CSV files in the order of time; the log is written by month since a sort of all
-- of it holds more memory than a bench may take.
-- 1 row in 100 stands there twice; beside 1 in 1,000 stands one that cannot be used, in one of three ways.
COPY (
    WITH copies AS (
        SELECT coalesce(alias.user, told.who) || CASE copy WHEN 0 THEN '' ELSE '-' || copy END AS user,
               "at", kind, amount, seconds, score, item, channel, campaign, id, hash(id, copy) AS lot
        FROM told LEFT JOIN alias ON alias.alias = told.who, range(${copies}) AS copies(copy)
        WHERE kind IS NOT NULL AND "at"[1:7] = '${month}'
    )
    SELECT * EXCLUDE lot, "at"[1:7] AS month FROM copies
    UNION ALL
    SELECT * EXCLUDE lot, "at"[1:7] FROM copies WHERE lot % 100 = 0
    UNION ALL
    SELECT CASE lot % 3 WHEN 0 THEN NULL ELSE user END,
           CASE lot % 3 WHEN 1 THEN "at"[1:7] || '-32 25:61:00' ELSE "at" END,
           CASE lot % 3 WHEN 2 THEN 'purchase' ELSE kind END,
           CASE lot % 3 WHEN 2 THEN 'n/a' ELSE amount END,
           seconds, score, item, channel, campaign, id, "at"[1:7]
    FROM copies WHERE lot % 1000 = 1
    ORDER BY "at"
) TO '${csv}' (FORMAT csv, HEADER true, PARTITION_BY (month), OVERWRITE_OR_IGNORE true);
