package io.perennial.scoring.explain;

/** What a request for the difference between two scores gets. */
public sealed interface ChangeResult permits Change, Withheld {}
