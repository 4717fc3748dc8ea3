/** Which pods stand behind a Service, and addresses of Ingresses. */
@NullMarked
package io.openluffy.playground.controllers.network;

import org.jspecify.annotations.NullMarked;
