package io.perennial.http.command;

import io.perennial.command.playbook.PlaybookFile;
import io.perennial.command.playbook.PlaybookOption;
import io.perennial.features.profile.Playbook;
import io.perennial.http.config.ConfigFile;
import io.perennial.http.config.DecisionConfig;
import io.perennial.http.config.ServerConfig;
import io.perennial.http.live.Refusal;
import io.perennial.http.live.ServingState;
import io.perennial.http.server.PerennialServer;
import io.perennial.http.store.StoreAddress;
import java.io.ObjectInputFilter;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code serve}: answers over HTTP until it is told to stop. */
@Command(name = "serve", description = "Answer over HTTP.", mixinStandardHelpOptions = true)
public final class ServeCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private RegistryOption registry;

    @Option(names = "--port", paramLabel = "PORT", description = "port (default: 8080; 0 takes a free one)")
    private Integer port;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description = "address; loopback only where there are no keys (default: 127.0.0.1)")
    private String host;

    @Option(
            names = "--keys",
            paramLabel = "FILE",
            description = "keys of those who may ask, made by: perennial keys create")
    private Path keys;

    @Option(
            names = "--store",
            paramLabel = "PLACE",
            description = "where live events are kept: a file, or jdbc:postgresql://HOST/DATABASE"
                    + " (default: a file beside the registry)")
    private String store;

    @Option(
            names = "--decisions",
            paramLabel = "DIR",
            description = "folder of the decision log, or off (default: a folder beside the registry)")
    private String decisions;

    @Mixin
    private PlaybookOption playbook;

    @Option(names = "--config", paramLabel = "FILE", description = "TOML file with limits and access")
    private Path config;

    @Override
    public Integer call() throws InterruptedException {
        long started = System.nanoTime();
        refuseDeserialization();
        PrintWriter err = spec.commandLine().getErr();
        ServerConfig config = config();
        PerennialServer server = PerennialServer.start(config, registry.existing(), Clock.systemUTC());
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            server.close();
                            stopped.countDown();
                        },
                        "stop"));
        tell(err, server.state());
        tellGrades(err, config.playbook(), server.state());
        err.printf(
                "perennial serve: listening on http://%s:%d (after %d ms)%n",
                config.host(), server.port(), (System.nanoTime() - started) / 1_000_000);
        server.adminPort().ifPresent(at -> err.printf("perennial serve: changes are taken on port %d%n", at));
        stopped.await();
        return 0;
    }

    /** Nothing here is ever read by Java deserialization; a filter given on the command line stays. */
    private static void refuseDeserialization() {
        if (ObjectInputFilter.Config.getSerialFilter() == null) {
            ObjectInputFilter.Config.setSerialFilter(info -> ObjectInputFilter.Status.REJECTED);
        }
    }

    private ServerConfig config() {
        ServerConfig guarded = guarded();
        ServerConfig stored = store == null ? guarded : guarded.withStore(new StoreAddress(store));
        ServerConfig hosted = host == null ? stored : stored.withHost(host);
        ServerConfig logged = hosted.withDecisions(decisions(hosted.decisions()));
        ServerConfig played = playbook.file().isEmpty() ? logged : logged.withPlaybook(playbook.read());
        return port == null ? played : played.withPort(port);
    }

    private ServerConfig guarded() {
        if (config != null) {
            return ConfigFile.read(config, Optional.ofNullable(keys));
        }
        ServerConfig defaults = ServerConfig.defaults();
        return keys == null ? defaults : defaults.withAccess(defaults.access().withKeys(keys));
    }

    /** As the command line says, else as the file says, else beside the registry. */
    private DecisionConfig decisions(DecisionConfig read) {
        if (decisions == null) {
            return read.orIn(DecisionConfig.beside(registry.existing().root()));
        }
        return decisions.equals("off") ? DecisionConfig.off() : read.withFolder(Path.of(decisions));
    }

    /** Live scores have the grades that the batch gave: whoever edits them scores again. Of what nobody gave nothing is told. */
    private static void tellGrades(PrintWriter err, Playbook playbook, ServingState state) {
        state.population()
                .filter(any -> !playbook.equals(PlaybookFile.standard()))
                .filter(served -> !served.population().header().grades().equals(playbook.grades()))
                .ifPresent(
                        served -> err.println(
                                "perennial serve: grades begin where "
                                        + served.id().named()
                                        + " was scored with them, not where the playbook says; to change them give it to run or score"));
    }

    private static void tell(PrintWriter err, ServingState state) {
        state.models()
                .forEach(model -> err.println("perennial serve: " + model.id().named() + " answers"));
        state.population()
                .ifPresent(
                        served -> err.println("perennial serve: " + served.id().named() + " ("
                                + served.population().header().users() + " users as of "
                                + served.population().header().asOf() + ")"));
        for (Refusal refusal : state.refusals()) {
            err.println("perennial serve: " + refusal.sentence());
        }
        if (!state.isReady()) {
            err.println("perennial serve: not ready: " + state.reason());
        }
    }
}
