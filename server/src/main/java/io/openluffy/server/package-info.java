/** The doors: HTTP API, event stream, sign-in, webhooks, wiring, main. */
@NullMarked
package io.openluffy.server;

import org.jspecify.annotations.NullMarked;
