/** How every command of every process speaks: usage, one line of error, exit codes. */
package io.perennial.command;
