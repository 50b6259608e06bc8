package io.perennial.http.page;

import gg.jte.Content;
import io.perennial.http.user.ScoreChange;
import java.time.LocalDate;
import java.util.Optional;

/**
 * The form that asks what changed between two days, and its answer.
 *
 * @param from  what stands in the first field
 * @param to    what stands in the second
 * @param least first day that can be asked for
 * @param most  last day
 * @param told  the answer; empty where nothing was asked, or the days can't be used
 * @param wrong why the days can't be used
 * @param note  what to read it with
 */
public record ScoreChangeSection(
        String from,
        String to,
        LocalDate least,
        LocalDate most,
        Optional<ScoreChange> told,
        Optional<Content> wrong,
        Optional<String> note) {

    /** The form before anything was asked. */
    static ScoreChangeSection asking(String from, String to, LocalDate least, LocalDate most) {
        return new ScoreChangeSection(from, to, least, most, Optional.empty(), Optional.empty(), Optional.empty());
    }

    ScoreChangeSection told(ScoreChange answer) {
        return new ScoreChangeSection(from, to, least, most, Optional.of(answer), Optional.empty(), note);
    }

    ScoreChangeSection wrong(Content why) {
        return new ScoreChangeSection(from, to, least, most, Optional.empty(), Optional.of(why), note);
    }

    ScoreChangeSection noting(String text) {
        return new ScoreChangeSection(from, to, least, most, told, wrong, Optional.of(text));
    }
}
