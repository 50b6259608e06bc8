package io.perennial.simulator.log;

import io.perennial.simulator.life.Act;
import io.perennial.simulator.life.Deed;
import io.perennial.simulator.life.DeedSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** All raw logs of one shard of users: sends each deed to the logs that hold its kind. Not thread safe. */
public final class ShardLogs implements DeedSink, AutoCloseable {

    private final Map<Act, List<LogPart>> readers = new EnumMap<>(Act.class);
    private final List<LogPart> parts = new ArrayList<>();

    ShardLogs() {}

    @Override
    public void record(Deed deed) {
        for (LogPart part : readers.get(deed.act())) {
            part.write(deed);
        }
    }

    @Override
    public void close() throws IOException {
        for (LogPart part : parts) {
            part.close();
        }
    }

    void add(LogPart part, Iterable<Act> acts) {
        parts.add(part);
        for (Act act : acts) {
            readers.computeIfAbsent(act, any -> new ArrayList<>()).add(part);
        }
    }
}
