/** The engine in this process, over clusters that are real: what it promises, on each of them. */
@NullMarked
package io.openluffy.server.engine;

import org.jspecify.annotations.NullMarked;
