package io.perennial.features.spark.ingest;

import io.perennial.features.spark.table.EventTable;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Events on their way from raw rows to the event table: with what is needed to tell which rows repeat. */
final class StagedEvents {

    /** The event's columns, then those below. */
    static final StructType SCHEMA = EventTable.SCHEMA
            .add("file", DataTypes.IntegerType, false)
            .add("log", DataTypes.IntegerType, false)
            .add("high", DataTypes.LongType, false)
            .add("low", DataTypes.LongType, false)
            .add("ordinal", DataTypes.IntegerType, false)
            .add("key", DataTypes.StringType, true)
            .add("raw", DataTypes.StringType, true);

    /** The row's business day. */
    static final int DAY = EventTable.SCHEMA.fieldIndex("day");

    /** The row's file. */
    static final int FILE = EventTable.SCHEMA.size();

    /** The row's log. */
    static final int LOG = FILE + 1;

    /** Upper half of the hash of the row's content. */
    static final int HIGH = FILE + 2;

    /** Lower half of the hash of the row's content. */
    static final int LOW = FILE + 3;

    /** Which of the row's events, from 0. */
    static final int ORDINAL = FILE + 4;

    /** The row's own id where rows are told apart by it, else null. */
    static final int KEY = FILE + 5;

    /** The row's text where quarantine may still need it, else null. */
    static final int RAW = FILE + 6;

    private StagedEvents() {}
}
