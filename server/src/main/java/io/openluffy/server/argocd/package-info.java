/** Argo CD's REST paths and JSON, for the tools that people have. */
@NullMarked
package io.openluffy.server.argocd;

import org.jspecify.annotations.NullMarked;
