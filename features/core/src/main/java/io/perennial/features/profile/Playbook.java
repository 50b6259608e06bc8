package io.perennial.features.profile;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Where the grades of churn begin, and what is done for whom. Immutable.
 *
 * @param grades  where they begin
 * @param actions in the order in which they are preferred where they gain the same; ids differ
 */
public record Playbook(ChurnGrade.Thresholds grades, List<WinBackAction> actions) {

    public Playbook {
        actions = List.copyOf(actions);
        Set<String> ids = new HashSet<>();
        for (WinBackAction action : actions) {
            if (!ids.add(action.id())) {
                throw new IllegalArgumentException("two actions have the id '" + action.id() + "'; give each its own");
            }
        }
    }

    /** The same actions for grades that begin elsewhere. */
    public Playbook withGrades(ChurnGrade.Thresholds other) {
        return new Playbook(other, actions);
    }

    /**
     * What fits a user.
     *
     * @param segment id of the user's segment, empty for none
     */
    List<WinBackAction> fitting(ChurnGrade grade, String segment) {
        return actions.stream()
                .filter(action -> action.audience().has(grade, segment))
                .toList();
    }
}
