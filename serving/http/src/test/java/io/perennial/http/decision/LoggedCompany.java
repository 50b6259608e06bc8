package io.perennial.http.decision;

import io.perennial.features.feature.FeatureCatalogue;
import io.perennial.features.profile.ChurnGrade;
import io.perennial.http.TinyCompany;
import io.perennial.http.answer.ScoreAnswer;
import io.perennial.http.answer.ScoreView;
import io.perennial.http.answer.Subject;
import io.perennial.http.config.DecisionConfig;
import io.perennial.http.live.LiveState;
import io.perennial.http.live.PastModels;
import io.perennial.http.live.ServingState;
import io.perennial.scoring.registry.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** The tiny company as it answers, its log of decisions, and scores that are told and logged. One thread. */
final class LoggedCompany {

    static final LocalDate TODAY = TinyCompany.AS_OF.plusDays(2);
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-03T10:00:00Z"), ZoneOffset.UTC);
    private static final int WIDTH = FeatureCatalogue.features().size();

    private final Path root;
    private final Registry registry;
    private ServingState state;

    LoggedCompany(Path root) {
        this.root = root;
        registry = Registry.at(root.resolve("registry"));
        TinyCompany.publishModels(registry);
        look();
    }

    ServingState state() {
        return state;
    }

    void publishChurn(double shift) {
        TinyCompany.publish(registry, "churn", TinyCompany.churn(shift), TinyCompany.SCHEMA);
        look();
    }

    private void look() {
        try (LiveState live = new LiveState(registry, ChurnGrade.Thresholds.defaults())) {
            live.refresh();
            state = live.state();
        }
    }

    static Subject subject(String user, SplittableRandom random) {
        double[] features = new double[WIDTH];
        for (int i = 0; i < WIDTH; i++) {
            features[i] = random.nextInt(5) == 0 ? Double.NaN : 200 * random.nextDouble();
        }
        features[FeatureCatalogue.index("silence_days")] = random.nextInt(300);
        return Subject.of(user, TinyCompany.AS_OF, features, null, TinyCompany.SCHEMA, "request.features");
    }

    String score(DecisionLog log, Subject subject) {
        Recorder recorder = new Recorder(Optional.of(log), CLOCK);
        ScoreAnswer answer = new ScoreView(state, TODAY, recorder::name)
                .answer(subject, state.requireScorer().score(subject.row()));
        return recorder.record(state, TODAY, answer).predictionId();
    }

    List<Path> files() throws IOException {
        try (var files = Files.list(root.resolve("decisions"))) {
            return files.toList();
        }
    }

    DecisionConfig config() {
        return DecisionConfig.in(root.resolve("decisions"));
    }

    PastModels past() {
        return new PastModels(registry);
    }
}
