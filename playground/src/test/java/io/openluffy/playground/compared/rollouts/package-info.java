/** Rollouts on the playground beside those on a real control plane, step by step. */
@NullMarked
package io.openluffy.playground.compared.rollouts;

import org.jspecify.annotations.NullMarked;
