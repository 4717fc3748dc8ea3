/** The server's folder: what is kept there, who may use it, and how others find the server. */
@NullMarked
package io.openluffy.server.home;

import org.jspecify.annotations.NullMarked;
