package io.perennial.http.routes;

import static org.junit.jupiter.api.Assertions.assertSame;

import io.perennial.http.api.Route;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the document costs those who may all ask for it. */
class OpenApiDocumentTest {

    @Test
    void the_document_is_made_once() throws Exception {
        Route route = OpenApi.withDocument(List.of()).get(0);
        assertSame(route.handler().handle(null), route.handler().handle(null));
    }
}
