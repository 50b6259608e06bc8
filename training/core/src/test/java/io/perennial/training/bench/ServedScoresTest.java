package io.perennial.training.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Every row of an answer is looked at, in whichever form it comes. */
class ServedScoresTest {

    private static final double[] TWO = {0.25, 0.5};

    @Test
    void rows_are_read_from_every_form_of_answer() throws IOException {
        for (String answer : new String[] {
            "{\"predictions\":[0.25,0.5]}",
            "{\"predictions\":[[0.25],[0.5]]}",
            "{\"predictions\":[{\"churn_low\":0,\"churn_probability\":0.25},{\"churn_probability\":0.5}]}",
            "{\"outputs\":[{\"name\":\"churn_low\",\"data\":[0,0]},{\"name\":\"churn_probability\",\"data\":[0.25,0.5]}]}",
            "{\"rows\":[{\"answer\":{\"score\":{\"churn_probability\":0.25}}},"
                    + "{\"answer\":{\"score\":{\"churn_probability\":0.5}}}]}"
        }) {
            assertArrayEquals(TWO, ServedScores.of(utf8(answer)), answer);
        }
        assertArrayEquals(new double[] {7}, ServedScores.of(utf8("{\"value\":7,\"by\":\"months\"}")));
    }

    @Test
    void tensors_of_bytes_are_read_behind_those_that_stand_before_them() throws IOException {
        String output = "{\"name\":\"%s\",\"parameters\":{\"binary_data_size\":16}}";
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        answer.writeBytes(utf8("{\"outputs\":[" + output.formatted("churn_low") + ","
                + output.formatted("churn_probability") + "," + output.formatted("churn_high") + "]}"));
        for (double number : new double[] {0, 0, 0.25, 0.5, 1, 1}) {
            answer.writeBytes(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putDouble(number)
                    .array());
        }
        assertArrayEquals(TWO, ServedScores.of(answer.toByteArray()));
    }

    @Test
    void one_wrong_or_missing_row_of_many_is_a_difference() throws IOException {
        assertEquals(0, ServedScores.difference(TWO, TWO));
        assertEquals(0.25, ServedScores.difference(new double[] {0.25, 0.75}, TWO));
        double missing = Double.POSITIVE_INFINITY;
        assertEquals(missing, ServedScores.difference(new double[] {0.25}, TWO));
        assertEquals(missing, ServedScores.difference(ServedScores.of(utf8("{\"predictions\":[0.25,null]}")), TWO));
        assertEquals(missing, ServedScores.difference(ServedScores.of(utf8("{\"hello\":1}")), new double[] {0.25}));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
