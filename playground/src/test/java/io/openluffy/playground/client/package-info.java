@NullMarked
package io.openluffy.playground.client;

import org.jspecify.annotations.NullMarked;
