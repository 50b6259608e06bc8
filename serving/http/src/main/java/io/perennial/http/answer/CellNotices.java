package io.perennial.http.answer;

import io.perennial.command.toml.Nearest;
import io.perennial.features.feature.Schema;
import io.perennial.features.feature.TableColumn;
import io.perennial.features.feature.TableSchema;
import io.perennial.scoring.explain.Notice;
import io.perennial.scoring.score.UserRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What to know of cells of a table's row that the model can't have learned anything of. */
final class CellNotices {

    /** More columns are counted, not named. */
    private static final int MOST_NAMED = 20;

    private CellNotices() {}

    /** Notices of a row; none where all its cells are of a kind that training rows had, or it is of no table. */
    static List<Notice> of(Schema schema, UserRow row) {
        List<Notice> notices = new ArrayList<>();
        if (schema instanceof TableSchema table) {
            List<String> missing =
                    table.newlyMissing(row.features()).map(TableColumn::id).toList();
            if (!missing.isEmpty()) {
                notices.add(newlyMissing(missing));
            }
            table.unknown(row.features())
                    .limit(MOST_NAMED)
                    .map(column ->
                            unknown(column, Optional.ofNullable(row.unknown().get(column.id()))))
                    .forEach(notices::add);
        }
        return notices;
    }

    private static Notice newlyMissing(List<String> columns) {
        String named = columns.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
        int more = Math.max(0, columns.size() - MOST_NAMED);
        return new Notice(
                Notice.Kind.NEWLY_MISSING,
                "missing here, though in training hardly ever: " + named + (more == 0 ? "" : " and " + more + " more")
                        + "; the average of the training table stands for each, which the interval does not show",
                "以下列在训练中几乎从不缺失，此处缺失：" + named + (more == 0 ? "" : " 等，另有 " + more + " 列") + "；以训练表的平均水平代替，区间未体现这一点");
    }

    private static Notice unknown(TableColumn column, Optional<String> text) {
        Optional<String> near = text.flatMap(value -> Nearest.to(value, column.categories()));
        String shown = text.map(value -> "'" + value + "'").orElse("a value");
        return new Notice(
                Notice.Kind.UNKNOWN_VALUE,
                column.id() + ": hardly any training row had " + shown + ", so it counts as missing"
                        + near.map(value -> "; did you mean '" + value + "'?").orElse(""),
                column.id() + "：训练中几乎从未出现"
                        + text.map(value -> "取值“" + value + "”").orElse("该取值") + "，按缺失处理"
                        + near.map(value -> "；是否应为“" + value + "”？").orElse(""));
    }
}
