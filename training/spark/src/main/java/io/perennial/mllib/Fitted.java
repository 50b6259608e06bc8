package io.perennial.mllib;

import io.perennial.training.learner.Learned;
import io.perennial.training.learner.ModelDraft;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;

/**
 * What MLlib learned: in the published form, and as MLlib itself says it of one row of columns.
 *
 * @param columns   what it was learned on
 * @param published adds the nodes above the columns to a draft whose feature vector they are
 * @param library   the number as MLlib computes it
 * @param text      MLlib's own description of the model
 */
record Fitted(Columns columns, ToIntFunction<ModelDraft> published, ToDoubleFunction<Vector> library, String text)
        implements Learned {

    /** MLlib computes in doubles as we do, in another order. */
    private static final double DOUBLES = 1e-9;

    @Override
    public int addTo(ModelDraft draft) {
        int node = columns.addTo(draft);
        return published.applyAsInt(draft.over(node, columns.width()));
    }

    @Override
    public Optional<Origin> origin() {
        return Optional.of(new Library());
    }

    private final class Library implements Origin {

        @Override
        public String fileName() {
            return "mllib.txt";
        }

        @Override
        public byte[] bytes() {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public double[] predict(double[][] features) {
            return Arrays.stream(columns.plain(features))
                    .map(Vectors::dense)
                    .mapToDouble(library)
                    .toArray();
        }

        @Override
        public double tolerance() {
            return DOUBLES;
        }
    }
}
