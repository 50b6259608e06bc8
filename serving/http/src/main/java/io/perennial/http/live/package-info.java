/** What answers at this moment: read from the registry, checked, and swapped as one immutable state. */
package io.perennial.http.live;
