/** The server's own command line: {@code luffy up} and {@code luffy demo}. */
@NullMarked
package io.openluffy.server.start;

import org.jspecify.annotations.NullMarked;
