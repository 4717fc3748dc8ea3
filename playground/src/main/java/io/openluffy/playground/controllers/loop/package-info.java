/** The one loop that works for all simulated controllers, and what they share. */
@NullMarked
package io.openluffy.playground.controllers.loop;

import org.jspecify.annotations.NullMarked;
