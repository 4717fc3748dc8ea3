/**
 * What a machine without a cluster needs: a Kubernetes API with simulated controllers, an ingress,
 * an image registry and the sample project.
 */
@NullMarked
package io.openluffy.playground;

import org.jspecify.annotations.NullMarked;
