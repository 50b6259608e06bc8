package io.perennial.http.survey;

import io.perennial.features.profile.ChurnGrade;
import java.util.List;
import java.util.Optional;

/** Eligible users by churn grade and tier of value if retained: how many, and their expected loss. */
public final class RiskMap {

    private static final List<Tier> TIERS = List.of(Tier.values());
    private static final List<ChurnGrade> GRADES = List.of(ChurnGrade.values());

    private final int[][] users = new int[TIERS.size()][GRADES.size()];
    private final double[][] losses = new double[TIERS.size()][GRADES.size()];

    private RiskMap() {}

    static RiskMap of(Roll roll) {
        RiskMap map = new RiskMap();
        for (int user = 0; user < roll.size(); user++) {
            Optional<ChurnGrade> grade = roll.grade(user);
            if (roll.isEligible(user) && grade.isPresent()) {
                int tier = TIERS.indexOf(roll.tier(user));
                map.users[tier][GRADES.indexOf(grade.get())]++;
                map.losses[tier][GRADES.indexOf(grade.get())] += Double.isNaN(roll.loss(user)) ? 0 : roll.loss(user);
            }
        }
        return map;
    }

    /** How many users there are of a tier and grade. */
    public int users(Tier tier, ChurnGrade grade) {
        return users[TIERS.indexOf(tier)][GRADES.indexOf(grade)];
    }

    /** Their expected loss, major units. */
    public double loss(Tier tier, ChurnGrade grade) {
        return losses[TIERS.indexOf(tier)][GRADES.indexOf(grade)];
    }
}
