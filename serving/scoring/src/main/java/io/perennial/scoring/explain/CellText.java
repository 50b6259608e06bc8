package io.perennial.scoring.explain;

import io.perennial.features.feature.TableColumn;
import io.perennial.features.feature.TableSchema;

/** What a reason says of a cell of a table's row. */
final class CellText implements ColumnText {

    private static final Said EN = new Said(
            "no record", "no record, the average stands for it", "a value the model does not know", "another value");

    private static final Said ZH = new Said("无记录", "无记录，以平均水平代替", "模型未学到的取值", "其他取值");

    /**
     * What is said in the place of a value.
     *
     * @param missing where there is none
     * @param average where there is none, though training rows nearly always had one
     * @param unknown of a category that training hardly ever had
     * @param other   of one that too few rows had to be told apart
     */
    private record Said(String missing, String average, String unknown, String other) {}

    private final TableSchema schema;

    CellText(TableSchema schema) {
        this.schema = schema;
    }

    @Override
    public String en(int column, double value, Reason.Peer peer) {
        TableColumn cell = schema.columns().get(column);
        String peers = !peer.isKnown()
                ? ""
                : ReasonText.standingEn(peer.percentile(), value == peer.median(), "all rows") + " (median "
                        + number(peer.median()) + ")";
        return cell.id() + ": " + own(cell, value, EN) + peers;
    }

    @Override
    public String zh(int column, double value, Reason.Peer peer) {
        TableColumn cell = schema.columns().get(column);
        String peers = peer.isKnown() ? standingZh(value, peer) : "";
        return cell.id() + "：" + own(cell, value, ZH) + peers;
    }

    private static String standingZh(double value, Reason.Peer peer) {
        return value == peer.median()
                ? ReasonText.standingZh(peer.percentile(), true, "所有行")
                : ReasonText.standingZh(peer.percentile(), false, "行") + "（中位数 " + number(peer.median()) + "）";
    }

    private static String own(TableColumn column, double value, Said said) {
        if (Double.isNaN(value)) {
            return column.isNewlyMissing(value) ? said.average : said.missing;
        }
        if (!column.isCategory()) {
            return number(value);
        }
        String category = column.category(value);
        return !category.isEmpty() ? category : column.isNew(value) ? said.unknown : said.other;
    }

    private static String number(double value) {
        return NumberText.grouped(value, value == StrictMath.rint(value) ? 0 : 2);
    }
}
