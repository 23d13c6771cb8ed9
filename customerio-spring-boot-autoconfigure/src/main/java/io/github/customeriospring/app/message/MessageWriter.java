package io.github.customeriospring.app.message;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

import reactor.core.scheduler.Schedulers;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.Resource;
import org.springframework.util.Assert;

/**
 * Writes a message as JSON. Attachments are read and encoded in chunks, so only their
 * base64 is kept in memory.
 */
final class MessageWriter {

	private static final JsonMapper MAPPER = JsonMapper.shared();

	private static final int MAX_BYTES = 1_000_000;

	/** In base64. Customer.io requires less than this. */
	private static final int MAX_ATTACHMENT_BYTES = 2_000_000;

	private MessageWriter() {
	}

	static byte[] write(Map<String, Object> fields, Map<String, Resource> attachments) {
		boolean attached = !attachments.isEmpty();
		Assert.state(!attached || !Schedulers.isInNonBlockingThread(),
				"Attachments must not be read on an event loop: build the message on another thread, such as "
						+ "'Mono.fromCallable(builder::build).subscribeOn(Schedulers.boundedElastic())'");
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (JsonGenerator json = MAPPER.createGenerator(bytes)) {
			json.writeStartObject();
			fields.forEach(json::writePOJOProperty);
			json.flush();
			int payload = bytes.size() + 1;
			Assert.isTrue(payload <= MAX_BYTES,
					() -> "A message must have at most " + MAX_BYTES + " bytes without attachments, has " + payload);
			if (attached) {
				write(json, attachments);
			}
			json.writeEndObject();
		}
		catch (JacksonIOException ex) {
			throw new UncheckedIOException("An attachment cannot be read", ex.getCause());
		}
		catch (IOException ex) {
			throw new UncheckedIOException("An attachment cannot be read", ex);
		}
		catch (JacksonException ex) {
			// Jackson's message may quote the value
			throw new IllegalArgumentException(
					"An attachment is shorter than its declared length: " + ex.getClass().getName());
		}
		return bytes.toByteArray();
	}

	private static void write(JsonGenerator json, Map<String, Resource> attachments) throws IOException {
		long total = 0;
		json.writeObjectPropertyStart("attachments");
		for (Map.Entry<String, Resource> attachment : attachments.entrySet()) {
			long length = attachment.getValue().contentLength();
			total += base64Length(length);
			Assert.isTrue(length >= 0, "The length of an attachment must be known");
			Assert.isTrue(total < MAX_ATTACHMENT_BYTES, () -> "The attachments of a message must have less than "
					+ MAX_ATTACHMENT_BYTES + " bytes in base64, one of " + length + " bytes is too large");
			json.writeName(attachment.getKey());
			try (InputStream content = attachment.getValue().getInputStream()) {
				json.writeBinary(content, (int) length);
			}
		}
		json.writeEndObject();
	}

	private static long base64Length(long length) {
		return (length + 2) / 3 * 4;
	}

}
