package io.perennial.http.words;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import gg.jte.Content;
import io.perennial.features.feature.Language;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SentenceTest {

    private static final List<String> BUNDLES = List.of(Words.REPORT, "page/page", "user/user", "model/model");

    private static String said(Language language, String key, double... counts) {
        Numbers numbers = new Numbers(language, "CNY");
        return PlainText.of(Words.of(language, BUNDLES)
                .say(key, Arrays.stream(counts).mapToObj(numbers::count).toArray(Content[]::new)));
    }

    @Test
    void one_is_one_thing_and_every_other_number_several() {
        assertEquals("0 days silent", said(Language.EN, "row.silent", 0));
        assertEquals("1 day silent", said(Language.EN, "row.silent", 1));
        assertEquals("2 days silent", said(Language.EN, "row.silent", 2));
        assertEquals("1,001 days silent", said(Language.EN, "row.silent", 1_001));
        assertEquals("1 day", said(Language.EN, "reason.days", 1));
        assertEquals("1 user to contact, of 1 that matches", said(Language.EN, "list.planned", 1, 1));
        assertEquals("1 user to contact, of 3 that match", said(Language.EN, "list.planned", 1, 3));
        assertEquals("line has 1 column, not 5", said(Language.EN, "quarantine.has_columns", 1, 5));
    }

    @Test
    void only_english_has_a_word_for_one_thing() {
        Words chinese = Words.of(Language.ZH, BUNDLES);
        for (String key : chinese.keys()) {
            assertFalse(chinese.text(key).matches(".*\\{\\d\\|.*"), key);
        }
    }

    @Test
    void a_choice_of_words_has_two_words() {
        Words english = Words.of(Language.EN, BUNDLES);
        Pattern broken = Pattern.compile("\\{\\d\\|(?![^|{}]+\\|[^|{}]+})");
        for (String key : english.keys()) {
            assertFalse(broken.matcher(english.text(key)).find(), key);
        }
    }
}
