/** The command line's side: arguments to calls, results to text or JSON, failures to exit codes. */
package io.perennial.http.command;
