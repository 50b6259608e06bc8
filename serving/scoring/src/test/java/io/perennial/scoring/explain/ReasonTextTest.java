package io.perennial.scoring.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ReasonTextTest {

    @Test
    void a_share_of_peers_is_rounded_down_so_that_nobody_is_above_all_of_a_group_they_belong_to() {
        assertEquals(", more than 98% of newcomers", ReasonText.standingEn(0.9899, "newcomers"));
        assertEquals("，高于 98% 的同类用户", ReasonText.standingZh(0.9899, "同类用户"));
        assertEquals(", more than 99% of newcomers", ReasonText.standingEn(0.9999, "newcomers"));
    }

    @Test
    void whoever_is_above_less_than_one_percent_is_among_the_lowest() {
        assertEquals(", among the lowest of newcomers", ReasonText.standingEn(0.0, "newcomers"));
        assertEquals(", among the lowest of newcomers", ReasonText.standingEn(0.0099, "newcomers"));
        assertEquals("，属于同类用户中最低的一批", ReasonText.standingZh(0.0, "同类用户"));
        assertEquals(", more than 1% of newcomers", ReasonText.standingEn(0.01, "newcomers"));
    }
}
