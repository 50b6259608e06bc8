package io.perennial.http.store;

import io.perennial.features.event.EventKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A process with little memory that reads one user of a store and tells of how many events in how many parts. */
final class SmallReader {

    private static final String MEMORY = "-Xmx48m";

    /** What it tells; where its memory does not do, what Java says of that. */
    static String read(String address, Pseudonym user) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        MEMORY,
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallReader.class.getName(),
                        address,
                        Long.toString(user.high()),
                        Long.toString(user.low()))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        // A logger may say something before.
        return said.lines().reduce("", (before, line) -> line);
    }

    public static void main(String[] args) {
        try (EventStore store = new StoreAddress(args[0]).open()) {
            List<LivePart> parts = store.user(List.of(new Pseudonym(Long.parseLong(args[1]), Long.parseLong(args[2]))))
                    .parts();
            long events = 0;
            for (LivePart part : parts) {
                for (EventKind kind : EventKind.values()) {
                    events += part.day().count(kind);
                }
            }
            System.out.println(events + " events in " + parts.size() + " parts");
        }
    }
}
