package io.perennial.http.doctor;

import io.perennial.http.config.DecisionConfig;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether the disks have room on which a server keeps its registry, live events and decisions. */
final class DiskCheck {

    private static final String REGISTRY = "registry";
    private static final long MIB = 1L << 20;

    /** A population of 100,000 users takes about this much, and a day of events less. */
    private static final long LEAST = 100 * MIB;

    /** As much as the decision log may take unless told otherwise. */
    private static final long AMPLE = 1_024 * MIB + LEAST;

    private DiskCheck() {}

    /**
     * One finding for each disk.
     *
     * @param places what is kept where; a folder may be made only later
     */
    static List<Finding> of(Map<String, Path> places) throws IOException {
        Map<FileStore, List<String>> names = new LinkedHashMap<>();
        List<Finding> findings = new ArrayList<>();
        for (Map.Entry<String, Path> place : places.entrySet()) {
            Path there = existing(place.getValue());
            names.computeIfAbsent(Files.getFileStore(there), disk -> new ArrayList<>())
                    .add(place.getKey());
            // A registry a server only reads: who trains writes it, and may be another user.
            if (!place.getKey().equals(REGISTRY) && !Files.isWritable(there)) {
                findings.add(Finding.fault(
                        place.getKey(),
                        "nothing can be written in " + there,
                        "give your user the right to it, or run doctor as the user of the server"));
            }
        }
        for (Map.Entry<FileStore, List<String>> disk : names.entrySet()) {
            findings.add(judged(
                    "disk of " + String.join(", ", disk.getValue()),
                    disk.getKey().getUsableSpace()));
        }
        return findings;
    }

    /** Where a server of a registry keeps things, the store where it is a file. */
    static Map<String, Path> places(Path registry, List<Path> store) {
        Map<String, Path> places = new LinkedHashMap<>();
        places.put(REGISTRY, registry);
        store.forEach(file -> places.put("store", file));
        places.put("decisions", DecisionConfig.beside(registry));
        return places;
    }

    private static Path existing(Path path) {
        Path there = path.toAbsolutePath().normalize();
        while (!Files.exists(there)) {
            there = there.getParent();
        }
        return there;
    }

    static Finding judged(String about, long free) {
        String has = MachineCheck.size(free) + " free";
        if (free < LEAST) {
            return Finding.fault(
                    about,
                    free / MIB + " MiB free are too little: events are refused, and decisions dropped, when it is full",
                    "free some");
        }
        return free < AMPLE
                ? Finding.note(
                        about, has, "the decision log alone takes up to 1 GiB unless the configuration says less")
                : Finding.good(about, has);
    }
}
