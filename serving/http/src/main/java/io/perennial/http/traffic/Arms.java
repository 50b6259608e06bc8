package io.perennial.http.traffic;

import io.perennial.http.config.TrafficConfig;
import io.perennial.http.live.Arm;
import io.perennial.scoring.file.FileStamp;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.Map;

/**
 * The arm of a user: a pure function of salt, percentages and id, so that it is the same in every server and can be
 * worked out again from a log. Whoever is in an arm stays in it when its percentage grows.
 *
 * @param config the split
 */
record Arms(TrafficConfig config) {

    private static final double UNIT = 0x1p-53;

    /**
     * What a user draws once for all.
     *
     * @param holdout    in [0, 1): held out where below the share
     * @param challenger in [0, 1), independent of the other: given to the challenger where below the share
     * @param sample     64 bits that neither arm depends on
     */
    record Draw(double holdout, double challenger, long sample) {}

    Draw draw(String user) {
        MessageDigest digest = FileStamp.newDigest();
        digest.update(config.salt().getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        ByteBuffer bits = ByteBuffer.wrap(digest.digest(user.getBytes(StandardCharsets.UTF_8)));
        return new Draw(unit(bits.getLong()), unit(bits.getLong()), bits.getLong());
    }

    Arm of(Draw draw, boolean hasChallenger) {
        if (draw.holdout() < config.holdoutPercent() / 100) {
            return Arm.HOLDOUT;
        }
        return hasChallenger && draw.challenger() < config.challengerPercent() / 100 ? Arm.CHALLENGER : Arm.CHAMPION;
    }

    /** The share of users each arm should have; arms nobody should be in are left out. */
    Map<Arm, Double> shares(boolean hasChallenger) {
        double holdout = config.holdoutPercent() / 100;
        double challenger = hasChallenger ? (1 - holdout) * config.challengerPercent() / 100 : 0;
        Map<Arm, Double> shares = new EnumMap<>(Arm.class);
        shares.put(Arm.CHAMPION, 1 - holdout - challenger);
        shares.put(Arm.CHALLENGER, challenger);
        shares.put(Arm.HOLDOUT, holdout);
        shares.values().removeIf(share -> share <= 0);
        return shares;
    }

    private static double unit(long bits) {
        return (bits >>> 11) * UNIT;
    }
}
