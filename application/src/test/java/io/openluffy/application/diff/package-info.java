@NullMarked
package io.openluffy.application.diff;

import org.jspecify.annotations.NullMarked;
