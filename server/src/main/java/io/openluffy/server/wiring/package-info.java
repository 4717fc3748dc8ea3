/** What the server is made of, part by part, and in which order it starts and stops. */
@NullMarked
package io.openluffy.server.wiring;

import org.jspecify.annotations.NullMarked;
