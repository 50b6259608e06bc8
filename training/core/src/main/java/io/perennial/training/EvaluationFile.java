package io.perennial.training;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.perennial.training.churn.Candidate;
import io.perennial.training.evaluation.CalibrationBin;
import io.perennial.training.evaluation.Decile;
import io.perennial.training.trend.TrendCandidate;
import io.perennial.training.value.ValueCandidate;
import io.perennial.training.value.ValueInterval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

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
        List<String> verdicts,
        List<String> sentences) {

    /**
     * The churn model and its rivals.
     *
     * @param version     published version
     * @param family      id of the candidate that was chosen
     * @param naive       whether it is a naive rule
     * @param verdict     what judging said
     * @param judgedOn    which rows the reported figures are of
     * @param notes       what else a reader must know
     * @param candidates  every candidate and naive rule
     * @param calibration calibration curve of the chosen one on the reported rows
     * @param deciles     deciles of the chosen one on the reported rows
     */
    public record Churn(
            int version,
            String family,
            boolean naive,
            String verdict,
            String judgedOn,
            List<String> notes,
            List<Candidate> candidates,
            List<CalibrationBin> calibration,
            List<Decile> deciles) {}

    /**
     * The value model and its rivals; components as in {@link Churn}.
     *
     * @param interval how the 90 % interval did on users it was not learned from
     */
    public record Ltv(
            int version,
            String family,
            boolean naive,
            String verdict,
            String judgedOn,
            List<String> notes,
            List<ValueCandidate> candidates,
            ValueInterval.Coverage interval,
            List<Decile> deciles) {}

    /** The trend model and its rivals; components as in {@link Churn}. */
    public record Trend(
            int version,
            String family,
            String verdict,
            String judgedOn,
            List<String> notes,
            List<TrendCandidate> candidates) {}

    /** Writes the file whole or not at all. */
    void write(Path file) throws IOException {
        Path beside = file.resolveSibling(".tmp-" + file.getFileName());
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(beside, mapper().writeValueAsBytes(this));
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new IOException("cannot write " + file, e);
        }
    }

    private static JsonMapper mapper() {
        SimpleModule numbers = new SimpleModule();
        numbers.addSerializer(Double.class, new NullForNaN());
        numbers.addSerializer(double.class, new NullForNaN());
        return JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(SerializationFeature.INDENT_OUTPUT)
                .addModule(numbers)
                .build();
    }

    /** JSON has no NaN: what can't be computed is null. */
    private static final class NullForNaN extends JsonSerializer<Double> {
        @Override
        public void serialize(Double value, JsonGenerator json, SerializerProvider provider) throws IOException {
            if (Double.isFinite(value)) {
                json.writeNumber(value);
            } else {
                json.writeNull();
            }
        }
    }
}
