package io.perennial.features.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.perennial.features.event.EventKind;
import io.perennial.features.ledger.History;
import io.perennial.features.ledger.LogDefinition;
import io.perennial.features.ledger.RandomLedgers;
import io.perennial.features.outcome.ChurnRule;
import io.perennial.features.outcome.ValueRule;
import io.perennial.features.time.OutcomeWindow;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The bits of vectors belong to the definition version.
 *
 * <p>Where this fails after a formula was changed, raise {@link FeatureCatalogue#DEFINITION_VERSION} and store the new
 * hash with it; where no formula was changed, a machine or a JDK computes otherwise, and no version may be raised.
 */
class FeatureDefinitionTest {

    private static final int VERSION = 2;
    private static final String BITS_OF_VERSION = "9d67ceb5b2e1ac67ed2d2f5c8137c143d05eb8ba1894ebc69ab8d7a28f0a5b60";

    @Test
    void a_changed_formula_raises_the_definition_version() throws NoSuchAlgorithmException {
        assertEquals(VERSION, FeatureCatalogue.DEFINITION_VERSION);
        assertEquals(BITS_OF_VERSION, bits());
    }

    private static String bits() throws NoSuchAlgorithmException {
        LogDefinition log = new LogDefinition(ZoneId.of("UTC"), "CNY", EnumSet.allOf(EventKind.class));
        ChurnRule churn = new ChurnRule(EnumSet.of(EventKind.VISIT, EventKind.PURCHASE), 180);
        FeatureSchema schema =
                new FeatureSchema(new FeatureContext(log, churn), new OutcomeWindow(3, 90), ValueRule.defaults());
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        for (int seed = 0; seed < 50; seed++) {
            History.Timeline timeline = History.timeline(RandomLedgers.ledger(new Random(seed), 800));
            for (int asOf = RandomLedgers.FIRST; asOf < RandomLedgers.FIRST + 1_000; asOf += 91) {
                double[] vector = schema.vector(timeline.asOf(asOf));
                ByteBuffer bytes = ByteBuffer.allocate(vector.length * Double.BYTES);
                for (double value : vector) {
                    bytes.putLong(Double.doubleToLongBits(value));
                }
                sha.update(bytes.array());
            }
        }
        return HexFormat.of().formatHex(sha.digest());
    }
}
