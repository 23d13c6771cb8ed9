package io.github.customeriospring.benchmarks.client;

import java.util.Map;

import io.github.customeriospring.operation.Identifier;
import io.github.customeriospring.operation.TrackOperation;

/**
 * What every client sends: the same small operation.
 */
public final class Body {

	private Body() {
	}

	/**
	 * Make the operation of a call.
	 * @param call its number, which becomes the person's id
	 * @return the operation
	 */
	public static TrackOperation of(int call) {
		return TrackOperation.identify(Identifier.id(Integer.toString(call)),
				Map.of("plan", "pro", "country", "NZ", "logins", 42));
	}

}
