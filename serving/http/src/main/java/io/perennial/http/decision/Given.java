package io.perennial.http.decision;

import io.perennial.features.profile.ChurnGrade;
import io.perennial.http.answer.Subject;
import io.perennial.http.live.Arm;
import io.perennial.scoring.model.ModelId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * An answer as it leaves the server: what a decision is made of, away from who waits for the answer.
 *
 * @param question what was asked
 * @param subject  the user, by the id that was asked with
 * @param user     who stands behind that id, in whose history it is kept
 * @param models   the versions that answered
 * @param arm      which of the versions in traffic they were
 * @param today    the day by which the age of the features was told
 * @param grades   where the grades of churn began
 * @param at       when
 * @param answer   the answer
 */
record Given(
        Question question,
        Subject subject,
        String user,
        List<ModelId> models,
        Arm arm,
        LocalDate today,
        ChurnGrade.Thresholds grades,
        Instant at,
        SentAnswer answer) {}
