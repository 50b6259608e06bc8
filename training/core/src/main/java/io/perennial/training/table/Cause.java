package io.perennial.training.table;

import io.perennial.features.profile.ChurnGrade;
import io.perennial.scoring.explain.Reason;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What stands behind the risk of customers of grade R3 and above.
 *
 * @param column    the column their strongest reason speaks of, or the group where no single column of it does
 * @param raises    whether it raises the risk, which all do now; files of earlier releases hold others
 * @param customers how many
 */
record Cause(String column, boolean raises, int customers) {

    private static final int MOST = 10;

    /** Whether a grade, by its name, is one of raised risk. */
    static boolean isRaised(String grade) {
        return ChurnGrade.valueOf(grade).risk().isRaised();
    }

    /** The most frequent of the customers' strongest reasons that raise the risk: what lowers it does not stand behind it. */
    static List<Cause> of(List<List<Reason>> reasons) {
        Map<String, Long> counts = reasons.stream()
                .flatMap(its ->
                        its.stream().filter(reason -> reason.contribution() > 0).limit(1))
                .collect(Collectors.groupingBy(Cause::subject, TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .map(one -> new Cause(one.getKey(), true, one.getValue().intValue()))
                .sorted(Comparator.comparingInt((Cause cause) -> -cause.customers)
                        .thenComparing(Cause::column))
                .limit(MOST)
                .toList();
    }

    private static String subject(Reason reason) {
        return reason.feature().isEmpty() ? reason.dimension().id() : reason.feature();
    }
}
