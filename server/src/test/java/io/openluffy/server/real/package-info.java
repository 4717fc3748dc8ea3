/** The real server, in a process of its own, driven with the tools that people use. */
@NullMarked
package io.openluffy.server.real;

import org.jspecify.annotations.NullMarked;
