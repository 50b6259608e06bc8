package io.perennial.training.backtest;

import java.time.LocalDate;

/**
 * One prediction beside what happened, as a row of the Parquet file.
 *
 * @param asOf       the past day
 * @param userId     the user
 * @param target     the id of a {@link Target}
 * @param block      block of 30 days from the as-of, 1 to 6; null where the target has none
 * @param family     who predicted
 * @param prediction what it said
 * @param low        lower end of its 90 % interval; null where it gives none
 * @param high       upper end; null where it gives none
 * @param outcome    what happened
 * @param eligible   whether models are judged on the user
 * @param stage      stage of life on that day
 * @param tenure     band of tenure on that day
 * @param valueTier  third of lifetime spend on that day; null where the log carries no money
 */
record PredictionRow(
        LocalDate asOf,
        String userId,
        String target,
        Integer block,
        String family,
        double prediction,
        Double low,
        Double high,
        double outcome,
        boolean eligible,
        String stage,
        String tenure,
        String valueTier) {}
