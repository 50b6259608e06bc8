package io.perennial.launcher;

import io.perennial.command.Terminal;
import io.perennial.command.Terminal.Ink;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Tells how a chain gets on: which step, how long so far, what comes after. On a terminal the last line is rewritten
 * each second, below whatever the steps say; elsewhere a line is added each minute of a long step.
 */
final class ChainProgress implements AutoCloseable {

    private static final String CLEARED = "\r\u001b[K";
    private static final int REPEATED_SECONDS = 60;

    private final PrintStream out;
    private final Terminal terminal;
    private final LongSupplier nanos;
    private final Thread ticking = new Thread(this::tickOn, "progress");
    private final long began;
    private String place = "";
    private String after = "";
    private long stepBegan;
    private boolean stands;

    ChainProgress(PrintStream out, Terminal terminal, LongSupplier nanos) {
        this.out = out;
        this.terminal = terminal;
        this.nanos = nanos;
        this.began = nanos.getAsLong();
        ticking.setDaemon(true);
        ticking.start();
    }

    /** Whether the last line is rewritten; then what steps say must come through {@link #say}. */
    boolean isLive() {
        return terminal.saidColumns().isPresent();
    }

    /** A step begins. */
    synchronized void begin(String name, List<Step> later) {
        say(terminal.paintSaid(Ink.STEP, name) + " ...");
        place = name;
        after = later.isEmpty()
                ? "the last step"
                : "then " + String.join(", ", later.stream().map(Step::command).toList());
        stepBegan = nanos.getAsLong();
    }

    /** The step that began last has ended. */
    synchronized void end() {
        String ended = place;
        place = "";
        say(terminal.paintSaid(Ink.STEP, ended) + " took " + seconds(stepBegan) + " s");
    }

    /** No step runs any more. */
    synchronized void stop() {
        place = "";
        clear();
    }

    /** Writes a line of its own. */
    synchronized void say(String line) {
        clear();
        out.println(line);
    }

    private void tickOn() {
        try {
            while (true) {
                TimeUnit.SECONDS.sleep(isLive() ? 1 : REPEATED_SECONDS);
                tick();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The status of the running step, in one line. */
    synchronized void tick() {
        if (place.isEmpty()) {
            return;
        }
        String line = place + ": " + Span.words(seconds(stepBegan)) + " so far, " + after + " ("
                + Span.words(seconds(began)) + " in all)";
        if (!isLive()) {
            out.println(line);
            return;
        }
        int columns = terminal.saidColumns().getAsInt() - 1;
        out.print(CLEARED + line.substring(0, Math.min(line.length(), columns)));
        out.flush();
        stands = true;
    }

    private void clear() {
        if (stands) {
            out.print(CLEARED);
            stands = false;
        }
    }

    private long seconds(long start) {
        return TimeUnit.NANOSECONDS.toSeconds(nanos.getAsLong() - start + TimeUnit.MILLISECONDS.toNanos(500));
    }

    @Override
    public void close() {
        ticking.interrupt();
        stop();
    }
}
