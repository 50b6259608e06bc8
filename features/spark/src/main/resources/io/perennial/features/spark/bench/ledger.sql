-- DuckDB's side of the ledger: one row a user and day.
COPY (
    SELECT user, day,
           CAST(count(*) FILTER (kind = 'visit') AS INTEGER) AS visit,
           CAST(count(*) FILTER (kind = 'core') AS INTEGER) AS core,
           CAST(count(*) FILTER (kind = 'purchase') AS INTEGER) AS purchase,
           CAST(count(*) FILTER (kind = 'refund') AS INTEGER) AS refund,
           CAST(count(*) FILTER (kind = 'content') AS INTEGER) AS content,
           CAST(count(*) FILTER (kind = 'social') AS INTEGER) AS social,
           CAST(count(*) FILTER (kind = 'invite') AS INTEGER) AS invite,
           CAST(count(*) FILTER (kind = 'touch') AS INTEGER) AS touch,
           CAST(count(*) FILTER (kind = 'open') AS INTEGER) AS open,
           CAST(count(*) FILTER (kind = 'click') AS INTEGER) AS click,
           CAST(count(*) FILTER (kind = 'coupon') AS INTEGER) AS coupon,
           CAST(count(*) FILTER (kind = 'complaint') AS INTEGER) AS complaint,
           CAST(count(*) FILTER (kind = 'nps') AS INTEGER) AS nps,
           CAST(count(*) FILTER (kind = 'sentiment') AS INTEGER) AS sentiment,
           CAST(count(*) FILTER (kind = 'subscribe') AS INTEGER) AS subscribe,
           CAST(count(*) FILTER (kind = 'cancel') AS INTEGER) AS cancel,
           CAST(coalesce(sum(amount_minor) FILTER (kind = 'purchase'), 0) AS BIGINT) AS spend_minor,
           CAST(coalesce(sum(amount_minor) FILTER (kind = 'refund'), 0) AS BIGINT) AS refund_minor,
           CAST(coalesce(sum(seconds) FILTER (kind = 'visit'), 0) AS BIGINT) AS visit_seconds,
           CAST(coalesce(sum(score) FILTER (kind = 'nps'), 0) AS BIGINT) AS nps_sum,
           CAST(coalesce(sum(score) FILTER (kind = 'sentiment'), 0) AS BIGINT) AS sentiment_sum,
           coalesce(list_distinct(list(item) FILTER (item <> '' AND kind IN ('visit', 'core', 'purchase', 'content',
               'social'))), []) AS items,
           coalesce(list_distinct(list(channel) FILTER (channel <> '' AND kind IN ('visit', 'core', 'purchase', 'open',
               'click'))), []) AS channels,
           any_value(month) AS month
    FROM read_parquet('${events}/*/*.parquet', hive_partitioning = true, hive_types_autocast = false)
    GROUP BY user, day
) TO '${ledger}' (FORMAT parquet, COMPRESSION zstd, PARTITION_BY (month), OVERWRITE true);
