package io.perennial.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk of a few kilobytes that fills up, grows, and becomes read-only. */
class FullDiskIT {

    @TempDir
    private Path folder;

    private Path disk;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectories(folder.resolve("disk"));
        boolean isMounted = isDone("mount", "-t", "tmpfs", "-o", "size=96k", "tmpfs", disk.toString());
        assumeTrue(isMounted, "skipped: only root can mount a small disk");
    }

    @AfterEach
    void unmount() throws Exception {
        if (Files.exists(disk)) {
            isDone("umount", disk.toString());
        }
    }

    @Test
    void a_step_on_a_full_disk_says_so_leaves_nothing_half_and_goes_on_later() throws Exception {
        Terminal terminal = new Terminal(folder);
        Files.writeString(folder.resolve("my.toml"), OwnLog.MAPPING);
        Files.writeString(folder.resolve("my.csv"), OwnLog.csv(30, 240));
        String[] ingest = {"ingest", "--mapping", "my.toml", "--log", "my.csv", "--out", "disk/log"};
        Terminal.Answer full = terminal.type(8, ingest);
        told(full, 1, "the disk is full; free space there and give the same command again");
        assertEquals(List.of(".lock-log"), names());
        assertTrue(isDone("mount", "-o", "remount,size=64m", disk.toString()));
        assertEquals(0, terminal.type(8, ingest).exit());
        assertTrue(isDone("mount", "-o", "remount,ro", disk.toString()));
        Terminal.Answer readOnly = terminal.type(8, "features", "--log", "disk/log", "--out", "disk/snapshots");
        told(readOnly, 2, "it lies on a read-only disk; name a folder on another disk");
    }

    private static void told(Terminal.Answer answer, int exit, String what) {
        assertEquals(exit, answer.exit(), answer.err());
        assertTrue(answer.err().contains(what), answer.err());
        assertFalse(answer.err().contains("\tat ") || answer.err().contains("Exception"), answer.err());
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(disk)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static boolean isDone(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(new ArrayList<>(List.of(command)))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // a system without mount
        }
    }
}
