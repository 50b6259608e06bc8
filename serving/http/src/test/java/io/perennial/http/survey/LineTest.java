package io.perennial.http.survey;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.perennial.features.feature.Language;
import io.perennial.features.profile.Risk;
import io.perennial.features.profile.WinBack;
import io.perennial.http.TinyCompany;
import io.perennial.http.live.Arm;
import io.perennial.http.report.Labels;
import io.perennial.http.report.Reasons;
import io.perennial.http.report.Report.Why;
import io.perennial.http.words.Numbers;
import io.perennial.http.words.Words;
import io.perennial.scoring.score.Score;
import io.perennial.scoring.score.Score.Frame;
import io.perennial.scoring.score.Score.Profile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class LineTest {

    private static final String LOWERS = "RC-DIM-VALUE-DOWN";
    private static final String RAISES = "RC-DIM-SILENCE-UP";

    @Test
    void what_lowers_a_risk_is_never_told_as_the_reason_of_an_alarm() {
        for (Risk risk : List.of(Risk.AMBER, Risk.RED)) {
            assertEquals(Optional.of(RAISES), told(risk, LOWERS, RAISES));
            assertEquals(Optional.empty(), told(risk, LOWERS));
            assertEquals(Arrays.asList("last seen", null, "true"), cells(risk, LOWERS, RAISES));
            assertEquals(Arrays.asList(null, null, null), cells(risk, LOWERS));
        }
        assertEquals(Optional.of(LOWERS), told(Risk.GREEN, LOWERS, RAISES));
        assertEquals(Arrays.asList("value", null, "false"), cells(Risk.GREEN, LOWERS, RAISES));
    }

    private static Optional<String> told(Risk risk, String... codes) {
        return line(risk, codes).reason().map(Why::code);
    }

    private static List<String> cells(Risk risk, String... codes) {
        Labels labels = new Labels(Words.of(Language.EN), new Numbers(Language.EN, "CNY"));
        Line line = line(risk, codes);
        List<String> cells = new ArrayList<>();
        for (UserCsv.Entry entry : UserCsv.columns(false, labels)) {
            if (entry.head().startsWith("reason")) {
                Object cell = entry.value().apply(line);
                cells.add(cell == null ? null : cell.toString());
            }
        }
        return cells;
    }

    private static Line line(Risk risk, String... codes) {
        Score score = new Score(
                "u1",
                (int) TinyCompany.AS_OF.toEpochDay(),
                true,
                OptionalInt.empty(),
                Double.NaN,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                new Profile(50, "mature", "", "", ""),
                List.of(codes),
                new Frame("1", "1", "", 90, 3, "CNY"),
                List.of());
        return new Line(
                score,
                risk,
                Tier.TOP,
                Arm.CHAMPION,
                Optional.empty(),
                new WinBack.Refrain(WinBack.Cause.NO_SCORE),
                Arrays.stream(codes).map(Reasons::of).toList());
    }
}
