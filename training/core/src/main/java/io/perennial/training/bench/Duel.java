package io.perennial.training.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * Two ways to one result, timed call by call in one thread.
 *
 * <p>The sides alternate in blocks, so that whatever else the machine does slows both alike.
 *
 * @param ours      times of our side
 * @param theirs    times of the other
 * @param oursCpu   of a processor at work on ours in this thread
 * @param theirsCpu the same of the other
 */
record Duel(Times ours, Times theirs, Times oursCpu, Times theirsCpu) {

    /** One side: computes the result for a row, by its number, and gives one number of it. */
    @FunctionalInterface
    interface Side {
        double call(int row);
    }

    /** Runs both sides over the rows {@code 0 .. rows - 1}, again and again. */
    static Duel run(Side ours, Side theirs, int rows, Pace pace) {
        Clock first = new Clock(ours, rows, pace);
        Clock second = new Clock(theirs, rows, pace);
        first.warmUp();
        second.warmUp();
        for (int block = 0; block < pace.blocks(); block++) {
            first.block();
            second.block();
        }
        return new Duel(first.times(), second.times(), first.cpu(), second.cpu());
    }

    /**
     * Times of one side.
     *
     * @param wall by the clock
     * @param cpu  of a processor at work in this thread, whatever else the machine did meanwhile
     */
    record Solo(Times wall, Times cpu) {}

    /** Runs one side that has no other to be compared with. */
    static Solo alone(Side side, int rows, Pace pace) {
        Clock clock = new Clock(side, rows, pace);
        clock.warmUp();
        for (int block = 0; block < pace.blocks(); block++) {
            clock.block();
        }
        return new Solo(clock.times(), clock.cpu());
    }

    private static final class Clock {

        private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

        private final Side side;
        private final int rows;
        private final Pace pace;
        private final long[] nanos;
        private final long[] cpuNanos;
        private int timed;
        private int called;
        private double sum;

        Clock(Side side, int rows, Pace pace) {
            this.side = side;
            this.rows = rows;
            this.pace = pace;
            this.nanos = new long[pace.blocks() * pace.calls()];
            this.cpuNanos = new long[nanos.length];
        }

        void warmUp() {
            for (int i = 0; i < pace.warmUp(); i++) {
                sum += side.call(called++ % rows);
            }
        }

        void block() {
            for (int i = 0; i < pace.calls(); i++) {
                long cpu = THREADS.getCurrentThreadCpuTime();
                long begin = System.nanoTime();
                sum += side.call(called++ % rows);
                nanos[timed] = System.nanoTime() - begin;
                cpuNanos[timed++] = THREADS.getCurrentThreadCpuTime() - cpu;
            }
        }

        Times cpu() {
            return new Times(cpuNanos);
        }

        /** Reading the sum keeps the compiler from leaving the calls out. */
        Times times() {
            if (Double.isNaN(sum)) {
                throw new IllegalStateException("a result was no number");
            }
            return new Times(nanos);
        }
    }
}
