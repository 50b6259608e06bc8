package io.perennial.http.page;

import io.perennial.http.answer.ComparisonView;
import io.perennial.http.answer.Subject;
import io.perennial.http.answer.Subjects;
import io.perennial.http.api.Request;
import io.perennial.http.ledger.KnownUser;
import io.perennial.http.live.ServingState;
import io.perennial.http.serving.Serving;
import io.perennial.http.user.ScoreChange;
import io.perennial.http.user.Wording;
import io.perennial.scoring.explain.ChangeResult;
import io.perennial.scoring.explain.Target;
import io.perennial.scoring.model.ModelRefusedException;
import io.perennial.scoring.registry.RegistryException;
import io.perennial.scoring.score.IncoherentScoreException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Supplier;

/** Tells what changed: between two days, or since an answer that was given before. */
final class Comparing {

    private static final int A_WEEK = 7;

    private final Wording wording;
    private final Subjects subjects;
    private final ComparisonView comparison;

    private final UserLog log;

    Comparing(Serving serving, Wording wording, ServingState state, Subjects subjects, UserLog log) {
        this.wording = wording;
        this.subjects = subjects;
        this.log = log;
        this.comparison =
                new ComparisonView(state, serving.live().past(), wording.words().language());
    }

    /** The section as it was asked for. */
    ScoreChangeSection section(Request request, KnownUser known, Subject now) {
        LocalDate asOf = LocalDate.ofEpochDay(now.row().asOf());
        LocalDate least = known.firstDay().plusDays(1);
        String from = request.query("from").orElse(asOf.minusDays(A_WEEK).toString());
        String to = request.query("to").orElse(asOf.toString());
        ScoreChangeSection asked = ScoreChangeSection.asking(from, to, least, asOf);
        Optional<String> since = request.query("since");
        if (since.isPresent()) {
            return asked.told(sinceAnswer(since.get(), now));
        }
        return request.query("from").isPresent() || request.query("to").isPresent()
                ? between(asked, known, now)
                : asked;
    }

    private ScoreChangeSection between(ScoreChangeSection asked, KnownUser known, Subject now) {
        Optional<LocalDate> from = Subjects.day(asked.from());
        Optional<LocalDate> to = Subjects.day(asked.to());
        boolean isRight = from.isPresent()
                && to.isPresent()
                && !from.get().isBefore(asked.least())
                && from.get().isBefore(to.get())
                && !to.get().isAfter(asked.most());
        if (!isRight) {
            return asked.wrong(wording.words()
                    .say(
                            "user.change.bad_day",
                            Wording.plain(asked.least().minusDays(1)),
                            Wording.plain(asked.most())));
        }
        Subject earlier = subjects.earlier(known, from.get());
        Supplier<ChangeResult> result = to.get().equals(asked.most())
                ? () -> comparison.since(earlier, now, Target.CHURN)
                : () -> comparison.across(earlier, subjects.earlier(known, to.get()), Target.CHURN);
        ScoreChangeSection told = asked.told(tell(result, from.get(), to.get()));
        boolean hadModel = told.told().flatMap(ScoreChange::chart).isEmpty() || comparison.hadModel(from.get());
        return hadModel ? told : told.noting(wording.words().text("user.change.no_model"));
    }

    private ScoreChange sinceAnswer(String predictionId, Subject now) {
        return log.answer(predictionId)
                .map(decision -> tell(
                        () -> comparison.sinceAnswer(decision.models(), decision.arm(), decision.subject(), now),
                        LocalDate.ofEpochDay(decision.subject().row().asOf()),
                        LocalDate.ofEpochDay(now.row().asOf())))
                .orElseGet(
                        () -> ScoreChange.untold(Wording.plain(wording.words().text("user.change.gone"))));
    }

    private ScoreChange tell(Supplier<ChangeResult> result, LocalDate from, LocalDate to) {
        try {
            return ScoreChange.of(wording, result.get(), from, to);
        } catch (RegistryException | ModelRefusedException | IncoherentScoreException | IllegalArgumentException e) {
            return ScoreChange.untold(wording.words().say("user.change.not_comparable", Wording.plain(e.getMessage())));
        }
    }
}
