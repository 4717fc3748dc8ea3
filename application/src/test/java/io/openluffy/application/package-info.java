@NullMarked
package io.openluffy.application;

import org.jspecify.annotations.NullMarked;
