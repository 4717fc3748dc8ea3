/** The nouns of the HTTP API: each adds its routes. */
@NullMarked
package io.openluffy.server.api;

import org.jspecify.annotations.NullMarked;
