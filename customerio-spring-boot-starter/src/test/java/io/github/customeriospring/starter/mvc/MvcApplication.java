package io.github.customeriospring.starter.mvc;

import java.math.BigDecimal;

import io.github.customeriospring.CustomerIoException;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * An application on Spring MVC with the examples of the README.
 */
@SpringBootApplication
@EnableTransactionManagement
class MvcApplication {

	@Bean
	AbstractPlatformTransactionManager transactionManager() {
		return new NoTransactions();
	}

	/**
	 * Answers with an RFC 9457 problem.
	 */
	@RestControllerAdvice
	static class Problems {

		@ExceptionHandler
		ProblemDetail notAccepted(CustomerIoException ex) {
			return ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, ex.getMessage());
		}

	}

	/**
	 * Calls the examples.
	 */
	@RestController
	static class Controller {

		private final Signup signup;

		private final Orders orders;

		private final Receipts receipts;

		Controller(Signup signup, Orders orders, Receipts receipts) {
			this.signup = signup;
			this.orders = orders;
			this.receipts = receipts;
		}

		@PostMapping("/people/{id}")
		String signUp(@PathVariable String id, @RequestParam String email) {
			this.signup.signedUp(id, email);
			this.signup.visited(id, "/welcome");
			return Thread.currentThread().toString();
		}

		@PostMapping("/orders/{id}")
		void order(@PathVariable String id, @RequestParam BigDecimal total) {
			this.orders.place(id, total);
		}

		@PostMapping("/receipts/{id}")
		String receipt(@PathVariable String id) {
			return this.receipts.send(id, "jane@example.com", "12.00");
		}

	}

	private static final class NoTransactions extends AbstractPlatformTransactionManager {

		@Override
		protected Object doGetTransaction() {
			return this;
		}

		@Override
		protected boolean isExistingTransaction(Object transaction) {
			return TransactionSynchronizationManager.isActualTransactionActive();
		}

		@Override
		protected void doBegin(Object transaction, TransactionDefinition definition) {
		}

		@Override
		protected void doCommit(DefaultTransactionStatus status) {
		}

		@Override
		protected void doRollback(DefaultTransactionStatus status) {
		}

	}

}
