package io.perennial.training.table;

import io.perennial.command.Release;
import io.perennial.features.feature.TableColumn;
import io.perennial.features.feature.TableSchema;
import io.perennial.scoring.file.FileStamp;
import io.perennial.scoring.model.LoadedModel;
import io.perennial.scoring.model.ModelLoader;
import io.perennial.scoring.registry.Registry;
import io.perennial.training.data.Rows;
import io.perennial.training.evaluation.ChurnMetrics;
import io.perennial.training.evaluation.JsonFile;
import io.perennial.training.evaluation.OutFolder;
import io.perennial.training.publish.Equality;
import io.perennial.training.publish.Publisher;
import io.perennial.training.publish.TrainingFacts;
import io.perennial.training.publish.Version;
import io.perennial.training.table.LeakDetector.Leak;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * From a customer table to a judged, published, explained churn model and everybody's scores.
 *
 * @param request  what is asked for
 * @param progress told what is being done
 */
record TableRun(Request request, Consumer<String> progress) {

    private static final String SURELY =
            ". Leave out what was counted up to the outcome (--drop COLUMN), or, if you are"
                    + " sure, name one column with --allow-leak";

    /**
     * What is asked for.
     *
     * @param table     the CSV file
     * @param label     the column that says who churned
     * @param id        the column that tells customers apart
     * @param groups    which column belongs to which group; found where empty
     * @param drop      columns that are not looked at
     * @param allowed   columns that are learned from although they look like leaks
     * @param against   a term file of a rival
     * @param plan      how the recipe is judged
     * @param asOf      the day the table speaks for
     * @param registry  where the model goes
     * @param out       where scores and evaluation go
     * @param release   what is to become of the model; champion where nothing is asked and nobody stepped back
     * @param csv       whether scores.csv is written too
     * @param seed      everything drawn depends on it alone
     */
    record Request(
            Path table,
            String label,
            String id,
            Optional<Path> groups,
            List<String> drop,
            List<String> allowed,
            Optional<Path> against,
            CrossValidation.Plan plan,
            LocalDate asOf,
            Path registry,
            Path out,
            Optional<Release> release,
            boolean csv,
            long seed) {}

    /** The whole way; the result in words, for people. */
    List<String> run() throws IOException {
        OutFolder.requireWritable(request.registry());
        OutFolder.requireWritable(request.out());
        Publisher.requireChampion(Registry.at(request.registry()), request.release());
        requireDifferent();
        CustomerTable table = CustomerTable.read(request.table(), request.id());
        Label label = Label.of(table, request.label());
        requireKnown(table);
        refuseLeaks(table, label);
        ColumnChoice choice = ColumnChoice.of(table, besides());
        TableSchema named = new TableSchema(request.label(), label.churned(), grouped(choice.columns(), table));
        Rows rows = rows(table, named, label);
        TableSchema schema = named.seenIn(rows.features());
        List<String> notes = notes(table, choice, rows);
        notes.forEach(progress);
        refuseJointLeak(schema, rows);
        TableTrainer trainer = new TableTrainer(schema, request.plan(), rivals(schema), request.seed(), progress);
        TableTrainer.Trained trained = trainer.train(rows, notes);
        refuseTooGood(trained.auc(), table, schema, label);
        int number = publish(trained, schema, rows);
        LoadedModel model = ModelLoader.load(Registry.at(request.registry()).open("churn", number));
        TableScores scores = TableScores.of(model, rows);
        scores.write(request.out(), request.csv());
        HeldOutFile.write(request.out(), trained.judged(), rows);
        TableEvaluation evaluation = TableEvaluation.of(request, number, schema, trained, scores, rows);
        JsonFile.write(request.out().resolve("training").resolve("evaluation.json"), evaluation);
        return TableText.lines(evaluation, request);
    }

    private Rows rows(CustomerTable table, TableSchema schema, Label label) {
        int asOf = Math.toIntExact(request.asOf().toEpochDay());
        return TableRows.of(table, schema, label, request.id(), asOf).all();
    }

    private List<Formula> rivals(TableSchema schema) throws IOException {
        return request.against().isPresent()
                ? List.of(Formula.PLAIN, Formula.read(request.against().get(), schema))
                : List.of(Formula.PLAIN);
    }

    private Set<String> besides() {
        Set<String> besides = new HashSet<>(request.drop());
        besides.add(request.id());
        besides.add(request.label());
        return besides;
    }

    private void requireDifferent() {
        if (request.id().equals(request.label())) {
            throw new IllegalArgumentException("--id and --label are both '" + request.id()
                    + "'; one names customers, the other says who churned");
        }
        for (String name : request.drop()) {
            if (name.equals(request.id()) || name.equals(request.label())) {
                throw new IllegalArgumentException("--drop '" + name + "' is the "
                        + (name.equals(request.id()) ? "--id" : "--label")
                        + ", which nothing is learned from as it is; leave it out of --drop");
            }
        }
    }

    private void requireKnown(CustomerTable table) {
        request.drop().forEach(name -> Columns.index(table.names(), name, "--drop"));
        request.allowed().forEach(name -> Columns.index(table.names(), name, "--allow-leak"));
    }

    private void refuseLeaks(CustomerTable table, Label label) {
        Set<String> besides = besides();
        List<Leak> leaks = new LeakDetector(table, label, request.id()).look(name -> !besides.contains(name));
        leaks.stream()
                .filter(leak -> request.allowed().contains(leak.column()))
                .forEach(leak -> progress.accept(
                        "column '" + leak.column() + "' is learned from as you allow, though it " + leak.why()));
        List<Leak> refused = leaks.stream()
                .filter(leak -> !request.allowed().contains(leak.column()))
                .toList();
        if (!refused.isEmpty()) {
            String names =
                    refused.stream().map(leak -> "'" + leak.column() + "'").collect(Collectors.joining(" "));
            throw new IllegalArgumentException(refused.size() + " column"
                    + (refused.size() == 1 ? " of the table looks" : "s of the table look")
                    + " like a leak, known only with the outcome or telling who, not why:"
                    + refused.stream()
                            .map(leak -> System.lineSeparator() + "  '" + leak.column() + "' " + leak.why())
                            .collect(Collectors.joining())
                    + System.lineSeparator() + "Leave them out: --drop " + names
                    + System.lineSeparator() + "or, for one that was surely known before: --allow-leak COLUMN");
        }
    }

    private void refuseJointLeak(TableSchema schema, Rows rows) {
        JointLeak.find(schema, rows, request.allowed(), request.seed()).ifPresent(found -> {
            throw new IllegalArgumentException(found.words() + SURELY);
        });
    }

    /** Columns may leak together in ways that only the recipe finds; beside those allowed the others must not. */
    private void refuseTooGood(double chosen, CustomerTable table, TableSchema schema, Label label) {
        double auc = TableTrainer.isTooGood(chosen) && !request.allowed().isEmpty()
                ? aucWithoutAllowed(table, schema, label)
                : chosen;
        if (TableTrainer.isTooGood(auc)) {
            throw new IllegalArgumentException("the columns together rank churners with an AUC of "
                    + String.format(Locale.ROOT, "%.4f", auc) + ", above " + TableTrainer.TOO_GOOD
                    + ": no columns known before the outcome do, so some of them run past it; nothing is published"
                    + SURELY);
        }
    }

    private double aucWithoutAllowed(CustomerTable table, TableSchema schema, Label label) {
        List<TableColumn> others = schema.columns().stream()
                .filter(column -> !request.allowed().contains(column.id()))
                .toList();
        if (others.isEmpty()) {
            return 0.5; // Nothing tells anybody apart.
        }
        progress.accept("judging again without the columns you allow: with them it is too good to tell leaks");
        TableSchema less = new TableSchema(schema.label(), schema.churned(), others);
        Rows rows = rows(table, less, label);
        CrossValidation judged =
                CrossValidation.run(less, rows, request.plan(), List.of(Formula.PLAIN), request.seed(), progress);
        return ChurnMetrics.mean(judged.metrics(CrossValidation.CHOSEN, rows)).auc();
    }

    private List<TableColumn> grouped(List<TableColumn> columns, CustomerTable table) throws IOException {
        return request.groups().isPresent()
                ? ColumnGroups.read(request.groups().get(), columns)
                : ColumnGroups.found(columns, table);
    }

    private static List<String> notes(CustomerTable table, ColumnChoice choice, Rows rows) {
        List<String> notes = new ArrayList<>(choice.notes());
        if (table.duplicates() > 0) {
            notes.add(table.duplicates() + " rows repeat another in every cell: left out");
        }
        notes.addAll(Twins.of(rows).notes(rows));
        return notes;
    }

    private int publish(TableTrainer.Trained trained, TableSchema schema, Rows rows) throws IOException {
        Equality equality = trained.members().stream()
                .map(member -> Equality.prove("churn", member, rows.features()))
                .reduce(new Equality(0, 0), Equality::and);
        Version version = TableVersion.of(
                trained.model(),
                schema,
                rows,
                trained.judgement(trained.model().chosen().family()));
        List<Publisher.Proven> standIn = trained.standIn().stream()
                .map(rule -> TableVersion.of(
                                rule,
                                schema,
                                rows,
                                trained.judgement(rule.chosen().family()))
                        .standingInFor(trained.model().chosen().family()))
                .map(rule -> new Publisher.Proven(rule, new Equality(0, 0)))
                .toList();
        TrainingFacts training = new TrainingFacts(
                schema,
                request.asOf(),
                "Outcome: '" + schema.label() + "' is '" + schema.churned() + "'; its window is not stated",
                TrainingFacts.TABLE,
                hash());
        Publisher.Published published = new Publisher(Registry.at(request.registry()), training, request.seed())
                .publish(List.of(new Publisher.Proven(version, equality)), standIn, request.release());
        int number = published.chosen().get("churn");
        published.held().ifPresent(why -> progress.accept("warning: " + why));
        progress.accept("churn " + number + " " + published.release().said());
        return number;
    }

    private String hash() throws IOException {
        try (InputStream bytes = Files.newInputStream(request.table())) {
            MessageDigest sha = FileStamp.newDigest();
            new DigestInputStream(bytes, sha).transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(sha.digest());
        }
    }
}
