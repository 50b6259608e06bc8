package io.perennial.scoring.score;

/** A model's numbers break what they owe each other: no score is given. */
public final class IncoherentScoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    IncoherentScoreException(String breach) {
        super("the score is withheld: " + breach + "; the model is broken, roll it back");
    }
}
