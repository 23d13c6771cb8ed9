package io.github.customeriospring.sample;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.CustomerIoNoResponseException;
import io.github.customeriospring.CustomerIoNotSentException;
import io.github.customeriospring.CustomerIoThrottledException;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Answers with an RFC 9457 problem where Customer.io did not accept.
 */
@RestControllerAdvice
class ProblemAdvice {

	@ExceptionHandler
	ProblemDetail handle(CustomerIoException ex) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(status(ex), String.valueOf(ex.getMessage()));
		problem.setTitle("Not accepted by Customer.io");
		problem.setProperty("deliveryUnknown", ex.isDeliveryUnknown());
		if (ex instanceof CustomerIoNotSentException notSent) {
			problem.setProperty("reason", notSent.getReason());
		}
		return problem;
	}

	private static HttpStatus status(CustomerIoException ex) {
		if (ex instanceof CustomerIoNotSentException || ex instanceof CustomerIoThrottledException) {
			return HttpStatus.SERVICE_UNAVAILABLE;
		}
		return (ex instanceof CustomerIoNoResponseException) ? HttpStatus.GATEWAY_TIMEOUT : HttpStatus.BAD_GATEWAY;
	}

	@ExceptionHandler
	ProblemDetail handle(IllegalArgumentException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, String.valueOf(ex.getMessage()));
	}

}
