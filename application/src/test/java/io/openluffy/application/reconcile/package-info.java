@NullMarked
package io.openluffy.application.reconcile;

import org.jspecify.annotations.NullMarked;
