/** How a live object is doing. */
@NullMarked
package io.openluffy.application.health;

import org.jspecify.annotations.NullMarked;
