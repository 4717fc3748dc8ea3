@NullMarked
package io.openluffy.application.sync;

import org.jspecify.annotations.NullMarked;
