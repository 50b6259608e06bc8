package io.perennial.http.page;

import io.perennial.features.feature.FeatureCatalogue;
import io.perennial.features.profile.ValueHealth;
import io.perennial.http.answer.Subject;
import io.perennial.http.answer.Subjects;
import io.perennial.http.api.Access;
import io.perennial.http.api.Problem.Kind;
import io.perennial.http.api.Route;
import io.perennial.http.api.Schema;
import io.perennial.http.ledger.KnownUser;
import io.perennial.http.live.ServingState;
import io.perennial.http.page.Pages.Sheet;
import io.perennial.http.serving.ExplainPool;
import io.perennial.http.serving.Serving;
import io.perennial.http.user.ReasonRow;
import io.perennial.http.user.RecommendedAction;
import io.perennial.http.user.ScoreHistory;
import io.perennial.http.user.ScoreParts;
import io.perennial.http.user.SpendingTrend;
import io.perennial.http.user.UserActivity;
import io.perennial.http.user.UserFeatures;
import io.perennial.http.user.UserPortrait;
import io.perennial.http.user.UserProfile;
import io.perennial.http.user.UserSummary;
import io.perennial.http.user.WhatIfForm;
import io.perennial.http.user.WhatIfResult;
import io.perennial.http.user.Wording;
import io.perennial.scoring.model.ModelId;
import io.perennial.scoring.score.IncoherentScoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One user: the scores and why, what changed, what would change them, what to do, and where all of it comes from. */
public final class UserPage {

    private static final Logger LOG = LoggerFactory.getLogger(UserPage.class);
    /** The parameter by which the page is told that it is shown after a contact was recorded. */
    static final String RECORDED = "recorded";

    private static final Route.Parameter ID = Route.Parameter.path("id", "id or alias of the user", Schema.text("id"));

    private final Pages pages;
    private final Serving serving;
    private final ExplainPool pool;

    UserPage(Pages pages, Serving serving, ExplainPool pool) {
        this.pages = pages;
        this.serving = serving;
        this.pool = pool;
    }

    /**
     * What the page shows.
     *
     * @param user       id, or the pseudonym in a copy that is handed on
     * @param portrait   what kind of user they are
     * @param features   every feature, beside the peers
     * @param activity   what the user did and received
     * @param history    what was served before; empty where no decision log is kept
     * @param prediction id of the answer it is made of
     * @param contact    id under which a contact is recorded from this page: of this view of it alone, so that a form sent
     *                   twice records one contact, and two people, or one who comes back, record two
     * @param source     where the features came from
     * @param feedback   what people said; empty where no decision log is kept
     */
    public record Model(
            Frame frame,
            String user,
            UserSummary person,
            UserPortrait portrait,
            List<String> notices,
            Optional<ScoreParts> parts,
            List<ReasonRow> reasons,
            UserFeatures features,
            UserActivity activity,
            Optional<ScoreParts> valueParts,
            Optional<SpendingTrend> trend,
            Optional<ScoreHistory> history,
            RecommendedAction action,
            ScoreChangeSection change,
            GoalSection goal,
            Optional<WhatIfForm> form,
            String prediction,
            String contact,
            String source,
            Optional<FeedbackSection> feedback) {

        /** Where a contact is recorded. */
        public String contactHref() {
            return frame.visit().address().path() + "/contact";
        }

        /** Whether the page is shown after a contact was recorded. */
        public boolean isContactRecorded() {
            return frame.visit().request().oneOf(RECORDED, Schema.NO_YES).equals("true");
        }

        /** The page where other values are tried. */
        public String tryHref() {
            return frame.visit().address().path() + "/what-if";
        }

        /** The trace of the answer. */
        public String traceHref() {
            return Address.of("/trace/" + prediction).href();
        }

        /** The trace of an answer that was given before. */
        public String traceHref(ScoreHistory.Row row) {
            return Address.of("/trace/" + row.predictionId()).href();
        }

        /** The page with the change since an answer that was given before. */
        public String sinceHref(ScoreHistory.Row row) {
            return Address.of(frame.visit().address().path())
                            .with("since", row.predictionId())
                            .href() + "#change";
        }

        /** Versions that answer, with links to their pages. */
        public List<ModelId> models() {
            return frame.basis().map(Basis::models).orElse(List.of());
        }
    }

    /** What the page shows where a score's parts do not add up to it, or the model gives numbers that can't be. */
    public record Withheld(Frame frame, String user) {}

    /**
     * What the page of another try shows.
     *
     * @param user  id
     * @param form  the form as it was filled in
     * @param tried what comes of it; empty where nothing was changed or something can't be tried
     */
    public record Trying(Frame frame, String user, Optional<WhatIfForm> form, Optional<WhatIfResult> tried) {

        /** The page of the user. */
        public String userHref() {
            return Address.ofUser(user).href();
        }
    }

    List<Route> routes() {
        return List.of(
                pages.route(
                        Route.get(
                                        "/users/{id}",
                                        Access.ANALYST,
                                        "userPage",
                                        "One user, as a page: scores, reasons, what changed, what would change them, what to do.")
                                .taking(
                                        ID,
                                        Route.Parameter.query("goal", "what to fall below, %", Schema.text("number")),
                                        Route.Parameter.query("from", "day to compare from", Schema.text("ISO day")),
                                        Route.Parameter.query("to", "day to compare to", Schema.text("ISO day")),
                                        Route.Parameter.query("since", "answer to compare with", Schema.text("id")),
                                        Route.Parameter.query(
                                                RECORDED,
                                                "whether a contact was recorded just now",
                                                Schema.oneOf(Schema.NO_YES)))
                                .refusing(Kind.UNKNOWN_USER, Kind.STORE_DOWN),
                        this::page),
                pages.route(
                        Route.get(
                                        "/users/{id}/what-if",
                                        Access.ANALYST,
                                        "whatIfPage",
                                        "One user with actionable features at other values, as a page; nothing is kept.")
                                .taking(tryParameters())
                                .refusing(Kind.UNKNOWN_USER, Kind.STORE_DOWN),
                        this::trying));
    }

    private static List<Route.Parameter> tryParameters() {
        List<Route.Parameter> parameters = new ArrayList<>(List.of(ID));
        FeatureCatalogue.features().stream()
                .filter(feature -> feature.actionable())
                .forEach(feature -> parameters.add(
                        Route.Parameter.query(WhatIfForm.PREFIX + feature.id(), feature.en(), Schema.text("number"))));
        return parameters;
    }

    /** The user a visit is about, as one state of the server sees them. */
    private record Seen(
            Visit visit, Frame frame, ServingState state, Subjects subjects, KnownUser known, Subject subject) {

        Sheet withheld() {
            return new Sheet("page/withheld.jte", new Withheld(frame, frame.title()));
        }
    }

    /**
     * The store and the log are asked by who visits: a disk that hangs would keep the few threads that explain from
     * everybody's explanations.
     */
    private Sheet page(Visit visit) {
        Seen seen = seen(visit);
        Optional<UserProfile> explained = pool.run(() -> profile(seen));
        if (explained.isEmpty()) {
            return seen.withheld();
        }
        UserProfile profile = explained.get();
        String prediction = profile.recorded(serving.decisions(), serving.view(seen.state()), serving.today());
        UserLog log = UserLog.read(serving.decisions().log(), seen.known().ids(), prediction);
        return pool.runOn(() -> new Sheet("page/user.jte", model(seen, profile, log)));
    }

    private Sheet trying(Visit visit) {
        Seen seen = seen(visit);
        return pool.run(
                () -> profile(seen).map(profile -> trying(seen, profile)).orElseGet(seen::withheld));
    }

    private Seen seen(Visit visit) {
        String id = visit.request().path("id");
        ServingState state = serving.state(id);
        Subjects subjects = serving.subjects(state);
        KnownUser known = subjects.known(id);
        Subject subject = subjects.of(known);
        Frame frame = frame(visit, subject, state);
        return new Seen(visit, frame, state, subjects, known, subject);
    }

    /** What can be told of a user; empty where it must be withheld. */
    private Optional<UserProfile> profile(Seen seen) {
        ValueHealth.Weights weights = serving.config().valueHealth().weights();
        try {
            return Optional.of(
                            new UserProfile(wording(seen.frame()), seen.state(), weights, seen.known(), seen.subject()))
                    .filter(profile -> !profile.withheld());
        } catch (IncoherentScoreException e) {
            LOG.warn("a score is withheld from its page: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private Model model(Seen seen, UserProfile profile, UserLog log) {
        Frame frame = seen.frame();
        Subject subject = seen.subject();
        return new Model(
                frame,
                frame.title(),
                profile.person(),
                profile.portrait(),
                profile.notices(),
                profile.parts(),
                profile.reasons(),
                profile.features(),
                profile.activity(),
                profile.valueParts(),
                profile.trend(),
                log.history().map(profile::history),
                profile.action(serving.config().playbook()),
                new Comparing(serving, wording(frame), seen.state(), seen.subjects(), log)
                        .section(seen.visit().request(), seen.known(), subject),
                GoalSection.of(seen.visit().request(), profile, frame),
                profile.form(name -> Optional.empty()),
                log.prediction(),
                UUID.randomUUID().toString(),
                subject.source(),
                FeedbackSection.of(frame, log.prediction(), profile.reasons(), log.said()));
    }

    private Sheet trying(Seen seen, UserProfile profile) {
        Optional<WhatIfForm> form = profile.form(seen.visit().request()::query);
        Frame frame = seen.frame();
        return new Sheet("page/what-if.jte", new Trying(frame, frame.title(), form, form.flatMap(profile::tried)));
    }

    private Frame frame(Visit visit, Subject subject, ServingState state) {
        Frame frame = pages.frame(visit, "user.title", Optional.of(Place.USERS), state);
        Frame titled = frame.titled(frame.named(subject.row().user()));
        boolean isOfPopulation = state.population()
                .filter(served -> served.id().toString().equals(subject.source()))
                .isPresent();
        // Nothing need be known of a user since: the day that live events moved on makes other numbers.
        return isOfPopulation && !subject.inProgress() ? titled : titled.withLive();
    }

    private static Wording wording(Frame frame) {
        return new Wording(frame.words(), frame.numbers(), frame.labels());
    }
}
