package io.github.customeriospring.starter.mvc;

import java.math.BigDecimal;

import io.github.customeriospring.operation.TrackOperation;
import io.github.customeriospring.queue.CustomerIoQueue;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.event.TransactionalEventListener;

@Service
class Orders {

	private final ApplicationEventPublisher events;

	private final CustomerIoQueue queue;

	Orders(ApplicationEventPublisher events, CustomerIoQueue queue) {
		this.events = events;
		this.queue = queue;
	}

	@Transactional
	public void place(String customer, BigDecimal total) {
		// … store the order
		events.publishEvent(new OrderPlaced(customer, total));
	}

	// only after the commit: a transaction that rolls back tells nobody
	@TransactionalEventListener
	public void on(OrderPlaced order) {
		queue.add(TrackOperation.event(order.customer(), "order_placed", order));
	}

	record OrderPlaced(String customer, BigDecimal total) {
	}

}
