/** The HTTP API over the whole journey: its document, its roles, and what it makes of nonsense. */
@NullMarked
package io.openluffy.server.api;

import org.jspecify.annotations.NullMarked;
