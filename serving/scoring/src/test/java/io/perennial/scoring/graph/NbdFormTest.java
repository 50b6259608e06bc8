package io.perennial.scoring.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.perennial.scoring.binary.BinaryFormatException;
import io.perennial.scoring.nbd.FutureWindow;
import io.perennial.scoring.nbd.NbdFamily;
import io.perennial.scoring.nbd.PurchaseModel;
import java.nio.ByteBuffer;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every member of the NBD family in the published form. */
class NbdFormTest {

    private static final Map<NbdFamily, PurchaseModel> MODELS = Map.of(
            NbdFamily.BG_NBD, NbdFamily.BG_NBD.model(.24, 31, .8, 2.4),
            NbdFamily.MBG_NBD, NbdFamily.MBG_NBD.model(.5, 43, .9, 1.6),
            NbdFamily.MBG_CNBD_K, NbdFamily.MBG_CNBD_K.model(.85, 28, .12, 2.2, 2),
            NbdFamily.PARETO_NBD, NbdFamily.PARETO_NBD.model(.55, 74, .6, 82),
            NbdFamily.NBD, NbdFamily.NBD.model(.4, 80));

    @Test
    void every_member_is_read_back_and_says_the_same() throws BinaryFormatException {
        for (NbdFamily family : NbdFamily.values()) {
            for (Nbd.Quantity quantity : Nbd.Quantity.values()) {
                Graph graph = graph(MODELS.get(family), quantity);
                Graph back = GraphReader.read(GraphWriter.write(graph));
                assertEquals(graph, back, family.title());
                Row row = Row.of(new double[] {4, 30, 200});
                assertEquals(
                        graph.evaluate(row, graph.workspace())[0],
                        back.evaluate(row, back.workspace())[0],
                        family.title());
            }
        }
    }

    @Test
    void a_number_of_steps_that_is_not_whole_is_refused() {
        byte[] bytes = GraphWriter.write(graph(MODELS.get(NbdFamily.MBG_CNBD_K), Nbd.Quantity.EXPECTED));
        int k = placeOf(2, bytes);
        for (double wrong : new double[] {1.5, 0, -1, 13, Double.NaN}) {
            byte[] damaged = bytes.clone();
            ByteBuffer.wrap(damaged).putDouble(k, wrong);
            assertThrows(BinaryFormatException.class, () -> GraphReader.read(damaged), "k = " + wrong);
        }
    }

    private static int placeOf(double number, byte[] bytes) {
        for (int at = 0; at + Double.BYTES <= bytes.length; at++) {
            if (ByteBuffer.wrap(bytes).getDouble(at) == number) {
                return at;
            }
        }
        throw new IllegalStateException(number + " is nowhere in the file");
    }

    private static Graph graph(PurchaseModel model, Nbd.Quantity quantity) {
        GraphBuilder graph = new GraphBuilder();
        int features = graph.add(new Input(Input.Source.FEATURES, 3));
        int answer = graph.add(new Nbd(features, 0, 1, 2, model, quantity, new FutureWindow(3, 90)));
        return graph.output("answer", answer).build();
    }
}
