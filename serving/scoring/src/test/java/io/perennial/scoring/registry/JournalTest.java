package io.perennial.scoring.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.scoring.file.FileStamp;
import io.perennial.scoring.registry.JournalEntry.Action;
import io.perennial.scoring.registry.Registry.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    @TempDir
    Path folder;

    /** link(2): "On NFS filesystems, the return code may be wrong in case the NFS server performs the link". */
    @Test
    void a_link_whose_first_reply_was_lost_is_ours() throws IOException {
        Path beside = Files.writeString(folder.resolve("beside.json"), "entry");
        Path number = Files.createLink(folder.resolve("00000001.json"), beside);
        assertTrue(Journal.takes(number, beside));
    }

    @Test
    void a_number_that_another_file_has_is_not_ours() throws IOException {
        Path number = Files.writeString(folder.resolve("00000001.json"), "entry");
        assertFalse(Journal.takes(number, Files.writeString(folder.resolve("beside.json"), "entry")));
    }

    @Test
    void an_entry_that_can_not_follow_is_refused_before_it_is_written() {
        Registry registry = Registry.at(folder, Clock.systemUTC(), "tester");
        registry.publish(Drafts.small("churn", "a model"));
        Standing standing = registry.standing("churn");
        Map<String, FileStamp> files = standing.entries().get(0).files();
        assertThrows(
                RegistryException.class,
                () -> registry.append(standing, now -> new Step(Action.PUBLISHED, 1, "again", files)));
        assertEquals(1, registry.standing("churn").head());
    }
}
