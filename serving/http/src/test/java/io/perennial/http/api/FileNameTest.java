package io.perennial.http.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A file is called what its list is called, and never what a file system or a header would trip over. */
class FileNameTest {

    private static String stem(String called) {
        return FileName.of(called, "perennial-users", "csv").stem();
    }

    @Test
    void a_name_is_kept_in_any_script() {
        assertEquals("November, top", stem(" November, top "));
        assertEquals("双十一后流失风险", stem("双十一后流失风险"));
    }

    @Test
    void no_name_leads_to_another_folder_or_hides_the_file() {
        assertEquals("a_b_c", stem("a/b\\c"));
        for (String called : List.of("", "   ", ".", "..", "../../etc/passwd", ".profile")) {
            assertEquals("perennial-users", stem(called), called);
        }
        assertEquals("a_b", stem("a\r\nb"));
    }

    @Test
    void a_long_name_is_cut_between_characters() {
        String face = "\ud83d\ude00";
        assertEquals(face.repeat(80), stem(face.repeat(200)));
    }

    @Test
    void the_header_holds_ascii_alone_and_the_whole_name_beside_it() {
        String header =
                FileName.of("名单 \"7\"", "perennial-users", "csv").header().get("Content-Disposition");
        assertTrue(header.chars().allMatch(c -> c >= ' ' && c < 0x7f), header);
        assertTrue(header.startsWith("attachment; filename=\"__ _7_.csv\"; filename*=UTF-8''"), header);
        assertTrue(header.endsWith("%E5%90%8D%E5%8D%95%20_7_.csv"), header);
    }
}
