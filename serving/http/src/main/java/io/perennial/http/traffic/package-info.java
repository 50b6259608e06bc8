/** Which versions answer which users, whether the split holds, and what the versions tried would have said. */
package io.perennial.http.traffic;
