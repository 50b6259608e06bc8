package io.perennial.features.feature;

import io.perennial.features.event.EventKind;
import io.perennial.features.ledger.History;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * One feature, defined once: the Spark job and the server both call {@link #value}, and nothing else computes it.
 *
 * @param id         stable id, {@code [a-z0-9_]+}; also the column
 * @param dimension  the one group it belongs to
 * @param unit       the unit of its value
 * @param en         English name
 * @param zh         Chinese name
 * @param meaningEn  what it measures, one English sentence
 * @param meaningZh  what it measures, one Chinese sentence
 * @param missing    when its value is missing, one English sentence; "never" where it always has one
 * @param direction  which way it moves churn risk as a rule
 * @param actionable whether a person can act on it
 * @param warning    whether it is one of the behaviours of the warning index
 * @param reads      kinds it reads; where the log carries none of them the value is missing
 * @param formula    the value, NaN for missing; pure
 */
public record Feature(
        String id,
        Dimension dimension,
        Unit unit,
        String en,
        String zh,
        String meaningEn,
        String meaningZh,
        String missing,
        Direction direction,
        boolean actionable,
        boolean warning,
        Set<EventKind> reads,
        Formula formula) {

    /** The unit of a feature's value. */
    public enum Unit {
        DAYS,
        COUNT,
        RATIO,
        SHARE,
        MONEY,
        MINUTES,
        SCORE,
        FLAG
    }

    /** Which way a feature moves churn risk as a rule; a statement for readers, models learn their own. */
    public enum Direction {
        /** The larger, the riskier. */
        RISK,
        /** The larger, the safer. */
        SAFE,
        /** Neither. */
        NEUTRAL
    }

    /** The value of a feature for one user. */
    @FunctionalInterface
    public interface Formula {
        /** The value, NaN for missing. */
        double value(History history, FeatureContext context);
    }

    public Feature {
        if (!id.matches("[a-z][a-z0-9_]*")) {
            throw new IllegalArgumentException("feature id '" + id + "' is not [a-z][a-z0-9_]*");
        }
        reads = Collections.unmodifiableSet(reads.isEmpty() ? EnumSet.noneOf(EventKind.class) : EnumSet.copyOf(reads));
    }

    /** Whether a log with these kinds can show this feature; a feature that reads no kind always can. */
    public boolean isObservable(Set<EventKind> carried) {
        return reads.isEmpty() || !Collections.disjoint(reads, carried);
    }

    /** The value, NaN for missing or where the log carries none of the kinds it reads. */
    public double value(History history, FeatureContext context) {
        return isObservable(context.log().carried()) ? formula.value(history, context) : Double.NaN;
    }
}
