/** Looks over a machine, a registry, a store and a log, and says what is wrong, where, and how to mend it. */
package io.perennial.http.doctor;
