package io.perennial.scoring.registry;

import io.perennial.scoring.registry.RegistryException.Kind;
import java.util.OptionalInt;

/**
 * What somebody who wants a change takes to be so; where it is otherwise when the change is made, it is refused. In both,
 * 0 stands for nobody, and empty for what they do not mind.
 *
 * @param champion the version that answers before the change
 * @param subject  the version the change is about without naming it: whose trial ends when a challenger is dismissed,
 *                 who answers after a rollback or a kill. The other changes name their version, and have none
 */
public record Expected(OptionalInt champion, OptionalInt subject) {

    /** Whatever is there will do. */
    public static final Expected ANYTHING = new Expected(OptionalInt.empty(), OptionalInt.empty());

    private static final String CHAMPION = "champion";

    /** What is expected of the champion alone. */
    public static Expected champion(int version) {
        return new Expected(OptionalInt.of(version), OptionalInt.empty());
    }

    /** What is expected of the version the change is about alone. */
    public static Expected subject(int version) {
        return new Expected(OptionalInt.empty(), OptionalInt.of(version));
    }

    /** Refuses where another is champion than is expected. */
    void checkChampion(Standing standing) {
        champion.ifPresent(version -> refuseOther(standing, CHAMPION, version, standing.champion()));
    }

    /** Refuses where the version a change is about, in this role, is another than is expected. */
    void checkSubject(Standing standing, String role, OptionalInt now) {
        subject.ifPresent(version -> refuseOther(standing, role, version, now));
    }

    private static void refuseOther(Standing standing, String role, int expected, OptionalInt now) {
        if (now.orElse(0) != expected) {
            throw other(standing, role, expected, now);
        }
    }

    /** The refusal of a change that takes a version for what another is, or nobody, in this role. */
    static RegistryException other(Standing standing, String role, int expected, OptionalInt now) {
        String said;
        if (now.isEmpty()) {
            said = "no " + role + " any more, where " + expected + " was";
        } else if (expected == 0) {
            said = "a " + role + " by now, " + now.getAsInt() + ", where nobody was";
        } else {
            said = "another " + role + " by now, no longer " + expected + " but " + now.getAsInt();
        }
        return new RegistryException(Kind.CONFLICT, "model " + standing.name() + " has " + said + "; look at it again");
    }
}
