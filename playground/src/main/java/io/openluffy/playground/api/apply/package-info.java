/** Server-side apply: who owns which field, and what an apply changes. */
@NullMarked
package io.openluffy.playground.api.apply;

import org.jspecify.annotations.NullMarked;
