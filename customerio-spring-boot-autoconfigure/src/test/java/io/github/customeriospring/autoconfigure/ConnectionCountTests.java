package io.github.customeriospring.autoconfigure;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.customeriospring.template.ReactiveCustomerIoTemplate;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The connections do not bound what the waiting line lets go.
 */
class ConnectionCountTests {

	@Test
	void callsUnderWayAreAsManyAsTheWaitingLineLetsGo() {
		CountDownLatch arrived = new CountDownLatch(60);
		DisposableServer server = HttpServer.create().host("127.0.0.1").port(0).handle((request, response) -> {
			arrived.countDown();
			return Mono.never();
		}).bindNow();
		try {
			CustomerIoContextRunner.create()
				.withPropertyValues("customerio.track.url=http://127.0.0.1:" + server.port(),
						"customerio.shutdown-timeout=0s")
				.run((context) -> {
					ReactiveCustomerIoTemplate template = context.getBean(ReactiveCustomerIoTemplate.class);
					Flux.range(0, 60).flatMap((i) -> template.identify("p" + i, Map.of()), 60).subscribe();
					assertThat(arrived.await(1, TimeUnit.MINUTES)).isTrue();
				});
		}
		finally {
			server.dispose();
		}
	}

}
