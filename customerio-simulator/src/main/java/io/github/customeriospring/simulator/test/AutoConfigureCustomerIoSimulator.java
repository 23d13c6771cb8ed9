package io.github.customeriospring.simulator.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.rules.Assumption;

/**
 * Runs a {@link SimulatedCustomerIo} for the application context of a test, and points
 * these properties at it: {@code customerio.track.url}, {@code customerio.app.url},
 * {@code customerio.site-id}, {@code customerio.api-key} and
 * {@code customerio.app-api-key}.
 * <p>
 * Tests can inject the simulator as a bean. It is reset before each test, and closed with
 * the context. If there is a bean {@value #RESET_BEAN}, it is also run before each test.
 * The first retry waits for 10 ms unless {@code customerio.retry.base-delay} is set.
 *
 * @since 0.1.0
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
public @interface AutoConfigureCustomerIoSimulator {

	/**
	 * The name of an optional {@link Runnable} bean that makes the client forget what it
	 * has learned from responses.
	 */
	String RESET_BEAN = "customerIoRateLimitReset";

	/**
	 * The port of the simulator.
	 * @return the port, 0 for a free one
	 */
	int port() default 0;

	/**
	 * The maximum number of requests to the Track API in any second.
	 * @return the limit
	 */
	int trackLimit() default 100;

	/**
	 * The maximum number of transactional messages in any second.
	 * @return the limit
	 */
	int transactionalLimit() default 100;

	/**
	 * The maximum number of other requests to the App API in any second.
	 * @return the limit
	 */
	int appLimit() default 10;

	/**
	 * The maximum number of broadcast triggers in any ten seconds.
	 * @return the limit
	 */
	int broadcastLimit() default 1;

	/**
	 * The milliseconds between the arrival of a request and its response.
	 * @return the time, not negative
	 */
	long serviceTimeMillis() default 0;

	/**
	 * The one-way network delay of requests and responses in milliseconds.
	 * @return the time, not negative
	 */
	long latencyMillis() default 0;

	/**
	 * Whether a 429 of the rate limit has {@code Retry-After}.
	 * @return whether it does
	 */
	boolean retryAfter() default true;

	/**
	 * Whether people, objects, events and deliveries are kept, or only counted.
	 * @return whether they are kept
	 */
	boolean keepState() default true;

	/**
	 * The assumptions under which the simulator is less strict.
	 * @return the assumptions, by default none
	 */
	Assumption[] assume() default {};

}
