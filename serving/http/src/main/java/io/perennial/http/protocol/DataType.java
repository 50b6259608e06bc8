package io.perennial.http.protocol;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The data types of a tensor's elements, by the protocol's names. */
enum DataType {
    BOOL(1, 0, 1),
    UINT8(1, 0, 255),
    UINT16(2, 0, 65_535),
    UINT32(4, 0, 4_294_967_295.0),
    UINT64(8, 0, Math.nextDown(0x1p64)),
    INT8(1, -128, 127),
    INT16(2, -32_768, 32_767),
    INT32(4, Integer.MIN_VALUE, Integer.MAX_VALUE),
    INT64(8, -0x1p63, Math.nextDown(0x1p63)),
    FP16(2, -65_504, 65_504),
    FP32(4, -Float.MAX_VALUE, Float.MAX_VALUE),
    FP64(8, -Double.MAX_VALUE, Double.MAX_VALUE),
    BYTES(0, 0, 0);

    private static final Map<String, DataType> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(DataType::name, type -> type));

    private final int width;
    private final double least;
    private final double most;

    DataType(int width, double least, double most) {
        this.width = width;
        this.least = least;
        this.most = most;
    }

    static Optional<DataType> of(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** Bytes of one element; 0 where elements differ in length. */
    int width() {
        return width;
    }

    boolean isText() {
        return this == BYTES;
    }

    boolean isFloating() {
        return this == FP16 || this == FP32 || this == FP64;
    }

    /** Whether a number can be an element: inside the range, and whole where the type is. */
    boolean holds(double value) {
        return value >= least && value <= most && (isFloating() || value == Math.rint(value));
    }

    /** A number as an element holds it. */
    double rounded(double value) {
        return this == FP32 ? (float) value : value;
    }

    /** The next element of little-endian bytes. */
    double next(ByteBuffer bytes) {
        return switch (this) {
            case BOOL, UINT8 -> bytes.get() & 0xff;
            case INT8 -> bytes.get();
            case UINT16 -> bytes.getShort() & 0xffff;
            case INT16 -> bytes.getShort();
            case UINT32 -> bytes.getInt() & 0xffff_ffffL;
            case INT32 -> bytes.getInt();
            case UINT64 -> unsigned(bytes.getLong());
            case INT64 -> bytes.getLong();
            case FP16 -> half(bytes.getShort());
            case FP32 -> bytes.getFloat();
            case FP64 -> bytes.getDouble();
            case BYTES -> throw new IllegalStateException("texts are no numbers");
        };
    }

    private static double unsigned(long bits) {
        return bits >= 0 ? bits : (bits >>> 1 | (bits & 1)) * 2.0;
    }

    /** IEEE 754 binary16; the JDK reads it from 20 on. */
    private static double half(short bits) {
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        double size =
                switch (exponent) {
                    case 0 -> fraction * 0x1p-24;
                    case 0x1f -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
                    default -> Math.scalb(1 + fraction * 0x1p-10, exponent - 15);
                };
        return bits < 0 ? -size : size;
    }
}
