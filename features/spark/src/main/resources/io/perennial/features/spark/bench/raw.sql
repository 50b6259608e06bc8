-- One raw log of a simulated company: text columns, a folder of CSV files a month, in the order of time.
-- 1 row in 100 stands there twice; beside 1 in 1,000 stands one that cannot be used, in one of three ways.
CREATE OR REPLACE TEMP TABLE alias AS
SELECT alias, user FROM read_csv('${simulated}/aliases.csv', header = true, all_varchar = true);

CREATE OR REPLACE TEMP TABLE told AS
SELECT uid AS who, strftime(make_timestamp(ts * 1000) + INTERVAL 8 HOUR, '%Y-%m-%d %H:%M:%S') AS "at",
       CASE WHEN event IN ('session_end', 'check_in', 'registered') THEN 'visit'
            WHEN event = 'feature_used' THEN 'core'
            WHEN event = 'post_created' THEN 'content'
            WHEN event IN ('like', 'comment', 'share', 'follow') THEN 'social'
            WHEN event = 'invite_sent' THEN 'invite'
            WHEN event = 'coupon_redeemed' THEN 'coupon' END AS kind,
       NULL AS amount, coalesce(duration_s, CASE event WHEN 'registered' THEN '0' END) AS seconds, NULL AS
           score, coalesce(feature, coupon) AS item,
       coalesce(platform, source) AS channel, NULL AS campaign, event_id AS id
FROM read_json('${simulated}/app_events/*', format = 'newline_delimited', columns = {event_id: 'VARCHAR', ts: 'BIGINT',
     uid: 'VARCHAR', event: 'VARCHAR', duration_s: 'VARCHAR', feature: 'VARCHAR', coupon: 'VARCHAR',
     platform: 'VARCHAR', source: 'VARCHAR'})
UNION ALL
SELECT customer, ordered_at, CASE status WHEN 'PAID' THEN 'purchase' WHEN 'REFUNDED' THEN 'refund' END,
       amount, NULL, NULL, category, channel, NULL, order_id || '-' || status
FROM read_csv('${simulated}/orders/*', header = true, all_varchar = true)
UNION ALL
SELECT user_id, "at", CASE status WHEN 'sent' THEN 'touch' WHEN 'opened' THEN 'open' WHEN 'clicked' THEN 'click' END,
       NULL, NULL, NULL, NULL, medium, campaign, message_id || '-' || status
FROM read_csv('${simulated}/campaigns/*', header = true, all_varchar = true)
UNION ALL
SELECT customer, replace(created[1:19], 'T', ' '),
       CASE type WHEN 'review' THEN 'sentiment' ELSE type END, NULL, NULL,
       CASE type WHEN 'nps' THEN score WHEN 'review' THEN CAST(CAST(round(1000 * tone) AS INTEGER) AS VARCHAR) END,
       topic, NULL, NULL, ticket
FROM read_json('${simulated}/feedback/*', format = 'newline_delimited', columns = {ticket: 'VARCHAR',
     customer: 'VARCHAR', created: 'VARCHAR', type: 'VARCHAR', topic: 'VARCHAR', score: 'VARCHAR', tone: 'DOUBLE'});

COPY (
    WITH copies AS (
        SELECT coalesce(alias.user, told.who) || CASE copy WHEN 0 THEN '' ELSE '-' || copy END AS user,
               "at", kind, amount, seconds, score, item, channel, campaign, id, hash(id, copy) AS lot
        FROM told LEFT JOIN alias ON alias.alias = told.who, range(${copies}) AS copies(copy)
        WHERE kind IS NOT NULL
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
) TO '${csv}' (FORMAT csv, HEADER true, PARTITION_BY (month), OVERWRITE true);

DROP TABLE told;
DROP TABLE alias;
