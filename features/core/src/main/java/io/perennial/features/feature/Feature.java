package io.perennial.features.feature;

import io.perennial.features.event.KindSet;

/**
 * One feature, defined once: the Spark job and the server both call it, and nothing else computes it.
 *
 * @param id         stable id, {@code [a-z][a-z0-9_]*}; also the column
 * @param dimension  the one group it belongs to
 * @param unit       the unit of its value
 * @param en         English name
 * @param zh         Chinese name
 * @param counterZh  the Chinese word after its number where it counts: of days, of things, or of times
 * @param meaningEn  what it measures, one English sentence
 * @param meaningZh  what it measures, one Chinese sentence
 * @param missing    why its value may be missing
 * @param direction  which way it moves churn risk as a rule
 * @param actionable whether a person can act on it
 * @param warning    whether it is one of the behaviours of the warning index
 * @param reads      all kinds it reads; empty where it reads the active kinds, whichever they are, or only the calendar
 * @param needs      those of {@code reads} that the log must carry each; of the others it must carry at least one, else
 *                   the value is missing
 * @param formula    the value, NaN for missing; pure
 */
public record Feature(
        String id,
        Dimension dimension,
        Unit unit,
        String en,
        String zh,
        String counterZh,
        String meaningEn,
        String meaningZh,
        Missing missing,
        Direction direction,
        boolean actionable,
        boolean warning,
        KindSet reads,
        KindSet needs,
        Formula formula) {

    /** The unit of a feature's value. */
    public enum Unit {
        DAYS("days", "天"),
        COUNT("count", "计数"),
        /** A quotient, or a change of which 0 means none. */
        RATIO("ratio", "比率"),
        /** A part of a whole, 0 to 1. */
        SHARE("share", "占比"),
        /** Major units of the log's currency. */
        MONEY("money", "金额"),
        MINUTES("minutes", "分钟"),
        /** A grade on a scale that its meaning states. */
        SCORE("score", "分值"),
        /** 0 or 1. */
        FLAG("flag", "是否");

        private final String en;
        private final String zh;

        Unit(String en, String zh) {
            this.en = en;
            this.zh = zh;
        }

        /** The name in a language. */
        public String name(Language language) {
            return language.choose(en, zh);
        }
    }

    /** Which way a feature moves churn risk as a rule; a statement for readers, models learn their own. */
    public enum Direction {
        /** The larger, the riskier. */
        RISK("larger is riskier", "越大风险越高"),
        /** The larger, the safer. */
        SAFE("larger is safer", "越大风险越低"),
        /** Neither. */
        NEUTRAL("", "");

        private final String en;
        private final String zh;

        Direction(String en, String zh) {
            this.en = en;
            this.zh = zh;
        }

        /** What it says in a language; empty for {@link #NEUTRAL}. */
        public String name(Language language) {
            return language.choose(en, zh);
        }
    }

    /** The value of a feature for one user. */
    @FunctionalInterface
    public interface Formula {
        /** The value, NaN for missing; never infinite. */
        double value(UserView user);
    }

    public Feature {
        if (!id.matches("[a-z][a-z0-9_]*")) {
            throw new IllegalArgumentException("feature id '" + id + "' is not [a-z][a-z0-9_]*");
        }
        if (!reads.containsAll(needs)) {
            throw new IllegalArgumentException(
                    "feature " + id + " needs " + needs.kinds() + " but reads only " + reads.kinds());
        }
    }

    /** The name in a language. */
    public String name(Language language) {
        return language.choose(en, zh);
    }

    /** The word after its number where it counts; English has none. */
    public String counter(Language language) {
        return language.choose("", counterZh);
    }

    /** Whether it is a relative change against the user's own baseline, which readers take as a percentage. */
    public boolean isChange() {
        return unit == Unit.RATIO && id.contains("_change_");
    }

    /** What it measures, in a language. */
    public String meaning(Language language) {
        return language.choose(meaningEn, meaningZh);
    }

    /** Whether a log with these kinds can show this feature; a feature that reads no kind always can. */
    boolean isObservable(KindSet carried) {
        return carried.containsAll(needs)
                && (reads.equals(needs) || reads.without(needs).intersects(carried));
    }

    /** The value, NaN for missing or where the log does not carry the kinds it reads. */
    public double value(UserView user) {
        return isObservable(user.carried()) ? formula.value(user) : Double.NaN;
    }
}
