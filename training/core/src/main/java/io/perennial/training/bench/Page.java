package io.perennial.training.bench;

/** What a bench prints. */
sealed interface Page permits Report, TruthReport, ServeReport {

    /** For people. */
    String text();

    /** For programs. */
    String json();

    /** Whether every result is what it must be; how fast is another question. */
    boolean isEqual();
}
