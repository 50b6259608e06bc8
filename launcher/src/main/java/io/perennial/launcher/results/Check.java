package io.perennial.launcher.results;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What is asked of a place in a result. Every check fails where the result does not tell the number. */
sealed interface Check {

    /** Whether the result passes. */
    boolean passes(JsonNode found, JsonNode result);

    /** The number is at least so large. */
    record AtLeast(double bar) implements Check {
        @Override
        public boolean passes(JsonNode found, JsonNode result) {
            return Figure.of(found).estimate() >= bar;
        }
    }

    /** The number is at most so large. */
    record AtMost(double bar) implements Check {
        @Override
        public boolean passes(JsonNode found, JsonNode result) {
            return Figure.of(found).estimate() <= bar;
        }
    }

    /** The number lies between two others, ends included. */
    record Between(double low, double high) implements Check {
        @Override
        public boolean passes(JsonNode found, JsonNode result) {
            double number = Figure.of(found).estimate();
            return number >= low && number <= high;
        }
    }

    /** The whole interval lies above a number. */
    record IntervalAbove(double bar) implements Check {
        @Override
        public boolean passes(JsonNode found, JsonNode result) {
            return Figure.of(found).low() > bar;
        }
    }

    /** The whole interval lies below a number. */
    record IntervalBelow(double bar) implements Check {
        @Override
        public boolean passes(JsonNode found, JsonNode result) {
            return Figure.of(found).high() < bar;
        }
    }

    /** The interval ends above by less than half the standard error of another figure. */
    record HighWithinHalfError(Selector rival) implements Check {
        @Override
        public boolean passes(JsonNode found, JsonNode result) {
            return Figure.of(found).high() < Figure.of(rival.in(result)).standardError() / 2;
        }
    }

    /** The interval ends below by less than half the standard error of another figure. */
    record LowWithinHalfError(Selector rival) implements Check {
        @Override
        public boolean passes(JsonNode found, JsonNode result) {
            return Figure.of(found).low() > -Figure.of(rival.in(result)).standardError() / 2;
        }
    }

    /** The number is no further from a goal than another number of the same result. */
    record Closer(double goal, Selector rival) implements Check {
        @Override
        public boolean passes(JsonNode found, JsonNode result) {
            double other = Figure.of(rival.in(result)).estimate();
            return Math.abs(Figure.of(found).estimate() - goal) <= Math.abs(other - goal);
        }
    }

    /** The number is at most another number of the same result. */
    record AtMostThat(Selector other) implements Check {
        @Override
        public boolean passes(JsonNode found, JsonNode result) {
            return Figure.of(found).estimate() <= Figure.of(other.in(result)).estimate();
        }
    }

    /** The text, a list's texts joined, contains all of these words. */
    record Names(List<String> words) implements Check {
        @Override
        public boolean passes(JsonNode found, JsonNode result) {
            String text = found.isArray() ? found.toString() : found.asText();
            return !text.isEmpty() && words.stream().allMatch(text::contains);
        }
    }

    /** The result says yes. */
    record IsTrue() implements Check {
        @Override
        public boolean passes(JsonNode found, JsonNode result) {
            return found.asBoolean(false);
        }
    }
}
