package io.perennial.http.store;

import java.util.List;

/**
 * One event as a store keeps it.
 *
 * @param user    pseudonym of the user as the event named them, an alias included
 * @param id      pseudonym of the event's id
 * @param content what tells its content, the user as named included, from any other
 * @param part    what is counted
 * @param aliases the other names by which its user is known now; nothing of them is kept
 * @param counts  whether what answers now reads its kind; nothing of that is kept
 */
public record LiveEvent(
        Pseudonym user, Pseudonym id, Pseudonym content, LivePart part, List<Alias> aliases, boolean counts) {

    /**
     * The same event under another name of its user.
     *
     * @param name    pseudonym of that name
     * @param content the content under it
     */
    public record Alias(Pseudonym name, Pseudonym content) {}

    public LiveEvent {
        aliases = List.copyOf(aliases);
    }

    /** An event of a user who has no other name. */
    public LiveEvent(Pseudonym user, Pseudonym id, Pseudonym content, LivePart part) {
        this(user, id, content, part, List.of());
    }

    /** An event of a kind that is read. */
    public LiveEvent(Pseudonym user, Pseudonym id, Pseudonym content, LivePart part, List<Alias> aliases) {
        this(user, id, content, part, aliases, true);
    }

    /**
     * Whether it says that users are known of up to its day: what a person {@linkplain LivePart#isRecordedHere recorded
     * here} does not, nor what nobody reads.
     */
    public boolean tellsOfItsDay() {
        return counts && !part.isRecordedHere();
    }

    /**
     * What becomes of it where an event is kept under its id already: that is this very event too where it came under
     * another name, before that was known as one.
     */
    Acceptance after(Pseudonym kept) {
        boolean isSame = content.equals(kept)
                || aliases.stream().anyMatch(alias -> alias.content().equals(kept));
        return isSame ? Acceptance.DUPLICATE : Acceptance.CONFLICT;
    }
}
