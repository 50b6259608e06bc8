package io.perennial.features.spark.ingest;

/** Says why a row breaks a rule; its message is one of a few, so that rows can be counted by it. */
final class BadRow extends Exception {

    private static final long serialVersionUID = 1;

    /** Rows may be bad by the million: no stack is walked. */
    BadRow(String reason) {
        super(reason, null, false, false);
    }
}
