package io.perennial.http.decision;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which lines of a segment that is still written to belong to which key. For any number of threads. */
final class SegmentKeys {

    private final Map<Long, List<Long>> offsets = new HashMap<>();
    private final Map<String, Long> answers = new HashMap<>();

    /** The key of a prediction id or of a pseudonym: 64 of its random bits. */
    static long of(String id) {
        return Long.parseUnsignedLong(id.substring(2, 2 + 16), 16);
    }

    /** A decision was written. */
    synchronized void add(Label label, long offset) {
        offsets.computeIfAbsent(of(label.predictionId()), any -> new ArrayList<>())
                .add(offset);
        offsets.computeIfAbsent(of(label.user()), any -> new ArrayList<>()).add(offset);
        answers.put(answer(label), offset);
    }

    /** An answer that had been given before was given again. */
    synchronized void addAgain(Label label, long offset) {
        offsets.computeIfAbsent(of(label.user()), any -> new ArrayList<>()).add(offset);
    }

    /** Where the very same answer was written before in this segment. */
    synchronized Optional<Long> same(Label label) {
        return Optional.ofNullable(answers.get(answer(label)));
    }

    private static String answer(Label label) {
        return label.predictionId() + label.digest();
    }

    synchronized long[] offsets(long key) {
        return offsets.getOrDefault(key, List.of()).stream()
                .mapToLong(Long::longValue)
                .toArray();
    }

    /** All keys with their offsets. */
    synchronized List<long[]> pairs() {
        List<long[]> pairs = new ArrayList<>();
        offsets.forEach((key, list) -> list.forEach(offset -> pairs.add(new long[] {key, offset})));
        return pairs;
    }
}
