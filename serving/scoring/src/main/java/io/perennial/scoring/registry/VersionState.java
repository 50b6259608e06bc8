package io.perennial.scoring.registry;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How a version stands. */
public enum VersionState {
    /** It was published, and is none of the others. */
    PUBLISHED,
    /** It is tried beside the champion. */
    CHALLENGER,
    /** It answers. */
    CHAMPION,
    /** It was champion, was taken back or killed, and was not promoted since. */
    TAKEN_BACK,
    /** It may not become champion any more. */
    RETIRED;

    /** The name in answers and among words, such as {@code taken_back}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All ids. */
    public static List<String> ids() {
        return Arrays.stream(values()).map(VersionState::id).toList();
    }
}
