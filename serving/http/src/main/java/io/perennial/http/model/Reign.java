package io.perennial.http.model;

import io.perennial.scoring.registry.JournalEntry;
import io.perennial.scoring.registry.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A stretch of time in which one version was champion, as the journal says.
 *
 * @param version the version
 * @param entry   what made it champion
 * @param end     what ended it; empty while it lasts
 */
public record Reign(int version, JournalEntry entry, Optional<JournalEntry> end) {

    /** All of them, oldest first; a version that is promoted again while it is champion reigns on. */
    public static List<Reign> of(Standing standing) {
        List<Reign> reigns = new ArrayList<>();
        Optional<JournalEntry> began = Optional.empty();
        int champion = 0;
        for (JournalEntry entry : standing.entries()) {
            OptionalInt now = champion(standing, entry);
            if (now.orElse(0) == champion) {
                continue;
            }
            if (champion != 0) {
                reigns.add(new Reign(champion, began.orElseThrow(), Optional.of(entry)));
            }
            champion = now.orElse(0);
            began = Optional.of(entry);
        }
        if (champion != 0) {
            reigns.add(new Reign(champion, began.orElseThrow(), Optional.empty()));
        }
        return reigns;
    }

    /** Who was champion once an entry was written; entries of one instant are told apart by their place. */
    private static OptionalInt champion(Standing standing, JournalEntry entry) {
        return standing.after(entry.seq()).champion();
    }

    /** When it began. */
    public Instant from() {
        return entry.at();
    }

    /** When it ended, or the instant given while it lasts. */
    public Instant until(Instant now) {
        return end.map(JournalEntry::at).orElse(now);
    }
}
