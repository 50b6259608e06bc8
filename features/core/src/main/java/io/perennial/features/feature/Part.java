package io.perennial.features.feature;

/** What an explanation gives one contribution to: a dimension of the silent-user model, or a group of table columns. */
public sealed interface Part permits Dimension, ColumnGroup {

    /** The id in JSON and columns. */
    String id();

    /** The English name. */
    String en();

    /** The Chinese name. */
    String zh();

    /** The name in a language. */
    default String name(Language language) {
        return language.choose(en(), zh());
    }
}
