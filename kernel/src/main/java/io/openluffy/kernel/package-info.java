/** How anything here lives: the store, the journal, the keyed loop, outcomes, problems, time. */
@NullMarked
package io.openluffy.kernel;

import org.jspecify.annotations.NullMarked;
