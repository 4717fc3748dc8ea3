/** What the API says of itself: its groups, resources and schemas. */
@NullMarked
package io.openluffy.playground.types.discovery;

import org.jspecify.annotations.NullMarked;
