/** What a running server and the demo say to whoever started them. */
@NullMarked
package io.openluffy.server.terminal;

import org.jspecify.annotations.NullMarked;
