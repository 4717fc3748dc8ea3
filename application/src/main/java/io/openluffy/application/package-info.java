/** Keep a cluster equal to its git: render, diff, plan, sync, health, history, rollback. */
@NullMarked
package io.openluffy.application;

import org.jspecify.annotations.NullMarked;
