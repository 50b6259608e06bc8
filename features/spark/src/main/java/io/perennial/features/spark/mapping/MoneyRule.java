package io.perennial.features.spark.mapping;

import java.io.Serializable;

/**
 * Which currency a log's amounts are in: one code for all rows, or a column that must hold one code throughout.
 *
 * @param code   ISO 4217 code, or empty where a column says it
 * @param column the column, or empty where the code is fixed
 */
public record MoneyRule(String code, String column) implements Serializable {

    /** Whether a column says the currency. */
    public boolean isColumn() {
        return !column.isEmpty();
    }
}
