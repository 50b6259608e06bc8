package io.perennial.http.page;

import io.perennial.features.event.EventKind;
import io.perennial.http.answer.DataGates;
import io.perennial.http.answer.Subjects;
import io.perennial.http.api.Access;
import io.perennial.http.api.Route;
import io.perennial.http.ledger.ScoringDay;
import io.perennial.http.live.ServedPopulation;
import io.perennial.http.live.ServingState;
import io.perennial.http.page.Pages.Sheet;
import io.perennial.http.serving.Serving;
import io.perennial.http.words.PlainText;
import io.perennial.scoring.model.ModelId;
import io.perennial.scoring.population.LogAccount;
import io.perennial.scoring.population.PopulationHeader;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The data behind the scores: where the rows of the logs went, how fresh they are, and whether they may be trusted. */
public final class DataPage {

    private final Pages pages;
    private final Serving serving;

    DataPage(Pages pages, Serving serving) {
        this.pages = pages;
        this.serving = serving;
    }

    /**
     * What the page shows.
     *
     * @param header  of the population
     * @param version that of the population
     * @param account where the rows went; empty where the bundle did not bring it
     * @param gates   conditions of quality; none without an account
     * @param day     what scores made now speak for
     * @param today   the day by which age is told
     */
    public record Model(
            Frame frame,
            PopulationHeader header,
            ModelId version,
            Optional<LogAccount> account,
            List<DataGates.Gate> gates,
            ScoringDay day,
            LocalDate today) {

        /** How many conditions fail. */
        public long failed() {
            return gates.stream().filter(gate -> !gate.passed()).count();
        }

        /** Where rows went, with their share of all. */
        public List<Part> parts() {
            LogAccount.Rows rows = account.orElseThrow().rows();
            return List.of(
                    part("kept", rows.kept(), rows),
                    part("ignored", rows.ignored(), rows),
                    part("duplicates", rows.duplicates(), rows),
                    part("quarantined", rows.quarantined(), rows));
        }

        private static Part part(String id, long count, LogAccount.Rows rows) {
            double share = rows.read() == 0 ? 0 : (double) count / rows.read();
            return new Part(id, count, share, Math.round(100 * share));
        }

        /** Days from a day to today. */
        public long age(LocalDate day) {
            return Math.max(0, ChronoUnit.DAYS.between(day, today));
        }

        /** Kinds of events by name. */
        public String carried() {
            return names(account.orElseThrow().carried());
        }

        /** Kinds the logs do not carry, by name. */
        public String absent() {
            List<String> carried = account.orElseThrow().carried();
            List<String> absent = Arrays.stream(EventKind.values())
                    .map(EventKind::id)
                    .filter(kind -> !carried.contains(kind))
                    .toList();
            return absent.isEmpty() ? frame.text("none") : names(absent);
        }

        private String names(List<String> kinds) {
            return kinds.stream().map(frame.labels()::kind).collect(Collectors.joining(frame.text("comma")));
        }

        /** What was measured for a condition, beside the largest that passes. */
        public String measured(DataGates.Gate gate) {
            if (!Double.isFinite(gate.found())) {
                return frame.text("data.gate.withheld");
            }
            String key = "data.gate." + gate.id().id() + ".measured";
            boolean isShare = gate.id() == DataGates.Id.QUARANTINE_SMALL;
            boolean isTiny = gate.id() == DataGates.Id.REASONS_ADD_UP;
            return PlainText.of(frame.say(
                    key,
                    frame.plain(isShare ? share(gate.found()) : isTiny ? tiny(gate.found()) : whole(gate.found())),
                    frame.plain(isShare ? share(gate.limit()) : isTiny ? tiny(gate.limit()) : whole(gate.limit()))));
        }

        private String share(double value) {
            return frame.numbers().share(value).text();
        }

        private String whole(double value) {
            return frame.numbers().count(value).text();
        }

        private static String tiny(double value) {
            return String.format(Locale.ROOT, "%.1e", value);
        }
    }

    /** Where some rows went. */
    public record Part(String id, long count, double share, long width) {}

    List<Route> routes() {
        return List.of(pages.route(
                Route.get(
                        Place.DATA.path(),
                        Access.ANALYST,
                        "dataPage",
                        "Where the rows of the logs went and whether they may be trusted, as a page."),
                this::page));
    }

    private Sheet page(Visit visit) {
        ServingState state = serving.live().state();
        Subjects subjects = serving.subjects(state);
        ServedPopulation served = subjects.requirePopulation();
        Optional<LogAccount> account = serving.account(served);
        ScoringDay day = serving.ledger().day(state.population(), subjects.requireLog());
        List<DataGates.Gate> gates = account.map(known ->
                        new DataGates(known, subjects.requireLog(), state.refusals(), day, serving.today()).all())
                .orElse(List.of());
        return new Sheet(
                "page/data.jte",
                new Model(
                        pages.frame(visit, "data.page.title", Optional.of(Place.DATA), state),
                        served.population().header(),
                        served.id(),
                        account,
                        gates,
                        day,
                        serving.today()));
    }
}
