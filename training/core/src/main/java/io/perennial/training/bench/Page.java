package io.perennial.training.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;

/** What a bench prints. */
sealed interface Page permits Report, TruthReport, ServeReport {

    /** For people. */
    String text();

    /** What programs are told, by name, in the order it is written. */
    Map<String, Object> facts();

    /** For programs. */
    default String json() {
        try {
            return JsonMapper.builder()
                            .enable(SerializationFeature.INDENT_OUTPUT)
                            .build()
                            .writeValueAsString(facts())
                    + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report of texts and numbers has a JSON form", e);
        }
    }

    /** Whether every result is what it must be; how fast is another question. */
    boolean isEqual();
}
