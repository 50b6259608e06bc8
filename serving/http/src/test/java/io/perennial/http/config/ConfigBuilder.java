package io.perennial.http.config;

import io.perennial.http.alarm.AlarmRules;
import java.util.Optional;

/** A configuration of which parts are set that nobody sets but a file, and tests. */
public final class ConfigBuilder {

    private final ServerConfig base;
    private TrafficConfig traffic;
    private LimitConfig limits;
    private Optional<AdminConfig> admin;
    private AlarmRules alarms;

    private ConfigBuilder(ServerConfig base) {
        this.base = base;
        this.traffic = base.traffic();
        this.limits = base.limits();
        this.admin = base.admin();
        this.alarms = base.alarms();
    }

    /** All other parts as they are in a configuration. */
    public static ConfigBuilder of(ServerConfig base) {
        return new ConfigBuilder(base);
    }

    /** A log of decisions of other sizes. */
    public static DecisionConfig sized(DecisionConfig log, long most, long segment) {
        return new DecisionConfig(log.folder(), log.isStated(), most, segment, log.driftDays());
    }

    /** Users are split so. */
    public ConfigBuilder traffic(TrafficConfig other) {
        traffic = other;
        return this;
    }

    /** So much may be asked for at once. */
    public ConfigBuilder limits(LimitConfig other) {
        limits = other;
        return this;
    }

    /** What serves can be changed there. */
    public ConfigBuilder admin(AdminConfig other) {
        admin = Optional.of(other);
        return this;
    }

    /** Alarms ring so. */
    public ConfigBuilder alarms(AlarmRules other) {
        alarms = other;
        return this;
    }

    /** The configuration. */
    public ServerConfig build() {
        return new ServerConfig(
                base.host(),
                base.port(),
                base.maxBodyBytes(),
                base.maxRows(),
                base.maxEvents(),
                base.poll(),
                base.explain(),
                base.access(),
                traffic,
                limits,
                admin,
                base.store(),
                base.decisions(),
                base.valueHealth(),
                alarms,
                base.playbook());
    }
}
