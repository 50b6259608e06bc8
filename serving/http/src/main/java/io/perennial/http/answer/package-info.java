/** What answers say: domain results as JSON, the same for HTTP and for commands with {@code --json}. */
package io.perennial.http.answer;
