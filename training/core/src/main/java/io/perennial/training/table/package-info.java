/** Churn of a flat customer table: reading, leaks, groups of columns, the recipe and its cross-validation. */
package io.perennial.training.table;
