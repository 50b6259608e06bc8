package io.perennial.simulator.life;

/** Where a life is written down. */
@FunctionalInterface
public interface DeedSink {

    /** Takes the next deed; deeds of one user come in the order of their days. */
    void record(Deed deed);
}
