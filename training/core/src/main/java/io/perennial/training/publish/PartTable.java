package io.perennial.training.publish;

import io.perennial.training.evaluation.ClusterBootstrap.Interval;
import io.perennial.training.evaluation.PartFigures;
import io.perennial.training.evaluation.SliceFigures;
import io.perennial.training.evaluation.Slices;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The section of a card that says how good a version is in each part of the users. */
final class PartTable {

    private static final String ABOUT = "\n## By part of the users\n\n"
            + "Parts are by what was known as of the day judged. Intervals are 90 %, by resampling users, so that about one"
            + " part in ten stands out by chance alone.\n\n";

    private PartTable() {}

    /** The section; slices that are not empty. */
    static String of(List<SliceFigures> slices) {
        List<String> figures = slices.stream()
                .flatMap(slice -> slice.parts().stream())
                .map(part -> List.copyOf(part.figures().keySet()))
                .filter(names -> !names.isEmpty())
                .findFirst()
                .orElse(List.of());
        List<String> heads = new ArrayList<>(List.of("part", "users", "predicted", "actual", "predicted over actual"));
        heads.addAll(figures);
        heads.add("stands out");
        StringBuilder table = new StringBuilder(ABOUT).append(line(heads));
        table.append(line(heads.stream().map(head -> "---").toList()));
        for (SliceFigures slice : slices) {
            slice.parts().forEach(part -> table.append(line(cells(slice.name(), part, figures))));
        }
        return table.toString();
    }

    private static List<String> cells(String slice, PartFigures part, List<String> figures) {
        List<String> cells = new ArrayList<>();
        cells.add(slice + ": " + part.name().replace('_', ' '));
        cells.add(Integer.toString(part.users()));
        cells.add(number(part.predicted()));
        cells.add(number(part.actual()));
        cells.add(interval(part.ratio()));
        figures.forEach(figure -> cells.add(
                part.figures().containsKey(figure) ? interval(part.figures().get(figure)) : ""));
        cells.add(said(part));
        return cells;
    }

    private static String said(PartFigures part) {
        return switch (part.untold()) {
            case PartFigures.FEW_USERS -> "not judged: fewer than " + Slices.LEAST + " users";
            case PartFigures.ONE_OUTCOME -> "not judged: all turned out alike";
            default ->
                part.findings().stream()
                        .map(finding -> finding.replace('_', ' '))
                        .collect(Collectors.joining(", "));
        };
    }

    private static String interval(Interval interval) {
        return Double.isNaN(interval.estimate())
                ? ""
                : number(interval.estimate())
                        + (Double.isNaN(interval.low()) ? "" : " (" + interval.ends(PartTable::number) + ")");
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.4g", value);
    }

    private static String line(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
