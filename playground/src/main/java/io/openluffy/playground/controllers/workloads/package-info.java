/** Workloads: from Deployments, sets and Jobs to pods. */
@NullMarked
package io.openluffy.playground.controllers.workloads;

import org.jspecify.annotations.NullMarked;
