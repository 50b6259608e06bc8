package io.perennial.simulator.life;

/** What a user did or received, as the company's systems see it. */
public enum Act {
    REGISTERED,
    SESSION,
    CHECK_IN,
    FEATURE,
    POST,
    LIKE,
    COMMENT,
    SHARE,
    FOLLOW,
    INVITE,
    COUPON,
    /** Noise of the app that says nothing about the user. */
    CRASH,
    ORDER,
    REFUND,
    /** An order never paid: no purchase. */
    UNPAID,
    SENT,
    /** Kept back from a campaign to compare with. */
    HELD_OUT,
    OPENED,
    CLICKED,
    COMPLAINT,
    NPS,
    REVIEW
}
