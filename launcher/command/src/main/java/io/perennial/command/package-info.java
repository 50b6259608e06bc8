/** How every command of every process speaks: usage, one line of error, exit codes, the machine it measured on. */
package io.perennial.command;
