package io.perennial.batch;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.perennial.scoring.score.Score;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts and totals over the scores of one batch: the content of {@code scores.json}. Not thread-safe. */
final class ScoresSummary {

    private static final int MOST_AT_STAKE = 5;

    private long users;
    private long eligible;
    private long neverActive;
    private long explained;
    private double largestDifference;
    private double ltv;
    private double valueIfRetained;
    private double expectedLoss;
    private final TreeMap<String, Long> grades = new TreeMap<>();
    private final TreeMap<String, Long> stages = new TreeMap<>();
    private final TreeMap<String, Long> withheld = new TreeMap<>();
    private final TreeMap<String, Long> verdicts = new TreeMap<>();
    private final List<AtStake> mostAtStake = new ArrayList<>();

    /**
     * A user among those with the most money at stake.
     *
     * @param user             id
     * @param churnProbability in [0, 1]
     * @param expectedLoss     major units; 0 where the log has no money
     * @param topReason        code of the strongest reason; empty where there is none
     */
    record AtStake(
            @JsonProperty("user_id") String user,
            @JsonProperty("churn_probability") double churnProbability,
            @JsonProperty("expected_loss") double expectedLoss,
            @JsonProperty("top_reason") String topReason) {}

    /**
     * Adds a user. Users come in one order, so that sums of money are equal to the last bit in every run.
     *
     * @param given what came of explaining the user
     */
    void add(Score score, Reasons.Given given) {
        users++;
        eligible += score.eligible() ? 1 : 0;
        neverActive += score.churn().isEmpty() ? 1 : 0;
        count(withheld, given.withheld());
        if (!Double.isNaN(given.difference())) {
            explained++;
            largestDifference = Math.max(largestDifference, given.difference());
        }
        count(grades, score.profile().grade());
        count(stages, score.profile().stage());
        score.verdicts().forEach(verdict -> count(verdicts, verdict.id()));
        score.value().filter(value -> score.eligible()).ifPresent(this::addMoney);
        keepIfDear(score);
    }

    /** Of eligible users only, as in the report: who has long gone can't be lost again. */
    private void addMoney(Score.ValueScore value) {
        ltv += value.ltv();
        valueIfRetained += value.ifRetained();
        expectedLoss += value.expectedLoss();
    }

    private static void count(Map<String, Long> counts, String key) {
        if (!key.isEmpty()) {
            counts.merge(key, 1L, Long::sum);
        }
    }

    /** Ranks eligible users by expected loss, or by churn probability in a log without money. */
    private void keepIfDear(Score score) {
        if (score.churn().isEmpty() || !score.eligible()) {
            return;
        }
        mostAtStake.add(new AtStake(
                score.user(),
                score.churn().get().probability(),
                score.value().map(Score.ValueScore::expectedLoss).orElse(0.0),
                score.reasons().isEmpty() ? "" : score.reasons().get(0)));
        mostAtStake.sort(Comparator.comparingDouble(AtStake::expectedLoss)
                .thenComparingDouble(AtStake::churnProbability)
                .reversed()
                .thenComparing(AtStake::user));
        if (mostAtStake.size() > MOST_AT_STAKE) {
            mostAtStake.remove(MOST_AT_STAKE);
        }
    }

    /** How many users were scored. */
    long users() {
        return users;
    }

    /** How many users were explained. */
    long explained() {
        return explained;
    }

    /** The largest difference between a score and its baseline plus parts, over everybody explained. */
    double largestDifference() {
        return largestDifference;
    }

    /** How many explanations were withheld, by cause. */
    Map<String, Long> withheld() {
        return withheld;
    }

    /** The summary as JSON members in order. */
    Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("users", users);
        members.put("eligible", eligible);
        members.put("never_active", neverActive);
        members.put("explained", explained);
        members.put("withheld", withheld);
        members.put("largest_difference", largestDifference);
        members.put("grades", grades);
        members.put("stages", stages);
        members.put("verdicts", verdicts);
        members.put("ltv", ltv);
        members.put("value_if_retained", valueIfRetained);
        members.put("expected_loss", expectedLoss);
        members.put("most_at_stake", mostAtStake);
        return members;
    }
}
