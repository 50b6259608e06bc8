package io.perennial.http.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdDelegatingSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.databind.util.StdConverter;
import io.perennial.features.profile.Risk;
import io.perennial.scoring.file.FiniteOrNull;
import java.io.UncheckedIOException;
import java.time.LocalDate;

/** The report as JSON: fields in snake case, ISO dates, NaN as null, {@code stake} absent where there is no money. */
final class ReportJson {

    /** Layout of the file. */
    static final int FORMAT = 1;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .addModule(new SimpleModule()
                    .addSerializer(LocalDate.class, ToStringSerializer.instance)
                    .addSerializer(Risk.class, new StdDelegatingSerializer(Risk.class, new RiskId())))
            .addModule(FiniteOrNull.module())
            .build();

    private ReportJson() {}

    private static final class RiskId extends StdConverter<Risk, String> {
        @Override
        public String convert(Risk risk) {
            return risk.id();
        }
    }

    /** The file's text. */
    static String text(Report report) {
        ObjectNode json = JSON.createObjectNode();
        json.put("format", FORMAT);
        json.set("frame", JSON.valueToTree(report.frame()));
        json.set("crowd", JSON.valueToTree(report.crowd()));
        report.stake().ifPresent(stake -> json.set("stake", JSON.valueToTree(stake)));
        json.set("at_risk", JSON.valueToTree(report.atRisk()));
        json.set("causes", JSON.valueToTree(report.causes()));
        json.set("trend", JSON.valueToTree(report.trend()));
        json.set("quality", JSON.valueToTree(report.quality()));
        json.set("data", JSON.valueToTree(report.data()));
        try {
            return JSON.writeValueAsString(json) + "\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
