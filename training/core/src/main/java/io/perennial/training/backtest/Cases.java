package io.perennial.training.backtest;

import io.perennial.training.evaluation.Slices;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * One target's predictions and outcomes, the same cases for every family.
 *
 * @param target   what is predicted
 * @param people   who each case is of
 * @param actual   what happened, by case
 * @param families what each way of predicting said
 */
@SuppressWarnings("ArrayRecordComponent") // A column over cases, never compared.
record Cases(Target target, List<Person> people, double[] actual, List<Family> families) {

    int size() {
        return actual.length;
    }

    /** How many different users the cases are of. */
    int userCount() {
        return (int) people.stream().map(Person::user).distinct().count();
    }

    String[] users() {
        return people.stream().map(Person::user).toArray(String[]::new);
    }

    Optional<Family> family(String id) {
        return families.stream().filter(family -> family.id().equals(id)).findFirst();
    }

    /** The cases of some people. */
    Cases where(Predicate<Person> isKept) {
        boolean[] kept = new boolean[people.size()];
        IntStream.range(0, kept.length).forEach(i -> kept[i] = isKept.test(people.get(i)));
        return new Cases(
                target,
                people.stream().filter(isKept).toList(),
                Family.kept(actual, kept),
                families.stream().map(family -> family.where(kept)).toList());
    }

    /** The same cases with some of the families. */
    Cases only(Predicate<Family> isKept) {
        return new Cases(
                target, people, actual, families.stream().filter(isKept).toList());
    }

    /** The same cases with one more family. */
    Cases with(Family family) {
        List<Family> more = new ArrayList<>(families);
        more.add(family);
        return new Cases(target, people, actual, more);
    }

    /** The parts of a slice that occur, in the order of reports. */
    Set<String> parts(String slice) {
        Set<String> parts = new TreeSet<>(Slices.ORDER);
        people.forEach(person -> Optional.ofNullable(person.slices().get(slice)).ifPresent(parts::add));
        return parts;
    }

    /** The cases of several periods together; families that are not in each of them are left out. */
    static Cases pooled(List<Cases> periods) {
        Cases all = periods.get(0);
        for (Cases next : periods.subList(1, periods.size())) {
            all = all.and(next);
        }
        return all;
    }

    /** The families that only some of several periods have, which are left out where these are pooled, and how many do. */
    static Map<String, Integer> leftOut(List<Cases> periods) {
        Map<String, Integer> counts = new TreeMap<>();
        periods.forEach(period -> period.families().forEach(family -> counts.merge(family.id(), 1, Integer::sum)));
        counts.values().removeIf(count -> count == periods.size());
        return counts;
    }

    private Cases and(Cases next) {
        List<Person> both = new ArrayList<>(people);
        both.addAll(next.people);
        List<Family> joined = new ArrayList<>();
        for (Family family : families) {
            next.family(family.id()).ifPresent(later -> joined.add(later.after(family)));
        }
        return new Cases(target, both, Family.joined(actual, next.actual), joined);
    }
}
