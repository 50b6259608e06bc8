package io.perennial.http.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.perennial.http.report.Backtest.ContactList;
import io.perennial.http.report.Backtest.CoverageTable;
import io.perennial.http.report.Backtest.Day;
import io.perennial.http.report.Backtest.Deciles;
import io.perennial.http.report.Backtest.Decisions;
import io.perennial.http.report.Backtest.Family;
import io.perennial.http.report.Backtest.Found;
import io.perennial.http.report.Backtest.Held;
import io.perennial.http.report.Backtest.Part;
import io.perennial.http.report.Backtest.Point;
import io.perennial.http.report.Backtest.Profit;
import io.perennial.http.report.Backtest.Reach;
import io.perennial.http.report.Backtest.Slice;
import io.perennial.http.report.Backtest.Target;
import io.perennial.http.report.Backtest.Tenth;
import io.perennial.http.report.Backtest.Total;
import io.perennial.http.report.Backtest.TotalTable;
import io.perennial.http.report.Report.Calibration;
import io.perennial.http.report.Report.Estimate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code backtest.json}. */
final class BacktestReader {

    private static final ObjectMapper JSON = new ObjectMapper();

    private BacktestReader() {}

    /**
     * Reads the file of a back-test folder.
     *
     * @throws IllegalArgumentException where it is missing or of another build, saying what to do
     */
    static Backtest read(Path folder) throws IOException {
        Path file = folder.resolve("backtest.json");
        String remedy = "; run `perennial backtest --out " + folder + "` again";
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(file + " is not there" + remedy);
        }
        try {
            return backtest(new Facts(file.toString(), remedy, JSON.readTree(Files.readString(file))));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(file + " is not JSON: " + e.getOriginalMessage() + remedy, e);
        }
    }

    private static Backtest backtest(Facts file) {
        return new Backtest(
                file.text("currency"),
                (int) file.whole("gap_days"),
                (int) file.whole("horizon_days"),
                (int) file.whole("draws"),
                file.all("periods", BacktestReader::day),
                file.all("targets", BacktestReader::target),
                decisions(file.object("decisions")),
                file.all("studies", BacktestReader::family),
                file.all("calibrators", BacktestReader::family),
                file.all("survival", BacktestReader::family));
    }

    private static Day day(Facts day) {
        Map<String, String> champions = new LinkedHashMap<>();
        day.object("champions")
                .node()
                .properties()
                .forEach(entry -> champions.put(entry.getKey(), entry.getValue().asText()));
        Map<String, List<String>> said = new LinkedHashMap<>();
        Facts verdicts = day.object("verdicts");
        verdicts.node().fieldNames().forEachRemaining(model -> said.put(model, verdicts.texts(model)));
        return new Day(
                day.text("as_of"),
                day.text("window_start"),
                day.text("window_end"),
                day.text("rung"),
                (int) day.whole("eligible"),
                (int) day.whole("churned"),
                champions,
                said,
                (int) day.whole("looks"));
    }

    private static Target target(Facts target) {
        return new Target(
                target.text("target"),
                target.text("gate"),
                (int) target.whole("cases"),
                (int) target.whole("users"),
                target.text("best_naive"),
                target.all("families", BacktestReader::family),
                part(target.object("everybody")),
                target.all("periods", BacktestReader::part),
                target.all(
                        "curve",
                        bin -> new Calibration(bin.number("predicted"), bin.number("actual"), (int) bin.whole("rows"))),
                target.all(
                        "deciles",
                        table -> new Deciles(
                                table.text("family"),
                                table.all(
                                        "tenths",
                                        tenth -> new Tenth(
                                                (int) tenth.whole("decile"),
                                                tenth.number("predicted"),
                                                tenth.number("actual"),
                                                tenth.orNaN("ratio"))))),
                target.all("slices", slice -> new Slice(slice.text("name"), slice.all("parts", BacktestReader::part))),
                target.all("totals", BacktestReader::totals),
                target.all("coverage", BacktestReader::coverage));
    }

    private static TotalTable totals(Facts table) {
        return new TotalTable(
                table.text("family"),
                table.text("slice"),
                table.all(
                        "parts",
                        part -> new Total(
                                part.text("part"),
                                (int) part.whole("cases"),
                                part.number("predicted"),
                                part.number("actual"),
                                part.estimate("ratio"))));
    }

    private static CoverageTable coverage(Facts table) {
        return new CoverageTable(
                table.text("slice"),
                table.all(
                        "parts",
                        part -> new Held(
                                part.text("part"),
                                (int) part.whole("cases"),
                                part.estimate("inside"),
                                part.number("below"),
                                part.number("above"))));
    }

    private static Part part(Facts part) {
        return new Part(part.text("name"), (int) part.whole("cases"), part.all("families", BacktestReader::family));
    }

    private static Family family(Facts family) {
        return new Family(
                family.text("id"),
                family.text("kind"),
                estimates(family.object("figures")),
                estimates(family.object("against_naive")),
                estimates(family.object("against_nbd")),
                estimates(family.object("against_champion")));
    }

    private static Map<String, Estimate> estimates(Facts figures) {
        Map<String, Estimate> estimates = new LinkedHashMap<>();
        figures.node().properties().forEach(entry -> estimates.put(entry.getKey(), figures.estimate(entry.getKey())));
        return estimates;
    }

    private static Decisions decisions(Facts decisions) {
        Facts campaign = decisions.object("campaign");
        return new Decisions(
                campaign.number("success"),
                campaign.number("offer"),
                campaign.number("contact"),
                decisions.node().path("own_value").asBoolean(),
                decisions.all("profits", BacktestReader::profit),
                decisions.all(
                        "curve",
                        point -> new Point(
                                (int) point.whole("contacts"),
                                point.number("champion"),
                                point.number("by_risk"),
                                point.number("naive"),
                                point.number("random"))),
                (int) decisions.whole("capacity"),
                decisions.all("at_capacity", BacktestReader::profit),
                decisions.all(
                        "lists",
                        list -> new ContactList(
                                list.text("name"),
                                list.number("share"),
                                list.orNaN("base"),
                                list.all(
                                        "found",
                                        found -> new Found(
                                                found.text("ranking"),
                                                found.estimate("precision"),
                                                found.estimate("recall"),
                                                found.estimate("against_silence"))))),
                decisions.number("recall"),
                decisions.all("reach", BacktestReader::reach));
    }

    private static Reach reach(Facts reach) {
        return new Reach(
                reach.text("ranking"),
                reach.estimate("alerted"),
                reach.estimate("precision"),
                reach.estimate("against_base"),
                reach.estimate("against_silence"));
    }

    private static Profit profit(Facts profit) {
        return new Profit(profit.text("ranking"), profit.estimate("profit"), profit.number("contacted"));
    }
}
