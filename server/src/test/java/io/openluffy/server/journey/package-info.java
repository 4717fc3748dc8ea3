/** The whole journey in one process, over doubles of the world. */
@NullMarked
package io.openluffy.server.journey;

import org.jspecify.annotations.NullMarked;
