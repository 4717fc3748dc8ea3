/** Read a revision, write a commit, receive a push. */
@NullMarked
package io.openluffy.git;

import org.jspecify.annotations.NullMarked;
