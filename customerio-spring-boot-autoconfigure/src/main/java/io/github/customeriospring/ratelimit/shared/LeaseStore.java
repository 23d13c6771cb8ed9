package io.github.customeriospring.ratelimit.shared;

import java.util.List;

import io.github.customeriospring.Quota;
import reactor.core.publisher.Mono;

/**
 * Where the shared state is. Runs the script {@code lease.lua} there.
 */
@FunctionalInterface
interface LeaseStore {

	/**
	 * Call the script once.
	 * @param quota whose state is meant
	 * @param arguments what the script is told, as it documents
	 * @return what it answers: whole numbers, then names with their numbers; fails if
	 * there is no connection
	 */
	Mono<List<Object>> call(Quota quota, List<String> arguments);

}
