package io.perennial.training.publish;

import io.perennial.scoring.registry.Metric;
import java.util.Locale;
import java.util.Map;

/** The model card: what a version is, how good it is and what it must not be used for, for people to read. */
final class Card {

    private Card() {}

    static String of(Version version, TrainingFacts training, Equality equality) {
        StringBuilder card = new StringBuilder();
        card.append("# ")
                .append(version.name())
                .append(": ")
                .append(version.family())
                .append("\n\n");
        card.append(version.intendedUse()).append("\n\n");
        card.append("- As of: ").append(training.asOf()).append('\n');
        card.append("- ").append(training.outcome()).append('\n');
        card.append("- History: ").append(training.rung()).append('\n');
        card.append("- Verdict: ").append(version.chosen().verdict()).append('\n');
        card.append("- Figures are of ").append(version.chosen().judgedOn());
        card.append(ofTheRecipe(version, training)).append('\n');
        version.chosen().notes().forEach(note -> card.append("- ").append(note).append('\n'));
        card.append(sentence(equality));
        card.append("\n| figure | value | low | high |\n| --- | --- | --- | --- |\n");
        for (Map.Entry<String, Metric> metric : version.metrics().entrySet()) {
            Metric value = metric.getValue();
            card.append("| ").append(metric.getKey()).append(" | ").append(number(value.value()));
            card.append(" | ")
                    .append(number(value.low()))
                    .append(" | ")
                    .append(number(value.high()))
                    .append(" |\n");
        }
        return card + (version.slices().isEmpty() ? "" : PartTable.of(version.slices()));
    }

    /** What is published learned from more rows than it was judged by, where anything was learned and judged. */
    private static String ofTheRecipe(Version version, TrainingFacts training) {
        boolean judged = version.metrics().values().stream().anyMatch(figure -> !Double.isNaN(figure.value()));
        if (!judged) {
            return "";
        }
        return ", and of the recipe: the published model "
                + (training.rung().equals(TrainingFacts.TABLE)
                        ? "learned from all rows"
                        : "was refitted on all closed windows");
    }

    private static String sentence(Equality equality) {
        return equality.rows() == 0
                ? "- No library stands behind it; the published form is the model\n"
                : "- Equal to the library that trained it on " + equality.rows() + " rows, worst relative difference "
                        + equality.worst() + "\n";
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.6g", value);
    }
}
