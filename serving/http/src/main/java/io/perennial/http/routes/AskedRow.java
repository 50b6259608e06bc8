package io.perennial.http.routes;

import io.perennial.http.answer.Extremes;
import io.perennial.http.answer.Subject;
import io.perennial.http.answer.Subjects;
import io.perennial.http.api.Fields;
import io.perennial.http.api.Problem;
import io.perennial.scoring.score.IncoherentScoreException;
import io.perennial.scoring.score.Scorer;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A row of a request that was read: who is to be scored, or what is wrong with the row. It holds nothing of the body it
 * came in, whose tree may be twenty times the body's bytes: rows may wait in a queue, bodies may not.
 *
 * @param subject who is to be scored; empty where there is a problem
 * @param problem empty where there is none
 * @param at      its place among the rows
 */
record AskedRow(Optional<Subject> subject, Optional<Problem> problem, int at) {

    /** A row that can be scored. */
    static AskedRow of(Subject subject, int at) {
        return new AskedRow(Optional.of(subject), Optional.empty(), at);
    }

    /** The rows of a body, at most so many; what is wrong with one is said of it alone. */
    static List<AskedRow> read(Fields body, Subjects subjects, int most) {
        Optional<LocalDate> asOf = Subjects.asOf(body);
        return body.objects(
                "rows",
                most,
                (row, at) -> of(subjects.row(row, asOf), at),
                (problem, at) -> new AskedRow(Optional.empty(), Optional.of(problem), at));
    }

    /** Who is to be scored, or the problem with the row. */
    Subject require() {
        return subject.orElseThrow(problem::orElseThrow);
    }

    /** The same row, about the same user with more known. */
    AskedRow with(Subject known) {
        return of(known, at);
    }

    /**
     * What is answered where its numbers give no score: the problem with the largest of them.
     *
     * @throws IncoherentScoreException the failure, where no number of the row is to blame
     */
    Problem unscored(IncoherentScoreException failure, Scorer scorer, Scorer.Session session) {
        String where = "rows[" + at + "].features.";
        return Extremes.problem(failure, require().row(), scorer.schema().ids(), where, session);
    }
}
