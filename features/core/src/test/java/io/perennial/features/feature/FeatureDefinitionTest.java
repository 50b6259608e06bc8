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

    private static final int VERSION = 1;
    private static final String BITS_OF_VERSION = "9defd94fec1b26a5aae01476c2b269fe53a6f7f583f7cee3f20a3e09ffc286ef";

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
