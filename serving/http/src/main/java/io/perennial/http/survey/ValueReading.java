package io.perennial.http.survey;

import io.perennial.http.alarm.AlarmKind;
import io.perennial.http.alarm.Reading;
import io.perennial.http.alarm.Signal;
import io.perennial.http.alarm.Signal.Unknown;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the LTV of eligible users was spread in one population.
 *
 * @param asOf       the day it speaks for
 * @param models     stamps of what scored it
 * @param users      eligible users with an LTV
 * @param dispersion standard deviation over mean; NaN where there is none
 * @param means      mean LTV by tier, NaN where nobody is in it
 * @param counts     users by tier
 */
record ValueReading(
        LocalDate asOf,
        Map<String, String> models,
        int users,
        double dispersion,
        Map<Tier, Double> means,
        Map<Tier, Integer> counts) {

    private static final List<Tier> TIERS = List.of(Tier.TOP, Tier.HIGH, Tier.MIDDLE, Tier.LOW);

    /**
     * Signals of populations, the newest first.
     *
     * @param hasMoney whether the log carries any
     */
    static List<Signal> signals(List<ValueReading> newestFirst, boolean hasMoney) {
        if (!hasMoney) {
            return List.of(
                    Signal.unknown(AlarmKind.LTV_DISPERSION, Unknown.NO_KIND),
                    Signal.unknown(AlarmKind.TIER_VALUE, Unknown.NO_KIND));
        }
        List<Signal> signals = new ArrayList<>();
        signals.add(Signal.of(
                AlarmKind.LTV_DISPERSION,
                newestFirst.stream()
                        .map(its -> new Reading(its.asOf(), its.dispersion(), its.users()))
                        .toList()));
        TIERS.forEach(tier -> signals.add(falls(tier, newestFirst)));
        return signals;
    }

    /** By how much the mean of a tier fell from load to load, as far back as the same versions scored. */
    private static Signal falls(Tier tier, List<ValueReading> newestFirst) {
        List<Reading> falls = new ArrayList<>();
        boolean isSame = true;
        for (int i = 0; i + 1 < newestFirst.size() && isSame; i++) {
            ValueReading now = newestFirst.get(i);
            ValueReading then = newestFirst.get(i + 1);
            isSame = now.models().equals(then.models());
            if (isSame) {
                double fall = 1 - now.means().get(tier) / then.means().get(tier);
                int users = Math.min(now.counts().get(tier), then.counts().get(tier));
                falls.add(new Reading(now.asOf(), fall, users));
            }
        }
        Optional<Unknown> why = isSame ? Optional.empty() : Optional.of(Unknown.OTHER_MODELS);
        return new Signal(AlarmKind.TIER_VALUE, tier.id(), falls, why);
    }
}
