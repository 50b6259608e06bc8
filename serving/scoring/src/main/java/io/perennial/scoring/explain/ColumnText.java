package io.perennial.scoring.explain;

/** What a reason says of one number of the vector: its name, the user's own value, and how peers stand. */
interface ColumnText {

    /** In English. */
    String en(int column, double value, Reason.Peer peer);

    /** In Chinese. */
    String zh(int column, double value, Reason.Peer peer);
}
