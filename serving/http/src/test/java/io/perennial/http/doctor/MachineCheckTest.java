package io.perennial.http.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.http.doctor.Finding.Level;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class MachineCheckTest {

    private static final long GIB = 1L << 30;

    private static final Machine SOUND =
            new Machine(17, 16 * GIB, 4, 50 * GIB, 50 * GIB, true, "UTF-8", "linux-x86_64", true);

    private static Finding only(Machine machine) {
        List<Finding> notGood = MachineCheck.of(machine).stream()
                .filter(finding -> finding.level() != Level.GOOD)
                .toList();
        assertEquals(1, notGood.size(), notGood.toString());
        assertFalse(notGood.get(0).remedy().isEmpty(), "a remedy for " + notGood);
        return notGood.get(0);
    }

    @Test
    void a_sound_machine_has_only_good_findings() {
        assertTrue(MachineCheck.of(SOUND).stream().allMatch(finding -> finding.level() == Level.GOOD));
    }

    @Test
    void too_little_memory_is_a_fault_and_a_little_is_a_note() {
        assertEquals(Level.FAULT, only(memory(GIB)).level());
        assertEquals(Level.NOTE, only(memory(4 * GIB)).level());
    }

    private static Machine memory(long bytes) {
        return new Machine(17, bytes, 4, 50 * GIB, 50 * GIB, true, "UTF-8", "linux-x86_64", true);
    }

    @Test
    void a_full_disk_a_folder_that_cannot_be_written_and_one_that_runs_nothing_are_faults() {
        assertEquals(
                "disk",
                only(new Machine(17, 16 * GIB, 4, GIB / 2, 50 * GIB, true, "UTF-8", "l", true))
                        .about());
        Finding closed = only(new Machine(17, 16 * GIB, 4, 50 * GIB, -1, true, "UTF-8", "l", true));
        assertTrue(closed.sentence().contains("java.io.tmpdir"), closed.sentence());
        Finding noExec = only(new Machine(17, 16 * GIB, 4, 50 * GIB, 50 * GIB, false, "UTF-8", "l", true));
        assertEquals(Level.FAULT, noExec.level());
    }

    @Test
    void an_ascii_system_cannot_open_chinese_file_names() {
        Finding finding =
                only(new Machine(17, 16 * GIB, 4, 50 * GIB, 50 * GIB, true, "ANSI_X3.4-1968", "linux-x86_64", true));
        assertTrue(finding.sentence().contains("LC_ALL=C.UTF-8"), finding.sentence());
    }

    @Test
    void native_libraries_of_another_platform_do_not_count() {
        Finding finding = only(new Machine(17, 16 * GIB, 4, 50 * GIB, 50 * GIB, true, "UTF-8", "macosx-arm64", false));
        assertTrue(finding.what().contains("macosx-arm64"), finding.what());
        assertEquals("macosx-arm64", Machine.platform("Mac OS X", "aarch64"));
        assertEquals("linux-x86_64", Machine.platform("Linux", "amd64"));
    }

    @Test
    void this_machine_can_be_asked() {
        Machine machine = Machine.current(Path.of("nowhere"));
        assertTrue(machine.memory() > 0 && machine.cores() > 0 && machine.here() > 0, machine.toString());
        assertFalse(machine.hasNatives());
    }
}
