package io.perennial.training.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.perennial.training.evaluation.ClusterBootstrap.Interval;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When a table's model is worse than plain logistic regression. */
class ComparisonTest {

    private static Optional<Interval> worse(String rival, Interval logLoss) {
        Interval none = new Interval(0, -1, 1);
        return Comparison.worseThanPlain(List.of(new Comparison(rival, none, logLoss, none, 0.002, 0.002, false)));
    }

    @Test
    void it_is_worse_only_where_its_log_loss_lies_above_that_of_plain_regression_with_the_whole_interval() {
        Interval above = new Interval(0.02, 0.01, 0.03);
        assertEquals(Optional.of(above), worse("plain", above));
        assertEquals(Optional.empty(), worse("plain", new Interval(0.02, 0, 0.03)));
        assertEquals(Optional.empty(), worse("plain", new Interval(-0.02, -0.03, -0.01)));
        assertEquals(Optional.empty(), worse("formula", above));
    }
}
