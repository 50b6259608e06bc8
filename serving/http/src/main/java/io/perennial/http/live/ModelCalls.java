package io.perennial.http.live;

import io.perennial.http.api.Problem;
import io.perennial.http.api.Request;
import io.perennial.scoring.score.Scorer;
import java.util.Locale;
import java.util.function.Supplier;

/** Is told what versions were asked and how it ended. For any number of threads. */
public interface ModelCalls {

    /** Nobody keeps count. */
    ModelCalls UNCOUNTED = new ModelCalls() {
        @Override
        public void scored(Call call, int rows) {}

        @Override
        public void ended(Call call, Ending ending) {}
    };

    /** As what a version was asked. The sets here are closed, so that they can label metrics. */
    enum AskedAs {
        /** The one that answers. */
        CHAMPION,
        /** The one that is tried, seen by those who asked. */
        CHALLENGER,
        /** The one that is tried, unseen. */
        SHADOW,
        /** Any other, by its number. */
        NUMBER;

        /** As what the models of an arm answer: in the hold-out these are the champions. */
        public static AskedAs of(Arm arm) {
            return arm == Arm.CHALLENGER ? CHALLENGER : CHAMPION;
        }

        /** The name in metrics. */
        public String id() {
            return lower(name());
        }
    }

    /** What a version was asked for. */
    enum Verb {
        /** Scores by the server's own routes. */
        SCORE,
        /** Scores by a standard protocol. */
        INFER,
        /** Scores with their reasons, by any route. */
        EXPLAIN;

        /** The name in metrics. */
        public String id() {
            return lower(name());
        }
    }

    /** How a call ended. */
    enum Ending {
        /** Answered; where a deadline dropped the explanation, with the scores alone. */
        OK,
        /** What was sent could not be taken, or there is no such score. */
        REFUSED,
        /** There was too much to do at once. */
        BUSY,
        /** Withheld, or gone wrong. */
        FAILED;

        private static Ending of(Problem problem) {
            if (problem.kind() == Problem.Kind.BUSY) {
                return BUSY;
            }
            return problem.kind().status() < 500 ? REFUSED : FAILED;
        }

        /** The name in metrics. */
        public String id() {
            return lower(name());
        }
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /**
     * What was asked of whom.
     *
     * @param scorer all its models take part, since each reads the scores of those before it
     * @param as     as what they were asked
     * @param verb   for what
     */
    record Call(Scorer scorer, AskedAs as, Verb verb) {

        /** A call of the models that answer in a state. */
        public static Call of(ServingState state, Verb verb) {
            return new Call(state.requireScorer(), AskedAs.of(state.arm()), verb);
        }
    }

    /** A call had so many rows scored. */
    void scored(Call call, int rows);

    /** A call is over. */
    void ended(Call call, Ending ending);

    /** Answers a call, and tells how that ended. */
    default <T> T counted(Call call, Supplier<T> answer) {
        T answered;
        try {
            answered = answer.get();
        } catch (Request.NeedsOwnThread again) {
            throw again; // It begins anew, and is counted then.
        } catch (Problem problem) {
            ended(call, Ending.of(problem));
            throw problem;
        } catch (RuntimeException failure) {
            ended(call, Ending.FAILED);
            throw failure;
        }
        ended(call, Ending.OK);
        return answered;
    }
}
