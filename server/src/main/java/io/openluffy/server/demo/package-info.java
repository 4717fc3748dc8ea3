/** The demo: the whole journey with the sample project, live in the terminal. */
@NullMarked
package io.openluffy.server.demo;

import org.jspecify.annotations.NullMarked;
