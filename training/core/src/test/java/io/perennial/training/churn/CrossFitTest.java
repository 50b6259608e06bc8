package io.perennial.training.churn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.perennial.training.Company;
import io.perennial.training.data.Rows;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Probabilities where one fold holds everybody. */
final class CrossFitTest {

    private static final Rows ROWS = Company.shop(60, 200, 60).set().labelled().eligibleRows();

    @ParameterizedTest
    @EnumSource(Calibrator.Kind.class)
    void a_company_of_one_user_is_judged_at_even_odds(Calibrator.Kind kind) {
        Rows one = ROWS.where(i -> ROWS.user(i).equals(ROWS.user(0)));
        double[] even = new double[one.size()];
        Arrays.fill(even, 0.5);
        assertArrayEquals(even, CrossFit.probabilities(kind, one, new double[one.size()], 1), 1e-12);
    }
}
