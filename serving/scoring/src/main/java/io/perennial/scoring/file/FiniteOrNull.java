package io.perennial.scoring.file;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;

/** Writes NaN and infinities as null: JSON has no number for them. */
public final class FiniteOrNull extends StdSerializer<Double> {

    private static final long serialVersionUID = 1L;

    private FiniteOrNull() {
        super(Double.class);
    }

    /** For a mapper: numbers of either kind are written so. */
    public static SimpleModule module() {
        FiniteOrNull numbers = new FiniteOrNull();
        return new SimpleModule().addSerializer(Double.class, numbers).addSerializer(double.class, numbers);
    }

    @Override
    public void serialize(Double value, JsonGenerator json, SerializerProvider provider) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumber(value);
        } else {
            json.writeNull();
        }
    }
}
