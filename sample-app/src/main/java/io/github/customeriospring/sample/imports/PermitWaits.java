package io.github.customeriospring.sample.imports;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Measures how long requests wait for permits: first for the import's own rate, which no
 * meter shows, then for Customer.io's limit.
 */
final class PermitWaits implements BeanPostProcessor {

	private static final String BULK_LIMITER = "customerIoBulkRateLimiter";

	private final LongAdder bulkNanos = new LongAdder();

	@Override
	public Object postProcessAfterInitialization(Object bean, String name) {
		return (bean instanceof RateLimiter limiter && name.equals(BULK_LIMITER)) ? measured(limiter) : bean;
	}

	private RateLimiter measured(RateLimiter limiter) {
		return (RateLimiter) Proxy.newProxyInstance(RateLimiter.class.getClassLoader(),
				new Class<?>[] { RateLimiter.class }, (proxy, method, args) -> {
					try {
						Object result = method.invoke(limiter, args);
						if (method.getName().equals("reservePermission") && result instanceof Long nanos && nanos > 0) {
							this.bulkNanos.add(nanos);
						}
						return result;
					}
					catch (InvocationTargetException ex) {
						throw ex.getTargetException();
					}
				});
	}

	/**
	 * Return how long all requests together have waited.
	 */
	Duration total(MeterRegistry registry) {
		Timer timer = registry.find("customerio.permit.wait").tag("quota", "track").timer();
		long limitNanos = (timer != null) ? Math.round(timer.totalTime(TimeUnit.NANOSECONDS)) : 0;
		return Duration.ofNanos(this.bulkNanos.sum() + limitNanos);
	}

}
