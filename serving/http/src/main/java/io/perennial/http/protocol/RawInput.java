package io.perennial.http.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.perennial.http.api.Problem;
import io.perennial.http.api.Problem.Kind;
import io.perennial.http.api.Request;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An input before its elements are looked at.
 *
 * @param data  elements that came as JSON; null where they come as bytes
 * @param bytes how many bytes after the JSON are its own
 */
record RawInput(String name, DataType type, List<Integer> shape, TensorData data, int bytes) {

    private static final int MOST_RANK = 8;

    private static int bytes(Map<String, Object> parameters, String where) {
        Object size = parameters.get("binary_data_size");
        if (parameters.containsKey("shared_memory_region")) {
            throw Problem.at(Kind.BAD_FIELD, where, where + " lies in shared memory, which this server does not read");
        }
        if (size == null) {
            throw Problem.at(
                    Kind.BAD_FIELD,
                    where + ".data",
                    where + " has no data; give 'data', or 'binary_data_size' and the bytes after the JSON");
        }
        if (!(size instanceof Long number) || number < 0 || number > Integer.MAX_VALUE) {
            throw Problem.at(
                    Kind.BAD_FIELD,
                    where + ".parameters.binary_data_size",
                    "'binary_data_size' of " + where + " is not a number of bytes");
        }
        return number.intValue();
    }

    /** The members of an input, in whatever order they come. */
    static final class Reader {

        private final String where;
        private String name;
        private DataType type;
        private List<Integer> shape;
        private TensorData data;
        private Map<String, Object> given = Map.of();

        Reader(String where) {
            this.where = where;
        }

        void read(JsonParser in, String field) throws IOException {
            switch (field) {
                case "name" -> name = Members.text(in, where + ".name");
                case "datatype" -> type = type(Members.text(in, where + ".datatype"));
                case "shape" -> shape = shape(in);
                case "data" -> data = TensorData.read(in, where + ".data");
                default -> given = Members.parameters(in, where + ".parameters");
            }
        }

        RawInput read() {
            require(name, "name");
            require(type, "datatype");
            require(shape, "shape");
            if (data != null && given.containsKey("binary_data_size")) {
                throw Problem.at(Kind.BAD_FIELD, where, where + " has both 'data' and 'binary_data_size'; give one");
            }
            return new RawInput(name, type, shape, data, data == null ? bytes(given, where) : 0);
        }

        private void require(Object member, String called) {
            if (member == null) {
                throw Problem.at(Kind.BAD_FIELD, where + "." + called, where + " has no " + called);
            }
        }

        private DataType type(String text) {
            return DataType.of(text)
                    .orElseThrow(() -> Problem.at(
                            Kind.BAD_FIELD,
                            where + ".datatype",
                            "datatype '" + Request.shown(text) + "' of " + where + " is not known; known are "
                                    + List.of(DataType.values())));
        }

        private List<Integer> shape(JsonParser in) throws IOException {
            List<Integer> sizes = new ArrayList<>();
            if (in.currentToken() != JsonToken.START_ARRAY) {
                throw badShape();
            }
            while (in.nextToken() != JsonToken.END_ARRAY) {
                boolean isSize = in.currentToken() == JsonToken.VALUE_NUMBER_INT
                        && in.getNumberType() == JsonParser.NumberType.INT
                        && in.getIntValue() >= 0;
                if (!isSize || sizes.size() == MOST_RANK) {
                    throw badShape();
                }
                sizes.add(in.getIntValue());
            }
            return List.copyOf(sizes);
        }

        private Problem badShape() {
            return Problem.at(
                    Kind.BAD_FIELD,
                    where + ".shape",
                    "'shape' of " + where + " is not a list of at most " + MOST_RANK + " sizes from 0 up");
        }
    }
}
