package io.perennial.features.profile;

import io.perennial.features.feature.Language;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** One of a few places that a user can have. */
public sealed interface Placing permits ActivityQuadrant, PotentialQuadrant, Trap {

    /** All of them: quadrants of activity, quadrants of potential, traps. */
    static List<Placing> all() {
        return Stream.<Placing[]>of(ActivityQuadrant.values(), PotentialQuadrant.values(), Trap.values())
                .flatMap(Arrays::stream)
                .toList();
    }

    /** The constant's name. */
    String name();

    /** The English name. */
    String en();

    /** The Chinese name. */
    String zh();

    /** The id in JSON and words: lower case. */
    default String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The name in a language. */
    default String name(Language language) {
        return language.choose(en(), zh());
    }
}
