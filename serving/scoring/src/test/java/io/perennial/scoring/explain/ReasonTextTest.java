package io.perennial.scoring.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ReasonTextTest {

    @Test
    void a_share_of_peers_is_rounded_down_so_that_nobody_is_above_all_of_a_group_they_belong_to() {
        assertEquals(", more than 98% of newcomers", ReasonText.standingEn(0.9899, false, "newcomers"));
        assertEquals("，高于 98% 的同类用户", ReasonText.standingZh(0.9899, false, "同类用户"));
        assertEquals(", more than 99% of newcomers", ReasonText.standingEn(0.9999, false, "newcomers"));
    }

    @Test
    void whoever_is_above_less_than_one_percent_is_among_the_lowest() {
        assertEquals(", among the lowest of newcomers", ReasonText.standingEn(0.0, false, "newcomers"));
        assertEquals(", among the lowest of newcomers", ReasonText.standingEn(0.0099, false, "newcomers"));
        assertEquals("，属于同类用户中最低的一批", ReasonText.standingZh(0.0, false, "同类用户"));
        assertEquals(", at most as much as 99% of newcomers", ReasonText.standingEn(0.01, false, "newcomers"));
    }

    @Test
    void whoever_is_in_the_lower_half_is_told_of_those_who_have_as_much_or_more() {
        assertEquals(", at most as much as 75% of newcomers", ReasonText.standingEn(0.25, false, "newcomers"));
        assertEquals("，不高于 75% 的同类用户", ReasonText.standingZh(0.25, false, "同类用户"));
        assertEquals(", more than 50% of newcomers", ReasonText.standingEn(0.5, false, "newcomers"));
    }

    @Test
    void whoever_is_beyond_all_whom_the_model_learned_from_is_not_above_a_hundred_percent_of_them() {
        assertEquals(", more than all newcomers", ReasonText.standingEn(1, false, "newcomers"));
        assertEquals(", more than all users", ReasonText.standingEn(1, false, "all users"));
        assertEquals("，高于所有同类用户", ReasonText.standingZh(1, false, "同类用户"));
    }

    @Test
    void what_most_have_is_usual_and_not_among_the_lowest() {
        assertEquals(", as usual among newcomers", ReasonText.standingEn(0, true, "newcomers"));
        assertEquals("，与同类用户的中位数相同", ReasonText.standingZh(0, true, "同类用户"));
    }
}
