package io.perennial.training.data;

import io.perennial.features.event.EventKind;
import io.perennial.features.ledger.LedgerDay;
import io.perennial.features.ledger.UserLedger;
import io.perennial.scoring.file.FileStamp;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** The data hash of ledgers held in memory: SHA-256 of everything they hold. Not the number the Spark job gives. */
final class VisibleHash {

    private VisibleHash() {}

    /** The hash of visible ledgers in ascending order of user, lower-case hex. */
    static String of(List<UserLedger> ledgers) {
        MessageDigest sha = FileStamp.newDigest();
        for (UserLedger ledger : ledgers) {
            sha.update(("user " + ledger.user() + "\n").getBytes(StandardCharsets.UTF_8));
            for (LedgerDay day : ledger.days()) {
                sha.update(text(day).getBytes(StandardCharsets.UTF_8));
            }
        }
        return HexFormat.of().formatHex(sha.digest());
    }

    private static String text(LedgerDay day) {
        StringBuilder text = new StringBuilder().append(day.day());
        for (int kind = 0; kind < EventKind.COUNT; kind++) {
            text.append(' ').append(day.count(EventKind.at(kind)));
        }
        text.append(' ').append(day.spendMinor()).append(' ').append(day.refundMinor());
        text.append(' ').append(day.visitSeconds()).append(' ').append(day.npsSum());
        text.append(' ').append(day.sentimentSum());
        text.append(Arrays.toString(day.items())).append(Arrays.toString(day.channels()));
        return text.append('\n').toString();
    }
}
