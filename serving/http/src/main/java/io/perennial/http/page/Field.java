package io.perennial.http.page;

import java.util.List;

/**
 * A choice on a page, one of several words.
 *
 * @param name    in the address
 * @param label   what it chooses
 * @param options what there is
 */
public record Field(String name, String label, List<Option> options) {

    public Field {
        options = List.copyOf(options);
    }

    /**
     * One of the words.
     *
     * @param value    in the address
     * @param text     for people
     * @param selected whether it is chosen
     */
    public record Option(String value, String text, boolean selected) {}
}
