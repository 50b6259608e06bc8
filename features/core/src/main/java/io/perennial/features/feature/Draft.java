package io.perennial.features.feature;

import io.perennial.features.event.EventKind;
import io.perennial.features.event.KindSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A feature being written down; {@link #as} completes it. What is not said is neutral, not actionable, no warning. */
final class Draft {

    private final String id;
    private final Dimension dimension;
    private final Feature.Unit unit;
    private String en = "";
    private String zh = "";
    private String counter = "次";
    private String meaningEn = "";
    private String meaningZh = "";
    private Missing missing = Missing.UNSEEN;
    private Feature.Direction direction = Feature.Direction.NEUTRAL;
    private boolean actionable;
    private boolean warning;
    private final Set<EventKind> reads = EnumSet.noneOf(EventKind.class);
    private final Set<EventKind> needs = EnumSet.noneOf(EventKind.class);

    private Draft(String id, Dimension dimension, Feature.Unit unit) {
        this.id = id;
        this.dimension = dimension;
        this.unit = unit;
    }

    static Draft of(String id, Dimension dimension, Feature.Unit unit) {
        return new Draft(id, dimension, unit);
    }

    Draft en(String name, String meaning) {
        en = name;
        meaningEn = meaning;
        return this;
    }

    Draft zh(String name, String meaning) {
        zh = name;
        meaningZh = meaning;
        return this;
    }

    /** The Chinese word after its number, where that is not the one for times. */
    Draft counter(String word) {
        counter = word;
        return this;
    }

    Draft missing(Missing rule) {
        missing = rule;
        return this;
    }

    /** The larger, the riskier. */
    Draft risk() {
        direction = Feature.Direction.RISK;
        return this;
    }

    /** The larger, the safer. */
    Draft safe() {
        direction = Feature.Direction.SAFE;
        return this;
    }

    Draft actionable() {
        actionable = true;
        return this;
    }

    Draft warning() {
        warning = true;
        return this;
    }

    /** Kinds of which the log must carry at least one. */
    Draft reads(EventKind... kinds) {
        reads.addAll(List.of(kinds));
        return this;
    }

    /** Kinds of which the log must carry at least one. */
    Draft reads(KindSet kinds) {
        reads.addAll(kinds.kinds());
        return this;
    }

    /** Kinds of which the log must carry every one. */
    Draft needs(EventKind... kinds) {
        needs.addAll(List.of(kinds));
        return reads(kinds);
    }

    Feature as(Feature.Formula formula) {
        return new Feature(
                id,
                dimension,
                unit,
                en,
                zh,
                counter,
                meaningEn,
                meaningZh,
                missing,
                direction,
                actionable,
                warning,
                KindSet.of(reads),
                KindSet.of(needs),
                formula);
    }
}
