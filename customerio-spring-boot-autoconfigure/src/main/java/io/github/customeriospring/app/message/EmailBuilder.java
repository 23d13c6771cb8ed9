package io.github.customeriospring.app.message;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

import io.github.customeriospring.operation.Identifier;

import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.util.Assert;

/**
 * Builds an e-mail. An e-mail needs a recipient, and either a template or a body, a
 * subject and a sender.
 *
 * @since 0.1.0
 */
public final class EmailBuilder extends MessageBuilder<EmailBuilder> {

	private static final int MAX_RECIPIENTS = 15;

	/** Printable ASCII without the colon, as defined in RFC 5322. */
	private static final Pattern HEADER_NAME = Pattern.compile("[!-9;-~]+");

	/** A quoted name: commas in it do not separate addresses. */
	private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");

	private static final Pattern ASCII = Pattern.compile("[ -~]*");

	private final Map<String, Integer> recipients = new HashMap<>();

	private final Map<String, String> headers = new LinkedHashMap<>();

	EmailBuilder(Identifier person, InstantSource clock) {
		super("email", person, clock);
	}

	/**
	 * Format an address with a name, which may contain any character except control
	 * characters: {@code "Doe, Jane" <jane@example.com>}.
	 * @param name the name
	 * @param address the address
	 * @return the text, for any method that accepts an address
	 */
	public static String address(String name, String address) {
		Assert.isTrue(name != null && name.chars().noneMatch(Character::isISOControl),
				"'name' must not be null and must not contain control characters");
		return '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\" <" + Identifier.email(address).value()
				+ '>';
	}

	/**
	 * Set the recipients.
	 * @param addresses at least one address, such as {@code jane@example.com} or
	 * {@code Jane <jane@example.com>}; use {@link #address(String, String)} for names
	 * with commas or other special characters. {@code to}, {@code cc} and {@code bcc}
	 * together accept at most 15 addresses
	 * @return this builder
	 */
	public EmailBuilder to(String... addresses) {
		return addresses("to", addresses);
	}

	/**
	 * Set the recipients of a copy (Cc).
	 * @param addresses at least one address
	 * @return this builder
	 */
	public EmailBuilder cc(String... addresses) {
		return addresses("cc", addresses);
	}

	/**
	 * Set the recipients of a blind copy (Bcc).
	 * @param addresses at least one address
	 * @return this builder
	 */
	public EmailBuilder bcc(String... addresses) {
		return addresses("bcc", addresses);
	}

	/**
	 * Send each blind copy as a separate message that names the original recipient.
	 * @param fakeBcc by default as set in the template
	 * @return this builder
	 */
	public EmailBuilder fakeBcc(boolean fakeBcc) {
		return set("fake_bcc", fakeBcc);
	}

	/**
	 * Set the sender.
	 * @param from an address that is verified in Customer.io
	 * @return this builder
	 */
	public EmailBuilder from(String from) {
		return line("from", from);
	}

	/**
	 * Set the address for replies.
	 * @param replyTo an address
	 * @return this builder
	 */
	public EmailBuilder replyTo(String replyTo) {
		return line("reply_to", replyTo);
	}

	/**
	 * Set the subject.
	 * @param subject one line
	 * @return this builder
	 */
	public EmailBuilder subject(String subject) {
		return line("subject", subject);
	}

	/**
	 * Set the preview text that mail clients show next to the subject.
	 * @param preheader one line
	 * @return this builder
	 */
	public EmailBuilder preheader(String preheader) {
		return line("preheader", preheader);
	}

	/**
	 * Set the body.
	 * @param body HTML
	 * @return this builder
	 */
	public EmailBuilder body(String body) {
		return text("body", body);
	}

	/**
	 * Set the body for mail clients that do not show HTML.
	 * @param bodyPlain plain text, by default derived from the body
	 * @return this builder
	 */
	public EmailBuilder bodyPlain(String bodyPlain) {
		return text("body_plain", bodyPlain);
	}

	/**
	 * Set the body for mail clients that support AMP.
	 * @param bodyAmp AMP HTML
	 * @return this builder
	 */
	public EmailBuilder bodyAmp(String bodyAmp) {
		return text("body_amp", bodyAmp);
	}

	/**
	 * Add a header.
	 * @param name the name, such as {@code X-Order}
	 * @param value one line of printable ASCII
	 * @return this builder
	 */
	public EmailBuilder header(String name, String value) {
		Assert.isTrue(name != null && HEADER_NAME.matcher(name).matches(),
				"The name of a header must be printable ASCII without blanks or colons");
		Assert.isTrue(value != null && ASCII.matcher(value).matches(),
				() -> "The value of header '" + name + "' must be one line of printable ASCII");
		this.headers.put(name, value);
		return set("headers", this.headers);
	}

	/**
	 * Attach bytes.
	 * @param name the file name that the recipient sees, unique in the message
	 * @param content the bytes
	 * @return this builder
	 */
	public EmailBuilder attach(String name, byte[] content) {
		Assert.notNull(content, "'content' must not be null");
		return attach(name, new ByteArrayResource(content));
	}

	/**
	 * Attach a file under its own name. {@link #build()} reads it.
	 * @param file the file
	 * @return this builder
	 */
	public EmailBuilder attach(Path file) {
		Assert.notNull(file, "'file' must not be null");
		return attach(String.valueOf(file.getFileName()), new FileSystemResource(file));
	}

	/**
	 * Attach a resource. {@link #build()} reads it.
	 * @param name the file name that the recipient sees, unique in the message
	 * @param content the content, whose length must be known
	 * @return this builder
	 */
	public EmailBuilder attach(String name, Resource content) {
		Assert.isTrue(name != null && !name.isBlank() && name.chars().noneMatch(Character::isISOControl),
				"The name of an attachment must not be empty and must not contain control characters");
		Assert.notNull(content, "'content' must not be null");
		attachment(name, content);
		return this;
	}

	/**
	 * Track opens and clicks.
	 * @param tracked by default as set in the template
	 * @return this builder
	 */
	public EmailBuilder tracked(boolean tracked) {
		return set("tracked", tracked);
	}

	/**
	 * Send the message even if the person has unsubscribed.
	 * @param sendToUnsubscribed by default {@code true}
	 * @return this builder
	 */
	public EmailBuilder sendToUnsubscribed(boolean sendToUnsubscribed) {
		return set("send_to_unsubscribed", sendToUnsubscribed);
	}

	/**
	 * Keep style sheets as they are instead of inlining them.
	 * @param disableCssPreprocessing by default {@code false}
	 * @return this builder
	 */
	public EmailBuilder disableCssPreprocessing(boolean disableCssPreprocessing) {
		return set("disable_css_preprocessing", disableCssPreprocessing);
	}

	/**
	 * Build the message: check it, read the attachments and write the JSON. Reading
	 * attachments blocks, so do not call this on an event loop if there are any. Use
	 * {@code Mono.fromCallable(builder::build).subscribeOn(Schedulers.boundedElastic())}
	 * there.
	 * @return the message
	 * @throws IllegalArgumentException if something is missing, if there are more than 15
	 * recipients, if the message has more than 1 MB without its attachments, or if these
	 * have 2 MB or more
	 * @throws IllegalStateException if there are attachments and this is an event loop
	 * @throws java.io.UncheckedIOException if an attachment cannot be read
	 */
	@Override
	public TransactionalMessage build() {
		return super.build();
	}

	@Override
	void checkComplete() {
		Assert.isTrue(has("to"), "'to' must be set");
		Assert.isTrue(has("transactional_message_id") || (has("body") && has("subject") && has("from")),
				"'template', or 'body', 'subject' and 'from' must be set");
		int count = this.recipients.values().stream().mapToInt(Integer::intValue).sum();
		Assert.isTrue(count <= MAX_RECIPIENTS, () -> "'to', 'cc' and 'bcc' must have at most " + MAX_RECIPIENTS
				+ " addresses together, have " + count);
	}

	private EmailBuilder addresses(String field, String... addresses) {
		Assert.notEmpty(addresses, () -> "'" + field + "' must not be empty");
		for (String address : addresses) {
			Assert.isTrue(address != null && isOne(QUOTED.matcher(address).replaceAll("q")), () -> "'" + field
					+ "' must have one e-mail address per element, and names with commas must be quoted");
		}
		this.recipients.put(field, addresses.length);
		return line(field, String.join(",", addresses));
	}

	private static boolean isOne(String unquoted) {
		int at = unquoted.indexOf('@');
		return at > 0 && at == unquoted.lastIndexOf('@') && unquoted.indexOf(',') < 0;
	}

}
