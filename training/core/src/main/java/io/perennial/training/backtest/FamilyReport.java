package io.perennial.training.backtest;

import io.perennial.training.evaluation.ClusterBootstrap.Interval;
import java.util.Map;

/**
 * How one family did.
 *
 * @param id           its id
 * @param kind         champion, learned, nbd or naive
 * @param figures      each with its 90 % interval; {@code ece} has none but what noise alone gives, {@code ece_noise}
 * @param againstNaive the same less those of the best naive rule, on the same draws
 * @param againstNbd   the same less those of the NBD family; empty where that says nothing
 * @param againstChampion the same less those of the champion; empty where no champion is judged
 */
record FamilyReport(
        String id,
        String kind,
        Map<String, Interval> figures,
        Map<String, Interval> againstNaive,
        Map<String, Interval> againstNbd,
        Map<String, Interval> againstChampion) {}
