/** The client of the HTTP API. */
@NullMarked
package io.openluffy.cli.api;

import org.jspecify.annotations.NullMarked;
