package io.perennial.http.answer;

import io.perennial.command.toml.Nearest;
import io.perennial.features.event.Event;
import io.perennial.features.feature.Feature;
import io.perennial.features.feature.FeatureCatalogue;
import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.feature.Schema;
import io.perennial.features.feature.TableColumn;
import io.perennial.features.feature.TableSchema;
import io.perennial.features.ledger.LedgerDay;
import io.perennial.features.ledger.UserLedger;
import io.perennial.http.api.Fields;
import io.perennial.http.api.NotReady;
import io.perennial.http.api.Problem;
import io.perennial.http.api.Problem.Kind;
import io.perennial.http.api.Request;
import io.perennial.http.ledger.KnownUser;
import io.perennial.http.ledger.LiveLedger;
import io.perennial.http.live.ServedPopulation;
import io.perennial.http.live.ServingState;
import io.perennial.scoring.binary.BinaryFormatException;
import io.perennial.scoring.population.PopulationRow;
import io.perennial.scoring.registry.RegistryException;
import io.perennial.scoring.score.Score;
import io.perennial.scoring.score.ScoreBytes;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Makes subjects: users of the population by id, and rows of a request with features or events inline. One thread. */
public final class Subjects {

    private static final Set<String> ROW = Set.of("user", "asOf", "features", "events");
    private static final Set<String> FEATURE_IDS = featureIds();
    private static final String FROM_FEATURES = "request.features";

    private final ServingState state;
    private final LiveLedger ledger;
    private final Schema schema;
    private final int mostEvents;
    private final LocalDate today;
    private Map<String, Integer> places;
    private int notCounted;

    /**
     * Subjects of one state.
     *
     * @param ledger     users as they are known now
     * @param mostEvents most events of one row
     * @param today      the day a row of a table speaks for unless it states one
     */
    public Subjects(ServingState state, LiveLedger ledger, int mostEvents, LocalDate today) {
        this.state = state;
        this.ledger = ledger;
        this.schema = state.requireScorer().schema();
        this.mostEvents = mostEvents;
        this.today = today;
    }

    /** The schema where the models are of a log, or the problem that they are of a table. */
    public FeatureSchema requireLog() {
        if (schema instanceof FeatureSchema log) {
            return log;
        }
        throw NotReady.TABLE.problem("the model was made from a table, which has no events; send rows with features");
    }

    /** A user by id or alias, scored as of now. */
    public Subject user(String id) {
        return of(known(id));
    }

    /** A user who is known, as of an earlier day: of the ledger nothing on or after that day is read. */
    public Subject earlier(KnownUser known, LocalDate day) {
        return Subject.of(known.ledger(), day, known.firstDay(), requireLog(), known.source());
    }

    /** A user who is known. */
    public Subject of(KnownUser known) {
        Subject subject = Subject.of(known, requireLog());
        Optional<Score> batch = known.isAsBatchScored() ? known.row().map(Subjects::batchScore) : Optional.empty();
        return batch.filter(score -> score.frame().equals(state.requireScorer().frameOfScores()))
                .map(score -> subject.withReasons(score.reasons()))
                .orElse(subject);
    }

    /** All that is known of a user by id or alias, or the problem that nothing is. */
    public KnownUser known(String id) {
        FeatureSchema log = requireLog();
        // By their live events alone, customers of years would be scored as newcomers.
        state.refusedPopulation().ifPresent(problem -> {
            throw problem;
        });
        return ledger.user(state.population(), log, id).orElseThrow(() -> unknown(id));
    }

    private Problem unknown(String id) {
        String batch = state.population()
                .map(served -> "is not in the population as of "
                        + served.population().header().asOf() + ", and no event of theirs came since, or was erased")
                .orElse("has sent no event or was erased, and no population is loaded (perennial load --bundle DIR)");
        return Problem.of(
                        Kind.UNKNOWN_USER,
                        "user '" + Request.shown(id) + "' " + batch
                                + "; check the id, or send features or events to POST /v1/score")
                .said(
                        "Nobody of the id “" + Request.shown(id)
                                + "” is in the population, and no event of theirs came since. Check the id.",
                        "全量包中没有编号为“" + Request.shown(id) + "”的用户，此后也没有收到该用户的事件。请核对编号。");
    }

    /** The score as the batch gave it. */
    public static Score batchScore(PopulationRow row) {
        try {
            return ScoreBytes.read(row.score());
        } catch (BinaryFormatException e) {
            throw new RegistryException(
                    RegistryException.Kind.DAMAGED,
                    "a score of the population can't be read: " + e.getMessage() + "; score and load again",
                    e);
        }
    }

    /** The population, or the problem that there is none. */
    public ServedPopulation requirePopulation() {
        if (state.population().isEmpty()) {
            requireLog();
        }
        return state.requirePopulation();
    }

    /** Whose rows they are. */
    public Schema schema() {
        return schema;
    }

    /** A row whose features are known, in the order of the schema; empty where no day is known that it speaks for. */
    public Optional<Subject> row(String user, Optional<LocalDate> stated, double[] features) {
        return asOf(stated)
                .map(asOf -> schema instanceof FeatureSchema log
                        ? Subject.of(user, asOf, features, null, log, FROM_FEATURES)
                        : Subject.ofTable(user, asOf, features, Map.of()));
    }

    /** The day a row speaks for: as stated, else that of the population, or of a table today. */
    private Optional<LocalDate> asOf(Optional<LocalDate> stated) {
        return stated.or(() -> schema instanceof TableSchema
                ? Optional.of(today)
                : state.population().map(served -> served.population().header().asOf()));
    }

    /** A row of a request: a user with features by id, or with events. */
    public Subject row(Fields row, Optional<LocalDate> commonAsOf) {
        row.only(ROW);
        String user = EventReader.user(row);
        LocalDate asOf = asOf(asOf(row).or(() -> commonAsOf))
                .orElseThrow(() -> row.wrong("asOf", "given; state the day the score speaks for, such as 2026-01-31"));
        if (schema instanceof TableSchema table) {
            return ofTable(row, user, asOf, table);
        }
        if (row.has("features") == row.has("events")) {
            throw row.wrong(row.has("features") ? "events" : "features", "right: give either features or events");
        }
        return row.has("features") ? withFeatures(row, user, asOf) : withEvents(row, user, asOf);
    }

    /** The as-of a request states, or empty. */
    public static Optional<LocalDate> asOf(Fields fields) {
        return fields.optionalText("asOf").map(text -> day(text)
                .orElseThrow(
                        () -> fields.wrong("asOf", "an ISO day such as 2026-01-31, between the years 1900 and 9999")));
    }

    /** The day that a text states; empty where it is none between the years 1900 and 9999. */
    public static Optional<LocalDate> day(String text) {
        try {
            LocalDate day = LocalDate.parse(text);
            return day.getYear() < 1900 || day.getYear() > 9999 ? Optional.empty() : Optional.of(day);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private Subject withFeatures(Fields row, String user, LocalDate asOf) {
        Fields given = row.object("features");
        double[] features = new double[FeatureCatalogue.features().size()];
        Arrays.fill(features, Double.NaN);
        for (String id : given.names()) {
            if (!FEATURE_IDS.contains(id)) {
                String near = Nearest.to(id, FEATURE_IDS)
                        .map(word -> "; did you mean '" + word + "'?")
                        .orElse("");
                throw Problem.at(
                        Kind.UNKNOWN_FIELD,
                        given.path(Request.shown(id)),
                        "no feature is called '" + Request.shown(id) + "'" + near);
            }
            features[FeatureCatalogue.index(id)] = given.number(id);
        }
        return Subject.of(user, asOf, features, null, requireLog(), FROM_FEATURES);
    }

    /** A row of a table: cells by the names of its columns, texts or numbers; what is left out is missing. */
    private Subject ofTable(Fields row, String user, LocalDate asOf, TableSchema table) {
        if (row.has("events")) {
            throw row.wrong("events", "taken: the model was made from a table; give features by its column names");
        }
        Fields given = row.object("features");
        double[] cells = new double[table.width()];
        Arrays.fill(cells, Double.NaN);
        for (String name : given.names()) {
            Integer column = places(table).get(name);
            if (column == null) {
                throw Problem.at(
                        Kind.UNKNOWN_FIELD,
                        given.path(Request.shown(name)),
                        "the table has no column '" + Request.shown(name) + "'" + Nearest.advice(name, table.ids()));
            }
            cells[column] = cell(given, name, table.columns().get(column));
        }
        Map<String, String> unknown = new LinkedHashMap<>();
        table.unknown(cells).forEach(column -> unknown.put(column.id(), Request.shown(given.cell(column.id()))));
        return Subject.ofTable(user, asOf, cells, unknown);
    }

    /** The places of a table's columns, found when the first row is read that asks for them. */
    private Map<String, Integer> places(TableSchema table) {
        if (places == null) {
            places = new HashMap<>();
            for (TableColumn column : table.columns()) {
                places.put(column.id(), places.size());
            }
        }
        return places;
    }

    private static double cell(Fields given, String name, TableColumn column) {
        // A number need not become a text to be read: most cells are numbers.
        OptionalDouble number = column.isCategory() ? OptionalDouble.empty() : given.finite(name);
        double value = number.isPresent() ? number.getAsDouble() : text(given, name, column);
        if (Math.abs(value) > Fields.LARGEST) {
            throw given.wrong(name, Fields.NUMBER_OR_NULL);
        }
        return value;
    }

    private static double text(Fields given, String name, TableColumn column) {
        try {
            return column.value(given.cell(name));
        } catch (IllegalArgumentException e) {
            throw given.wrong(name, Fields.NUMBER_OR_NULL);
        }
    }

    /** How many events of rows read by now are of kinds the log does not carry, so that no score reads them. */
    public int notCounted() {
        return notCounted;
    }

    private Subject withEvents(Fields row, String user, LocalDate asOf) {
        FeatureSchema log = requireLog();
        EventReader reader = new EventReader(log.context().log());
        Map<String, Event> byId = new LinkedHashMap<>();
        List<LedgerDay> days = new ArrayList<>();
        List<LedgerDay> unread = new ArrayList<>();
        for (Fields fields : row.objects("events", mostEvents)) {
            Event event = reader.read(fields, user);
            Event earlier = event.id().isEmpty() ? null : byId.put(event.id(), event);
            if (earlier == null) {
                // As of live events: those of other kinds would make users older than the models saw any.
                (log.context().log().carried().contains(event.kind()) ? days : unread)
                        .add(LedgerDay.of(log.context().log().day(event.at()), event));
            } else if (!earlier.equals(event)) {
                throw fields.wrong("id", "unique: an event of this id with other content came before");
            }
        }
        notCounted += unread.size();
        UserLedger ledger = UserLedger.merge(user, days);
        LocalDate firstDay = state.population()
                .map(served -> served.population().header().firstDay())
                .orElseGet(() -> Stream.concat(days.stream(), unread.stream())
                        .map(LedgerDay::day)
                        .min(Integer::compare)
                        .map(LocalDate::ofEpochDay)
                        .orElse(asOf));
        return Subject.of(ledger, asOf, firstDay, log, "request.events");
    }

    private static Set<String> featureIds() {
        Set<String> ids = new TreeSet<>();
        FeatureCatalogue.features().stream().map(Feature::id).forEach(ids::add);
        return ids;
    }
}
