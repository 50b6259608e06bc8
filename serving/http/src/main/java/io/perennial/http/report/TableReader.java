package io.perennial.http.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.perennial.http.report.Report.Calibration;
import io.perennial.http.report.Report.Estimate;
import io.perennial.http.report.TableFindings.Candidate;
import io.perennial.http.report.TableFindings.Cause;
import io.perennial.http.report.TableFindings.Comparison;
import io.perennial.http.report.TableFindings.Point;
import io.perennial.http.report.TableFindings.Tenth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the {@code training/evaluation.json} of a run on a customer table. */
final class TableReader {

    private static final ObjectMapper JSON = new ObjectMapper();

    private TableReader() {}

    /**
     * Reads what the run in a folder found.
     *
     * @throws IllegalArgumentException where there is nothing of a table or it is of another build, saying what to do
     */
    static TableFindings read(Path folder) throws IOException {
        Path file = folder.resolve("training").resolve("evaluation.json");
        String remedy = "; run `perennial run --table FILE --out " + folder + "` again";
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(file + " is not there" + remedy);
        }
        try {
            Facts facts = new Facts(file.toString(), remedy, JSON.readTree(Files.readString(file)));
            if (!facts.text("rung").equals("TABLE")) {
                throw new IllegalArgumentException(
                        file + " is of a log; `perennial report --run " + folder + "` writes its page");
            }
            return findings(facts);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(file + " is not JSON: " + e.getOriginalMessage() + remedy, e);
        }
    }

    private static TableFindings findings(Facts file) {
        return new TableFindings(
                file.text("as_of"),
                file.text("label"),
                file.text("churned"),
                (int) file.whole("rows"),
                (int) file.whole("churners"),
                (int) file.whole("repeats"),
                (int) file.whole("folds"),
                (int) file.whole("version"),
                groups(file.object("groups")),
                file.texts("notes"),
                file.all("candidates", TableReader::candidate),
                file.all("comparisons", TableReader::comparison),
                file.truth("worse_than_plain"),
                file.all("calibration", TableReader::bin),
                file.all("deciles", TableReader::tenth),
                file.all("profits", TableReader::point),
                file.all("causes", TableReader::cause),
                file.counts("grades"),
                (int) file.whole("explained"));
    }

    private static Map<String, List<String>> groups(Facts groups) {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        groups.node().fieldNames().forEachRemaining(name -> columns.put(name, groups.texts(name)));
        return columns;
    }

    private static Candidate candidate(Facts one) {
        return new Candidate(
                one.text("id"),
                one.number("auc"),
                one.number("log_loss"),
                one.number("brier"),
                one.orNaN("slope"),
                new Estimate(one.orNaN("intercept"), one.orNaN("intercept_low"), one.orNaN("intercept_high")),
                one.number("ece"),
                one.number("ece_noise"),
                one.number("lift"),
                one.number("profit"),
                one.estimate("difference"));
    }

    private static Calibration bin(Facts bin) {
        return new Calibration(bin.number("predicted"), bin.number("actual"), (int) bin.whole("rows"));
    }

    private static Tenth tenth(Facts tenth) {
        return new Tenth(
                (int) tenth.whole("decile"),
                (int) tenth.whole("rows"),
                tenth.number("predicted"),
                tenth.number("actual"));
    }

    private static Point point(Facts point) {
        return new Point(
                (int) point.whole("contacts"), point.number("chosen"), point.number("plain"), point.number("random"));
    }

    private static Cause cause(Facts cause) {
        return new Cause(cause.text("column"), cause.truth("raises"), (int) cause.whole("customers"));
    }

    private static Comparison comparison(Facts one) {
        return new Comparison(
                one.text("rival"),
                one.estimate("auc"),
                one.estimate("log_loss"),
                one.estimate("profit"),
                one.number("auc_margin"),
                one.number("log_loss_margin"),
                one.truth("is_not_inferior"));
    }
}
