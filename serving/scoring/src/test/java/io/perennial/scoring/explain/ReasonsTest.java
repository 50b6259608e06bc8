package io.perennial.scoring.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.feature.ColumnGroup;
import io.perennial.features.feature.TableColumn;
import io.perennial.features.feature.TableSchema;
import io.perennial.scoring.explain.Explanation.Contribution;
import io.perennial.scoring.model.Peers;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What reasons name. */
class ReasonsTest {

    private static final ColumnGroup REGION = new ColumnGroup("Région");

    private static final TableSchema SCHEMA = new TableSchema(
            "left",
            "yes",
            List.of(new TableColumn("Région", REGION, List.of("Île", "Nord"), new TableColumn.Seen(false, false))));

    private static Reason reason(double code) {
        Reasons reasons = new Reasons(Target.CHURN, SCHEMA, Peers.ofEverybody(List.of(new double[] {0})));
        double against = -1; // By itself the column pulls the other way.
        return reasons.of(List.of(new Contribution(REGION, 0.017, 0.016, 0.018)), new double[] {code}, i -> against)
                .get(0);
    }

    @Test
    void a_group_of_one_column_is_told_by_that_column_and_its_value_whichever_way_it_pulls_alone() {
        Reason reason = reason(0);
        assertEquals("Région", reason.feature());
        assertEquals("RC-RÉGION-UP", reason.code());
        assertEquals("Région: Île; raises the risk by 1.7 percentage points", reason.en());
    }

    @Test
    void a_value_that_says_nothing_is_told_as_such() {
        assertTrue(reason(Double.NaN).en().startsWith("Région: no record, the average stands for it;"));
        assertTrue(reason(2).en().startsWith("Région: a value the model does not know;"));
        assertTrue(reason(2).zh().startsWith("Région：模型未学到的取值"), reason(2).zh());
    }
}
