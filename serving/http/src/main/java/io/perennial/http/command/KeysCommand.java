package io.perennial.http.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.command.Terminal;
import io.perennial.command.TextTable;
import io.perennial.http.access.Key;
import io.perennial.http.access.KeyFile;
import io.perennial.http.api.Json;
import io.perennial.http.api.Role;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code keys}: makes, lists and revokes the keys a server lets in; a running server follows within a second. */
@Command(
        name = "keys",
        description = "Make, list and revoke the keys a server lets in.",
        mixinStandardHelpOptions = true)
public final class KeysCommand implements Runnable {

    private static final int MOST_DAYS = 3_650;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "say what to do: create, list or revoke");
    }

    /** Where the keys are. */
    static final class FileOption {
        @Option(
                names = "--file",
                paramLabel = "FILE",
                description = "file of keys (default: ${DEFAULT-VALUE})",
                defaultValue = "keys.json")
        private Path path;

        KeyFile file() {
            return new KeyFile(path.toAbsolutePath());
        }
    }

    @Command(
            name = "create",
            description = "Make a key and print it; it is kept as a hash and can't be shown again.",
            mixinStandardHelpOptions = true)
    int create(
            @CommandLine.Mixin FileOption option,
            @Option(names = "--name", required = true, paramLabel = "NAME", description = "who holds it") String name,
            @Option(
                            names = "--role",
                            required = true,
                            split = ",",
                            paramLabel = "ROLE",
                            description = "${COMPLETION-CANDIDATES}; several with commas between")
                    List<Role> roles,
            @Option(
                            names = "--days",
                            paramLabel = "DAYS",
                            description = "how long it is good (default: ${DEFAULT-VALUE})",
                            defaultValue = "365")
                    int days) {
        if (days < 1 || days > MOST_DAYS) {
            throw new IllegalArgumentException("--days is " + days + ", not 1 to " + MOST_DAYS);
        }
        Instant now = Instant.now();
        String key = option.file().create(name, EnumSet.copyOf(roles), now, now.plus(Duration.ofDays(days)));
        out().println(key);
        spec.commandLine().getErr().println("perennial keys create: keep it now, it can't be shown again");
        return 0;
    }

    @Command(name = "list", description = "All keys, without what opens.", mixinStandardHelpOptions = true)
    int list(@CommandLine.Mixin FileOption option, @Option(names = "--json", description = "as JSON") boolean json) {
        List<Key> keys = option.file().keys();
        if (json) {
            ArrayNode shown = Json.array();
            keys.forEach(key -> shown.add(((ObjectNode) Json.tree(key)).without("sha256")));
            out().println(Json.pretty(shown));
            return 0;
        }
        TextTable table = new TextTable().row("id", "name", "roles", "created", "expires", "state");
        keys.forEach(key -> table.row(
                key.id(),
                key.name(),
                String.join(",", key.roles()),
                key.created().toString(),
                key.expires().toString(),
                state(key)));
        table.lines(Terminal.current().columns()).forEach(out()::println);
        return 0;
    }

    @Command(name = "revoke", description = "Refuse a key from now on.", mixinStandardHelpOptions = true)
    int revoke(
            @CommandLine.Mixin FileOption option,
            @Parameters(index = "0", paramLabel = "ID", description = "its id, as list shows") String id) {
        option.file().revoke(id);
        out().println(id + " is revoked");
        return 0;
    }

    private static String state(Key key) {
        if (key.revoked()) {
            return "revoked";
        }
        return Instant.now().isBefore(key.expires()) ? "good" : "expired";
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
