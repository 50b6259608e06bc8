package io.perennial.http.page;

import io.perennial.features.profile.ChurnGrade;
import io.perennial.features.profile.LifecycleStage;
import io.perennial.features.profile.Placing;
import io.perennial.features.profile.RfmSegment;
import io.perennial.features.profile.Risk;
import io.perennial.http.api.Request;
import io.perennial.http.live.Arm;
import io.perennial.http.page.Field.Option;
import io.perennial.http.survey.ListQuery;
import io.perennial.http.survey.Order;
import io.perennial.http.survey.Tier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * By what users are chosen on the page of users, as fields.
 *
 * @param frame   of the page
 * @param request what is chosen now
 */
public record Filters(Frame frame, Request request) {

    /** Those one reaches for first. */
    public List<Field> first() {
        return List.of(
                field(
                        "risk",
                        Stream.of(
                                        Stream.of(ListQuery.AT_RISK),
                                        ListQuery.RISKS.stream().map(Risk::id),
                                        Stream.of(ListQuery.ANY))
                                .flatMap(ids -> ids)
                                .map(id -> option("risk", id, frame.text("choose.risk." + id)))),
                anyOf("tier", Arrays.stream(Tier.values()).filter(tier -> tier != Tier.NONE), Tier::id, this::tier),
                anyOf("stage", Arrays.stream(LifecycleStage.values()), LifecycleStage::id, this::stage),
                field(
                        "sort",
                        Arrays.stream(Order.values())
                                .map(order -> option("sort", order.id(), frame.text("sort." + order.id())))));
    }

    /** The others. */
    public List<Field> more() {
        return List.of(
                anyOf("grade", Arrays.stream(ChurnGrade.values()), ChurnGrade::name, this::grade),
                anyOf("position", Placing.all().stream(), Placing::id, this::position),
                anyOf("segment", Arrays.stream(RfmSegment.values()), RfmSegment::id, this::segment),
                field(
                        "eligible",
                        Stream.of("true", "false", ListQuery.ANY)
                                .map(id -> option("eligible", id, frame.text("choose.eligible." + id)))),
                anyOf("arm", Arrays.stream(Arm.values()), Arm::id, arm -> frame.text("arm." + arm.id())));
    }

    /** Whether one of the others is chosen, so that they are shown. */
    public boolean usesMore() {
        return Stream.of("grade", "position", "segment", "arm")
                        .anyMatch(name -> !chosen(name, ListQuery.ANY).equals(ListQuery.ANY))
                || !chosen("eligible", "true").equals("true");
    }

    private <E> Field anyOf(String name, Stream<E> values, Function<E, String> id, Function<E, String> text) {
        List<Option> options = new ArrayList<>();
        options.add(option(name, ListQuery.ANY, frame.text("choose.any")));
        values.forEach(value -> options.add(option(name, id.apply(value), text.apply(value))));
        return new Field(name, frame.text("filter." + name), options);
    }

    private Field field(String name, Stream<Option> options) {
        return new Field(name, frame.text("filter." + name), options.toList());
    }

    private Option option(String name, String value, String text) {
        String otherwise = name.equals("sort") ? Order.EXPECTED_LOSS.id() : ListQuery.ANY;
        return new Option(value, text, chosen(name, otherwise).equals(value));
    }

    private String chosen(String name, String otherwise) {
        return request.query(name).orElse(otherwise);
    }

    private String tier(Tier tier) {
        return frame.text("tier." + tier.id());
    }

    private String stage(LifecycleStage stage) {
        return frame.labels().stage(stage.id());
    }

    private String grade(ChurnGrade grade) {
        return grade.name() + " " + frame.words().language().choose(grade.en(), grade.zh());
    }

    private String position(Placing place) {
        return place.name(frame.words().language());
    }

    private String segment(RfmSegment segment) {
        return frame.words().language().choose(segment.en(), segment.zh());
    }
}
