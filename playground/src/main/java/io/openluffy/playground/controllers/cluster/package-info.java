/** Namespaces, nodes, claims, bounds and budgets. */
@NullMarked
package io.openluffy.playground.controllers.cluster;

import org.jspecify.annotations.NullMarked;
