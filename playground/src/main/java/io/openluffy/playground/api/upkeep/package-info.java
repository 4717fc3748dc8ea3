/** What the API looks after by itself: custom kinds, and objects whose owners are gone. */
@NullMarked
package io.openluffy.playground.api.upkeep;

import org.jspecify.annotations.NullMarked;
