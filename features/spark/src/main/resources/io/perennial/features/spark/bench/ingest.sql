-- DuckDB's side of ingest: read CSV, parse, take rows that repeat once, quarantine rows that cannot be used, write
-- events and quarantine. Both sides keep events by month, in Parquet with zstd.
CREATE OR REPLACE TEMP TABLE parsed AS
WITH taken AS (
    SELECT DISTINCT user, "at", kind, amount, seconds, score, item, channel, campaign, id
    FROM read_csv('${csv}/*/*.csv', header = true, all_varchar = true, hive_partitioning = false)
), typed AS (
    SELECT *, try_strptime("at", '%Y-%m-%d %H:%M:%S') AS local,
           try_cast(amount AS DECIMAL(18, 2)) AS money, try_cast(seconds AS INTEGER) AS length,
           try_cast(score AS INTEGER) AS points
    FROM taken
)
SELECT *, CASE WHEN coalesce(trim(user), '') = '' THEN 'user is missing'
               WHEN local IS NULL THEN 'time does not parse'
               WHEN kind IN ('purchase', 'refund') AND money IS NULL THEN 'amount is not a number'
               WHEN kind = 'visit' AND length IS NULL AND coalesce(trim(seconds), '') <> '' THEN 'duration is not a number'
               WHEN kind IN ('nps', 'sentiment') AND points IS NULL THEN 'score is not a number' END AS reason
FROM typed;

COPY (
    SELECT user, CAST(epoch_ms(local) // 86400000 AS INTEGER) AS day, epoch_ms(local) - 28800000 AS at_ms, kind,
           CAST(100 * coalesce(money, 0) AS BIGINT) AS amount_minor, coalesce(length, 0) AS seconds,
           coalesce(points, 0) AS score, coalesce(item, '') AS item, coalesce(channel, '') AS channel,
           coalesce(campaign, '') AS campaign, coalesce(id, '') AS id, strftime(local, '%Y-%m') AS month
    FROM parsed WHERE reason IS NULL
) TO '${events}' (FORMAT parquet, COMPRESSION zstd, PARTITION_BY (month), OVERWRITE true);

COPY (
    SELECT reason, concat_ws(',', user, "at", kind, amount, seconds, score, item, channel, campaign, id) AS raw
    FROM parsed WHERE reason IS NOT NULL
) TO '${quarantine}' (FORMAT parquet, COMPRESSION zstd);

DROP TABLE parsed;
