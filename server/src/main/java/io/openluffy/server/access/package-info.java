/** Who may come in: accounts, passwords, sessions, tokens, and what each role may do. */
@NullMarked
package io.openluffy.server.access;

import org.jspecify.annotations.NullMarked;
