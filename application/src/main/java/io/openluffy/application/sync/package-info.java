/** The sync operation: its plan, its steps and its state. */
@NullMarked
package io.openluffy.application.sync;

import org.jspecify.annotations.NullMarked;
