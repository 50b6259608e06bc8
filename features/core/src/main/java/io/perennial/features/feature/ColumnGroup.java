package io.perennial.features.feature;

/**
 * A group of a table's columns, in the place of a dimension.
 *
 * @param id its name as the table's owner gave it, in whatever language
 */
public record ColumnGroup(String id) implements Part {

    public ColumnGroup {
        if (id.isBlank()) {
            throw new IllegalArgumentException("a group of columns has no name");
        }
    }

    @Override
    public String en() {
        return id;
    }

    @Override
    public String zh() {
        return id;
    }
}
