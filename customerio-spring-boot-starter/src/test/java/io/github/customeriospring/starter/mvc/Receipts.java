package io.github.customeriospring.starter.mvc;

import java.util.Map;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.app.message.TransactionalMessage;
import io.github.customeriospring.operation.Identifier;
import io.github.customeriospring.template.CustomerIoTemplate;

import org.springframework.stereotype.Service;

@Service
class Receipts {

	private final CustomerIoTemplate customerIo;

	Receipts(CustomerIoTemplate customerIo) {
		this.customerIo = customerIo;
	}

	String send(String id, String email, String total) {
		var message = TransactionalMessage.email(Identifier.id(id))
			.template("receipt")
			.to(email)
			.messageData(Map.of("total", total))
			.build();
		try {
			return customerIo.send(message).deliveryId();
		}
		catch (CustomerIoException ex) {
			// true if it may have gone out all the same: sending again could reach the
			// person twice
			return ex.isDeliveryUnknown() ? "unknown" : "not sent";
		}
	}

}
