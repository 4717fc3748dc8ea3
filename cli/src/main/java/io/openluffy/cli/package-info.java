/** luffy: a client of the HTTP API. */
@NullMarked
package io.openluffy.cli;

import org.jspecify.annotations.NullMarked;
