package io.perennial.scoring.registry;

import io.perennial.scoring.file.FileStamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One fact of a model's journal.
 *
 * @param seq      its place, from 1 without gaps
 * @param action   what happened
 * @param version  the version it is about; for {@link Action#PROMOTED} and {@link Action#ROLLED_BACK} the champion
 *                 from here on
 * @param at       when, never before the entry before it
 * @param by       who, as the operating system names them
 * @param why      the reason given, may be empty
 * @param files    stamps of every file of the version, manifest included; empty unless {@link Action#PUBLISHED}
 * @param previous {@code sha256} of the entry before it; 64 zeros for the first
 * @param sha256   SHA-256 of the entry's own text before this field: a damaged entry is noticed even at the end of
 *                 the chain
 */
public record JournalEntry(
        int seq,
        Action action,
        int version,
        Instant at,
        String by,
        String why,
        Map<String, FileStamp> files,
        String previous,
        String sha256) {

    /** What can happen to a version. */
    public enum Action {
        /** It exists from here on. */
        PUBLISHED,
        /** It became champion. */
        PROMOTED,
        /** It is champion again, because the one after it was taken back. */
        ROLLED_BACK,
        /** It may not become champion any more. */
        RETIRED,
        /** It is champion no more, and no other is: nothing answers under the name until a version is promoted. */
        WITHDRAWN,
        /** It is tried beside the champion from here on, instead of any that was before. */
        CHALLENGED,
        /** It is tried no more. */
        DISMISSED
    }

    public JournalEntry {
        if (seq < 1 || version < 1) {
            throw new IllegalArgumentException("journal entry " + seq + " about version " + version + " is not from 1");
        }
        files = Collections.unmodifiableMap(new TreeMap<>(files));
        if (files.isEmpty() == (action == Action.PUBLISHED)) {
            throw new IllegalArgumentException("journal entry " + seq + " " + action
                    + (files.isEmpty() ? " names no file" : " names files, which only a publication does"));
        }
    }

    /** Since when, by whom and why, such as {@code since 2026-11-28 by ann (leaks)}. */
    public String told() {
        return "since " + LocalDate.ofInstant(at, ZoneOffset.UTC) + " by " + by
                + (why.isBlank() ? "" : " (" + why + ")");
    }

    /** The same entry with the hash of its text. */
    JournalEntry sealed(String hash) {
        return new JournalEntry(seq, action, version, at, by, why, files, previous, hash);
    }
}
