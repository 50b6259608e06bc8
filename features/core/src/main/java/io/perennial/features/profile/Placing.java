package io.perennial.features.profile;

import io.perennial.features.feature.Language;
import java.util.Locale;

/** One of a few places that a user can have. */
public sealed interface Placing permits ActivityQuadrant, PotentialQuadrant, Trap {

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
