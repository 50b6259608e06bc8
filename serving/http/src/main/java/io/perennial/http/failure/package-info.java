/** What the server does while something fails: what lies behind it, how often that is said, when it is tried again. */
package io.perennial.http.failure;
