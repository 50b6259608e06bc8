package io.perennial.training.evaluation;

import java.util.List;
import java.util.stream.Stream;

/**
 * What was chosen among candidates, and what judging said of it.
 *
 * @param family   id of the candidate
 * @param naive    whether it is a naive rule
 * @param verdict  what judging said, one sentence
 * @param judgedOn which rows the reported figures are of
 * @param notes    what else a reader must know, sentences
 */
public record Chosen(String family, boolean naive, String verdict, String judgedOn, List<String> notes) {

    public Chosen {
        notes = List.copyOf(notes);
    }

    /** The same with more to know. */
    public Chosen noting(List<String> more) {
        return new Chosen(
                family,
                naive,
                verdict,
                judgedOn,
                Stream.concat(notes.stream(), more.stream()).toList());
    }
}
