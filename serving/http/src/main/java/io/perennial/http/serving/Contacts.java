package io.perennial.http.serving;

import io.perennial.features.event.Event;
import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.ledger.LogDefinition;
import io.perennial.http.answer.Advice;
import io.perennial.http.answer.EventReader;
import io.perennial.http.answer.Subjects;
import io.perennial.http.api.Caller;
import io.perennial.http.api.Fields;
import io.perennial.http.api.Problem;
import io.perennial.http.api.Problem.Kind;
import io.perennial.http.api.Request;
import io.perennial.http.decision.Feedback;
import io.perennial.http.ledger.EventIntake;
import io.perennial.http.ledger.KnownUser;
import io.perennial.http.live.ServingState;
import io.perennial.http.store.Acceptance;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records that users are contacted, each contact as an event of kind touch that no log will hold. Who is not to be
 * contacted has none recorded.
 *
 * @param serving where it is recorded
 */
public record Contacts(Serving serving) {

    private static final Logger LOG = LoggerFactory.getLogger(Contacts.class);

    /**
     * A contact that is on disk.
     *
     * @param event   as it was recorded; of one without an id that was recorded before, as it was told now, of the same day
     * @param isAgain whether it was recorded before
     * @param advice  what is advised from now on
     */
    public record Made(Event event, boolean isAgain, Advice advice) {}

    /**
     * Records a contact, unless it is recorded already: then nobody is asked whether it was right.
     *
     * @param id      id or alias of the user
     * @param contact when, by which channel and under which id, as far as they are told
     * @throws Problem where the user is unknown or not to be contacted, or the contact can't be used
     */
    public Made record(String id, Fields contact, Caller by) {
        Made made = recorded(id, contact);
        if (!made.isAgain()) {
            tell(made.event(), by);
        }
        return made;
    }

    private Made recorded(String id, Fields contact) {
        ServingState state = serving.state(id);
        Subjects subjects = serving.subjects(state);
        FeatureSchema schema = subjects.requireLog();
        // Asking whether one may and keeping it are one step: of two at once only one may make the limit full.
        try (EventIntake.Turn turn = serving.ledger().intake().turnOf(state.population(), schema, id)) {
            KnownUser known = subjects.known(id);
            List<Event> readings = readings(contact, schema, known);
            Optional<Event> kept = readings.stream()
                    .filter(event -> turn.taken(state.population(), schema, event)
                            .filter(taken -> isRecorded(taken, contact))
                            .isPresent())
                    .findFirst();
            if (kept.isPresent()) {
                return new Made(kept.get(), true, advice(state, subjects, known));
            }
            Event event = readings.get(0);
            requireAllowed(id, advice(state, subjects, known));
            requireTimely(contact, state, schema, event);
            boolean isAgain = requireKept(turn.keepOurOwn(state.population(), schema, event), contact);
            return new Made(event, isAgain, advice(state, subjects, subjects.known(id)));
        }
    }

    private void requireTimely(Fields contact, ServingState state, FeatureSchema schema, Event event) {
        serving.ledger()
                .intake()
                .objection(state.population(), schema, event.at())
                .ifPresent(objection -> {
                    throw contact.wrong("at", objection);
                });
    }

    /** Says who did it, beside what the user was told; the contact itself is on disk by now. */
    private void tell(Event event, Caller by) {
        serving.decisions().log().ifPresent(log -> {
            try {
                log.contacts()
                        .add(new Feedback(
                                serving.clock().instant(),
                                "",
                                log.pseudonym(event.user()),
                                List.of(),
                                Feedback.Kind.CONTACTED,
                                "",
                                event.channel(),
                                by.id()));
            } catch (UncheckedIOException | Problem e) {
                LOG.error("who recorded a contact could not be kept", e);
            }
        });
    }

    /** What a contact may say: where it tells an id and no instant, the one of yesterday sent again past midnight too. */
    private List<Event> readings(Fields contact, FeatureSchema schema, KnownUser known) {
        LogDefinition log = schema.context().log();
        LocalDate today = LocalDate.ofInstant(serving.clock().instant(), log.zone());
        EventReader reader = new EventReader(log);
        String user = known.ledger().user();
        Event told = reader.touch(contact, user, today);
        return contact.has("id") ? List.of(told, reader.touch(contact, user, today.minusDays(1))) : List.of(told);
    }

    private Advice advice(ServingState state, Subjects subjects, KnownUser known) {
        return Advice.of(
                state,
                known,
                state.requireScorer().score(subjects.of(known).row()),
                serving.config().playbook());
    }

    private static void requireAllowed(String id, Advice advice) {
        advice.what().bar().ifPresent(cause -> {
            throw Problem.because(
                    Kind.NO_CONTACT,
                    cause.id(),
                    "user '" + Request.shown(id) + "' is not to be contacted: " + cause.en());
        });
    }

    /** Whether what is kept under its id is this contact: of those without an id there is one a day and channel, whenever it was. */
    private static boolean isRecorded(Acceptance taken, Fields contact) {
        return taken == Acceptance.DUPLICATE || (taken == Acceptance.CONFLICT && !contact.has("id"));
    }

    /** Whether it was kept before, as another server may have done meanwhile. */
    private static boolean requireKept(Acceptance acceptance, Fields contact) {
        return switch (acceptance) {
            case ACCEPTED -> false;
            case DUPLICATE -> true;
            case CONFLICT -> {
                if (isRecorded(acceptance, contact)) {
                    yield true;
                }
                throw Problem.at(
                        Kind.CONFLICT,
                        "id",
                        "another event was kept under this id before; give this contact an id of its own");
            }
            case ERASED -> throw Problem.of(Kind.ERASED_USER, "the user was erased, and no contact is recorded");
        };
    }
}
