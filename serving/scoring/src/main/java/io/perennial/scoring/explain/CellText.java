package io.perennial.scoring.explain;

import io.perennial.features.feature.TableColumn;
import io.perennial.features.feature.TableSchema;

/** What a reason says of a cell of a table's row. */
final class CellText implements ColumnText {

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
        return cell.id() + ": " + own(cell, value, "no record", "a value the model does not know") + peers;
    }

    @Override
    public String zh(int column, double value, Reason.Peer peer) {
        TableColumn cell = schema.columns().get(column);
        String peers = peer.isKnown() ? standingZh(value, peer) : "";
        return cell.id() + "：" + own(cell, value, "无记录", "模型未见过的取值") + peers;
    }

    private static String standingZh(double value, Reason.Peer peer) {
        return value == peer.median()
                ? ReasonText.standingZh(peer.percentile(), true, "所有行")
                : ReasonText.standingZh(peer.percentile(), false, "行") + "（中位数 " + number(peer.median()) + "）";
    }

    private static String own(TableColumn column, double value, String missing, String unknown) {
        if (Double.isNaN(value)) {
            return missing;
        }
        if (!column.isCategory()) {
            return number(value);
        }
        String category = column.category(value);
        return category.isEmpty() ? unknown : category;
    }

    private static String number(double value) {
        return ReasonText.rounded(value, value == StrictMath.rint(value) ? 0 : 2);
    }
}
