package io.perennial.scoring.population;

import io.perennial.features.ledger.LedgerDay;

/** One ledger day as bytes of its own, in the form populations keep the days of users. */
public final class DayBytes {

    private static final int USUAL_SIZE = 48;

    private DayBytes() {}

    /** The bytes of a day. */
    public static byte[] write(LedgerDay day) {
        ByteSink sink = new ByteSink(USUAL_SIZE);
        sink.putSigned(day.day());
        RowCodec.writeDay(day, sink);
        return sink.take();
    }

    /**
     * The day of these bytes.
     *
     * @param what names the place in errors
     * @throws io.perennial.scoring.registry.RegistryException DAMAGED where {@link #write} did not make them
     */
    public static LedgerDay read(String what, byte[] bytes) {
        ByteSource source = new ByteSource(what, bytes);
        LedgerDay day = RowCodec.readDay(source.getInt(), source);
        if (!source.isAtEnd()) {
            throw source.damaged("something follows the day");
        }
        return day;
    }
}
