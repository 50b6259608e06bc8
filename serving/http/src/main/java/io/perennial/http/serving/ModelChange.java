package io.perennial.http.serving;

import io.perennial.scoring.registry.Changes;
import io.perennial.scoring.registry.KillSwitch;
import io.perennial.scoring.registry.Standing;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** What can be changed about which version of a model serves. */
public enum ModelChange {
    /** Makes a version champion, after reading every file of it. */
    PROMOTE(true, "Makes a version champion, after reading every file of it.") {
        @Override
        Standing make(Changes changes, OptionalInt target, String why) {
            return changes.promote(target.orElseThrow(), why);
        }
    },
    /** Has a version tried beside the champion. */
    CHALLENGE(true, "Has a version tried beside the champion.") {
        @Override
        Standing make(Changes changes, OptionalInt target, String why) {
            return changes.challenge(target.orElseThrow(), why);
        }
    },
    /** Ends the trial of the challenger. */
    DISMISS(false, "Ends the trial of the challenger.") {
        @Override
        Standing make(Changes changes, OptionalInt target, String why) {
            return changes.dismiss(why);
        }
    },
    /** Brings the champion before this one back, after reading every file of it. */
    ROLLBACK(false, "Brings the champion before this one back, after reading every file of it.") {
        @Override
        Standing make(Changes changes, OptionalInt target, String why) {
            return changes.rollback(why);
        }
    },
    /** Takes the champion away at once. */
    KILL(false, "Takes the champion away at once: the one before it answers, else its stand-in, else nothing.") {
        @Override
        Standing make(Changes changes, OptionalInt target, String why) {
            return KillSwitch.kill(changes, why);
        }
    };

    private final boolean takesVersion;
    private final String summary;

    ModelChange(boolean takesVersion, String summary) {
        this.takesVersion = takesVersion;
        this.summary = summary;
    }

    /** Makes it as {@link ModelChanges.Order} says; gives the standing after it. */
    abstract Standing make(Changes changes, OptionalInt target, String why);

    /** Whether one has to say of which version. */
    public boolean takesVersion() {
        return takesVersion;
    }

    /** What it does, one sentence. */
    public String summary() {
        return summary;
    }

    /** The name in paths and addresses, such as {@code promote}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All names. */
    public static List<String> ids() {
        return Arrays.stream(values()).map(ModelChange::id).toList();
    }

    /** The change of a name. */
    public static ModelChange of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT));
    }
}
