/** A PostgreSQL of our own in the home folder, for machines that have none. */
@NullMarked
package io.openluffy.kernel.postgres;

import org.jspecify.annotations.NullMarked;
