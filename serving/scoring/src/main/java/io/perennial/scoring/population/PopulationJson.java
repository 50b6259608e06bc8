package io.perennial.scoring.population;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.perennial.scoring.file.StrictJson;
import io.perennial.scoring.registry.RegistryException;
import io.perennial.scoring.registry.RegistryException.Kind;
import java.io.IOException;

/** The header as JSON. */
final class PopulationJson {

    private PopulationJson() {}

    static byte[] bytes(PopulationHeader header) throws JsonProcessingException {
        return StrictJson.MAPPER.writeValueAsBytes(header);
    }

    static PopulationHeader read(byte[] bytes) {
        try {
            return StrictJson.MAPPER.readValue(bytes, PopulationHeader.class);
        } catch (IOException e) {
            throw new RegistryException(
                    Kind.DAMAGED,
                    PopulationHeader.FILE + " can't be read: " + e.getMessage() + "; score again to make a new bundle",
                    e);
        }
    }
}
