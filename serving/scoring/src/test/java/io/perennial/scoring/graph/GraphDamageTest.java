package io.perennial.scoring.graph;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.perennial.scoring.binary.BinaryFormatException;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/**
 * Damaged files without the hash that would stop them first: each is refused with a typed exception, or is a valid
 * graph that can be evaluated. Never an error, a hang or memory the file can't justify.
 */
class GraphDamageTest {

    private static final int DAMAGES = 6_000;
    private static final int LONGEST_OVERWRITE = 64;

    @Test
    void no_damage_gives_anything_but_a_refusal_or_a_valid_graph() {
        byte[][] files = {
            GraphWriter.write(SampleGraphs.everyNode(1)), GraphWriter.write(SampleGraphs.everyNode(2)),
        };
        int[] refused = new int[1];
        Assertions.assertTimeout(Duration.ofSeconds(60), () -> {
            for (int seed = 0; seed < DAMAGES; seed++) {
                refused[0] += outcome(seed, damaged(files, new SplittableRandom(seed)));
            }
        });
        assertTrue(refused[0] > DAMAGES / 3, "only " + refused[0] + " refused: the damage does not reach structure");
    }

    /** 1 where the bytes are refused, 0 where they are a graph. */
    private static int outcome(int seed, byte[] bytes) {
        try {
            Graph graph = GraphReader.read(bytes);
            Row row = Row.of(new double[graph.width(Input.Source.FEATURES)])
                    .withSequence(new double[graph.width(Input.Source.SEQUENCE)])
                    .withUpstream(new double[graph.width(Input.Source.UPSTREAM)]);
            graph.evaluate(row, graph.workspace());
            return 0;
        } catch (BinaryFormatException refusal) {
            assertTrue(refusal.offset() >= 0 && refusal.offset() <= bytes.length, "seed " + seed);
            return 1;
        } catch (RuntimeException | Error e) {
            return fail("seed " + seed + ": " + e, e);
        }
    }

    private static byte[] damaged(byte[][] files, SplittableRandom random) {
        byte[] bytes = files[0].clone();
        switch (random.nextInt(4)) {
            case 0 -> flip(bytes, random);
            case 1 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            case 2 -> overwrite(bytes, random);
            default -> bytes = splice(bytes, files[1], random);
        }
        return bytes;
    }

    private static void flip(byte[] bytes, SplittableRandom random) {
        for (int i = 0; i <= random.nextInt(4); i++) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
    }

    private static void overwrite(byte[] bytes, SplittableRandom random) {
        int from = random.nextInt(bytes.length);
        int to = Math.min(bytes.length, from + 1 + random.nextInt(LONGEST_OVERWRITE));
        byte[] noise = new byte[to - from];
        random.nextBytes(noise);
        System.arraycopy(noise, 0, bytes, from, noise.length);
    }

    /** The head of one file and the tail of another, cut anywhere. */
    private static byte[] splice(byte[] head, byte[] tail, SplittableRandom random) {
        int cut = random.nextInt(head.length);
        int resume = random.nextInt(tail.length);
        byte[] bytes = Arrays.copyOf(head, cut + tail.length - resume);
        System.arraycopy(tail, resume, bytes, cut, tail.length - resume);
        return bytes;
    }
}
