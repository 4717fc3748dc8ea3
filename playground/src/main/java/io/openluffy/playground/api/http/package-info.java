/** Kubernetes' HTTP: paths, queries, bodies, watches. */
@NullMarked
package io.openluffy.playground.api.http;

import org.jspecify.annotations.NullMarked;
