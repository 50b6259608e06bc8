-- DuckDB's side of the features: one row a user, one column a feature, as of one day; the definitions in plain SQL.
-- A baseline is the time from a user's first day, at most 364 days before the recent window, where that is no shorter
-- than the window.
COPY (
WITH seen AS (
    SELECT *, visit + core + purchase + content + social + invite > 0 AS active,
           core + purchase + content + social + invite + coupon AS actions, social + content + invite AS giving
    FROM read_parquet('${ledger}/*/*.parquet') WHERE day < ${asOf}
), person AS (
    SELECT user, min(day) AS first_day, max(day) FILTER (open + click > 0) AS last_answer FROM seen GROUP BY user
), known AS (
    SELECT seen.*, first_day, last_answer,
           greatest(first_day, ${asOf} - 28 - 364) AS from_28, greatest(first_day, ${asOf} - 84 - 364) AS from_84,
           day >= ${asOf} - 7 AS in_7, day >= ${asOf} - 28 AS in_28, day >= ${asOf} - 84 AS in_84,
           day >= ${asOf} - 180 AS in_180, day >= ${asOf} - 365 AS in_365,
           ${asOf} - 28 - from_28 >= 28 AND day >= from_28 AND day < ${asOf} - 28 AS base_28,
           ${asOf} - 84 - from_84 >= 84 AND day >= from_84 AND day < ${asOf} - 84 AS base_84
    FROM seen JOIN person USING (user)
), sums AS (
    SELECT user, any_value(first_day) AS first_day,
           ${asOf} - 28 - any_value(from_28) AS days_28, ${asOf} - 84 - any_value(from_84) AS days_84,
           max(day) FILTER (visit > 0) AS last_visit, max(day) FILTER (core > 0) AS last_core,
           sum(core) FILTER (in_28) AS core_28, sum(core) FILTER (in_84) AS core_84,
           count(*) FILTER (in_28 AND core > 0) AS core_days_28,
           count(*) FILTER (in_28 AND visit + core > 0) AS present_days_28,
           count(*) FILTER (in_84 AND core > 0) AS core_days_84,
           count(*) FILTER (in_84 AND visit + core > 0) AS present_days_84,
           sum(core) FILTER (base_28) AS core_base_28, count(*) FILTER (base_28 AND core > 0) AS core_days_base_28,
           count(*) FILTER (base_28 AND visit + core > 0) AS present_days_base_28,
           sum(visit) FILTER (in_7) AS visit_7, sum(visit) FILTER (in_28) AS visit_28,
           sum(visit) FILTER (in_84) AS visit_84, count(*) FILTER (in_7 AND active) AS active_7,
           count(*) FILTER (in_28 AND active) AS active_28, count(*) FILTER (in_84 AND active) AS active_84,
           count(*) FILTER (in_28 AND purchase > 0) AS bought_28,
           count(*) FILTER (in_84 AND purchase > 0) AS bought_84,
           count(*) FILTER (in_180 AND purchase > 0) AS bought_180,
           count(*) FILTER (in_365 AND purchase > 0) AS bought_365, sum(visit) FILTER (base_28) AS visit_base_28,
           count(*) FILTER (base_28 AND active) AS active_base_28,
           count(*) FILTER (base_84 AND purchase > 0) AS bought_base_84, sum(visit_seconds) AS seconds,
           sum(visit_seconds) FILTER (in_28) AS seconds_28, sum(visit_seconds) FILTER (in_84) AS seconds_84,
           sum(visit_seconds) FILTER (base_28) AS seconds_base_28, sum(actions) FILTER (in_28) AS actions_28,
           sum(actions) FILTER (in_84) AS actions_84, sum(actions) FILTER (base_28) AS actions_base_28,
           sum(spend_minor) FILTER (in_28) AS spend_minor_28, sum(spend_minor) FILTER (in_84) AS spend_minor_84,
           sum(spend_minor) FILTER (in_180) AS spend_minor_180, sum(spend_minor) FILTER (in_365) AS spend_minor_365,
           sum(refund_minor) FILTER (in_84) AS refund_minor_84,
           sum(refund_minor) FILTER (in_365) AS refund_minor_365, sum(spend_minor) FILTER (base_84) AS spend_base_84,
           sum(refund) FILTER (in_84) AS refund_84, sum(coupon) FILTER (in_84) AS coupon_84,
           count(*) FILTER (in_365 AND purchase > 0 AND coupon > 0) AS bought_with_coupon_365,
           sum(social) FILTER (in_28) AS social_28, sum(social) FILTER (in_84) AS social_84,
           sum(content) FILTER (in_28) AS content_28, sum(content) FILTER (in_84) AS content_84,
           sum(invite) FILTER (in_84) AS invite_84, sum(invite) AS invite_ever,
           count(*) FILTER (in_84 AND giving > 0) AS giving_days_84, max(day) FILTER (giving > 0) AS last_giving,
           sum(giving) FILTER (in_28) AS giving_28, sum(giving) FILTER (base_28) AS giving_base_28,
           sum(content) FILTER (base_84) AS content_base_84, sum(touch) FILTER (in_28) AS touch_28,
           sum(touch) FILTER (in_84) AS touch_84, sum(open) FILTER (in_84) AS open_84,
           sum(click) FILTER (in_84) AS click_84, sum(open) FILTER (in_28) AS open_28,
           sum(open) FILTER (base_28) AS open_base_28, sum(touch) FILTER (base_28) AS touch_base_28,
           sum(touch) FILTER (last_answer IS NULL OR day > last_answer) AS touch_unanswered,
           any_value(last_answer) AS answered, sum(complaint) FILTER (in_84) AS complaint_84,
           max(day) FILTER (complaint > 0) AS last_complaint,
           arg_max(CAST(nps_sum AS DOUBLE) / nps, day) FILTER (nps > 0) AS nps_last_day,
           sum(nps_sum) FILTER (in_365) AS nps_sum_365, sum(nps) FILTER (in_365) AS nps_365,
           sum(sentiment_sum) FILTER (in_84) AS tone_84, sum(sentiment) FILTER (in_84) AS sentiment_84,
           sum(sentiment_sum) FILTER (in_28) AS tone_28, sum(sentiment) FILTER (in_28) AS sentiment_28,
           sum(sentiment_sum) FILTER (base_28) AS tone_base_28, sum(sentiment) FILTER (base_28) AS sentiment_base_28,
           count(*) FILTER (active AND day < known.first_day + 28) AS first_month
    FROM known GROUP BY user
), active_gap AS (
    SELECT user, day, day - lag(day) OVER (PARTITION BY user ORDER BY day) AS gap FROM seen WHERE active
), activity AS (
    SELECT user, count(gap) AS gaps, max(day) AS last, sum(gap) AS total, sum(gap * gap) AS squares,
           max(gap) AS longest, list(gap) FILTER (gap IS NOT NULL) AS each_gap
    FROM active_gap GROUP BY user
), purchase_gap AS (
    SELECT user, day, spend_minor, day - lag(day) OVER (PARTITION BY user ORDER BY day) AS gap
    FROM seen WHERE purchase > 0
), purchases AS (
    SELECT user, count(*) AS occasions, count(gap) AS gaps, min(day) AS first, max(day) AS last, sum(gap) AS total,
           sum(gap * gap) AS squares, arg_min(spend_minor, day) AS first_minor, arg_max(spend_minor, day) AS last_minor,
           stddev_pop(spend_minor) AS spread, sum(spend_minor) AS minor
    FROM purchase_gap GROUP BY user
), items AS (
    SELECT user, count(DISTINCT item) FILTER (day >= ${asOf} - 28) AS in_28,
           count(DISTINCT item) FILTER (day >= ${asOf} - 84) AS in_84, count(DISTINCT item) AS in_364
    FROM (SELECT user, day, unnest(items) AS item FROM seen WHERE day >= ${asOf} - 364) GROUP BY user
), channels AS (
    SELECT user, count(DISTINCT channel) FILTER (day >= ${asOf} - 84) AS in_84, count(DISTINCT channel) AS in_364
    FROM (SELECT user, day, unnest(channels) AS channel FROM seen WHERE day >= ${asOf} - 364) GROUP BY user
)
SELECT sums.user AS user_id,
       (${asOf} - 1 - activity.last) AS silence_days,
       (${asOf} - 1 - activity.last) / (CAST(activity.total AS DOUBLE) / nullif(activity.gaps, 0)) AS
           silence_vs_own_gap,
       (${asOf} - 1 - activity.last) / CAST(activity.longest AS DOUBLE) AS silence_vs_longest_gap,
       CAST(len(list_filter(each_gap, lambda gap: gap < (${asOf} - 1 - activity.last))) AS DOUBLE) /
           nullif(activity.gaps, 0) AS silence_rank,
       (${asOf} - 1 - purchases.last) AS purchase_silence_days,
       (${asOf} - 1 - purchases.last) / (CAST(purchases.total AS DOUBLE) / nullif(purchases.gaps, 0)) AS
           purchase_silence_vs_own_gap,
       ${asOf} - 1 - last_visit AS visit_silence_days, ${asOf} - 1 - last_core AS core_silence_days,
       coalesce(core_28, 0) AS core_28, coalesce(core_84, 0) AS core_84,
       CASE WHEN present_days_28 > 0 THEN CAST(coalesce(core_days_28, 0) AS DOUBLE) / present_days_28 END AS
           core_share_28,
       CASE WHEN present_days_84 > 0 THEN CAST(coalesce(core_days_84, 0) AS DOUBLE) / present_days_84 END AS
           core_share_84,
       CASE WHEN core_base_28 > 0 THEN coalesce(core_28, 0) / (core_base_28 * 28.0 / days_28) - 1 END AS core_change_28,
       CASE WHEN present_days_base_28 > 0 AND present_days_28 > 0 THEN (CAST(coalesce(core_days_28, 0) AS
           DOUBLE) / present_days_28 - CAST(core_days_base_28 AS DOUBLE) / present_days_base_28) END AS
           core_share_shift_28,
       CASE WHEN items.in_364 > 0 THEN items.in_28 END AS items_28,
       CASE WHEN items.in_364 > 0 THEN items.in_84 END AS items_84,
       CASE WHEN items.in_364 > 0 THEN CAST(coalesce(items.in_84, 0) AS DOUBLE) / items.in_364 END AS
           item_repertoire_84,
       coalesce(visit_7, 0) AS visits_7, coalesce(visit_28, 0) AS visits_28, coalesce(visit_84, 0) AS visits_84,
       active_7 AS active_days_7, active_28 AS active_days_28, active_84 AS active_days_84,
       bought_28 AS occasions_28, bought_84 AS occasions_84, bought_180 AS occasions_180,
       bought_365 AS occasions_365, coalesce(purchases.occasions, 0) AS purchase_occasions,
       CASE WHEN visit_base_28 > 0 THEN coalesce(visit_28, 0) / (visit_base_28 * 28.0 / days_28) - 1 END AS
           visits_change_28,
       CASE WHEN active_base_28 > 0 THEN coalesce(active_28, 0) / (active_base_28 * 28.0 / days_28) - 1 END AS
           active_days_change_28,
       CASE WHEN bought_base_84 > 0 THEN coalesce(bought_84, 0) / (bought_base_84 * 84.0 / days_84) - 1 END AS
           occasions_change_84,
       CAST(activity.total AS DOUBLE) / nullif(activity.gaps, 0) AS active_gap_mean,
       CASE WHEN activity.gaps >= 3 THEN sqrt(CAST(activity.gaps * activity.squares - activity.total *
           activity.total AS DOUBLE)) / activity.total END AS active_gap_cv,
       CAST(purchases.total AS DOUBLE) / nullif(purchases.gaps, 0) AS purchase_gap_mean,
       CASE WHEN purchases.gaps >= 3 THEN sqrt(CAST(purchases.gaps * purchases.squares - purchases.total *
           purchases.total AS DOUBLE)) / purchases.total END AS purchase_gap_cv,
       CASE WHEN seconds > 0 THEN CAST(coalesce(seconds_28, 0) AS DOUBLE) / 60 END AS minutes_28,
       CASE WHEN seconds > 0 THEN CAST(coalesce(seconds_84, 0) AS DOUBLE) / 60 END AS minutes_84,
       CASE WHEN seconds > 0 AND visit_28 > 0 THEN CAST(seconds_28 AS DOUBLE) / visit_28 / 60 END AS
           minutes_per_visit_28,
       CASE WHEN seconds > 0 AND visit_84 > 0 THEN CAST(seconds_84 AS DOUBLE) / visit_84 / 60 END AS
           minutes_per_visit_84,
       CASE WHEN visit_base_28 > 0 AND visit_28 > 0 AND seconds_base_28 > 0 THEN (CAST(coalesce(seconds_28, 0)
           AS DOUBLE) / visit_28) / (CAST(seconds_base_28 AS DOUBLE) / visit_base_28) - 1 END AS
           minutes_per_visit_change_28,
       CASE WHEN visit_28 > 0 THEN CAST(coalesce(actions_28, 0) AS DOUBLE) / visit_28 END AS actions_per_visit_28,
       CASE WHEN visit_84 > 0 THEN CAST(coalesce(actions_84, 0) AS DOUBLE) / visit_84 END AS actions_per_visit_84,
       CASE WHEN visit_base_28 > 0 AND visit_28 > 0 AND actions_base_28 > 0 THEN (CAST(coalesce(actions_28, 0)
           AS DOUBLE) / visit_28) / (CAST(actions_base_28 AS DOUBLE) / visit_base_28) - 1 END AS
           actions_per_visit_change_28,
       CASE WHEN active_84 > 0 THEN CAST(coalesce(actions_84, 0) AS DOUBLE) / active_84 END AS
           actions_per_active_day_84,
       CASE WHEN channels.in_364 > 0 THEN channels.in_84 END AS channels_84,
       coalesce(spend_minor_28, 0) / 100.0 AS spend_28, coalesce(spend_minor_84, 0) / 100.0 AS spend_84,
       coalesce(spend_minor_180, 0) / 100.0 AS spend_180, coalesce(spend_minor_365, 0) / 100.0 AS spend_365,
       coalesce(purchases.minor, 0) / 100.0 AS spend_lifetime,
       (coalesce(spend_minor_84, 0) - coalesce(refund_minor_84, 0)) / 100.0 AS net_spend_84,
       (coalesce(spend_minor_365, 0) - coalesce(refund_minor_365, 0)) / 100.0 AS net_spend_365,
       CAST(purchases.minor AS DOUBLE) / 100 / purchases.occasions AS mean_basket,
       CASE WHEN purchases.occasions > 1 THEN (purchases.minor - first_minor) / CAST(purchases.occasions - 1 AS
           DOUBLE) / 100 END AS mean_repeat_basket,
       last_minor / 100.0 AS last_basket,
       CASE WHEN bought_84 > 0 THEN spend_minor_84 / 100.0 / bought_84 END AS basket_84,
       CASE WHEN purchases.occasions > 1 AND purchases.minor > 0 THEN spread / (CAST(purchases.minor AS DOUBLE)
           / purchases.occasions) END AS basket_cv,
       CASE WHEN bought_base_84 > 0 AND bought_84 > 0 AND spend_base_84 > 0 THEN (CAST(coalesce(spend_minor_84,
           0) AS DOUBLE) / bought_84) / (CAST(spend_base_84 AS DOUBLE) / bought_base_84) - 1 END AS
           basket_change_84,
       CASE WHEN spend_base_84 > 0 THEN coalesce(spend_minor_84, 0) / (spend_base_84 * 84.0 / days_84) - 1 END
           AS spend_change_84,
       CASE WHEN purchases.occasions > 0 THEN CAST(purchases.occasions > 1 AS INTEGER) END AS repeat_buyer,
       coalesce(refund_84, 0) AS refunds_84,
       CASE WHEN spend_minor_365 > 0 THEN CAST(coalesce(refund_minor_365, 0) AS DOUBLE) / spend_minor_365 END
           AS refund_share_365,
       coalesce(coupon_84, 0) AS coupons_84,
       CASE WHEN bought_365 > 0 THEN CAST(coalesce(bought_with_coupon_365, 0) AS DOUBLE) / bought_365 END AS
           coupon_share_365,
       coalesce(social_28, 0) AS interactions_28, coalesce(social_84, 0) AS interactions_84,
       coalesce(content_28, 0) AS content_28, coalesce(content_84, 0) AS content_84,
       coalesce(invite_84, 0) AS invites_84, invite_ever AS invites_lifetime, giving_days_84 AS social_days_84,
       ${asOf} - 1 - last_giving AS social_silence_days,
       CASE WHEN giving_base_28 > 0 THEN coalesce(giving_28, 0) / (giving_base_28 * 28.0 / days_28) - 1 END AS
           social_change_28,
       CASE WHEN content_base_84 > 0 THEN coalesce(content_84, 0) / (content_base_84 * 84.0 / days_84) - 1 END
           AS content_change_84,
       coalesce(touch_28, 0) AS touches_28, coalesce(touch_84, 0) AS touches_84,
       CASE WHEN touch_84 > 0 THEN CAST(coalesce(open_84, 0) AS DOUBLE) / touch_84 END AS open_rate_84,
       CASE WHEN touch_84 > 0 THEN CAST(coalesce(click_84, 0) AS DOUBLE) / touch_84 END AS click_rate_84,
       CASE WHEN touch_base_28 > 0 AND touch_28 > 0 THEN (CAST(coalesce(open_28, 0) AS DOUBLE) / touch_28 -
           CAST(open_base_28 AS DOUBLE) / touch_base_28) END AS open_rate_shift_28,
       coalesce(touch_unanswered, 0) AS unanswered_touches, ${asOf} - 1 - answered AS answer_silence_days,
       coalesce(complaint_84, 0) AS complaints_84, ${asOf} - 1 - last_complaint AS complaint_age_days,
       nps_last_day AS nps_last,
       CASE WHEN nps_365 > 0 THEN CAST(coalesce(nps_sum_365, 0) AS DOUBLE) / nps_365 END AS nps_mean_365,
       CASE WHEN sentiment_84 > 0 THEN CAST(coalesce(tone_84, 0) AS DOUBLE) / sentiment_84 / 1000 END AS sentiment_84,
       CASE WHEN sentiment_base_28 > 0 AND sentiment_28 > 0 THEN (CAST(coalesce(tone_28, 0) AS DOUBLE) /
           sentiment_28 - CAST(tone_base_28 AS DOUBLE) / sentiment_base_28) / 1000 END AS sentiment_shift_28,
       ${asOf} - 1 - first_day AS tenure_days, ${asOf} - 1 - purchases.first AS purchase_tenure_days,
       first_minor / 100.0 AS first_basket, first_month AS first_month_active_days,
       sin(2 * pi() * (dayofyear(DATE '1970-01-01' + ${asOf}) - 0.5) / dayofyear(make_date(year(DATE
           '1970-01-01' + ${asOf}), 12, 31))) AS season_sin,
       cos(2 * pi() * (dayofyear(DATE '1970-01-01' + ${asOf}) - 0.5) / dayofyear(make_date(year(DATE
           '1970-01-01' + ${asOf}), 12, 31))) AS season_cos
FROM sums
LEFT JOIN activity USING (user)
LEFT JOIN purchases USING (user)
LEFT JOIN items USING (user)
LEFT JOIN channels USING (user)
) TO '${features}' (FORMAT parquet, COMPRESSION zstd, OVERWRITE true);
