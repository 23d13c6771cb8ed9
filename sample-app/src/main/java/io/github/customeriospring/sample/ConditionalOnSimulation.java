package io.github.customeriospring.sample;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;

/**
 * Matches without credentials, when the sample talks to a simulated Customer.io.
 */
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@ConditionalOnProperty(name = "customerio.site-id", havingValue = "none", matchIfMissing = true)
public @interface ConditionalOnSimulation {

}
