package io.perennial.scoring.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A JVM of its own that publishes and promotes without end, for races and kills. */
final class PublishingProcess {

    private PublishingProcess() {}

    /** Arguments: registry, model, what to write into each model, how many versions. */
    public static void main(String[] args) {
        Registry registry = Registry.at(Path.of(args[0]));
        int versions = Integer.parseInt(args[3]);
        for (int i = 0; i < versions; i++) {
            String content = args[2] + " " + i;
            int version = registry.publish(Draft.of(Drafts.facts(args[1]))
                    .file("model.bin", Drafts.bytes(content))
                    .file("padding.bin", new byte[50_000]));
            System.out.println(version + " " + content);
            registry.promote(args[1], version, content);
        }
    }

    static Process start(Path registry, String model, String content, int versions) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                PublishingProcess.class.getName(),
                registry.toString(),
                model,
                content,
                Integer.toString(versions));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
