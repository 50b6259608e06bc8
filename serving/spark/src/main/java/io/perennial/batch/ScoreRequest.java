package io.perennial.batch;

import io.perennial.features.profile.ChurnGrade;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a batch is asked to do.
 *
 * @param snapshots what {@code features} wrote
 * @param log       what {@code ingest} wrote
 * @param registry  where the champions are
 * @param out       where scores and bundle go
 * @param csv       whether {@code scores.csv} is written as well
 * @param grades    where the grades of churn begin
 * @param explained whose scores come with reasons; empty for everybody up to {@link Explained#ALL_UP_TO} users
 */
record ScoreRequest(
        String snapshots,
        String log,
        Path registry,
        Path out,
        boolean csv,
        ChurnGrade.Thresholds grades,
        Optional<Explained> explained) {}
