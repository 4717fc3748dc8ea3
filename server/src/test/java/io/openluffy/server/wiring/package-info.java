/** How the parts of a server come and go. */
@NullMarked
package io.openluffy.server.wiring;

import org.jspecify.annotations.NullMarked;
