/**
 * The pages for people: made on the server from the same parts as reports, in the reader's language, whole without any
 * script. Each page is a route of the one table.
 */
package io.perennial.http.page;
