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
 * Runs a {@link SimulatedCustomerIo} for the application context of a test and points the
 * properties {@code customerio.track.url}, {@code customerio.app.url},
 * {@code customerio.site-id}, {@code customerio.api-key} and
 * {@code customerio.app-api-key} at it.
 * <p>
 * Tests can inject the simulator as a bean. It is reset before each test, and closed with
 * the context. A bean {@value #RESET_BEAN} is run before each test too.
 *
 * @since 0.1.0
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
public @interface AutoConfigureCustomerIoSimulator {

	/**
	 * The name of the {@link Runnable} by which a client forgets what it has learned from
	 * answers, if the context has one.
	 */
	String RESET_BEAN = "customerIoRateLimitReset";

	/**
	 * The port to listen on.
	 * @return the port, 0 for a free one
	 */
	int port() default 0;

	/**
	 * The most requests to the Track API in any second.
	 * @return the limit
	 */
	int trackLimit() default 100;

	/**
	 * The most transactional sends in any second.
	 * @return the limit
	 */
	int transactionalLimit() default 100;

	/**
	 * The most other requests to the App API in any second.
	 * @return the limit
	 */
	int appLimit() default 10;

	/**
	 * The most broadcast triggers in any ten seconds.
	 * @return the limit
	 */
	int broadcastLimit() default 1;

	/**
	 * The milliseconds between a request's arrival and its answer.
	 * @return the time, not negative
	 */
	long serviceTimeMillis() default 0;

	/**
	 * The milliseconds a request or an answer travels, one way.
	 * @return the time, not negative
	 */
	long latencyMillis() default 0;

	/**
	 * Whether a 429 of a limit carries {@code Retry-After}.
	 * @return whether it does
	 */
	boolean retryAfter() default true;

	/**
	 * Whether people, objects, events and deliveries are kept, or only counted.
	 * @return whether they are kept
	 */
	boolean keepState() default true;

	/**
	 * Where the simulator is less strict than usual.
	 * @return the assumptions, by default none
	 */
	Assumption[] assume() default {};

}
