package io.perennial.training.table;

/**
 * One held-out prediction of a cross-validation; the column names are these in snake case.
 *
 * @param userId     id of the customer
 * @param repeat     which repeat of the cross-validation, from 1
 * @param fold       which fold held the row out, from 1
 * @param candidate  what predicted, by its id in {@code training/evaluation.json}
 * @param prediction probability of churn by a model that did not see the row
 * @param actual     1 where the customer churned, else 0
 */
record HeldOutRow(String userId, int repeat, int fold, String candidate, double prediction, int actual) {}
