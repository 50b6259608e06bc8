package io.perennial.http.doctor;

import io.perennial.scoring.model.ModelLoader;
import io.perennial.scoring.model.ModelRefusedException;
import io.perennial.scoring.population.Population;
import io.perennial.scoring.population.PopulationBundle;
import io.perennial.scoring.registry.Registry;
import io.perennial.scoring.registry.RegistryException;
import io.perennial.scoring.registry.Standing;
import io.perennial.scoring.registry.VersionFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Whether a registry is whole: journals and hashes as {@code models verify} reads them, golden rows as a server does. */
final class RegistryCheck {

    private static final String CHURN = "churn";

    private RegistryCheck() {}

    static List<Finding> of(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of(Finding.fault(
                    "registry", "there is no folder " + folder, "give --registry the models folder of a run"));
        }
        Registry registry = Registry.at(folder);
        List<String> names = registry.names();
        List<Finding> findings = new ArrayList<>();
        names.forEach(name -> findings.addAll(model(registry, name)));
        if (!names.contains(CHURN)) {
            findings.add(Finding.fault(
                    "registry",
                    folder + " holds no churn model, so no server can answer",
                    "publish one: perennial run"));
        } else if (!names.contains(PopulationBundle.NAME)) {
            findings.add(Finding.note(
                    "population", "nobody was loaded, so a server knows no user", "perennial load --bundle DIR"));
        }
        return findings;
    }

    private static List<Finding> model(Registry registry, String name) {
        List<String> damaged = registry.verify(name);
        if (!damaged.isEmpty()) {
            return damaged.stream()
                    .map(what -> Finding.fault(
                            name,
                            what,
                            "restore what it names from a copy, or where the champion is damaged, perennial models"
                                    + " rollback " + name))
                    .toList();
        }
        Standing standing = registry.standing(name);
        if (standing.champion().isEmpty()) {
            return List.of(Finding.note(
                    name, "no version is champion, so it does not answer", "perennial models promote " + name + " N"));
        }
        int champion = standing.champion().getAsInt();
        return List.of(answers(name + " " + champion, registry.open(standing, champion), standing));
    }

    private static Finding answers(String about, VersionFiles files, Standing standing) {
        int versions = standing.versions().size();
        String whole = versions + (versions == 1 ? " version" : " versions") + " whole, champion ";
        try {
            if (files.name().equals(PopulationBundle.NAME)) {
                return population(about, Population.open(files), whole);
            }
            ModelLoader.load(files);
            return Finding.good(about, whole + "replays its golden rows");
        } catch (ModelRefusedException | RegistryException e) {
            return Finding.fault(about, e.getMessage(), "perennial models rollback " + files.name());
        }
    }

    private static Finding population(String about, Population population, String whole) {
        List<String> faults = population.faults();
        return faults.isEmpty()
                ? Finding.good(
                        about,
                        whole + "has " + population.header().users() + " users as of "
                                + population.header().asOf())
                : Finding.fault(about, faults.get(0), "write it again: perennial score, then perennial load");
    }
}
