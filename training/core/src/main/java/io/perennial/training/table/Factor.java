package io.perennial.training.table;

import io.perennial.features.feature.TableColumn;

/**
 * One number made of one column of a table, of which terms are made.
 *
 * @param column the column's place in the schema
 * @param shape  what is made of it
 * @param value  for {@link Shape#IS}: the number or the category's code; else 0
 */
record Factor(int column, Shape shape, double value) {

    /** What can be made of a column. */
    enum Shape {
        /** The number itself, missing filled by the median, standardised. */
        NUMBER,
        /** Its signed logarithm, log(1 + |x|), standardised. */
        LOG,
        /** 1 where the column has one value, 0 elsewhere. */
        IS,
        /** 1 where the column is missing, 0 elsewhere. */
        MISSING
    }

    /** The factor as a term file writes it. */
    String written(TableColumn of) {
        return switch (shape) {
            case NUMBER -> of.id();
            case LOG -> "log1p(" + of.id() + ")";
            case IS -> of.id() + "=" + (of.isCategory() ? of.categories().get((int) value) : number(value));
            case MISSING -> of.id() + "=";
        };
    }

    private static String number(double value) {
        return value == StrictMath.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
