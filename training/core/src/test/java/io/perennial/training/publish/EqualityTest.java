package io.perennial.training.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.perennial.scoring.graph.Ints;
import io.perennial.scoring.graph.Select;
import io.perennial.training.learner.Learned;
import io.perennial.training.learner.Mean;
import io.perennial.training.learner.ModelDraft;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is compared with a library before a model is published. */
final class EqualityTest {

    /** Rows of one number, the oldest first. */
    private static final double[][] ROWS =
            IntStream.range(0, 30_000).mapToObj(i -> new double[] {i}).toArray(double[][]::new);

    private static final DoubleUnaryOperator SAME = DoubleUnaryOperator.identity();

    /** The first number of a row, of which its library says what it wants. */
    private record First(DoubleUnaryOperator library) implements Learned {

        @Override
        public int addTo(ModelDraft draft) {
            return draft.add(new Select(draft.features(), Ints.of(0)));
        }

        @Override
        public Optional<Origin> origin() {
            return Optional.of(new Library(library));
        }
    }

    private record Library(DoubleUnaryOperator says) implements Learned.Origin {

        @Override
        public String fileName() {
            return "library.pb";
        }

        @Override
        public byte[] bytes() {
            return new byte[1];
        }

        @Override
        public double[] predict(double[][] features) {
            return Arrays.stream(features)
                    .mapToDouble(row -> says.applyAsDouble(row[0]))
                    .toArray();
        }

        @Override
        public double tolerance() {
            return 1e-6;
        }
    }

    @Test
    void rows_are_drawn_from_the_oldest_day_to_the_newest() {
        assertEquals(new Equality(10_000, 0), Equality.prove("churn", new First(SAME), ROWS));
        for (double from : new double[] {0, 15_000, 29_900}) {
            Learned lying = new First(number -> number >= from && number < from + 90 ? number + 10_000 : number);
            assertThrows(IllegalStateException.class, () -> Equality.prove("churn", lying, ROWS), "from " + from);
        }
        assertEquals(
                3,
                Equality.prove("churn", new First(SAME), Arrays.copyOf(ROWS, 3)).rows());
    }

    @Test
    void both_halves_of_a_blend_are_proven_and_both_libraries_keep_their_file() {
        Learned right = new First(SAME);
        Learned wrong = new First(number -> number + 1);
        assertEquals(0, Equality.prove("churn", new Mean(right, right), ROWS).worst());
        for (Learned blend : List.of(new Mean(right, wrong), new Mean(wrong, right))) {
            assertThrows(IllegalStateException.class, () -> Equality.prove("churn", blend, ROWS));
        }
        assertEquals(
                List.of("library.pb", "library-2.pb"),
                Version.OriginFile.of(new Mean(right, wrong)).stream()
                        .map(Version.OriginFile::name)
                        .toList());
    }
}
