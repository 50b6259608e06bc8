package io.perennial.http.survey;

import io.perennial.http.alarm.Signal;
import io.perennial.http.live.ServedPopulation;
import io.perennial.http.report.Report.Cause;
import io.perennial.http.report.Report.Crowd;
import io.perennial.http.report.Report.Stake;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * What is known of everybody in one population. Counts hold users who were erased since, whom no list shows.
 *
 * @param served     the population
 * @param roll       everybody, in columns
 * @param crowd      who was scored, as reports count it
 * @param stake      money at stake, as reports count it; empty where the log carries none
 * @param causes     strongest reasons of users in amber and red
 * @param activity   who was active when
 * @param dimensions mean scores of eligible users
 * @param health     mean user health of eligible users by segment
 * @param positions  quadrants and traps
 * @param map        eligible users by risk and value
 * @param change     what changed since the population before; empty where there is none
 * @param past       what became of an earlier list; empty where no outcome window has closed
 * @param signals    what alarms are judged by
 * @param closes     the day on which the outcome of the oldest list there is can be told, if it is kept until then
 */
public record Survey(
        ServedPopulation served,
        Roll roll,
        Crowd crowd,
        Optional<Stake> stake,
        List<Cause> causes,
        Activity activity,
        Dimensions dimensions,
        SegmentHealth health,
        Positions positions,
        RiskMap map,
        Optional<Change> change,
        Optional<PastList> past,
        List<Signal> signals,
        LocalDate closes) {

    public Survey {
        causes = List.copyOf(causes);
        signals = List.copyOf(signals);
    }

    /**
     * The users a list holds.
     *
     * @param masked        ordinals of users nothing is said of
     * @param hasChallenger whether a challenger may answer, which tells arms
     */
    public Selection select(ListQuery query, BitSet masked, boolean hasChallenger) {
        return Selection.of(served, roll, query, masked, hasChallenger);
    }
}
