/** Who may ask: keys in a file, tokens of others, and the gate that checks both before a request is read. */
package io.perennial.http.access;
