package io.perennial.batch;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Whose scores come with reasons. */
enum Explained {
    /** Everybody. */
    ALL,
    /** Amber, red and the top tenth of expected loss. */
    AT_RISK,
    /** Nobody. */
    NONE;

    /** Up to so many users everybody is explained unless another wish is told. */
    static final long ALL_UP_TO = 50_000;

    /** What is done where nothing is asked for. */
    static Explained byDefault(long users) {
        return users <= ALL_UP_TO ? ALL : AT_RISK;
    }

    /** Reads the word on the command line. */
    static final class Converter implements ITypeConverter<Explained> {
        @Override
        public Explained convert(String word) {
            for (Explained choice : values()) {
                if (choice.toString().equals(word)) {
                    return choice;
                }
            }
            throw new TypeConversionException("'" + word + "' is none of all, at-risk, none");
        }
    }

    /** The word on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
