package io.perennial.http.decision;

import io.perennial.features.feature.Language;
import io.perennial.scoring.explain.Target;
import java.util.Locale;

/**
 * What was asked about a user.
 *
 * @param kind     what kind of answer
 * @param target   which score is explained; churn for a score, which tells them all
 * @param language language of words; English for a score, which has none
 */
public record Question(Kind kind, Target target, Language language) {

    /** The kinds of answers. */
    public enum Kind {
        SCORE,
        EXPLANATION;

        /** The name in JSON: lower case. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A score. */
    public static Question score() {
        return new Question(Kind.SCORE, Target.CHURN, Language.EN);
    }

    /** An explanation. */
    public static Question explanation(Target target, Language language) {
        return new Question(Kind.EXPLANATION, target, language);
    }
}
