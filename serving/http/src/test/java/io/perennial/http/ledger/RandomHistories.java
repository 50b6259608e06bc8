package io.perennial.http.ledger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.features.event.Event;
import io.perennial.features.event.EventKind;
import io.perennial.features.feature.FeatureContext;
import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.ledger.LedgerDay;
import io.perennial.features.ledger.LogDefinition;
import io.perennial.features.ledger.UserLedger;
import io.perennial.features.outcome.ChurnRule;
import io.perennial.features.outcome.ValueRule;
import io.perennial.features.time.OutcomeWindow;
import io.perennial.http.api.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Users with random events around the as-of of one bundle.
 *
 * @param seed   what they were drawn from
 * @param schema of a log in some zone and currency, its clock changes included
 * @param asOf   of the bundle
 * @param now    when the server is asked
 * @param users  in the order of populations
 */
record RandomHistories(long seed, FeatureSchema schema, LocalDate asOf, Instant now, List<User> users) {

    private static final List<String> ZONES =
            List.of("UTC", "Asia/Shanghai", "Europe/London", "Australia/Lord_Howe", "America/St_Johns", "Pacific/Apia");
    private static final List<String> CURRENCIES = List.of("USD", "JPY", "BHD");
    private static final int PAST_DAYS = 420;
    private static final int LIVE_DAYS = 25;
    private static final int MOST_EVENTS = 60;

    /**
     * One of them.
     *
     * @param id    the user's own id
     * @param batch events the logs held when the bundle was made
     * @param live  events the server was sent: those since the as-of, and some of before that came late
     */
    record User(String id, List<Event> batch, List<Event> live) {

        /** Those a batch would read that is made later, of a log that carries some kinds. */
        List<Event> counted(Set<EventKind> carried) {
            List<Event> all = new ArrayList<>(batch);
            live.stream().filter(event -> carried.contains(event.kind())).forEach(all::add);
            return all;
        }

        /** The id, or the alias. */
        String name(Random random) {
            return random.nextInt(4) == 0 ? "device of " + id : id;
        }
    }

    static RandomHistories of(long seed, int count) {
        Random random = new Random(seed);
        ZoneId zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
        FeatureSchema schema = schema(zone, CURRENCIES.get(random.nextInt(CURRENCIES.size())), random);
        LocalDate asOf = LocalDate.of(2024, 1, 1).plusDays(random.nextInt(800));
        Instant now = asOf.plusDays(random.nextInt(LIVE_DAYS) + 1L)
                .atStartOfDay(zone)
                .toInstant()
                .plusSeconds(50_000);
        List<User> users = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            users.add(user(String.format(Locale.ROOT, "user-%04d", i), random, schema, asOf, now));
        }
        return new RandomHistories(seed, schema, asOf, now, users);
    }

    /** Half of the logs carry all kinds, the others what is active and some more. */
    private static FeatureSchema schema(ZoneId zone, String currency, Random random) {
        EnumSet<EventKind> active = EnumSet.of(EventKind.VISIT, EventKind.PURCHASE, EventKind.CORE);
        boolean carriesAll = random.nextBoolean();
        EnumSet<EventKind> carried = EnumSet.copyOf(active);
        for (EventKind kind : EventKind.values()) {
            if (carriesAll || random.nextBoolean()) {
                carried.add(kind);
            }
        }
        return new FeatureSchema(
                new FeatureContext(new LogDefinition(zone, currency, carried), new ChurnRule(active, 180)),
                new OutcomeWindow(3, 90),
                ValueRule.defaults());
    }

    private static User user(String id, Random random, FeatureSchema schema, LocalDate asOf, Instant now) {
        List<Event> batch = new ArrayList<>();
        List<Event> live = new ArrayList<>();
        Instant first = asOf.minusDays(PAST_DAYS)
                .atStartOfDay(schema.context().log().zone())
                .toInstant();
        Instant recent = asOf.minusDays(EventIntake.LATE_DAYS)
                .atStartOfDay(schema.context().log().zone())
                .toInstant();
        int asOfDay = Math.toIntExact(asOf.toEpochDay());
        for (int i = random.nextInt(MOST_EVENTS); i > 0; i--) {
            Instant from = random.nextInt(3) == 0 ? first : recent;
            Instant at =
                    from.plusSeconds((long) (random.nextDouble() * (now.getEpochSecond() - from.getEpochSecond())));
            Event event = event(id, id + "/" + i, at, random);
            boolean isLate = random.nextInt(5) == 0 && !at.isBefore(recent);
            boolean isLive = schema.context().log().day(at) >= asOfDay;
            if (isLive || isLate) {
                live.add(event);
            } else if (schema.context().log().carried().contains(event.kind())) {
                batch.add(event);
            }
        }
        return new User(id, batch, live);
    }

    private static Event event(String user, String id, Instant at, Random random) {
        EventKind kind = EventKind.at(random.nextInt(EventKind.COUNT));
        int score = kind == EventKind.NPS
                ? random.nextInt(11)
                : kind == EventKind.SENTIMENT ? random.nextInt(2_001) - 1_000 : 0;
        return new Event(
                user,
                at,
                kind,
                kind.hasAmount() ? random.nextInt(1_000_000) : 0,
                kind == EventKind.VISIT ? random.nextInt(10_000) : 0,
                score,
                random.nextInt(3) == 0 ? "" : "item " + random.nextInt(400),
                random.nextInt(3) == 0 ? "" : "channel " + random.nextInt(6),
                "",
                id);
    }

    /** The ledger as a batch adds it up. */
    UserLedger ledger(String user, List<Event> events) {
        return UserLedger.merge(
                user,
                events.stream()
                        .map(event -> LedgerDay.of(schema.context().log().day(event.at()), event))
                        .toList());
    }

    /** An event as a client sends it, under one of the user's names. */
    String json(Event event, String name) {
        ObjectNode node = Json.object()
                .put("user", name)
                .put("id", event.id())
                .put("at", event.at().toString())
                .put("kind", event.kind().id());
        if (event.kind().hasAmount()) {
            long units = schema.context().log().minorPerMajor();
            node.put("amount", BigDecimal.valueOf(event.amountMinor()).divide(BigDecimal.valueOf(units)));
        }
        if (event.kind().hasScore()) {
            node.put("score", event.score());
        }
        if (event.seconds() > 0) {
            node.put("seconds", event.seconds());
        }
        if (!event.item().isEmpty()) {
            node.put("item", event.item());
        }
        if (!event.channel().isEmpty()) {
            node.put("channel", event.channel());
        }
        return node.toString();
    }

    /** Who stands behind each alias. */
    Map<String, String> aliases() {
        Map<String, String> aliases = new TreeMap<>();
        users.forEach(user -> aliases.put("device of " + user.id(), user.id()));
        return aliases;
    }

    /** The kinds the log carries. */
    Set<EventKind> carried() {
        return EnumSet.copyOf(schema.context().log().carried());
    }

    /** First day of the log. */
    LocalDate firstDay() {
        return asOf.minusDays(PAST_DAYS);
    }

    /** The day after the one in progress; without any live event the bundle's own. */
    LocalDate liveAsOf() {
        int asOfDay = Math.toIntExact(asOf.toEpochDay());
        boolean isFed = users.stream()
                .flatMap(user -> user.live().stream())
                .anyMatch(event -> carried().contains(event.kind())
                        && schema.context().log().day(event.at()) >= asOfDay);
        return isFed ? LocalDate.ofInstant(now, schema.context().log().zone()).plusDays(1) : asOf;
    }
}
