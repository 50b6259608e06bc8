package io.perennial.http.command;

import io.perennial.scoring.population.OldPopulations;
import io.perennial.scoring.population.Population;
import io.perennial.scoring.population.PopulationBundle;
import io.perennial.scoring.population.PopulationHeader;
import io.perennial.scoring.registry.Registry;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code load}: publishes what a batch scored as the population the server answers from. */
@Command(
        name = "load",
        description = "Publish a population bundle, so that the server answers from it.",
        mixinStandardHelpOptions = true)
public final class LoadCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private RegistryOption registry;

    @Option(names = "--bundle", required = true, paramLabel = "DIR", description = "bundle that score wrote")
    private Path bundle;

    @Option(
            names = "--keep",
            paramLabel = "N",
            description = "then keep the newest N populations, this one among them, and delete older ones: erased users"
                    + " stand in them; default: all are kept")
    private Integer keep;

    @Override
    public Integer call() {
        if (keep != null && keep < 1) {
            throw new IllegalArgumentException("--keep " + keep + " is not 1 or more");
        }
        if (!Files.isRegularFile(bundle.resolve(PopulationHeader.FILE))) {
            throw new IllegalArgumentException(
                    bundle + " holds no population; write it first: perennial score --out, then load its bundle");
        }
        Population population = Population.open(bundle);
        List<String> faults = population.faults();
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException("bundle " + bundle + " is damaged: " + faults.get(0));
        }
        OneBatch.check(bundle, population.header());
        spec.commandLine()
                .getErr()
                .println("perennial load: publishing (" + population.header().users() + " users as of "
                        + population.header().asOf() + ")");
        int version = PopulationBundle.publish(bundle, registry.registry());
        PrintWriter out = spec.commandLine().getOut();
        out.println(PopulationBundle.NAME + " " + version + " is champion");
        if (keep != null) {
            deleteOld(registry.registry(), keep, spec);
        }
        return 0;
    }

    /** Deletes populations but the newest, and tells which, and for which damaged ones older ones were kept. */
    static void deleteOld(Registry registry, int keep, CommandSpec spec) {
        OldPopulations.Outcome outcome = OldPopulations.delete(registry, keep);
        outcome.deleted()
                .forEach(old -> spec.commandLine().getOut().println("deleted " + PopulationBundle.NAME + " " + old));
        outcome.damaged().forEach(fault -> spec.commandLine()
                .getErr()
                .println("perennial: older populations are kept, since a newer one is damaged: " + fault));
    }
}
