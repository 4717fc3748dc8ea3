/** The server dies at every boundary between record and act, and is started again. */
@NullMarked
package io.openluffy.server.crash;

import org.jspecify.annotations.NullMarked;
