package io.perennial.http.page;

import gg.jte.Content;
import io.perennial.features.feature.FeatureCatalogue;
import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.feature.Schema;
import io.perennial.features.feature.TableColumn;
import io.perennial.features.feature.TableSchema;
import io.perennial.http.report.Labels;
import io.perennial.http.words.Figure;
import io.perennial.http.words.Numbers;
import io.perennial.http.words.Sentence;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A number a prediction saw, as a reader takes it in.
 *
 * @param id    of the feature, or of the column of a table; its place where the schema is gone
 * @param name  in the reader's language; the id where it has none
 * @param value with its unit, missing ones in words
 */
public record SeenFeature(String id, String name, Content value) {

    /** All that a prediction saw, in the order of its vector; the schema is empty where no version of it is left. */
    static List<SeenFeature> of(Frame frame, double[] vector, Optional<Schema> schema) {
        return IntStream.range(0, vector.length)
                .mapToObj(i -> schema.map(known -> known instanceof FeatureSchema log
                                ? ofLog(labels(frame, log), i, vector[i])
                                : ofTable(frame, ((TableSchema) known).columns().get(i), vector[i]))
                        .orElseGet(() -> named(frame, Integer.toString(i), vector[i])))
                .toList();
    }

    /** Whether it has a name besides its id. */
    public boolean isNamed() {
        return !name.equals(id);
    }

    /** Money is of the log the prediction rested on, whatever answers today. */
    private static Labels labels(Frame frame, FeatureSchema log) {
        return new Labels(
                frame.words(),
                new Numbers(frame.words().language(), log.context().log().currency()));
    }

    private static SeenFeature ofLog(Labels labels, int column, double value) {
        var feature = FeatureCatalogue.features().get(column);
        return new SeenFeature(feature.id(), labels.feature(feature.id()), labels.value(feature, value));
    }

    private static SeenFeature ofTable(Frame frame, TableColumn column, double value) {
        String category = column.category(value);
        return category.isEmpty()
                ? named(frame, column.id(), value)
                : new SeenFeature(column.id(), column.id(), Sentence.of(category));
    }

    private static SeenFeature named(Frame frame, String id, double value) {
        Content told = Double.isNaN(value)
                ? Sentence.of(frame.text("reason.no_record"))
                : new Figure(value, Double.toString(value));
        return new SeenFeature(id, id, told);
    }
}
