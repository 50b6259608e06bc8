/** The server's configuration, read strictly: records with defaults, the nearest key named where one is unknown. */
package io.perennial.http.config;
