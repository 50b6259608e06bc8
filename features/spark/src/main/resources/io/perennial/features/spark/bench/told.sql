-- What a simulated company told, in one shape: text columns, and the user behind each alias.
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
