package io.github.customeriospring.app;

import java.util.List;
import java.util.Map;

import io.github.customeriospring.app.catalog.Campaign;
import io.github.customeriospring.app.catalog.Metrics;
import io.github.customeriospring.app.catalog.MetricsPeriod;
import io.github.customeriospring.app.catalog.Newsletter;
import io.github.customeriospring.app.catalog.TransactionalTemplate;
import io.github.customeriospring.app.content.DataCollection;
import io.github.customeriospring.app.content.Sender;
import io.github.customeriospring.app.content.Snippet;
import io.github.customeriospring.simulator.SimulatedCustomerIo;
import io.github.customeriospring.simulator.fixtures.SimulatedResource;
import io.github.customeriospring.template.ReactiveCustomerIoTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for what messages are sent by and made of, against the simulator.
 */
class ContentTests {

	private final SimulatedCustomerIo customerIo = Templates.start();

	private final ReactiveCustomerIoTemplate template = Templates.to(this.customerIo);

	@AfterEach
	void close() {
		this.customerIo.close();
	}

	@Test
	void newslettersComePageByPage() {
		for (int id = 1; id <= 120; id++) {
			this.customerIo.fixtures().add(SimulatedResource.NEWSLETTER, id, Map.of("name", "n" + id));
		}
		assertThat(this.template.newsletters().list().map(Newsletter::id).collectList().block()).hasSize(120)
			.doesNotHaveDuplicates();
		assertThat(this.template.newsletters().get(7).block().name()).isEqualTo("n7");
	}

	@Test
	void campaignsAndTemplatesAreListed() {
		this.customerIo.fixtures()
			.add(SimulatedResource.CAMPAIGN, 9, Map.of("name", "Welcome", "active", true))
			.add(SimulatedResource.TRANSACTIONAL_MESSAGE, 3, Map.of("name", "Receipt"));
		StepVerifier.create(this.template.campaigns().list().map(Campaign::active)).expectNext(true).verifyComplete();
		StepVerifier.create(this.template.transactionalTemplates().get(3).map(TransactionalTemplate::name))
			.expectNext("Receipt")
			.verifyComplete();
	}

	@Test
	void metricsAreSeriesByName() {
		this.customerIo.fixtures()
			.add(SimulatedResource.CAMPAIGN, 9, Map.of("name", "Welcome"))
			.metrics(SimulatedResource.CAMPAIGN, 9, Map.of("sent", List.of(1, 2, 3), "opened", List.of(0, 1, 1)))
			.link(SimulatedResource.CAMPAIGN, 9, "https://example.com", List.of(0, 0, 4));
		Metrics metrics = this.template.campaigns().metrics(9, MetricsPeriod.DAYS, 2).block();
		assertThat(this.customerIo.requests()).last()
			.satisfies((request) -> assertThat(request.query().split("&")).containsExactlyInAnyOrder("period=days",
					"steps=2", "version=1"));
		assertThat(metrics.series("sent")).containsExactly(2L, 3L);
		assertThat(metrics.total("opened")).isEqualTo(2);
		assertThat(metrics.series("invented")).isEmpty();
		StepVerifier.create(this.template.campaigns().linkMetrics(9, MetricsPeriod.DAYS, 3, false))
			.assertNext((link) -> {
				assertThat(link.link().href()).isEqualTo("https://example.com");
				assertThat(link.metric().total("clicked")).isEqualTo(4);
			})
			.verifyComplete();
	}

	@ParameterizedTest
	@CsvSource({ "HOURS, 24", "DAYS, 45", "WEEKS, 12", "MONTHS, 121" })
	void metricsWhenTooManyAreAskedForThrowAtOnce(MetricsPeriod period, int most) {
		assertThat(this.template.campaigns().metrics(9, period, most)).isNotNull();
		assertThatIllegalArgumentException().isThrownBy(() -> this.template.campaigns().metrics(9, period, most + 1))
			.withMessage("'steps' must be from 1 to %d for %s, was %d", most, period, most + 1);
	}

	@Test
	void sendersAreListed() {
		this.customerIo.fixtures()
			.add(SimulatedResource.SENDER_IDENTITY, 2, Map.of("name", "Shop", "email", "shop@example.com"));
		StepVerifier.create(this.template.senders().list().map(Sender::email))
			.expectNext("shop@example.com")
			.verifyComplete();
		assertThat(this.template.senders().get(2).block()).hasToString("sender 2");
	}

	@Test
	void collectionIsManaged() {
		List<Map<String, Object>> rows = List.of(Map.of("city", "Lyon", "seats", 20));
		DataCollection created = this.template.collections().create("events", rows).block();
		assertThat(created.rows()).isEqualTo(1);
		assertThat(this.template.collections().rename(created.id(), "meetings").block().name()).isEqualTo("meetings");
		this.template.collections().replaceContent(created.id(), List.of(Map.of("city", "Graz"))).block();
		assertThat(this.template.collections().content(created.id()).block().toString()).contains("Graz")
			.doesNotContain("Lyon");
		this.template.collections().delete(created.id()).block();
		StepVerifier.create(this.template.collections().list()).verifyComplete();
	}

	@Test
	void snippetIsManaged() {
		this.template.snippets().create("a/b footer", "<p>Bye</p>").block();
		this.template.snippets().update("a/b footer", "<p>So long</p>").block();
		StepVerifier.create(this.template.snippets().list().map(Snippet::value))
			.expectNext("<p>So long</p>")
			.verifyComplete();
		this.template.snippets().delete("a/b footer").block();
		StepVerifier.create(this.template.snippets().list()).verifyComplete();
	}

}
