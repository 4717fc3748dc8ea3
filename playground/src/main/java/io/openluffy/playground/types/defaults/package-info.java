/** What the API fills in where a writer was silent. */
@NullMarked
package io.openluffy.playground.types.defaults;

import org.jspecify.annotations.NullMarked;
