package io.perennial.training.value;

import io.perennial.training.evaluation.LaterPeriod;
import io.perennial.training.value.ValueJudging.Judged;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What is said of a value champion: what it beat where the choice was made, and where it fell short on the later period.
 *
 * @param judging  how all were judged
 * @param judged   all of them
 * @param champion the one that is used
 * @param floor    the naive rule that did best where the choice was made
 */
record ValueVerdict(ValueJudging judging, List<Judged> judged, Judged champion, Judged floor) {

    /** One sentence without its full stop. */
    String sentence() {
        return onChoice() + (judging.split().temporal() ? onLaterPeriod() + total() : "");
    }

    private String onChoice() {
        return champion.recipe().isNaive()
                ? judging.best(judged, false, false)
                                .filter(learned -> judging.isAhead(learned, floor))
                                .map(this::tooFarOff)
                                .orElse("no learned model beats the naive rule " + called(floor) + " beyond chance")
                        + ", so " + champion.recipe().id() + " is used, calibrated"
                : champion.recipe().id() + " beats " + floor.recipe().id()
                        + ", the naive rule that did best where the choice was made, by Poisson deviance";
    }

    private String tooFarOff(Judged learned) {
        return learned.recipe().id()
                + " is ahead of every naive rule by Poisson deviance, but its squared error is above" + " that of "
                + called(judging.leastError(judged)) + " beyond chance";
    }

    /** Says so where, on the later period, a naive rule other than the champion did better by what decides. */
    private String onLaterPeriod() {
        return LaterPeriod.note(
                judging.reportedDeviance(champion),
                judged.stream()
                        .filter(one -> one.recipe().isNaive())
                        .collect(Collectors.toMap(ValueVerdict::called, judging::reportedDeviance)));
    }

    /** The gate of totals: says so where, on the later period, the champion's is further off than the floor's. */
    private String total() {
        double own = judging.reported(champion).sumRatio();
        double other = judging.reported(floor).sumRatio();
        return Math.abs(own - 1) > Math.abs(other - 1)
                ? String.format(
                        Locale.ROOT,
                        "; its total there is %.2f of what came, further off than the %.2f of %s",
                        own,
                        other,
                        called(floor))
                : "";
    }

    /** A rule stands in the table twice: with a level and the churn model in front, and as it stands. */
    private static String called(Judged one) {
        return one.recipe().id() + (one.asItStands() ? " as it stands" : "");
    }
}
