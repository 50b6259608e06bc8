package io.perennial.training.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.perennial.features.feature.Dimension;
import io.perennial.scoring.explain.Reason;
import io.perennial.scoring.explain.Reason.Peer;
import java.util.List;
import org.junit.jupiter.api.Test;

class CauseTest {

    private static Reason reason(String column, double contribution) {
        return new Reason(1, "", Dimension.VALUE, column, contribution, 1, Peer.NONE, true, "", "");
    }

    @Test
    void what_stands_behind_a_risk_is_the_strongest_reason_that_raises_it() {
        List<Cause> causes = Cause.of(List.of(
                List.of(reason("months", -0.3), reason("plan", 0.2), reason("calls", 0.1)),
                List.of(reason("plan", 0.2)),
                List.of(reason("calls", 0.4), reason("plan", 0.2)),
                List.of(reason("months", -0.3)),
                List.of()));
        assertEquals(List.of(new Cause("plan", true, 2), new Cause("calls", true, 1)), causes);
    }
}
