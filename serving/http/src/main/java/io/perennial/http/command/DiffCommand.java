package io.perennial.http.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.command.Terminal;
import io.perennial.command.TextTable;
import io.perennial.features.feature.Language;
import io.perennial.http.api.Json;
import io.perennial.http.model.Difference;
import io.perennial.http.words.Numbers;
import io.perennial.scoring.registry.Registry;
import io.perennial.scoring.registry.Standing;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code models diff}: how two versions of one model differ, as the page of a version tells it. */
@Command(
        name = "diff",
        description = "How two versions of a model differ: what they state, and every figure.",
        mixinStandardHelpOptions = true)
final class DiffCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private RegistryOption registry;

    @Parameters(index = "0", paramLabel = "NAME", description = "model, such as churn")
    private String name;

    @Parameters(index = "1", paramLabel = "VERSION", description = "a published version")
    private int one;

    @Parameters(index = "2", arity = "0..1", paramLabel = "OTHER", description = "default: the champion")
    private Integer other;

    @Option(names = "--json", description = "as JSON")
    private boolean json;

    @Override
    public Integer call() {
        Registry published = registry.existing();
        Standing standing = published.standing(name);
        int second = other == null ? RegistryOption.champion(standing) : other;
        // Figures of a manifest have no currency: none is shown with a sign.
        Difference difference = Difference.of(
                new Numbers(Language.EN, ""),
                published.open(standing, one).manifest(),
                published.open(standing, second).manifest());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.pretty(node(difference, second)));
        } else {
            facts(difference, second).lines(Terminal.current().columns()).forEach(out::println);
            out.println();
            figures(difference, second).lines(Terminal.current().columns()).forEach(out::println);
        }
        return 0;
    }

    private TextTable facts(Difference difference, int second) {
        TextTable table = new TextTable().row("fact", name + " " + one, name + " " + second);
        difference.facts().forEach(fact -> table.row(fact.name(), shown(fact.one()), shown(fact.other())));
        return table;
    }

    private TextTable figures(Difference difference, int second) {
        TextTable table = new TextTable().row("figure", name + " " + one, name + " " + second, "difference");
        difference
                .figures()
                .forEach(figure -> table.row(
                        figure.name(),
                        shown(figure.one()),
                        shown(figure.other()),
                        figure.difference().text()));
        return table;
    }

    private static String shown(String fact) {
        return fact.isEmpty() ? "-" : fact;
    }

    private static String shown(Difference.Shown figure) {
        return figure.value().text()
                + (figure.hasRange()
                        ? " [" + figure.low().text() + ", " + figure.high().text() + "]"
                        : "");
    }

    private ObjectNode node(Difference difference, int second) {
        ObjectNode node = Json.object().put("name", name).put("version", one).put("other", second);
        ArrayNode facts = node.putArray("facts");
        difference.facts().forEach(fact -> facts.addObject()
                .put("name", fact.name())
                .put("version", fact.one())
                .put("other", fact.other()));
        ArrayNode figures = node.putArray("figures");
        difference.figures().forEach(figure -> {
            ObjectNode told = figures.addObject().put("name", figure.name());
            Json.put(told, "version", figure.one().value().value());
            Json.put(told, "other", figure.other().value().value());
            Json.put(told, "difference", figure.difference().value());
        });
        return node;
    }
}
