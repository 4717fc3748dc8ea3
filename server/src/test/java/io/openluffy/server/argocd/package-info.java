/** Argo CD's paths where they leave the control cluster. */
@NullMarked
package io.openluffy.server.argocd;

import org.jspecify.annotations.NullMarked;
