/** Alarms about the whole population: what was measured, by which lines it is judged, and who is told. */
package io.perennial.http.alarm;
