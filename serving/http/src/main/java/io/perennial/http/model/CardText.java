package io.perennial.http.model;

import java.util.ArrayList;
import java.util.List;

/**
 * A model card as its blocks: the little of Markdown that cards are written in, so that a page shows it without taking any
 * markup from a file.
 */
public final class CardText {

    private CardText() {}

    /** A block of a card. */
    public sealed interface Block {
        /** A heading. */
        record Heading(String text) implements Block {}

        /** A paragraph. */
        record Paragraph(String text) implements Block {}

        /** A list. */
        record Items(List<String> items) implements Block {
            public Items {
                items = List.copyOf(items);
            }
        }

        /** A table: a row of heads, then rows. */
        record Table(List<String> heads, List<List<String>> rows) implements Block {
            public Table {
                heads = List.copyOf(heads);
                rows = List.copyOf(rows);
            }
        }
    }

    /** The blocks of a card, in their order. */
    public static List<Block> blocks(String card) {
        List<Block> blocks = new ArrayList<>();
        List<String> run = new ArrayList<>();
        for (String line : (card + "\n\n").split("\n", -1)) {
            if (!run.isEmpty() && kind(run.get(0)) != kind(line)) {
                blocks.add(block(run));
                run.clear();
            }
            if (kind(line) != ' ') {
                run.add(line.strip());
            }
        }
        return blocks;
    }

    /** What a line belongs to; a blank for an empty one. */
    private static char kind(String line) {
        String text = line.strip();
        if (text.isEmpty()) {
            return ' ';
        }
        char first = text.charAt(0);
        return first == '#' || first == '|' || text.startsWith("- ") ? first : 'p';
    }

    private static Block block(List<String> run) {
        return switch (kind(run.get(0))) {
            case '#' -> new Block.Heading(String.join(" ", run).replaceFirst("^#+ *", ""));
            case '-' ->
                new Block.Items(run.stream().map(line -> line.substring(2)).toList());
            case '|' -> table(run);
            default -> new Block.Paragraph(String.join(" ", run));
        };
    }

    private static Block table(List<String> run) {
        List<List<String>> rows = run.stream().map(CardText::cells).toList();
        boolean hasRule = rows.size() > 1 && rows.get(1).stream().allMatch(cell -> cell.matches(":?-+:?"));
        return new Block.Table(rows.get(0), rows.subList(hasRule ? 2 : 1, rows.size()));
    }

    private static List<String> cells(String line) {
        String inner = line.replaceFirst("^\\|", "").replaceFirst("\\|$", "");
        return List.of(inner.split("\\|", -1)).stream().map(String::strip).toList();
    }
}
