package io.perennial.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** How a bench names the machine it ran on. */
class MachineTest {

    @Test
    void a_machine_is_one_line_without_its_name() {
        Machine machine = new Machine(2, "AMD EPYC", 0.5, "OpenJDK 64-Bit Server VM 17.0.1", 2_048);
        assertEquals(
                "2 cores, AMD EPYC; OpenJDK 64-Bit Server VM 17.0.1; heap 2,048 MiB; load 0.5 when it began",
                machine.toString());
    }

    @Test
    void of_this_machine_no_more_than_maker_and_family_is_told() {
        assertTrue(
                Machine.here().processor().split(" ").length <= 2,
                Machine.here().processor());
    }
}
