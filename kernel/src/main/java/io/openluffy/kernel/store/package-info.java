/** The store: a table per noun for the present, in one transaction with the journal. */
@NullMarked
package io.openluffy.kernel.store;

import org.jspecify.annotations.NullMarked;
