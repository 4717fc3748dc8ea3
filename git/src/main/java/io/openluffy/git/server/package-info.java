/** The git server inside: smart HTTP, who may, and a push event for each ref that moved. */
@NullMarked
package io.openluffy.git.server;

import org.jspecify.annotations.NullMarked;
