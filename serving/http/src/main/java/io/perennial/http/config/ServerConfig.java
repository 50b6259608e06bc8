package io.perennial.http.config;

import io.perennial.command.playbook.PlaybookFile;
import io.perennial.features.profile.Playbook;
import io.perennial.http.alarm.AlarmRules;
import io.perennial.http.store.StoreAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * How the server runs.
 *
 * @param host           address to bind to; anything but loopback needs keys or tokens
 * @param port           port to listen on; 0 takes a free one
 * @param maxBodyBytes   largest body taken, which may be reached before {@code max_rows} and {@code max_events} are
 * @param maxRows        most rows of one request
 * @param maxEvents      most events of one request
 * @param poll           how often the registry is looked at
 * @param explain        how much is explained at once
 * @param access         who may ask
 * @param traffic        how users are split between versions
 * @param limits         how much may be asked for at once
 * @param admin          where what serves can be changed; empty where it can't
 * @param store          where live events are kept: a file relative to this one, or a PostgreSQL by {@code jdbc:}; beside the
 *                       registry where it is empty
 * @param decisions      what is logged of answers
 * @param valueHealth    what the parts of the value health index count for
 * @param alarms         file that says when alarms about the whole population ring; what it leaves out is as it comes
 * @param playbook       what is done for whom; where grades of churn begin a loaded population tells
 */
public record ServerConfig(
        String host,
        int port,
        long maxBodyBytes,
        int maxRows,
        int maxEvents,
        Duration poll,
        ExplainConfig explain,
        AccessConfig access,
        TrafficConfig traffic,
        LimitConfig limits,
        Optional<AdminConfig> admin,
        Optional<StoreAddress> store,
        DecisionConfig decisions,
        ValueHealthConfig valueHealth,
        AlarmRules alarms,
        Playbook playbook) {

    public ServerConfig {
        if (!isLoopback(host) && !access.isGuarded()) {
            throw new IllegalArgumentException(
                    "host " + host + " is not this machine alone, and no keys are configured:"
                            + " anybody who reaches it could read every user; make keys (perennial keys create) and give"
                            + " --keys FILE, or use --host 127.0.0.1 behind a proxy that checks who asks");
        }
        if (admin.isPresent() && !access.isGuarded()) {
            throw new IllegalArgumentException(
                    "admin.port is given, but no keys are configured: anybody on this machine"
                            + " could change what serves; make a key (perennial keys create --role admin) and give --keys FILE");
        }
        require(port >= 0 && port <= 65_535, "port", port, "0 to 65535");
        require(maxBodyBytes >= 1_024 && maxBodyBytes <= 64 << 20, "max_body_bytes", maxBodyBytes, "1024 to 67108864");
        require(maxRows >= 1 && maxRows <= 10_000, "max_rows", maxRows, "1 to 10000");
        require(maxEvents >= 1 && maxEvents <= 100_000, "max_events", maxEvents, "1 to 100000");
        long pollMillis = poll.toMillis();
        require(pollMillis >= 10 && pollMillis <= 86_400_000, "poll_millis", pollMillis, "10 to 86400000");
    }

    /** Loopback, port 8080, 1 MiB, 1,000 rows, a look at the registry each second, one arm. */
    public static ServerConfig defaults() {
        return new ServerConfig(
                "127.0.0.1",
                8080,
                1 << 20,
                1_000,
                20_000,
                Duration.ofSeconds(1),
                ExplainConfig.defaults(),
                AccessConfig.none(),
                TrafficConfig.defaults(),
                LimitConfig.defaults(),
                Optional.empty(),
                Optional.empty(),
                DecisionConfig.defaults(),
                ValueHealthConfig.defaults(),
                AlarmFile.defaults(),
                PlaybookFile.standard());
    }

    /** The same on another address and port, for others. */
    public ServerConfig at(String otherHost, int otherPort, AccessConfig otherAccess) {
        return changed(otherHost, otherPort, otherAccess, store, decisions, playbook);
    }

    /** The same on another address. */
    public ServerConfig withHost(String other) {
        return at(other, port, access);
    }

    /** The same on another port. */
    public ServerConfig withPort(int other) {
        return at(host, other, access);
    }

    /** The same for others. */
    public ServerConfig withAccess(AccessConfig other) {
        return at(host, port, other);
    }

    /** The same with live events kept elsewhere. */
    public ServerConfig withStore(StoreAddress other) {
        return changed(host, port, access, Optional.of(other), decisions, playbook);
    }

    /** The same with another log of answers. */
    public ServerConfig withDecisions(DecisionConfig other) {
        return changed(host, port, access, store, other, playbook);
    }

    /** The same with other actions. */
    public ServerConfig withPlaybook(Playbook other) {
        return changed(host, port, access, store, decisions, other);
    }

    private ServerConfig changed(
            String otherHost,
            int otherPort,
            AccessConfig otherAccess,
            Optional<StoreAddress> otherStore,
            DecisionConfig otherDecisions,
            Playbook otherPlaybook) {
        return new ServerConfig(
                otherHost,
                otherPort,
                maxBodyBytes,
                maxRows,
                maxEvents,
                poll,
                explain,
                otherAccess,
                traffic,
                limits,
                admin,
                otherStore,
                otherDecisions,
                valueHealth,
                alarms,
                otherPlaybook);
    }

    /** Whether it answers this machine alone. */
    public boolean isLoopback() {
        return isLoopback(host);
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost")
                || host.equals("::1")
                || host.equals("[::1]")
                || host.matches("127(\\.[0-9]{1,3}){3}");
    }

    static void require(boolean holds, String key, long value, String range) {
        if (!holds) {
            throw new IllegalArgumentException(key + " is " + value + ", not " + range);
        }
    }
}
