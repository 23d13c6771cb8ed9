package io.github.customeriospring.app;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.github.customeriospring.CustomerIoException;
import io.github.customeriospring.CustomerIoResponseException;
import io.github.customeriospring.app.catalog.Newsletter;
import io.github.customeriospring.app.delivery.SentMessage;
import io.github.customeriospring.app.segment.Segment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link AppQueries} and the answers that it reads.
 */
class AppQueriesTests {

	@ParameterizedTest
	@ValueSource(strings = { "{\"exports\":null}", "{\"exports\":[]}", "{}", "" })
	void listWhenThereIsNoneIsEmpty(String answer) {
		StepVerifier.create(FakeTransport.answering(answer).template().exports().list()).verifyComplete();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"segment\":null}", "{}", "" })
	void oneWhenThereIsNoneIsEmpty(String answer) {
		StepVerifier.create(FakeTransport.answering(answer).template().segments().get(7)).verifyComplete();
	}

	@Test
	void unknownPropertyIsIgnored() {
		StepVerifier.create(segment("""
				{"segment":{"id":7,"name":"VIP","type":"manual","invented":{"next":[1]}},"also":1}"""))
			.expectNext(new Segment(7, "VIP", null, "manual", null, List.of()))
			.verifyComplete();
	}

	@Test
	void propertyWhenLeftOutOrNullIsZeroOrEmpty() {
		StepVerifier.create(segment("{\"segment\":{\"id\":null,\"name\":\"VIP\",\"tags\":null}}"))
			.expectNext(new Segment(0, "VIP", null, null, null, List.of()))
			.verifyComplete();
	}

	@Test
	void otherPropertiesAreKept() {
		Newsletter newsletter = FakeTransport.answering("""
				{"newsletter":{"id":5,"name":"May","sent_at":1700000000,"tags":["a"],"content_ids":[1,2],"x":null}}""")
			.template()
			.newsletters()
			.get(5)
			.block();
		assertThat(newsletter.sentAt()).isEqualTo(Instant.ofEpochSecond(1700000000));
		assertThat(newsletter.tags()).containsExactly("a");
		assertThat(newsletter.other()).containsEntry("content_ids", List.of(1, 2)).containsEntry("x", null).hasSize(2);
	}

	@Test
	void otherPropertiesWhenThereAreNoneAreEmpty() {
		assertThat(FakeTransport.answering("{\"newsletter\":{\"id\":5}}").template().newsletters().get(5).block())
			.isEqualTo(new Newsletter(5, null, null, null, null, null, List.of(), Map.of()));
	}

	@Test
	void pointsInTimeAreRead() {
		SentMessage message = FakeTransport.answering("""
				{"message":{"id":"m","type":"email","created":1552341937,"campaign_id":5,
					"metrics":{"sent":1552341938,"opened":null}}}""").template().deliveries().get("m").block();
		assertThat(message.created()).isEqualTo(Instant.ofEpochSecond(1552341937));
		assertThat(message.metrics()).containsEntry("sent", Instant.ofEpochSecond(1552341938))
			.containsEntry("opened", null);
		assertThat(message.campaignId()).isEqualTo(5);
		assertThat(message.newsletterId()).isNull();
	}

	@Test
	void nextWhenItIsANumberIsFollowed() {
		FakeTransport transport = FakeTransport.answering("{\"identifiers\":[{\"id\":\"1\"}],\"next\":17}",
				"{\"identifiers\":[{\"id\":\"2\"}],\"next\":0}", "{\"identifiers\":null,\"next\":null}");
		StepVerifier.create(transport.template().segments().members(7).map(PersonIdentifiers::id))
			.expectNext("1", "2")
			.verifyComplete();
		assertThat(transport.uris().get(1)).isEqualTo("/v1/segments/7/membership?limit=100&start=17");
	}

	@Test
	void answerWhenUnreadableFailsWithoutQuotingIt() {
		CustomerIoResponseException ex = catchThrowableOfType(CustomerIoResponseException.class,
				() -> segment("{\"segment\":{\"id\":\"jane@example.com\"}}").block());
		assertThat(ex).hasMessageContaining("get segment").hasMessageNotContaining("jane").hasNoCause();
		assertThat(catchThrowableOfType(CustomerIoException.class,
				() -> FakeTransport.answering("{\"exports\":[{\"id\":\"jane\"}]}")
					.template()
					.exports()
					.list()
					.blockLast()))
			.hasMessageNotContaining("jane");
	}

	@Test
	void queryWhenNotSubscribedSendsNothing() {
		FakeTransport transport = FakeTransport.answering("{}");
		transport.template().segments().list();
		transport.template().segments().create("VIP", null);
		transport.template().customers().search(Filter.segment(7));
		transport.template().exports().download(1);
		assertThat(transport.requests).isEmpty();
	}

	private static Mono<Segment> segment(String answer) {
		return FakeTransport.answering(answer).template().segments().get(7);
	}

}
