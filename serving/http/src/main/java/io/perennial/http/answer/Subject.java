package io.perennial.http.answer;

import io.perennial.features.feature.FeatureCatalogue;
import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.feature.UserSnapshot;
import io.perennial.features.ledger.History;
import io.perennial.features.ledger.UserLedger;
import io.perennial.http.ledger.KnownUser;
import io.perennial.scoring.score.UserRow;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A user about to be scored, and how fresh what is known of them is.
 *
 * @param row        the user as the scorer reads one
 * @param source     where the features came from: {@code population@3}, {@code population@3+live}, {@code live},
 *                   {@code request.features}, {@code request.events}
 * @param inProgress whether the last day that is seen is not over
 * @param newestEvent the newest day of which events came that could be seen; empty where nobody knows, as of rows that
 *                   come with a request
 * @param reasons    codes of the reasons for this very score, by the batch or as asked for, the strongest first; empty
 *                   where there are none
 */
public record Subject(
        UserRow row, String source, boolean inProgress, Optional<LocalDate> newestEvent, List<String> reasons) {

    private static final int SILENCE = FeatureCatalogue.index("silence_days");

    /** A user whose ledger is known: the very code the batch runs. */
    public static Subject of(
            UserLedger ledger, LocalDate asOf, LocalDate firstDay, FeatureSchema schema, String source) {
        History history = History.timeline(ledger).asOf(Math.toIntExact(asOf.toEpochDay()));
        UserSnapshot snapshot = UserSnapshot.of(history, schema, Math.toIntExact(firstDay.toEpochDay()));
        UserRow row = new UserRow(
                ledger.user(),
                snapshot.asOf(),
                snapshot.eligible(),
                !snapshot.everActive(),
                snapshot.features(),
                snapshot.sequence());
        return new Subject(row, source, false, Optional.empty(), List.of());
    }

    /** A user as known now. */
    static Subject of(KnownUser known, FeatureSchema schema) {
        Subject subject = of(known.ledger(), known.day().asOf(), known.firstDay(), schema, known.source());
        return new Subject(
                subject.row,
                subject.source,
                known.day().inProgress(),
                known.day().newestEvent(),
                List.of());
    }

    /** The same under another id, such as a pseudonym. */
    public Subject named(String user) {
        return new Subject(row.named(user), source, inProgress, newestEvent, reasons);
    }

    /** The same with reasons that were given for this very score. */
    public Subject withReasons(List<String> codes) {
        return new Subject(row, source, inProgress, newestEvent, List.copyOf(codes));
    }

    /** A user whose features are known; eligibility is what their silence says. */
    public static Subject of(
            String user, LocalDate asOf, double[] features, double[] sequence, FeatureSchema schema, String source) {
        double silence = features[SILENCE];
        boolean eligible = schema.context().churn().isEligible(silence);
        UserRow row = new UserRow(
                user, Math.toIntExact(asOf.toEpochDay()), eligible, Double.isNaN(silence), features, sequence);
        return new Subject(row, source, false, Optional.empty(), List.of());
    }

    /** The same user with features moved to other values; eligibility is what the silence says then. */
    Subject moved(double[] features, FeatureSchema schema) {
        LocalDate asOf = LocalDate.ofEpochDay(row.asOf());
        Subject other = of(row.user(), asOf, features, row.sequence(), schema, "what-if of " + source);
        return new Subject(other.row, other.source, inProgress, newestEvent, List.of());
    }

    /** A row of a table, its cells as numbers in the order of the model's schema. */
    static Subject ofTable(String user, LocalDate asOf, double[] cells, Map<String, String> unknown) {
        return new Subject(
                UserRow.ofTable(user, Math.toIntExact(asOf.toEpochDay()), cells, unknown),
                "request.features",
                false,
                Optional.empty(),
                List.of());
    }
}
