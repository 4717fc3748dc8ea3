/** Pods: scheduling, images, containers that start, crash and end, and their logs. */
@NullMarked
package io.openluffy.playground.controllers.pods;

import org.jspecify.annotations.NullMarked;
