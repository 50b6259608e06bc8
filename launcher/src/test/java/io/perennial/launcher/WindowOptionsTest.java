package io.perennial.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class WindowOptionsTest {

    private static WindowOptions given(String gap, String horizon) {
        WindowOptions options = new WindowOptions();
        CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create()
                .addMixin("window", CommandLine.Model.CommandSpec.forAnnotatedObject(options));
        new CommandLine(spec).parseArgs("--gap", gap, "--horizon", horizon);
        return options;
    }

    @Test
    void days_may_be_written_with_or_without_a_unit_and_reach_the_steps_in_one_form() {
        assertEquals(
                List.of("--gap", "3d", "--horizon", "60d"), given("3", "60").arguments());
        assertEquals(
                List.of("--gap", "0d", "--horizon", "84d"), given("0w", "12w").arguments());
    }

    @Test
    void what_no_step_could_use_is_told_before_any_runs() {
        assertEquals(
                List.of("--gap 1m is not a number of days such as 90d or 12w", "--horizon 0d is not 1 to 3650 days"),
                given("1m", "0d").problems().toList());
        assertEquals(
                List.of("--horizon 600w is not 1 to 3650 days"),
                given("3d", "600w").problems().toList());
        assertEquals(List.of(), given("0", "3650").problems().toList());
    }
}
