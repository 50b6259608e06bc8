/** Texts, numbers and sentences in a reader's language, written so that nothing in them can become markup. */
package io.perennial.http.words;
