package io.openluffy.ground;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A test class that runs against a real API server, which its constructor is given. Beside the
 * others, which wait a lot, and late, because the control plane may still be being built.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Order(Integer.MAX_VALUE)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("real API server")
@ExtendWith(OnRealApi.class)
public @interface AgainstRealApi {}
