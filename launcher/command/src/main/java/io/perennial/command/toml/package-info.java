/** TOML files that people write: read strictly, every mistake told with its key. */
package io.perennial.command.toml;
