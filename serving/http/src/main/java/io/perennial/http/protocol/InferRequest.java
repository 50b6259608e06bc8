package io.perennial.http.protocol;

import java.util.List;
import java.util.Optional;

/**
 * An inference request of the Open Inference Protocol.
 *
 * @param id       comes back in the answer; empty where none was given
 * @param inputs   tensors, as they came
 * @param outputs  what is asked for; empty for everything
 * @param isBinary whether outputs go out binary unless they say otherwise
 */
record InferRequest(Optional<String> id, List<Tensor> inputs, List<Output> outputs, boolean isBinary) {

    /**
     * One output that is asked for.
     *
     * @param name     of a score column
     * @param isBinary whether it goes out binary
     */
    record Output(String name, boolean isBinary) {}
}
