package io.perennial.features.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.event.EventKind;
import io.perennial.features.event.KindSet;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The catalogue says everything a reader asks about a feature, in both languages. */
class FeatureCatalogueTest {

    private static final List<Feature> FEATURES = FeatureCatalogue.features();

    @Test
    void there_are_at_least_60_features_and_20_warning_behaviours() {
        assertTrue(FEATURES.size() >= 60, FEATURES.size() + " features");
        long warnings = FEATURES.stream().filter(Feature::warning).count();
        assertTrue(warnings >= 20, warnings + " warning behaviours");
    }

    @Test
    void every_group_has_features_and_the_groups_follow_one_another() {
        List<Dimension> order =
                FEATURES.stream().map(Feature::dimension).distinct().toList();
        assertEquals(List.of(Dimension.values()), order);
        List<Dimension> sorted =
                FEATURES.stream().map(Feature::dimension).sorted().toList();
        assertEquals(sorted, FEATURES.stream().map(Feature::dimension).toList());
    }

    @Test
    void warning_behaviours_are_found_in_all_seven_dimensions_and_not_in_context() {
        Set<Dimension> warned = EnumSet.noneOf(Dimension.class);
        FEATURES.stream().filter(Feature::warning).map(Feature::dimension).forEach(warned::add);
        assertEquals(EnumSet.complementOf(EnumSet.of(Dimension.CONTEXT)), warned);
    }

    @Test
    void nothing_of_the_context_is_actionable() {
        List<String> actionable = FeatureCatalogue.of(Dimension.CONTEXT).stream()
                .filter(Feature::actionable)
                .map(Feature::id)
                .toList();
        assertEquals(List.of(), actionable);
    }

    @Test
    void ids_names_and_meanings_are_unique() {
        assertUnique(Feature::id);
        for (Language language : Language.values()) {
            assertUnique(feature -> feature.name(language));
            assertUnique(feature -> feature.meaning(language));
        }
    }

    private static void assertUnique(Function<Feature, String> text) {
        Set<String> seen = new HashSet<>();
        FEATURES.forEach(
                feature -> assertTrue(seen.add(text.apply(feature)), feature.id() + ": " + text.apply(feature)));
    }

    @Test
    void english_is_english_and_chinese_is_chinese_and_no_text_is_empty() {
        for (Feature feature : FEATURES) {
            for (Function<Language, String> text : List.<Function<Language, String>>of(
                    feature::name,
                    feature::meaning,
                    feature.missing()::rule,
                    feature.unit()::name,
                    feature.dimension()::name)) {
                assertFalse(isChinese(text.apply(Language.EN)), feature.id() + ": " + text.apply(Language.EN));
                assertTrue(isChinese(text.apply(Language.ZH)), feature.id() + ": " + text.apply(Language.ZH));
            }
            assertTrue(feature.meaning(Language.EN).endsWith("."), feature.id() + " is no sentence");
            assertTrue(feature.meaning(Language.ZH).endsWith("。"), feature.id() + " is no sentence");
        }
    }

    private static final Set<String> DAYS =
            Set.of("occasions_28", "occasions_84", "occasions_180", "occasions_365", "purchase_occasions");

    private static final Set<String> THINGS = Set.of("items_28", "items_84", "channels_84");

    /** A count that is new has to be put with one of them. */
    private static final int ACTS = 18;

    @Test
    void chinese_counts_days_and_things_with_words_of_their_own_and_acts_with_another() {
        Map<String, Set<String>> counted = FEATURES.stream()
                .filter(feature -> feature.unit() == Feature.Unit.COUNT)
                .collect(Collectors.groupingBy(
                        feature -> feature.counter(Language.ZH), Collectors.mapping(Feature::id, Collectors.toSet())));
        assertEquals(Set.of("天", "个", "次"), counted.keySet());
        assertEquals(DAYS, counted.get("天"));
        assertEquals(THINGS, counted.get("个"));
        assertEquals(ACTS, counted.get("次").size(), "a new count is of acts, days or things: " + counted.get("次"));
        FEATURES.forEach(feature -> assertTrue(
                feature.unit() != Feature.Unit.COUNT
                        || feature.counter(Language.EN).isEmpty(),
                feature.id()));
    }

    private static boolean isChinese(String text) {
        return text.codePoints().anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
    }

    @Test
    void the_ids_that_models_read_exist() {
        for (String id : List.of(
                "silence_days",
                "silence_vs_own_gap",
                "purchase_silence_days",
                "purchase_tenure_days",
                "purchase_occasions",
                "mean_basket",
                "mean_repeat_basket",
                "tenure_days",
                "spend_84",
                "occasions_84",
                "visits_change_28",
                "basket_change_84")) {
            assertEquals(id, FEATURES.get(FeatureCatalogue.index(id)).id());
        }
        String message = assertThrows(IllegalArgumentException.class, () -> FeatureCatalogue.index("spend84"))
                .getMessage();
        assertTrue(message.contains("'spend84'"), message);
    }

    @Test
    void a_feature_needs_each_of_its_needs_and_one_of_the_rest() {
        Feature fatigue = FEATURES.get(FeatureCatalogue.index("unanswered_touches"));
        assertTrue(fatigue.isObservable(KindSet.of(EnumSet.of(EventKind.TOUCH, EventKind.OPEN))));
        assertTrue(fatigue.isObservable(KindSet.of(EnumSet.of(EventKind.TOUCH, EventKind.CLICK))));
        assertFalse(
                fatigue.isObservable(KindSet.of(EnumSet.of(EventKind.TOUCH))),
                "without answers all outreach looks unanswered");
        assertFalse(fatigue.isObservable(KindSet.of(EnumSet.of(EventKind.OPEN, EventKind.CLICK))));
    }

    @Test
    void the_table_has_a_full_row_for_every_feature() {
        for (Language language : Language.values()) {
            assertEquals(FEATURES.size(), FeatureTable.rows(language).size());
            for (List<String> row : FeatureTable.rows(language)) {
                assertEquals(FeatureTable.header(language).size(), row.size());
                assertTrue(row.stream().noneMatch(cell -> cell.contains("|") || cell.contains("\t")), row.toString());
            }
            assertEquals(FEATURES.size() + 1, FeatureTable.tsv(language).lines().count());
            for (Feature feature : FEATURES) {
                assertTrue(FeaturePage.of(language).contains("| " + feature.id() + " | "), feature.id());
            }
        }
        assertEquals(Language.ZH, Language.of("zh"));
        assertThrows(IllegalArgumentException.class, () -> Language.of("fr"));
    }
}
