package io.perennial.http.protocol;

import io.perennial.http.api.Problem;
import io.perennial.http.api.Problem.Kind;
import io.perennial.http.api.Request;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Elements of a tensor that came as bytes after the JSON: little-endian, row-major, no padding. */
final class BinaryTensor {

    private static final int TEXT_LENGTH = 4;

    private final String where;
    private final DataType type;

    private BinaryTensor(String name, DataType type) {
        this.where = "input '" + Request.shown(name) + "'";
        this.type = type;
    }

    /** The next tensor of so many bytes; nothing is allocated before size and shape agree. */
    static Tensor next(String name, DataType type, List<Integer> shape, int size, ByteBuffer bytes) {
        BinaryTensor tensor = new BinaryTensor(name, type);
        long elements = TensorShape.elements(shape);
        ByteBuffer mine = bytes.slice().order(bytes.order());
        mine.limit(size);
        bytes.position(bytes.position() + size);
        if (type.isText()) {
            return Tensor.ofTexts(name, shape, tensor.texts(mine, elements));
        }
        if (elements > size || elements * type.width() != size) {
            throw tensor.wrong("has " + size + " bytes, but shape " + shape + " of " + type + " takes "
                    + (elements > Integer.MAX_VALUE ? "more than any body" : elements * type.width()));
        }
        return Tensor.of(name, type, shape, tensor.numbers(mine, (int) elements));
    }

    private double[] numbers(ByteBuffer bytes, int elements) {
        double[] numbers = new double[elements];
        for (int i = 0; i < elements; i++) {
            double number = type.next(bytes);
            boolean isMissing = type.isFloating() && Double.isNaN(number);
            if (!isMissing && !type.holds(number)) {
                throw wrong("has at " + i + " what no " + type + " holds; NaN is missing, infinity is nothing");
            }
            numbers[i] = number;
        }
        return numbers;
    }

    private List<String> texts(ByteBuffer bytes, long elements) {
        List<String> texts = new ArrayList<>();
        while (bytes.hasRemaining() && texts.size() < elements) {
            if (bytes.remaining() < TEXT_LENGTH) {
                throw wrong("ends inside the length of text " + texts.size());
            }
            int length = bytes.getInt();
            if (length < 0 || length > bytes.remaining()) {
                throw wrong("states " + Integer.toUnsignedString(length) + " bytes for text " + texts.size() + ", but "
                        + bytes.remaining() + " are left");
            }
            texts.add(text(bytes, length, texts.size()));
        }
        if (bytes.hasRemaining() || texts.size() != elements) {
            throw wrong("does not hold as many texts as its shape has elements");
        }
        return texts;
    }

    private String text(ByteBuffer bytes, int length, int at) {
        ByteBuffer own = bytes.slice();
        own.limit(length);
        bytes.position(bytes.position() + length);
        try {
            CharBuffer text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(own);
            return text.toString();
        } catch (CharacterCodingException e) {
            throw wrong("has at " + at + " a text that is not UTF-8");
        }
    }

    private Problem wrong(String what) {
        return Problem.at(Kind.BAD_FIELD, where, where + " " + what);
    }
}
