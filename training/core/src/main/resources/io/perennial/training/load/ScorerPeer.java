import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.Javalin;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;

/** What a team would write in an afternoon: Javalin, Jackson's tree, XGBoost4J. */
final class ScorerPeer {

    public static void main(String[] args) throws Exception {
        Booster booster = XGBoost.loadModel(args[1]);
        booster.setParam("nthread", 1);
        ObjectMapper mapper = new ObjectMapper();
        Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.concurrency.useVirtualThreads = Runtime.version().feature() >= 21;
                    config.http.maxRequestSize = 16 << 20;
                    config.routes.post("/predict", context -> {
                        float[][] scores = predict(booster, mapper.readTree(context.bodyAsBytes()).get("instances"));
                        context.contentType("application/json");
                        context.result(mapper.writeValueAsBytes(Map.of("predictions", scores)));
                    });
                })
                .start("127.0.0.1", Integer.parseInt(args[0]));
    }

    private static float[][] predict(Booster booster, JsonNode rows) throws Exception {
        int width = rows.get(0).size();
        float[] flat = new float[rows.size() * width];
        for (int i = 0; i < rows.size(); i++) {
            for (int k = 0; k < width; k++) {
                JsonNode cell = rows.get(i).get(k);
                flat[i * width + k] = cell.isNull() ? Float.NaN : cell.floatValue();
            }
        }
        DMatrix matrix = new DMatrix(flat, rows.size(), width, Float.NaN);
        try {
            return booster.predict(matrix);
        } finally {
            matrix.dispose();
        }
    }
}
