package io.github.customeriospring.app.message;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;

import io.github.customeriospring.operation.Identifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.AbstractResource;
import org.springframework.core.io.InputStreamResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class AttachmentTests {

	/** One byte more has 2,000,000 in base64. */
	private static final int LARGE = 1_499_997;

	private final EmailBuilder email = TransactionalMessage.email(Identifier.id("42"))
		.template(1)
		.to("jane@example.com");

	@TempDir
	private Path folder;

	@Test
	void bytesAndFilesAreSentInBase64() throws IOException {
		Path file = Files.writeString(this.folder.resolve("Zürich.txt"), "hello");
		JsonNode attachments = attachments(this.email.attach("a.bin", new byte[] { -1, 0 }).attach(file));
		assertThat(attachments).hasToString("{\"a.bin\":\"/wA=\",\"Zürich.txt\":\"aGVsbG8=\"}");
	}

	@Test
	void largeFileArrivesWhole() throws IOException {
		byte[] content = new byte[LARGE];
		new Random(1).nextBytes(content);
		Path file = Files.write(this.folder.resolve("large"), content);
		assertThat(attachments(this.email.attach(file)).get("large").binaryValue()).isEqualTo(content);
	}

	@Test
	void fileIsReadInPieces() {
		LargestRead content = new LargestRead(LARGE);
		this.email.attach("a", content).build();
		assertThat(content.largest).isPositive().isLessThanOrEqualTo(64 * 1024);
	}

	@Test
	void attachmentsHaveLessThan2MegabytesTogether() {
		this.email.attach("a", new byte[LARGE - 3]).attach("b", new byte[3]).build();
		assertThatIllegalArgumentException().isThrownBy(this.email.attach("c", new byte[1])::build)
			.withMessage("The attachments of a message must have less than 2000000 bytes in base64, "
					+ "one of 1 bytes is too large");
	}

	@Test
	void attachmentsCountApartFromTheRest() {
		int rest = this.email.body("x").build().toRequest().body().length - 1;
		this.email.attach("a", new byte[LARGE]);
		assertThat(this.email.body("x".repeat(1_000_000 - rest)).build().toRequest().body())
			.hasSizeGreaterThan(2_999_000);
		assertThatIllegalArgumentException().isThrownBy(this.email.body("x".repeat(1_000_001 - rest))::build)
			.withMessage("A message must have at most 1000000 bytes without attachments, has 1000001");
	}

	@Test
	void fileThatIsTooLargeIsNotRead() {
		LargestRead content = new LargestRead(1_500_001);
		assertThatIllegalArgumentException().isThrownBy(this.email.attach("a", content)::build)
			.withMessageEndingWith("one of 1500001 bytes is too large");
		assertThat(content.largest).isZero();
	}

	@Test
	void fileThatIsMissingFailsTheBuild() {
		assertThatExceptionOfType(UncheckedIOException.class)
			.isThrownBy(this.email.attach(this.folder.resolve("missing"))::build)
			.withMessage("An attachment cannot be read")
			.withCauseInstanceOf(IOException.class)
			.satisfies((ex) -> assertThat(ex).hasRootCauseInstanceOf(FileNotFoundException.class));
	}

	@Test
	void fileThatBecameShorterFailsTheBuild() {
		assertThatIllegalArgumentException().isThrownBy(this.email.attach("a", new LargestRead(10) {

			@Override
			public InputStream getInputStream() {
				return InputStream.nullInputStream();
			}

		})::build).withMessageStartingWith("An attachment is shorter than its declared length");
	}

	@Test
	void contentOfUnknownLengthIsRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(this.email.attach("a", new InputStreamResource(InputStream.nullInputStream()) {

				@Override
				public long contentLength() {
					return -1;
				}

			})::build)
			.withMessage("The length of an attachment must be known");
	}

	@Test
	void nameCanBeUsedOnce() {
		this.email.attach("a", new byte[1]);
		assertThatIllegalArgumentException().isThrownBy(() -> this.email.attach("a", new byte[1]));
	}

	@Test
	void buildOnAnEventLoopIsRefused() {
		EmailBuilder email = this.email.attach("a", new byte[1]);
		Mono<TransactionalMessage> message = Mono.fromCallable(email::build);
		assertThatIllegalStateException()
			.isThrownBy(() -> message.subscribeOn(Schedulers.parallel()).block(Duration.ofSeconds(10)))
			.withMessageContaining("boundedElastic");
		assertThat(message.subscribeOn(Schedulers.boundedElastic()).block(Duration.ofSeconds(10))).isNotNull();
	}

	private static JsonNode attachments(EmailBuilder email) {
		return JsonMapper.shared().readTree(email.build().toRequest().body()).get("attachments");
	}

	/** Zeros, and how many of them were asked for at once. */
	private static class LargestRead extends AbstractResource {

		private final int length;

		private int largest;

		LargestRead(int length) {
			this.length = length;
		}

		@Override
		public long contentLength() {
			return this.length;
		}

		@Override
		public String getDescription() {
			return "zeros";
		}

		@Override
		public InputStream getInputStream() {
			return new ByteArrayInputStream(new byte[this.length]) {

				@Override
				public int read(byte[] target, int offset, int count) {
					LargestRead.this.largest = Math.max(LargestRead.this.largest, count);
					return super.read(target, offset, count);
				}

			};
		}

	}

}
