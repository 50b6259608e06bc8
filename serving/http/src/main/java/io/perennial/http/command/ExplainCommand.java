package io.perennial.http.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.command.playbook.PlaybookFile;
import io.perennial.features.feature.Language;
import io.perennial.http.answer.ComparisonView;
import io.perennial.http.answer.CounterfactualText;
import io.perennial.http.answer.CounterfactualView;
import io.perennial.http.answer.ExplanationView;
import io.perennial.http.answer.ScoreView;
import io.perennial.http.answer.Subject;
import io.perennial.http.answer.Subjects;
import io.perennial.http.api.Json;
import io.perennial.http.ledger.KnownUser;
import io.perennial.http.ledger.LiveLedger;
import io.perennial.http.live.LiveState;
import io.perennial.http.live.ServingState;
import io.perennial.http.store.EventStore;
import io.perennial.http.store.StoreAddress;
import io.perennial.scoring.explain.ExplanationResult;
import io.perennial.scoring.explain.MonthsExplanation;
import io.perennial.scoring.explain.Target;
import io.perennial.scoring.score.Score;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code explain}: why one user has the score they have, in the terminal. */
@Command(name = "explain", description = "Why one user has this score.", mixinStandardHelpOptions = true)
public final class ExplainCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private RegistryOption registry;

    @Parameters(paramLabel = "USER", description = "id of the user")
    private String user;

    @Option(names = "--target", description = "churn, ltv or trend (default: ${DEFAULT-VALUE})", defaultValue = "churn")
    private Target target;

    @Option(names = "--lang", description = "zh or en (default: ${DEFAULT-VALUE})", defaultValue = "en")
    private Language language;

    @Option(names = "--compare-to", paramLabel = "DAY", description = "an earlier as-of to tell the change since")
    private String compareTo;

    @Option(names = "--goal", paramLabel = "P", description = "tell the smallest change that brings churn below P")
    private Double goal;

    @Option(names = "--json", description = "as JSON, the same as over HTTP")
    private boolean json;

    @Override
    public Integer call() {
        try (LiveState live = new LiveState(
                        registry.existing(), PlaybookFile.standard().grades());
                EventStore none = StoreAddress.inMemory()) {
            live.refresh();
            ServingState state = live.state();
            LiveLedger ledger = new LiveLedger(none, Clock.systemUTC());
            Subjects subjects = new Subjects(state, ledger, 1, ScoreView.today(state, Clock.systemUTC()));
            KnownUser known = subjects.known(user);
            Subject subject = subjects.of(known);
            Optional<Subject> earlier = Optional.ofNullable(compareTo)
                    .map(day -> subjects.earlier(known, ComparisonView.day(day, subject, known.firstDay())));
            ComparisonView comparison = new ComparisonView(state, live.past(), language);
            if (json) {
                print(Json.pretty(tree(state, subject, earlier, comparison)));
                return 0;
            }
            Score score = state.requireScorer().score(subject.row());
            lines(state.requireExplainer().explain(subject.row(), score, target), score)
                    .forEach(this::print);
            earlier.ifPresent(then -> ChangeText.lines(comparison.since(then, subject, target), compareTo, language)
                    .forEach(this::print));
            if (goal != null) {
                print("");
                print(smallest(state, subject));
            }
            return 0;
        }
    }

    private List<String> lines(ExplanationResult result, Score score) {
        return result instanceof MonthsExplanation months
                ? MonthsText.lines(months, score, language)
                : ExplanationText.lines(ExplanationView.require(result), score, language);
    }

    private String smallest(ServingState state, Subject subject) {
        return CounterfactualText.of(language, state.requireScorer().schema())
                .of(CounterfactualView.of(state.requireScorer(), subject, goal()));
    }

    private OptionalDouble goal() {
        if (!(goal > 0 && goal <= 1)) {
            throw new IllegalArgumentException("--goal is " + goal + ", not a probability above 0 up to 1");
        }
        return OptionalDouble.of(goal);
    }

    private ObjectNode tree(ServingState state, Subject subject, Optional<Subject> earlier, ComparisonView comparison) {
        ScoreView scores = new ScoreView(state, ScoreView.today(state, Clock.systemUTC()), UnaryOperator.identity());
        ObjectNode node = new ExplanationView(state, scores, language).explanation(subject, target);
        earlier.ifPresent(then -> node.set("change", comparison.change(then, subject, target)));
        if (goal != null) {
            node.set("counterfactual", new CounterfactualView(state, scores, language).answer(subject, goal()));
        }
        return node;
    }

    private void print(String line) {
        spec.commandLine().getOut().println(line);
    }
}
