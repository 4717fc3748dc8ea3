/**
 * The same requests to the playground and to a real API server, and what differs in the answers.
 */
@NullMarked
package io.openluffy.playground.compared.requests;

import org.jspecify.annotations.NullMarked;
