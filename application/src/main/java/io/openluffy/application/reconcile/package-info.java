/** Keeps each application equal to its git: the loop body, its records and its doors. */
@NullMarked
package io.openluffy.application.reconcile;

import org.jspecify.annotations.NullMarked;
