/**
 * The playground's objects: in memory for reading, in a storage for surviving, with their history.
 */
@NullMarked
package io.openluffy.playground.api.store;

import org.jspecify.annotations.NullMarked;
