package io.perennial.http.doctor;

import java.util.List;
import java.util.Locale;

/** Whether a machine carries what the commands need. */
final class MachineCheck {

    private static final int TESTED_FROM = 17;
    private static final int TESTED_TO = 25;
    private static final long GIB = 1L << 30;

    /** A quickstart of 5,000 users fits in this much. */
    private static final long LEAST_MEMORY = 2 * GIB;

    private static final long MEMORY_FOR_A_MILLION_ROWS = 6 * GIB;
    private static final long LEAST_DISK = GIB;
    private static final long AMPLE_DISK = 5 * GIB;

    private MachineCheck() {}

    static List<Finding> of(Machine machine) {
        return List.of(
                java(machine),
                memory(machine),
                cores(machine),
                disk("disk", "here", machine.here()),
                temporary(machine),
                fileNames(machine),
                natives(machine));
    }

    private static Finding java(Machine machine) {
        int java = machine.java();
        return java < TESTED_FROM || java > TESTED_TO
                ? Finding.note(
                        "java",
                        "Java " + java + " is outside what is tested",
                        "point JAVA_HOME to a JDK from " + TESTED_FROM + " to " + TESTED_TO)
                : Finding.good("java", "Java " + java);
    }

    private static Finding memory(Machine machine) {
        String has = size(machine.memory()) + " of memory";
        if (machine.memory() < LEAST_MEMORY) {
            return Finding.fault(
                    "memory", has + " is too little to train", "give the machine at least " + size(LEAST_MEMORY));
        }
        return machine.memory() < MEMORY_FOR_A_MILLION_ROWS
                ? Finding.note(
                        "memory", has + " is enough for a quickstart", "a log of a million rows wants 6 GiB or more")
                : Finding.good("memory", has);
    }

    private static Finding cores(Machine machine) {
        String has = machine.cores() + (machine.cores() == 1 ? " core" : " cores");
        return machine.cores() < 2
                ? Finding.note("cores", has, "everything works, and takes about twice as long as on two")
                : Finding.good("cores", has);
    }

    private static Finding disk(String about, String where, long free) {
        if (free < 0) {
            return Finding.fault(about, "nothing can be written " + where, "give your user the right to it");
        }
        String has = size(free) + " free " + where;
        if (free < LEAST_DISK) {
            return Finding.fault(about, has + " is too little", "free some; a quickstart writes about 0.5 GiB");
        }
        return free < AMPLE_DISK
                ? Finding.note(about, has, "a run writes about as much as its logs take unpacked; keep more free")
                : Finding.good(about, has);
    }

    private static Finding temporary(Machine machine) {
        String remedy = "name another folder by PERENNIAL_JAVA_OPTS=-Djava.io.tmpdir=/path";
        Finding space = disk("temporary files", "for temporary files", machine.temporary());
        if (space.level() == Finding.Level.FAULT) {
            return Finding.fault(space.about(), space.what(), remedy);
        }
        return machine.runsThere()
                ? space
                : Finding.fault(
                        space.about(), "nothing there may be executed, so native libraries cannot be loaded", remedy);
    }

    private static Finding fileNames(Machine machine) {
        return machine.fileNames().toUpperCase(Locale.ROOT).replace("-", "").equals("UTF8")
                ? Finding.good("encoding", "file names in UTF-8")
                : Finding.note(
                        "encoding",
                        "file names in " + machine.fileNames() + ", so that one such as 订单.csv cannot be opened",
                        "set LC_ALL=C.UTF-8");
    }

    private static Finding natives(Machine machine) {
        return machine.hasNatives()
                ? Finding.good("native libraries", "those for " + machine.platform() + " are installed")
                : Finding.fault(
                        "native libraries",
                        "none for " + machine.platform() + ", so train cannot learn the networks",
                        "build on this machine: mvn package; serving and scoring need none");
    }

    static String size(long bytes) {
        return String.format(Locale.ROOT, "%.1f GiB", bytes / (double) GIB);
    }
}
