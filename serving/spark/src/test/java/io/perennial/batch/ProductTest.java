package io.perennial.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProductTest {

    @TempDir
    private Path folder;

    @Test
    void a_killed_run_leaves_what_stood_there_and_the_next_run_starts_clean() throws IOException {
        Product product = new Product(folder.resolve("scores"));
        make(product, "first");
        product.begin();
        Files.createDirectories(product.work());
        Files.writeString(product.work().resolve("half"), "half");
        assertEquals("first", Files.readString(product.place().resolve("part")));
        make(product, "second");
        assertEquals("second", Files.readString(product.place().resolve("part")));
        assertFalse(Files.exists(product.place().resolve("half")));
    }

    @Test
    void nothing_is_left_beside_what_was_published() throws IOException {
        Product product = new Product(folder.resolve("scores"));
        make(product, "first");
        make(product, "second");
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void what_stood_there_comes_back_where_a_run_was_killed_while_putting_the_new_in_its_place() throws IOException {
        Product product = new Product(folder.resolve("scores"));
        make(product, "first");
        Files.move(product.place(), folder.resolve(".old-scores"));
        product.begin();
        assertEquals("first", Files.readString(product.place().resolve("part")));
        make(product, "second");
        assertEquals("second", Files.readString(product.place().resolve("part")));
        assertFalse(Files.exists(folder.resolve(".old-scores")));
    }

    @Test
    void a_file_replaces_a_file() throws IOException {
        Product product = new Product(folder.resolve("scores.json"));
        Files.writeString(product.place(), "old");
        product.begin();
        Files.writeString(product.work(), "new");
        assertTrue(Files.readString(product.place()).equals("old"));
        product.exchange();
        assertEquals("new", Files.readString(product.place()));
    }

    private static void make(Product product, String text) throws IOException {
        product.begin();
        Files.createDirectories(product.work());
        Files.writeString(product.work().resolve("part"), text);
        product.exchange();
        product.clear();
    }
}
