package io.perennial.training.backtest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * When eligible users came back in the outcome window, and how likely each way of predicting held each of them to be
 * still away by the end of each interval of it.
 *
 * @param people    who each case is of
 * @param intervals the interval of the first active event, from 0; their number where there was none
 * @param families  by name the chances of each case
 */
@SuppressWarnings("ArrayRecordComponent") // Columns over cases, never compared.
record Curves(List<Person> people, int[] intervals, Map<String, double[][]> families) {

    /** Everybody the same: the shares of earlier windows. */
    static final String OBSERVED = "naive:observed";

    /** The champion's own probability spread over the window as a constant rate of return would. */
    static final String CONSTANT_RATE = "constant_rate";

    String[] users() {
        return people.stream().map(Person::user).toArray(String[]::new);
    }

    /** What kind of family a name is of. */
    static Family.Kind kind(String id) {
        return switch (id) {
            case Family.CHAMPION -> Family.Kind.CHAMPION;
            case Family.NBD -> Family.Kind.NBD;
            case OBSERVED -> Family.Kind.NAIVE;
            default -> Family.Kind.LEARNED;
        };
    }

    /** The cases of those who are eligible. */
    Curves eligible() {
        int[] kept = IntStream.range(0, people.size())
                .filter(i -> people.get(i).eligible())
                .toArray();
        Map<String, double[][]> said = new LinkedHashMap<>();
        families.forEach((id, curves) ->
                said.put(id, IntStream.of(kept).mapToObj(i -> curves[i]).toArray(double[][]::new)));
        return new Curves(
                IntStream.of(kept).mapToObj(people::get).toList(),
                IntStream.of(kept).map(i -> intervals[i]).toArray(),
                said);
    }

    /** These cases and those of another period, told by the families that both have. */
    Curves and(Curves next) {
        List<Person> both = new ArrayList<>(people);
        both.addAll(next.people);
        Map<String, double[][]> said = new LinkedHashMap<>();
        families.forEach((id, curves) -> {
            if (next.families.containsKey(id)) {
                said.put(
                        id,
                        Stream.of(curves, next.families.get(id))
                                .flatMap(Stream::of)
                                .toArray(double[][]::new));
            }
        });
        return new Curves(
                both,
                IntStream.concat(IntStream.of(intervals), IntStream.of(next.intervals))
                        .toArray(),
                said);
    }
}
