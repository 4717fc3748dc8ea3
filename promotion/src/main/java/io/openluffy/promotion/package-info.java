/** Carry a release from environment to environment: soak, verification, windows, approvals. */
@NullMarked
package io.openluffy.promotion;

import org.jspecify.annotations.NullMarked;
