package io.perennial.training;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.perennial.training.churn.Candidate;
import io.perennial.training.evaluation.CalibrationBin;
import io.perennial.training.evaluation.Chosen;
import io.perennial.training.evaluation.Decile;
import io.perennial.training.evaluation.JsonFile;
import io.perennial.training.evaluation.SliceFigures;
import io.perennial.training.trend.TrendCandidate;
import io.perennial.training.value.ValueCandidate;
import io.perennial.training.value.ValueInterval;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * {@code evaluation.json}: how every candidate and naive rule did, and which was chosen. Keys are the record
 * components in snake case; a figure that can't be computed is null; a model that was not trained is null.
 *
 * @param format       layout of this file, 1
 * @param asOf         the as-of of the run, ISO date
 * @param rung         how much history decided how we learned
 * @param gapDays      gap of the served window
 * @param horizonDays  horizon of the served window
 * @param learnedHorizonDays horizon of the window learned on
 * @param currency     ISO 4217 code of all money
 * @param dataHash     hash of the visible ledger content
 * @param seed         the seed of the run
 * @param rows         labelled rows read
 * @param eligibleRows those of eligible users
 * @param users        users among the labelled rows
 * @param churn        the churn model
 * @param ltv          the value model
 * @param trend        the trend model
 * @param standIns     versions by model that the kill switch falls back to
 * @param release      what became of the published versions: champion, challenger or published
 * @param held         why they are not champions though nobody asked for less, or empty
 * @param verdicts     why a model is missing or extrapolated, sentences
 * @param sentences    the result in words, for people
 */
public record EvaluationFile(
        int format,
        String asOf,
        String rung,
        int gapDays,
        int horizonDays,
        int learnedHorizonDays,
        String currency,
        String dataHash,
        long seed,
        int rows,
        int eligibleRows,
        int users,
        Churn churn,
        Ltv ltv,
        Trend trend,
        Map<String, Integer> standIns,
        String release,
        String held,
        List<String> verdicts,
        List<String> sentences) {

    /**
     * The churn model and its rivals.
     *
     * @param version     published version
     * @param chosen      the candidate that was chosen; its members stand among these
     * @param candidates  every candidate and naive rule
     * @param calibration calibration curve of the chosen one on the reported rows
     * @param deciles     deciles of the chosen one on the reported rows
     * @param slices      the chosen one by part of the users on the reported rows
     */
    public record Churn(
            int version,
            @JsonUnwrapped Chosen chosen,
            List<Candidate> candidates,
            List<CalibrationBin> calibration,
            List<Decile> deciles,
            List<SliceFigures> slices) {}

    /**
     * The value model and its rivals; components as in {@link Churn}.
     *
     * @param interval how the 90 % interval did on users it was not learned from
     */
    public record Ltv(
            int version,
            @JsonUnwrapped Chosen chosen,
            List<ValueCandidate> candidates,
            ValueInterval.Coverage interval,
            List<Decile> deciles,
            List<SliceFigures> slices) {}

    /**
     * The trend model and its rivals; components as in {@link Churn}.
     *
     * @param interval      how the 90 % intervals of blocks did on users they were not learned from, in the mean over the
     *                      six; null where there are none
     * @param totalInterval the same of their sum
     */
    public record Trend(
            int version,
            @JsonUnwrapped Chosen chosen,
            List<TrendCandidate> candidates,
            ValueInterval.Coverage interval,
            ValueInterval.Coverage totalInterval) {}

    /** Writes the file whole or not at all. */
    void write(Path file) throws IOException {
        JsonFile.write(file, this);
    }
}
