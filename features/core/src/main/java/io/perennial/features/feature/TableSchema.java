package io.perennial.features.feature;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a model of a flat customer table rests on: the columns it reads, in order, and the label it speaks about.
 *
 * @param label   the column that says who churned
 * @param churned the value of that column that means churn
 * @param columns the columns of a vector
 */
public record TableSchema(String label, String churned, List<TableColumn> columns) implements Schema {

    /** The most groups of columns: explanations try every coalition of them. */
    public static final int MOST_GROUPS = 8;

    static final String FIRST_LINE = "table=1\n";

    private static final String COLUMN = "column.";
    private static final String NUMBER = "number";
    private static final String CATEGORY = "category";
    /** The column was hardly ever missing in training; published models hold this word. */
    private static final String SELDOM_MISSING = "whole";
    /** It hardly ever held a category beside the listed ones. */
    private static final String LISTED = "listed";

    public TableSchema {
        columns = List.copyOf(columns);
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("the table has no column to learn from beside id and label");
        }
        if (columns.stream().map(TableColumn::id).distinct().count() != columns.size()) {
            throw new IllegalArgumentException("two columns of the table have one name; rename one");
        }
        long groups = groups(columns).size();
        if (groups > MOST_GROUPS) {
            throw new IllegalArgumentException(
                    groups + " groups of columns, at most " + MOST_GROUPS + " can be explained; put some together");
        }
    }

    private static List<Part> groups(List<TableColumn> columns) {
        return columns.stream()
                .map(TableColumn::part)
                .filter(part -> part != Dimension.CONTEXT)
                .distinct()
                .toList();
    }

    @Override
    public List<String> ids() {
        return columns.stream().map(TableColumn::id).toList();
    }

    @Override
    public List<Part> parts() {
        return groups(columns);
    }

    @Override
    public Part part(int column) {
        return columns.get(column).part();
    }

    @Override
    public boolean isOrdered(int column) {
        return !columns.get(column).isCategory();
    }

    /**
     * The same columns as rows show them: what is missing and which categories there are in these, the training rows. It
     * is to be asked of all of them, not of a sample, so that everything made of them agrees.
     */
    public TableSchema seenIn(double[][] rows) {
        return new TableSchema(
                label,
                churned,
                IntStream.range(0, columns.size())
                        .mapToObj(i -> columns.get(i)
                                .seenIn(Arrays.stream(rows)
                                        .mapToDouble(row -> row[i])
                                        .toArray()))
                        .toList());
    }

    /** The columns that are missing in a row and hardly ever were in training. */
    public Stream<TableColumn> newlyMissing(double[] row) {
        return IntStream.range(0, row.length)
                .filter(i -> columns.get(i).isNewlyMissing(row[i]))
                .mapToObj(columns::get);
    }

    /** The columns in which a row holds a category that the training table hardly ever had. */
    public Stream<TableColumn> unknown(double[] row) {
        return IntStream.range(0, row.length)
                .filter(i -> columns.get(i).isNew(row[i]))
                .mapToObj(columns::get);
    }

    @Override
    public String canonical() {
        StringBuilder text = new StringBuilder(FIRST_LINE);
        text.append("label=").append(escaped(label)).append('\n');
        text.append("churned=").append(escaped(churned)).append('\n');
        for (TableColumn column : columns) {
            String group = column.part() == Dimension.CONTEXT
                    ? ""
                    : escaped(column.part().id());
            String categories =
                    column.categories().stream().map(TableSchema::escaped).collect(Collectors.joining("|"));
            text.append(COLUMN).append(escaped(column.id())).append('=');
            text.append(column.isCategory() ? CATEGORY : NUMBER).append(' ').append(group);
            text.append(' ').append(categories).append(seen(column)).append('\n');
        }
        return text.toString();
    }

    /** What the training table hardly showed of a column; nothing where it showed all, or the schema is older. */
    private static String seen(TableColumn column) {
        List<String> words = Stream.of(
                        column.seen().missing() ? "" : SELDOM_MISSING,
                        column.seen().others() ? "" : LISTED)
                .filter(word -> !word.isEmpty())
                .toList();
        return words.isEmpty() ? "" : " " + String.join(",", words);
    }

    /**
     * Reads a canonical text.
     *
     * @throws IllegalArgumentException where a line is missing or malformed
     */
    public static TableSchema parse(String canonical) {
        Map<String, String> lines = SchemaText.lines(canonical);
        List<TableColumn> columns = lines.entrySet().stream()
                .filter(line -> line.getKey().startsWith(COLUMN))
                .map(line -> column(line.getKey().substring(COLUMN.length()), line.getValue()))
                .toList();
        TableSchema schema = new TableSchema(
                plain(SchemaText.get(lines, "label")), plain(SchemaText.get(lines, "churned")), columns);
        if (!schema.canonical().equals(canonical)) {
            throw new IllegalArgumentException("the table schema differs from what this build would write: "
                    + schema.difference(canonical).orElse("another layout") + "; train again with this release");
        }
        return schema;
    }

    private static TableColumn column(String name, String value) {
        String[] words = value.split(" ", -1);
        List<String> hardlyShown = words.length == 4 ? List.of(words[3].split(",")) : List.of();
        if (words.length < 3
                || words.length > 4
                || !List.of(NUMBER, CATEGORY).contains(words[0])
                || !List.of(SELDOM_MISSING, LISTED).containsAll(hardlyShown)) {
            throw new IllegalArgumentException("table schema line of column '" + plain(name) + "' is '" + value
                    + "', not its kind, group, categories and what training hardly showed of it");
        }
        Part part = words[1].isEmpty() ? Dimension.CONTEXT : new ColumnGroup(plain(words[1]));
        List<String> categories = words[2].isEmpty()
                ? List.of()
                : Arrays.stream(words[2].split("\\|")).map(TableSchema::plain).toList();
        return new TableColumn(
                plain(name),
                part,
                categories,
                new TableColumn.Seen(!hardlyShown.contains(SELDOM_MISSING), !hardlyShown.contains(LISTED)));
    }

    /** Without spaces, bars, equal signs and line breaks, which divide the text: such a unit is % and four hex digits. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (Character.isLetterOrDigit(unit) || unit == '_' || unit == '-' || unit == '.') {
                escaped.append(unit);
            } else {
                escaped.append('%').append(HexFormat.of().toHexDigits(unit));
            }
        }
        return escaped.toString();
    }

    private static String plain(String escaped) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < escaped.length(); i++) {
            if (escaped.charAt(i) == '%' && i + 5 <= escaped.length()) {
                plain.append((char) HexFormat.fromHexDigits(escaped, i + 1, i + 5));
                i += 4;
            } else {
                plain.append(escaped.charAt(i));
            }
        }
        return plain.toString();
    }
}
