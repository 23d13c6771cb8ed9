package io.github.customeriospring.actuate;

import java.util.Map;
import java.util.TreeSet;

import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.OperationType;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvoker;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvokerAdvisor;
import org.springframework.boot.actuate.endpoint.invoke.OperationParameters;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/**
 * Refuses keys that the endpoint does not know, which Boot would ignore: who mistypes
 * {@code paused} must not believe that something is paused.
 */
final class KnownKeys implements OperationInvokerAdvisor {

	private static final EndpointId ENDPOINT = EndpointId.of(CustomerIoEndpoint.ID);

	@Override
	public OperationInvoker apply(EndpointId endpoint, OperationType type, OperationParameters parameters,
			OperationInvoker invoker) {
		if (!endpoint.equals(ENDPOINT) || type != OperationType.WRITE) {
			return invoker;
		}
		return (context) -> {
			TreeSet<String> unknown = new TreeSet<>(context.getArguments().keySet());
			parameters.stream().forEach((parameter) -> unknown.remove(parameter.getName()));
			return unknown.isEmpty() ? invoker.invoke(context)
					: refusal("Unknown: " + String.join(", ", unknown) + ". Give 'paused', 'limit' or both");
		};
	}

	static WebEndpointResponse<Object> refusal(String reason) {
		return new WebEndpointResponse<>(Map.of("error", reason), WebEndpointResponse.STATUS_BAD_REQUEST);
	}

}
