package io.perennial.http.user;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.perennial.features.feature.Dimension;
import io.perennial.features.feature.Language;
import io.perennial.http.report.Labels;
import io.perennial.http.words.Numbers;
import io.perennial.http.words.PlainText;
import io.perennial.http.words.Words;
import io.perennial.scoring.explain.Change;
import io.perennial.scoring.explain.Explanation.Contribution;
import io.perennial.scoring.explain.Target;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoreChangeTest {

    private static final LocalDate FROM = LocalDate.of(2026, 8, 1);
    private static final LocalDate TO = LocalDate.of(2026, 9, 1);

    @Test
    void users_are_not_blamed_for_what_another_calibration_did() {
        assertEquals("“calibration” moved it most: +29.4 pp.", told(0.10, 0.294, 0.059));
        assertEquals("“model” moved it most: −31.0 pp.", told(-0.31, 0.294, 0.059));
        assertEquals("“context” moved it most: +31.0 pp.", told(0.10, 0.294, 0.31));
        assertEquals("“frequency” moved it most: −7.8 pp.", told(0, 0, 0.059));
    }

    private static String told(double model, double calibration, double context) {
        double frequency = -0.078;
        List<Contribution> dimensions =
                List.of(new Contribution(Dimension.FREQUENCY, frequency, Double.NaN, Double.NaN));
        double to = 0.373 + model + calibration + context + frequency;
        Change change = new Change(Target.CHURN, 0.373, to, context, dimensions, model, calibration, 0);
        Words words = Words.of(Language.EN, List.of(Words.REPORT, "user/user"));
        Numbers numbers = new Numbers(Language.EN, "CNY");
        ScoreChange told = ScoreChange.of(new Wording(words, numbers, new Labels(words, numbers)), change, FROM, TO);
        return PlainText.of(told.chart().orElseThrow().reading());
    }
}
