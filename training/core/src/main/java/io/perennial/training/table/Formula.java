package io.perennial.training.table;

import io.perennial.command.toml.Nearest;
import io.perennial.features.feature.TableColumn;
import io.perennial.features.feature.TableSchema;
import io.perennial.training.churn.ChurnScore;
import io.perennial.training.data.Rows;
import io.perennial.training.learner.Design;
import io.perennial.training.tribuo.RidgeTrainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A rival to be judged beside the recipe on the same rows: logistic regression with a ridge of 1 on every standardised
 * number and every value, and on terms that somebody wrote for one table. It chooses nothing.
 *
 * @param id    its name in figures
 * @param terms products of at most two factors, as a term file writes them
 */
record Formula(String id, List<List<String>> terms) {

    /** What is in everybody's reach: no terms of its own. */
    static final Formula PLAIN = new Formula("plain", List.of());

    Formula {
        terms = List.copyOf(terms);
    }

    /**
     * Reads a term file: a term a line, a factor or two with {@code *} between: a column that holds numbers, {@code
     * log1p(COLUMN)} or {@code COLUMN=VALUE}. A line that begins with {@code #} is a comment.
     *
     * @throws IllegalArgumentException where a line is none of that or names what the table has not
     */
    static Formula read(Path file, TableSchema schema) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("--against " + file + " is not a file");
        }
        List<List<String>> terms = new ArrayList<>();
        List<String> lines = Files.readAllLines(file);
        for (int at = 0; at < lines.size(); at++) {
            String line = lines.get(at).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                terms.add(term(line, schema, "--against " + file + ", line " + (at + 1) + ":"));
            }
        }
        if (terms.isEmpty()) {
            throw new IllegalArgumentException("--against " + file + " holds no term such as log1p(COLUMN)");
        }
        return new Formula("formula", terms);
    }

    private static List<String> term(String line, TableSchema schema, String where) {
        List<String> factors =
                Arrays.stream(line.split("\\*", -1)).map(String::strip).toList();
        if (factors.size() > 2) {
            throw new IllegalArgumentException(where + " '" + line + "' has more than two factors");
        }
        factors.forEach(factor -> requireKnown(factor, schema, where));
        return factors;
    }

    private static void requireKnown(String factor, TableSchema schema, String where) {
        boolean isLog = factor.startsWith("log1p(") && factor.endsWith(")");
        int equals = factor.indexOf('=');
        String name = isLog
                ? factor.substring("log1p(".length(), factor.length() - 1)
                : equals < 0 ? factor : factor.substring(0, equals);
        TableColumn column = schema.columns().get(Columns.index(schema.ids(), name, where));
        if (column.isCategory() != (equals >= 0 && !isLog)) {
            throw new IllegalArgumentException(where + " '" + factor + "': column '" + name + "' holds "
                    + (column.isCategory()
                            ? "values: write " + name + "=VALUE"
                            : "numbers: write " + name + " or log1p(" + name + ")"));
        }
        if (column.isCategory() && !column.categories().contains(factor.substring(equals + 1))) {
            throw new IllegalArgumentException(where + " '" + factor + "': no such value"
                    + Nearest.advice(factor.substring(equals + 1), column.categories()));
        }
    }

    /** Learns from rows that hold both outcomes. */
    ChurnScore fit(TableSchema schema, Rows rows, long seed) {
        double[][] features = rows.features();
        Factors factors = new Factors(schema.seenIn(features), features);
        List<Term> all = new ArrayList<>(Terms.plain(factors));
        List<String> written = factors.all().stream()
                .map(factor -> factor.written(schema.columns().get(factor.column())))
                .toList();
        terms.forEach(term -> all.add(term(term, written)));
        Design design = new TermDesign(factors, all, features);
        return new ChurnScore(
                design.under(RidgeTrainer.train(design.of(features), rows.churned(), seed)), ChurnScore.Unit.LOG_ODDS);
    }

    private static Term term(List<String> factors, List<String> written) {
        int left = written.indexOf(factors.get(0));
        int right = factors.size() == 1 ? Term.NONE : written.indexOf(factors.get(1));
        if (left < 0 || (factors.size() == 2 && right < 0)) {
            throw new IllegalArgumentException(
                    "--against: no row to learn from has what the term " + String.join(" * ", factors) + " needs");
        }
        return new Term(left, right, 1);
    }
}
